#include "core/explore/tools/effects.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "core/explore/kept_answers.h"
#include "core/explore/precise_edit.h"
#include "core/explore/tools/common.h"
#include "core/explore/tools/draw.h"
#include "core/explore/tools/scoring.h"

namespace ganscope::explore {
namespace {

using Targets = std::vector<Target>;
constexpr int judged_together = 16;  // some milliseconds
constexpr auto judging = train::ScorerRole::judges, steering_too = train::ScorerRole::steers;
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
    if (edit_ && edit_->done() < edit_->total()) return go_on_editing(bench, slice, answer);
    while (direction_ < directions_) {
      if (auto drawn = go_on(bench, slice, answer); !drawn) return tl::unexpected(drawn.error());
      answer.progress = {"effects", drawn_, int64_t{samples_} * (directions_ + 1)};
      if (Clock::now() >= slice.until && direction_ < directions_) return false;
    }
    kept_answers(bench).remember(slice.ask, answer);
    return true;
  }

 private:
  Expected<bool> go_on_editing(Bench& bench, const Slice& slice, api::Answer& answer) {
    const auto scorer = scorer_of(bench, steering_too);
    if (!scorer) return tl::unexpected(scorer.error());
    if (!has_learned(bench, steering_too, slice.until)) {
      answer.progress = (*scorer)->progress();
      return false;
    }
    do {
      const auto complete = edit_->step(bench, slice, **scorer);
      if (!complete) return tl::unexpected(complete.error());
    } while (edit_->done() < edit_->total() && Clock::now() < slice.until);
    answer.progress = {"precise", edit_->done(), edit_->total()};
    return false;
  }

  Expected<void> begin(Bench& bench, const Slice& slice) {
    const api::Ask& ask = slice.ask;
    const int dim = bench.subject->latent_dim;
    if (auto given = check_rows(ask.latents, dim); !given) return given;
    if (const auto scorer = scorer_of(bench, judging))
      judge_ = *scorer;
    else if (scorer.error().kind != FailureKind::unsupported)
      return tl::unexpected(scorer.error());
    directions_ = static_cast<int>(ask.latents.size()) / dim;
    const bool precisely = !text_setting(ask.settings, "precise").empty();
    strength_ =
        real_setting(ask.settings, "strength", precisely ? PreciseEdit::usual_strength : 2, -100, 100);
    samples_ = static_cast<int>(whole_setting(ask.settings, "samples", 200, 1, 100'000));
    Random random(  // other latents than those that directions are found with
        mix_seed(static_cast<uint64_t>(whole_setting(ask.settings, "seed", 1, 0, INT64_MAX)), 200));
    auto latents = random_latents(bench, slice, random, samples_);
    if (!latents) return tl::unexpected(latents.error());
    latents_ = std::move(*latents);
    if (auto known = find_targets(bench, ask); !known) return known;
    begun_ = true;
    return {};
  }

  /// What directions are meant to bring about, and the precise edit if one is asked for.
  Expected<void> find_targets(Bench& bench, const api::Ask& ask) {
    const std::string precise = text_setting(ask.settings, "precise");
    if (!precise.empty()) {
      const auto scorer = scorer_of(bench, steering_too);
      if (!scorer) return tl::unexpected(scorer.error());
      const auto target = target_named((*scorer)->questions(), precise);
      if (!target) return tl::unexpected(target.error());
      std::vector<float> ahead(static_cast<size_t>(bench.subject->latent_dim));
      for (size_t i = 0; i < ahead.size() && i < ask.latents.size(); ++i)
        ahead[i] = static_cast<float>(strength_) * ask.latents[i];
      edit_.emplace(latents_, labels_in_turn(*bench.subject, ask.labels, 0, samples_), std::move(ahead),
                    *target);
      directions_ = 1;
      meant_ = {{*target}};
      return {};
    }
    meant_.resize(static_cast<size_t>(directions_));
    for (int i = 0; judge_ != nullptr && i < directions_; ++i) {
      const std::string first = "meant_" + std::to_string(i);
      std::string name = text_setting(ask.settings, first);
      for (int more = 1; !name.empty(); ++more) {
        const auto target = target_named(judge_->questions(), name);
        if (!target) return tl::unexpected(target.error());
        meant_[static_cast<size_t>(i)].push_back(*target);
        name = text_setting(ask.settings, first + "_" + std::to_string(more));
      }
    }
    return {};
  }

  /// Latents [at_, at_ + count) as they are, or moved.
  [[nodiscard]] std::vector<float> latents_to_draw(const api::Ask& ask, int dim, int count) const {
    const std::vector<float>& from = direction_ >= 0 && edit_ ? edit_->latents() : latents_;
    const auto first = from.begin() + static_cast<std::ptrdiff_t>(at_) * dim;
    std::vector<float> latents(first, first + static_cast<std::ptrdiff_t>(count) * dim);
    if (direction_ < 0 || edit_) return latents;
    const float* direction = &ask.latents[static_cast<size_t>(direction_) * static_cast<size_t>(dim)];
    for (size_t i = 0; i < latents.size(); ++i)
      latents[i] += static_cast<float>(strength_) * direction[i % static_cast<size_t>(dim)];
    return latents;
  }

  /// Draws and judges some samples: first all as they are, then all along one direction after the other.
  Expected<void> go_on(Bench& bench, const Slice& slice, api::Answer& answer) {
    const int dim = bench.subject->latent_dim;
    const int count = std::min(judged_together, samples_ - at_);
    const std::vector<float> latents = latents_to_draw(slice.ask, dim, count);
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
      before_.append(*drawn);
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
    if (const Targets& meant = meant_[static_cast<size_t>(direction_)]; !meant.empty()) {
      fill(row, meant);
      return row;
    }
    double best = -1;
    for (size_t q = 0; q < questions.size(); ++q)
      for (int value = 0; value < static_cast<int>(questions[q].values.size()); ++value) {
        const Targets one{{q, value, name_of(questions[q], value)}};
        const int lacked = lacking_of(one), gained = gained_of(one);
        // Of a handful nothing can be said.
        if (lacked < std::max(5, samples_ / 20) || gained <= best * lacked) continue;
        best = static_cast<double>(gained) / lacked;
        fill(row, one);
      }
    return row;
  }

  /// Says of a row how surely it brings about these values, all of them together, and what else.
  void fill(api::TableRow& row, const Targets& targets) const {
    const int lacked = lacking_of(targets);
    row.text.clear();
    for (const Target& target : targets) row.text += (row.text.empty() ? "" : ", ") + target.name;
    row.numbers.resize(effect::numbers);
    row.numbers[effect::lacking] = lacked;
    row.numbers[effect::did] = lacked > 0 ? 100.0 * gained_of(targets) / lacked : not_measured;
    others(targets, row.numbers);
    for (size_t q = 0; q < judge_->questions().size(); ++q)
      row.numbers.push_back(is_of(targets, q) ? not_measured : changed_of(q, targets));
  }

  static bool is_of(const Targets& targets, size_t question) {
    return std::ranges::find(targets, question, &Target::question) != targets.end();
  }

  /// In how many of 100 samples that lacked a value another question is answered differently now.
  [[nodiscard]] double changed_of(size_t other, const Targets& targets) const {
    int counted = 0, changed = 0;
    for (int i = 0; i < samples_; ++i) {
      if (had(i, targets)) continue;
      ++counted;
      changed += before(i, other) != after(i, other) ? 1 : 0;
    }
    return counted > 0 ? 100.0 * changed / counted : not_measured;
  }

  [[nodiscard]] int before(int sample, size_t question) const {
    return said_before_[static_cast<size_t>(sample) * judge_->questions().size() + question];
  }
  [[nodiscard]] int after(int sample, size_t question) const {
    return said_after_[static_cast<size_t>(sample) * judge_->questions().size() + question];
  }
  [[nodiscard]] bool had(int sample, const Targets& targets) const {
    return std::ranges::all_of(targets,
                               [&](const Target& of) { return before(sample, of.question) == of.value; });
  }
  [[nodiscard]] bool has(int sample, const Targets& targets) const {
    return std::ranges::all_of(targets,
                               [&](const Target& of) { return after(sample, of.question) == of.value; });
  }
  [[nodiscard]] int lacking_of(const Targets& targets) const {
    int lacked = 0;
    for (int i = 0; i < samples_; ++i) lacked += had(i, targets) ? 0 : 1;
    return lacked;
  }
  [[nodiscard]] int gained_of(const Targets& targets) const {
    int gained = 0;
    for (int i = 0; i < samples_; ++i) gained += !had(i, targets) && has(i, targets) ? 1 : 0;
    return gained;
  }

  /// What else has changed in the samples that lacked a value.
  void others(const Targets& targets, std::vector<double>& numbers) const {
    const std::vector<train::Question>& questions = judge_->questions();
    int counted = 0, with_any = 0, two_valued = 0, changed_two_valued = 0;
    for (int i = 0; i < samples_; ++i) {
      if (had(i, targets)) continue;
      ++counted;
      bool any = false;
      for (size_t q = 0; q < questions.size(); ++q) {
        if (is_of(targets, q)) continue;
        const bool changed = before(i, q) != after(i, q);
        any = any || changed;
        if (questions[q].values.size() != 2) continue;
        ++two_valued;
        changed_two_valued += changed ? 1 : 0;
      }
      with_any += any ? 1 : 0;
    }
    numbers[effect::something] = counted > 0 ? 100.0 * with_any / counted : not_measured;
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
  std::optional<PreciseEdit> edit_;
  std::vector<Targets> meant_;  ///< [directions]; what each shall bring about, all of it; empty: nothing said
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
