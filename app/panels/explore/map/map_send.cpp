#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string>
#include <utility>

#include "app/model/path_keys.h"
#include "app/model/reduce_explore.h"
#include "app/model/saving.h"
#include "app/panels/explore/directions/directions_state.h"
#include "app/panels/explore/map/map_state.h"

/// Where a selection of the map can go.
namespace ganscope::panels::map {
namespace {

using model::UiModel;

/// The selection's mean, of the space that is explored in; empty: it cannot be sent.
explore::Latent mean_to_send(const UiModel& model) {
  const Laid* laid = shown_map(model);
  if (laid == nullptr || laid->space != model.explore.space) return {};
  return means_of(*laid, selection(model)).selected;
}

/// The classes of the selection as shares of all; empty for a model that is told none.
std::vector<float> shares_to_send(const UiModel& model) {
  const Laid* laid = shown_map(model);
  const std::vector<int>& members = selection(model).members;
  std::vector<float> shares;
  if (laid == nullptr || laid->labels.empty() || members.empty() || !model.conditional()) return shares;
  shares.assign(static_cast<size_t>(model.classes()), 0.0F);
  for (const int sample : members) {
    const auto label = static_cast<size_t>(laid->labels[static_cast<size_t>(sample)]);
    if (label < shares.size()) shares[label] += 1 / static_cast<float>(members.size());
  }
  return shares;
}

/// A field of a table: in quotes where it needs them.
std::string field(const std::string& words) {
  if (words.find_first_of(",\"\n") == std::string::npos) return words;
  std::string quoted = "\"";
  for (const char letter : words) quoted += letter == '"' ? std::string("\"\"") : std::string(1, letter);
  return quoted + "\"";
}

}  // namespace

void send_to_slot(UiModel& model, int slot, double now_s) {
  const explore::Latent mean = mean_to_send(model);
  if (mean.empty() || slot < 0 || slot >= 3) return;
  model::remember(model);
  model.explore.slots[static_cast<size_t>(slot)].clear();
  model::reduce_explore(model, model::explore_action::AddExemplar{slot, mean, -1, model.explore.space},
                        now_s);
  (void)model.explore_undo.undo();  // one step, not two
}

void send_to_path(UiModel& model, bool b, double now_s) {
  const explore::Latent mean = mean_to_send(model);
  if (mean.empty()) return;
  model::reduce_explore(
      model,
      model::explore_action::SetPathEnd{b, mean, "selection", model.explore.space, shares_to_send(model)},
      now_s);
}

void send_to_key(UiModel& model) {
  const explore::Latent mean = mean_to_send(model);
  if (mean.empty()) return;
  model::add_path_key(model, {mean, "selection", shares_to_send(model)}, model.explore.path_t,
                      model.explore.space);
}

void keep_as_direction(UiModel& model, const std::string& name) {
  const Laid* laid = shown_map(model);
  const Selection& chosen = selection(model);
  if (laid == nullptr || laid->space != model.explore.space || name.empty() ||
      static_cast<int>(chosen.members.size()) < fewest_for_direction)
    return;
  const Means means = means_of(*laid, chosen);
  if (means.rest.empty()) return;
  directions::keep_own(model, name, explore::normalized(explore::add(means.selected, means.rest, -1.0)));
}

std::string table_text(const Map& map, const Selection& chosen) {
  if (!map.laid) return {};
  const Laid& laid = *map.laid;
  const Judgement* judged =
      map.judgement && map.judgement->probabilities.count == laid.count ? map.judgement.get() : nullptr;
  fmt::memory_buffer out;
  const auto to = std::back_inserter(out);
  fmt::format_to(to, "seed,selected,x,y,column,row,score,class");
  if (judged != nullptr)
    for (const Judgement::Attribute& attribute : judged->attributes)
      fmt::format_to(to, ",{}", field(attribute.name));
  for (int k = 0; k < laid.latents.width; ++k)
    fmt::format_to(to, ",{}{}", laid.space == api::Space::w ? 'w' : 'z', k);
  fmt::format_to(to, "\n");
  for (int i = 0; i < laid.count; ++i) {
    const auto at = static_cast<size_t>(i);
    fmt::format_to(to, "{},{},{},{},{},{}", laid.first_seed + at,
                   at < chosen.in.size() && chosen.in[at] != 0 ? 1 : 0, laid.points[2 * at],
                   laid.points[2 * at + 1], laid.column[at], laid.row[at]);
    fmt::format_to(to, ",");
    if (at < laid.scores.size()) fmt::format_to(to, "{}", laid.scores[at]);
    fmt::format_to(to, ",");
    if (at < laid.labels.size()) fmt::format_to(to, "{}", laid.labels[at]);
    if (judged != nullptr)
      for (const Judgement::Attribute& attribute : judged->attributes)
        fmt::format_to(to, ",{}", judged->probabilities.row(i)[attribute.column]);
    const float* latent = laid.latents.row(i);
    for (int k = 0; k < laid.latents.width; ++k) fmt::format_to(to, ",{}", latent[k]);
    fmt::format_to(to, "\n");
  }
  return fmt::to_string(out);
}

void save_table(UiModel& model, double now_s) {
  if (shown_map(model) == nullptr) return;
  model::save_text(model, "map", ".csv", table_text(model::tool_state<Map>(model), selection(model)), now_s);
}

}  // namespace ganscope::panels::map
