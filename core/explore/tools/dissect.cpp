#include "core/explore/tools/dissect.h"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <string>
#include <utility>

#include "core/explore/kept_answers.h"
#include "core/explore/tools/common.h"
#include "core/explore/tools/inside.h"
#include "core/explore/tools/inside_numbers.h"
#include "core/explore/tools/scoring.h"

namespace ganscope::explore {
namespace {

constexpr int dissected_together = 16;  // some milliseconds

class Dissect final : public Tool {
 public:
  Expected<bool> work(Bench& bench, const Slice& slice, api::Answer& answer) override {
    if (!begun_) {
      if (kept_answers(bench).recall(slice.ask, answer)) return true;
      if (auto begun = begin(bench, slice); !begun) return tl::unexpected(begun.error());
    }
    if (judge_ != nullptr && !has_learned(bench, train::ScorerRole::judges, slice.until)) {
      answer.progress = judge_->progress();
      return false;
    }
    while (at_channel_ < static_cast<int>(channels_.size())) {
      if (auto done = go_on(bench, slice, answer); !done) return tl::unexpected(done.error());
      answer.progress = {"switching channels off", done_,
                         static_cast<int64_t>(channels_.size() + 1) * samples_};
      if (Clock::now() >= slice.until && at_channel_ < static_cast<int>(channels_.size())) return false;
    }
    kept_answers(bench).remember(slice.ask, answer);
    return true;
  }

 private:
  Expected<void> begin(Bench& bench, const Slice& slice) {
    const config::Settings& settings = slice.ask.settings;
    if (const auto scorer = scorer_of(bench, train::ScorerRole::judges))
      judge_ = *scorer;
    else if (scorer.error().kind != FailureKind::unsupported)
      return tl::unexpected(scorer.error());
    layer_ = static_cast<int>(whole_setting(settings, "layer", 0, 0, 1 << 20));
    samples_ = static_cast<int>(whole_setting(settings, "samples", 100, 1, 10'000));
    const auto channel = static_cast<int>(whole_setting(settings, "channel", -1, -1, 1 << 20));
    Random random(  // other latents than those that effects are measured on
        mix_seed(static_cast<uint64_t>(whole_setting(settings, "seed", 1, 0, INT64_MAX)), 300));
    auto latents = random_latents(bench, slice, random, samples_);
    if (!latents) return tl::unexpected(latents.error());
    fresh_ = slice.ask;
    fresh_.latents = std::move(*latents);
    const auto inside =
        bench.replica->look_inside(*slice.snapshot, slice.ask.model, inside_ask(bench, fresh_, 0, 1));
    if (!inside) return tl::unexpected(inside.error());
    if (layer_ >= static_cast<int>(inside->layers.size()) ||
        channel >= inside->layers[static_cast<size_t>(layer_)].channels)
      return fail(FailureKind::usage, "this generator has no such channel", "channels",
                  "choose one that is shown");
    if (channel >= 0) channels_ = {channel};
    for (int c = 0; channel < 0 && c < inside->layers[static_cast<size_t>(layer_)].channels; ++c)
      channels_.push_back(c);
    begun_ = true;
    return {};
  }

  /// Draws and judges some samples: first all as they are, then all without one channel after the other.
  Expected<void> go_on(Bench& bench, const Slice& slice, api::Answer& answer) {
    const int count = std::min(dissected_together, samples_ - at_);
    auto ask = inside_ask(bench, fresh_, at_, count);
    ask.answers = false;
    if (at_channel_ >= 0) ask.edits = {{layer_, channels_[static_cast<size_t>(at_channel_)], 0}};
    const auto inside = bench.replica->look_inside(*slice.snapshot, slice.ask.model, ask);
    if (!inside) return tl::unexpected(inside.error());
    std::vector<int> said;
    if (judge_ != nullptr) {
      const auto scores = judge_->score(inside->pictures);
      if (!scores) return tl::unexpected(scores.error());
      said = likeliest(judge_->questions(), *scores);
    }
    if (at_channel_ < 0) {
      before_.append(inside->pictures);
      said_before_.insert(said_before_.end(), said.begin(), said.end());
    } else {
      add_difference(inside->pictures);
      said_after_.insert(said_after_.end(), said.begin(), said.end());
    }
    at_ += count;
    done_ += count;
    if (at_ == samples_) end_channel(answer);
    return {};
  }

  void add_difference(const api::Answer& drawn) {
    const size_t each = drawn.pixels.size() / static_cast<size_t>(std::max(drawn.count, 1));
    const size_t first = static_cast<size_t>(at_) * each;
    double sum = 0;
    for (size_t i = 0; i < drawn.pixels.size(); ++i)  // every fourth is alpha, the same in both
      sum += std::abs(int{before_.pixels[first + i]} - int{drawn.pixels[i]}) * 4.0 / 3.0;
    if (each > 0) difference_ += 100 * sum / static_cast<double>(each) / 255;
  }

  void end_channel(api::Answer& answer) {
    if (at_channel_ < 0) {
      for (size_t q = 0; judge_ != nullptr && q < judge_->questions().size(); ++q) {
        const train::Question& question = judge_->questions()[q];
        std::string name = question.key == "label" ? "class" : question.key;
        std::ranges::replace(name, '_', ' ');
        answer.table.push_back({"question", name, {static_cast<double>(had(q))}});
      }
    } else {
      api::TableRow row{
          "channel", std::to_string(channels_[static_cast<size_t>(at_channel_)]), {difference_ / samples_}};
      for (size_t q = 0; judge_ != nullptr && q < judge_->questions().size(); ++q) {
        const int with = had(q);
        row.numbers.push_back(with > 0 ? 100.0 * lost(q) / with : std::numeric_limits<double>::quiet_NaN());
      }
      answer.table.push_back(std::move(row));
    }
    ++at_channel_;
    at_ = 0;
    difference_ = 0;
    said_after_.clear();
  }

  [[nodiscard]] bool counts(int sample, size_t question) const {
    return !is_yes_or_no(judge_->questions()[question]) || answered(said_before_, sample, question) == 1;
  }
  [[nodiscard]] int had(size_t question) const {
    int count = 0;
    for (int i = 0; i < samples_; ++i) count += counts(i, question) ? 1 : 0;
    return count;
  }
  [[nodiscard]] int lost(size_t question) const {
    int count = 0;
    for (int i = 0; i < samples_; ++i)
      count +=
          counts(i, question) && answered(said_after_, i, question) != answered(said_before_, i, question)
              ? 1
              : 0;
    return count;
  }
  [[nodiscard]] int answered(const std::vector<int>& said, int sample, size_t question) const {
    return said[static_cast<size_t>(sample) * judge_->questions().size() + question];
  }

  bool begun_ = false;
  train::Scorer* judge_ = nullptr;  ///< kept by the bench; null: nothing can judge
  int layer_ = 0, samples_ = 100;
  std::vector<int> channels_;  ///< that are switched off
  api::Ask fresh_;             ///< with the latents that are drawn
  int at_channel_ = -1;        ///< place in `channels_`; −1: the samples as they are
  int at_ = 0;                 ///< samples of it that are done
  int64_t done_ = 0;
  api::Answer before_;
  std::vector<int> said_before_, said_after_;  ///< [samples, questions]
  double difference_ = 0;                      ///< percent, summed over samples
};

}  // namespace

ToolEntry dissect_tool() {
  return {.key = "dissect",
          .failure = "What depends on a channel could not be found out",
          .piecemeal = true,
          .of_latents = false,
          .make = [] { return std::unique_ptr<Tool>(new Dissect); }};
}

}  // namespace ganscope::explore
