#include "app/panels/explore/directions/directions_samples.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

#include "app/model/asks.h"
#include "app/panels/explore/directions/directions_precise.h"
#include "app/panels/explore/directions/directions_views.h"

namespace ganscope::panels::directions {
namespace {

using model::UiModel;

std::optional<api::Ask> samples(const UiModel& model) {
  if (!model::latent_in_hand(model)) return std::nullopt;
  const Combination now = combination(model);
  model::LatentRows rows(model);
  rows.add(now.start);
  const std::vector<explore::Latent> fixed = sample_latents(model);
  if (fixed.empty()) return rows.take();
  const std::vector<int> numbers = shown_sample_numbers(model);
  for (const int i : numbers) rows.add(fixed[static_cast<size_t>(i)], model.fixed_label(i));
  for (const int i : numbers)
    rows.add(led(model, now, fixed[static_cast<size_t>(i)], i), model.fixed_label(i));
  return rows.take();
}

std::optional<api::Ask> mapped(const UiModel& model) {
  if (model.explore.space != api::Space::w || !model.has_mapping() || model.fixed_count() == 0)
    return std::nullopt;
  api::Ask ask = model::blank_ask(model);
  ask.tool = "map";
  for (int i = 0; i < model.fixed_count(); ++i)
    model::add_row(model, ask, model.fixed_latent(i), model.fixed_label(i));
  return ask;
}

}  // namespace

std::vector<explore::Latent> sample_latents(const UiModel& model) {
  std::vector<explore::Latent> latents;
  const int count = model.fixed_count();
  if (model.explore.space == api::Space::z) {
    for (int i = 0; i < count; ++i) latents.push_back(model.fixed_latent(i));
    return latents;
  }
  const auto& answer = model.result(model.view("directions/mapped"));
  if (answer == nullptr || answer->vectors.count != count ||
      answer->vectors.width != model.status->latent_dim)
    return {};
  for (int i = 0; i < count; ++i) {
    const float* w = answer->vectors.row(i);
    latents.emplace_back(w, w + answer->vectors.width);
  }
  return latents;
}

int sample_in_hand(const UiModel& model) {
  constexpr std::string_view word = "latent ";
  const std::string& origin = model.explore.origin;
  if (!origin.starts_with(word)) return -1;
  int number = -1;
  std::from_chars(origin.data() + word.size(), origin.data() + origin.size(), number);
  return number < model.fixed_count() ? number : -1;
}

std::vector<int> shown_sample_numbers(const UiModel& model) {
  std::vector<int> numbers;
  for (int i = 0; i < std::min(shown_samples, model.fixed_count()); ++i) numbers.push_back(i);
  if (const int own = sample_in_hand(model); own >= shown_samples) numbers.back() = own;
  return numbers;
}

const char* apply_obstacle(const UiModel& model) {
  const Combination now = combination(model);
  if (now.strengths.empty()) return "Move a slider first: there is nothing to apply.";
  if (model.explore.space == api::Space::w) return "The fixed latents are z: go back to z to move them.";
  if (!ways_are_found(model, now, true)) return "The curved ways of all samples are still being found.";
  return nullptr;
}

void apply_to_all(UiModel& model) {
  if (apply_obstacle(model) != nullptr) return;
  Combination now = combination(model);
  std::vector<explore::Latent> moved = sample_latents(model);
  for (size_t i = 0; i < moved.size(); ++i) moved[i] = led(model, now, moved[i], static_cast<int>(i));
  model::remember(model, {}, true, Combination::key);
  model::move_samples(model, std::move(moved));
  now.start = now.result;  // what is there now is what the next step begins from
  now.strengths.clear();
  model::set_tool_state(model, std::move(now));
}

void put_back(UiModel& model) {
  if (!model.samples_moved()) return;
  model::remember(model);
  model::move_samples(model, {});
}

std::vector<model::View> sample_views() {
  return {{.key = "directions/samples", .visible = on_screen, .wanted = samples},
          {.key = "directions/mapped", .visible = on_screen, .wanted = mapped}};
}

}  // namespace ganscope::panels::directions
