#include "core/explore/tools/effects.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <string>
#include <utility>

#include "core/explore/kept_answers.h"
#include "core/explore/tools/common.h"
#include "core/explore/tools/draw.h"
#include "core/explore/tools/scoring.h"

namespace ganscope::explore {
namespace {

constexpr int judged_together = 16;  // some milliseconds
constexpr auto judging = train::ScorerRole::judges;
constexpr double not_measured = std::numeric_limits<double>::quiet_NaN();

/// How much pictures (bytes) or points (pairs) differ in all, over all samples.
double difference_of(const api::Answer& a, size_t from, const api::Answer& b) {
  double sum = 0;
  if (b.width > 0) {
    const size_t each = b.pixels.size() / static_cast<size_t>(std::max(b.count, 1));
    for (size_t i = 0; i < b.pixels.size(); ++i)  // every fourth is alpha, the same in both
      sum += std::abs(int{a.pixels[from * each + i]} - int{b.pixels[i]}) * 4.0 / 3.0;
    return each > 0 ? sum / static_cast<double>(each) : 0;
  }
  for (size_t i = 0; i + 1 < b.points.size(); i += 2)
    sum += std::hypot(static_cast<double>(a.points[2 * from + i] - b.points[i]),
                      static_cast<double>(a.points[2 * from + i + 1] - b.points[i + 1]));
  return sum;
}

class Effects final : public Tool {
 public:
  Expected<bool> work(Bench& bench, const Slice& slice, api::Answer& answer) override {
    if (!begun_) {
      if (kept_answers(bench).recall(slice.ask, answer)) return true;
      if (auto begun = begin(bench, slice); !begun) return tl::unexpected(begun.error());
    }
    if (judge_ != nullptr && !has_learned(bench, judging, slice.until)) {
      answer.progress = judge_->progress();
      return false;
    }
    while (direction_ < directions_) {
      if (auto drawn = go_on(bench, slice, answer); !drawn) return tl::unexpected(drawn.error());
      answer.progress = {"effects", drawn_, int64_t{samples_} * (directions_ + 1)};
      if (Clock::now() >= slice.until && direction_ < directions_) return false;
    }
    kept_answers(bench).remember(slice.ask, answer);
    return true;
  }

 private:
  Expected<void> begin(Bench& bench, const Slice& slice) {
    const api::Ask& ask = slice.ask;
    const int dim = bench.subject->latent_dim;
    const bool finite = std::ranges::all_of(ask.latents, [](float value) { return std::isfinite(value); });
    if (dim <= 0 || ask.latents.size() % static_cast<size_t>(dim) != 0 || !finite)
      return fail(FailureKind::usage, "the directions are not rows of " + std::to_string(dim) + " numbers",
                  "directions", "give every direction all its numbers");
    if (const auto scorer = scorer_of(bench, judging))
      judge_ = *scorer;
    else if (scorer.error().kind != FailureKind::unsupported)
      return tl::unexpected(scorer.error());
    directions_ = static_cast<int>(ask.latents.size()) / dim;
    strength_ = real_setting(ask.settings, "strength", 2, -100, 100);
    samples_ = static_cast<int>(whole_setting(ask.settings, "samples", 200, 1, 100'000));
    Random random(  // other latents than those that directions are found with
        mix_seed(static_cast<uint64_t>(whole_setting(ask.settings, "seed", 1, 0, INT64_MAX)), 200));
    auto latents = random_latents(bench, slice, random, samples_);
    if (!latents) return tl::unexpected(latents.error());
    latents_ = std::move(*latents);
    begun_ = true;
    return {};
  }

  /// Draws and judges some samples: first all as they are, then all along one direction after the other.
  Expected<void> go_on(Bench& bench, const Slice& slice, api::Answer& answer) {
    const int dim = bench.subject->latent_dim;
    const int count = std::min(judged_together, samples_ - at_);
    const auto first = latents_.begin() + static_cast<std::ptrdiff_t>(at_) * dim;
    std::vector<float> latents(first, first + static_cast<std::ptrdiff_t>(count) * dim);
    if (direction_ >= 0)
      for (size_t i = 0; i < latents.size(); ++i)
        latents[i] += static_cast<float>(strength_) *
                      slice.ask.latents[static_cast<size_t>(direction_ * dim) + i % static_cast<size_t>(dim)];
    const auto drawn = draw(bench, *slice.snapshot, slice.ask, latents,
                            labels_in_turn(*bench.subject, slice.ask.labels, at_, count), false);
    if (!drawn) return tl::unexpected(drawn.error());
    std::vector<int> answers;
    if (judge_ != nullptr) {
      const auto scores = judge_->score(*drawn);
      if (!scores) return tl::unexpected(scores.error());
      answers = likeliest(judge_->questions(), *scores);
    }
    if (direction_ < 0) {
      append_piece(before_, *drawn);
      said_before_.insert(said_before_.end(), answers.begin(), answers.end());
    } else {
      difference_ += difference_of(before_, static_cast<size_t>(at_), *drawn);
      said_after_.insert(said_after_.end(), answers.begin(), answers.end());
    }
    at_ += count;
    drawn_ += count;
    if (at_ == samples_) end_direction(answer);
    return {};
  }

  void end_direction(api::Answer& answer) {
    if (direction_ >= 0) {
      answer.table.push_back(row());
      answer.count = static_cast<int>(answer.table.size());
    }
    ++direction_;
    at_ = 0;
    difference_ = 0;
    said_after_.clear();
  }

  [[nodiscard]] api::TableRow row() const {
    api::TableRow row{std::to_string(direction_), "", std::vector<double>(effect::numbers, not_measured)};
    row.numbers[effect::samples] = samples_;
    row.numbers[effect::difference] = difference_ / samples_;
    if (judge_ == nullptr) return row;
    const std::vector<train::Question>& questions = judge_->questions();
    double best = -1;
    for (size_t q = 0; q < questions.size(); ++q)
      for (int value = 0; value < static_cast<int>(questions[q].values.size()); ++value) {
        const int lacked = lacking_of(q, value), gained = gained_of(q, value);
        // Of a handful nothing can be said.
        if (lacked < std::max(5, samples_ / 20) || gained <= best * lacked) continue;
        best = static_cast<double>(gained) / lacked;
        row.text = name_of(questions[q], value);
        row.numbers[effect::did] = 100 * best;
        row.numbers[effect::lacking] = lacked;
        others(q, value, row.numbers);
      }
    return row;
  }

  [[nodiscard]] int before(int sample, size_t question) const {
    return said_before_[static_cast<size_t>(sample) * judge_->questions().size() + question];
  }
  [[nodiscard]] int after(int sample, size_t question) const {
    return said_after_[static_cast<size_t>(sample) * judge_->questions().size() + question];
  }
  [[nodiscard]] int lacking_of(size_t question, int value) const {
    int lacked = 0;
    for (int i = 0; i < samples_; ++i) lacked += before(i, question) != value ? 1 : 0;
    return lacked;
  }
  [[nodiscard]] int gained_of(size_t question, int value) const {
    int gained = 0;
    for (int i = 0; i < samples_; ++i)
      gained += before(i, question) != value && after(i, question) == value ? 1 : 0;
    return gained;
  }

  /// What else has changed in the samples that lacked the value.
  void others(size_t question, int value, std::vector<double>& numbers) const {
    const std::vector<train::Question>& questions = judge_->questions();
    int counted = 0, with_any = 0, two_valued = 0, changed_two_valued = 0;
    for (int i = 0; i < samples_; ++i) {
      if (before(i, question) == value) continue;
      ++counted;
      bool any = false;
      for (size_t q = 0; q < questions.size(); ++q) {
        if (q == question) continue;
        const bool changed = before(i, q) != after(i, q);
        any = any || changed;
        if (questions[q].values.size() != 2) continue;
        ++two_valued;
        changed_two_valued += changed ? 1 : 0;
      }
      with_any += any ? 1 : 0;
    }
    numbers[effect::something] = 100.0 * with_any / std::max(counted, 1);
    numbers[effect::each] = two_valued > 0 ? 100.0 * changed_two_valued / two_valued : not_measured;
  }

  bool begun_ = false;
  train::Scorer* judge_ = nullptr;  ///< kept by the bench; null: nothing can judge
  double strength_ = 2;
  int samples_ = 0, directions_ = 0;
  int direction_ = -1;  ///< which is under way; -1: the samples as they are
  int at_ = 0;          ///< samples of it that are done
  int64_t drawn_ = 0;
  std::vector<float> latents_;
  api::Answer before_;
  std::vector<int> said_before_, said_after_;  ///< [samples, questions]
  double difference_ = 0;                      ///< sum over samples
};

}  // namespace

ToolEntry effects_tool() {
  return {
      .key = "effects", .failure = "What directions do could not be measured", .piecemeal = true, .make = [] {
        return std::unique_ptr<Tool>(new Effects);
      }};
}

}  // namespace ganscope::explore
