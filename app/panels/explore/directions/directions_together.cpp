#include "app/panels/explore/directions/directions_together.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "app/model/asks.h"
#include "app/panels/explore/directions/directions_views.h"
#include "core/explore/tools/effect_numbers.h"

namespace ganscope::panels::directions {
namespace {

using model::UiModel;

constexpr int64_t samples_together = 100;

/// What a row brings about when it is followed so far; empty: nobody can tell.
std::string meaning_of(const Direction& row, double strength) {
  std::string name = row.effect ? row.effect->what : std::string();
  if (row.kind == Kind::attribute && !row.turned) name = row.found_as;
  if (name.empty() || strength > 0) return name;
  if (name.starts_with("no ")) return name.substr(3);
  return name.find(": ") == std::string::npos ? "no " + name : std::string();  // not red may be any other
}

/// The question that a value answers: "hair colour" of "hair colour: red".
std::string question_of(const std::string& name) {
  return name.starts_with("no ") ? name.substr(3) : name.substr(0, name.find(": "));
}

}  // namespace

std::vector<std::string> meant_together(const UiModel& model) {
  const Combination now = combination(model);
  const Directions& directions = model::tool_state<Directions>(model);
  std::vector<std::string> meant, questions;
  if (now.precise || directions.space != model.explore.space) return meant;
  for (const auto& [id, strength] : now.strengths) {
    const Direction* row = find_row(directions, id);
    std::string meaning = row != nullptr && strength != 0 ? meaning_of(*row, strength) : std::string();
    if (meaning.empty()) return {};
    if (std::ranges::find(meant, meaning) != meant.end()) continue;
    questions.push_back(question_of(meaning));
    if (std::ranges::count(questions, questions.back()) > 1) return {};  // hair is not red and black
    meant.push_back(std::move(meaning));
  }
  return meant;
}

std::optional<api::Ask> ask_together(const UiModel& model) {
  if (!on_screen(model) || !model::latent_in_hand(model) || busy(model::tool_state<Directions>(model)))
    return std::nullopt;
  const std::vector<std::string> meant = meant_together(model);
  if (meant.empty()) return std::nullopt;
  api::Ask ask = begin_search(model, "effects").ask;
  ask.latents = combined_shift(model);
  ask.settings.set("strength", 1.0);
  ask.settings.set("samples", samples_together);
  for (size_t i = 0; i < meant.size(); ++i)
    ask.settings.set(i == 0 ? std::string("meant_0") : fmt::format("meant_0_{}", i), meant[i]);
  return ask;
}

void note_asked_together(UiModel& model, const api::Ask& ask) {
  Together together;
  together.under_way = !ask.settings.has("precise");
  if (!together.under_way) return model::set_tool_state(model, std::move(together));
  together.shift = ask.latents;
  together.count = meant_together(model).size();
  model::set_tool_state(model, std::move(together));
}

void take_together(UiModel& model, const api::Answer& answer) {
  if (!answer.complete && !answer.failure) return;
  Together together = model::tool_state<Together>(model);
  const std::vector<double> numbers =
      answer.failure || answer.table.empty() ? std::vector<double>{} : answer.table[0].numbers;
  together.known = numbers.size() >= explore::effect::numbers && std::isfinite(numbers[explore::effect::did]);
  together.failed = !together.known;
  if (together.known) {
    together.did = numbers[explore::effect::did];
    together.besides = numbers[explore::effect::something];
    together.step = answer.step;
  }
  model::set_tool_state(model, std::move(together));
}

}  // namespace ganscope::panels::directions
