#include "core/explore/tools/precise.h"

#include <optional>
#include <utility>

#include "core/explore/precise_edit.h"
#include "core/explore/tools/common.h"
#include "core/explore/tools/scoring.h"

namespace ganscope::explore {
namespace {

class Precise final : public Tool {
 public:
  Expected<bool> work(Bench& bench, const Slice& slice, api::Answer& answer) override {
    const auto scorer = scorer_of(bench, train::ScorerRole::steers);
    if (!scorer) return tl::unexpected(scorer.error());
    if (!edit_) {
      const auto target = target_of((*scorer)->questions(), slice.ask.settings);
      if (!target) return tl::unexpected(target.error());
      if (auto begun = begin(*bench.subject, slice.ask, *target); !begun)
        return tl::unexpected(begun.error());
    }
    if (!has_learned(bench, train::ScorerRole::steers, slice.until)) {
      answer.progress = (*scorer)->progress();
      return false;
    }
    while (true) {
      const auto complete = edit_->step(bench, slice, **scorer);
      if (!complete) return tl::unexpected(complete.error());
      answer.progress = {"precise", edit_->done(), edit_->total()};
      if (*complete) break;
      if (Clock::now() >= slice.until) return false;
    }
    answer.count = edit_->total();
    answer.vectors = {edit_->total(), bench.subject->latent_dim, edit_->latents()};
    return true;
  }

 private:
  static Expected<Target> target_of(const std::vector<train::Question>& questions,
                                    const config::Settings& settings) {
    auto target = target_named(questions, text_setting(settings, "attribute"));
    if (!target || whole_setting(settings, "opposite", 0, 0, 1) == 0) return target;
    const train::Question& question = questions[target->question];
    if (question.values.size() != 2)
      return fail(FailureKind::unsupported, "\"" + target->name + "\" is one of several and has no opposite",
                  "attribute", "name what shall be there instead");
    target->value = 1 - target->value;
    target->name = name_of(question, target->value);
    return target;
  }

  Expected<void> begin(const train::Subject& subject, const api::Ask& ask, const Target& target) {
    const int dim = subject.latent_dim;
    if (auto given = check_rows(ask.latents, dim); !given) return given;
    const int count = static_cast<int>(ask.latents.size()) / dim - 1;
    if (count < 1)
      return fail(FailureKind::usage, "there is nothing to edit", "latents",
                  "give it latents, and the direction in which to begin as the last row");
    std::vector<float> latents = ask.latents;
    std::vector<float> ahead(latents.end() - dim, latents.end());
    latents.resize(latents.size() - ahead.size());
    const double strength = real_setting(ask.settings, "strength", PreciseEdit::usual_strength, -100, 100);
    for (float& value : ahead) value *= static_cast<float>(strength);
    edit_.emplace(std::move(latents), labels_in_turn(subject, ask.labels, 0, count), std::move(ahead),
                  target);
    return {};
  }

  std::optional<PreciseEdit> edit_;
};

}  // namespace

ToolEntry precise_tool() {
  return {.key = "precise", .failure = "The precise edit did not succeed", .piecemeal = true, .make = [] {
            return std::unique_ptr<Tool>(new Precise);
          }};
}

}  // namespace ganscope::explore
