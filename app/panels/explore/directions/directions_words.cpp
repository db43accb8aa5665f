#include <fmt/format.h>

#include <string>

#include "app/panels/explore/directions/directions_parts.h"
#include "app/panels/explore/directions/directions_precise.h"
#include "app/panels/explore/directions/directions_together.h"

// What is said of directions.
namespace ganscope::panels::directions {
namespace {

using explore_parts::attribute_words;

std::string judged_words(const ui::Ui& ui, const Direction& row, const Effect& effect) {
  if (effect.what == row.name)  // the name says it
    return fmt::format(fmt::runtime(ui.tr("in {{b:{:.0f}}} of 100, something else in {{b:{:.0f}}}")),
                       effect.did, effect.besides);
  return fmt::format(fmt::runtime(ui.tr("{} in {{b:{:.0f}}} of 100, something else in {{b:{:.0f}}}")),
                     attribute_words(ui, effect.what), effect.did, effect.besides);
}

}  // namespace

std::string name_words(const ui::Ui& ui, const Direction& row) {
  return explore_parts::direction_words(ui, row.name);
}

bool shows_precise(const model::UiModel& model, const Direction& row) {
  return row.precise && can_be_precise(row) && combination(model).precise;
}

std::string effect_words(const ui::Ui& ui, const model::UiModel& model, const Direction& row) {
  const Directions& directions = model::tool_state<Directions>(model);
  const auto counting = [&](const char* what, const Progress& progress) {
    if (progress.total <= 0) return fmt::format("{} ···", ui.tr(what));
    return fmt::format("{} ··· {} {} {}", ui.tr(what), progress.done, ui.tr("of"), progress.total);
  };
  if (shows_precise(model, row))
    return fmt::format("{} {}", ui.tr("precise:"), judged_words(ui, row, *row.precise));
  const bool curved = can_be_precise(row) && combination(model).precise;
  if (curved && directions.judging.state == Search::State::wanted && directions.judged_id == row.id)
    return counting("measuring the precise edit", directions.judging.progress);
  if (!row.effect) {
    if (directions.measuring.state != Search::State::wanted) return {};
    return counting("measuring", directions.measuring.progress);
  }
  if (row.effect->what.empty()) return {};
  const std::string words = judged_words(ui, row, *row.effect);
  return curved ? fmt::format("{} {}", ui.tr("straight:"), words) : words;
}

std::string together_words(const ui::Ui& ui, const model::UiModel& model) {
  const size_t count = meant_together(model).size();
  if (count == 0) return {};
  const Together& together = model::tool_state<Together>(model);
  const bool current = together.shift == combined_shift(model);
  if (current && together.failed) return {};
  if (!current || !together.known) return fmt::format("{} ···", ui.tr("measuring"));
  const char* words = count == 1   ? ui.tr("in {{b:{:.0f}}} of 100, something else in {{b:{:.0f}}}")
                      : count == 2 ? ui.tr("both in {{b:{:.0f}}} of 100, something else in {{b:{:.0f}}}")
                      : count == 3
                          ? ui.tr("all three in {{b:{:.0f}}} of 100, something else in {{b:{:.0f}}}")
                          : ui.tr("all of it in {{b:{:.0f}}} of 100, something else in {{b:{:.0f}}}");
  const std::string said = fmt::format(fmt::runtime(words), together.did, together.besides);
  if (together.step == shown_step(model)) return said;
  return said + " · " + fmt::format(fmt::runtime(ui.tr("step {}")), ui::thousands(together.step));
}

std::string python_of(const Direction& row, api::Space space) {
  std::string values;
  for (const float value : row.along) values += fmt::format("{}{:.7g}", values.empty() ? "" : ", ", value);
  const char letter = space == api::Space::w ? 'w' : 'z';
  const std::string found = row.step >= 0 ? fmt::format(", found at step {}", row.step) : std::string();
  return fmt::format(
      "import torch\n# {}: a unit vector of {}{}; {} + strength * direction\ndirection = "
      "torch.tensor([{}])\n",
      row.name, letter, found, letter, values);
}

}  // namespace ganscope::panels::directions
