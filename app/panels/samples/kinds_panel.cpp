#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "app/panels/form_words.h"
#include "app/panels/samples/sounds_asks.h"
#include "app/panels/share_bars.h"
#include "app/ui/widgets.h"

namespace ganscope::panels::samples {
namespace {

using KindPart = diagnose::Course::Part;

constexpr size_t most_kinds = 8, most_kinds_compact = 6;

bool kinds_visible(const model::UiModel& model) {
  return model.scene() == model::Workspace::train && model.status->data.form == Form::waves &&
         !model.status->data.label_names.empty() && !model.course.parts().empty() &&
         !model.course.measured().empty();
}

/// A class, what is measured of it, and what real ones get.
struct MeasuredKind {
  int number = 0;
  double share = 0, real = 0;
  [[nodiscard]] double off() const {
    return std::isfinite(share) && std::isfinite(real) ? std::abs(share - real) : 1;
  }
};

/// `told`: of the samples that are told to be it, not of all.
std::vector<MeasuredKind> kinds_of(const model::UiModel& model, bool told) {
  const std::vector<float>& values = model.course.measured().back().values;
  std::vector<MeasuredKind> kinds;
  for (const KindPart& part : model.course.parts()) {
    const size_t column = told ? static_cast<size_t>(part.heard) : part.column;
    kinds.push_back(
        {.number = static_cast<int>(kinds.size()),
         .share = column < values.size() ? static_cast<double>(values[column]) : diagnose::no_value,
         .real = told ? part.real_heard : part.share});
  }
  return kinds;
}

/// Those that are furthest from what real ones get, in the data's order; returns how many are left out.
size_t keep_the_furthest(std::vector<MeasuredKind>& kinds, size_t most) {
  if (kinds.size() <= most) return 0;
  const size_t left_out = kinds.size() - (most - 1);
  std::ranges::stable_sort(kinds, std::greater<>(), &MeasuredKind::off);
  kinds.resize(most - 1);
  std::ranges::sort(kinds, {}, &MeasuredKind::number);
  return left_out;
}

void draw_kinds(ui::Ui& ui, const model::UiModel& model, model::UiActions& /*actions*/) {
  const api::DataInfo& data = model.status->data;
  const bool told =
      std::ranges::all_of(model.course.parts(), [](const KindPart& part) { return part.heard >= 0; });
  std::vector<MeasuredKind> kinds = kinds_of(model, told);
  const size_t left_out = keep_the_furthest(kinds, ui.compact ? most_kinds_compact : most_kinds);
  ShareBars shares{.title = ui.tr("Kinds"), .captions = {}, .bars = {}, .names = 0.2F, .real_bars = true};
  if (told)
    shares.captions = {ui.tr("heard as told, by a listener trained on {real} sounds"),
                       ui.tr("heard as told, by a listener")};
  else
    shares.captions = {ui.tr("a listener trained on {real} sounds"), ui.tr("as a listener hears")};
  double most = 0;
  for (const MeasuredKind& kind : kinds)
    for (const double share : {kind.share, kind.real})
      if (std::isfinite(share)) most = std::max(most, share);
  shares.full = told ? 1 : std::max(0.05, 1.05 * most);
  for (const MeasuredKind& kind : kinds)
    shares.bars.push_back({.item = fmt::format("train/kind/{}", kind.number),
                           .name = class_words(ui, data, kind.number),
                           .share = kind.share,
                           .real = kind.real});
  if (left_out > 0)
    shares.more = fmt::format(fmt::runtime(ui.tr("{} more, nearer to what real ones get")), left_out);
  const int64_t step = model.course.measured().back().step;
  const int samples = model.measure_table != nullptr ? model.measure_table->samples : 0;
  shares.legend = samples > 0
                      ? fmt::format(fmt::runtime(ui.tr("{} of the EMA model, step {}")),
                                    ui::thousands(samples), ui::thousands(step))
                      : fmt::format(fmt::runtime(ui.tr("of the EMA model, step {}")), ui::thousands(step));
  const ImVec2 min = ImGui::GetCursorScreenPos();
  draw_share_bars(ui, shares);
  const ImVec2 max{min.x + ImGui::GetContentRegionAvail().x, ImGui::GetCursorScreenPos().y};
  const ImVec2 after = ImGui::GetCursorScreenPos();
  ImGui::SetCursorScreenPos(min);
  ui::press_area("##train/kinds", {max.x - min.x, max.y - min.y});
  ui.items.add("train/kinds", min, max, shares.legend);
  ui::tooltip(ui,
              ui.tr(told ? "Of the generated sounds that were told to be of a class, and of the real ones "
                           "that are of it: how many a classifier hears as it. It learned from the real "
                           "sounds alone."
                         : "How many of the generated sounds, and of the real ones, a classifier hears as "
                           "each class. It learned from the real sounds alone."));
  ImGui::SetCursorScreenPos(after);
}

}  // namespace

Panel kinds_panel() { return {"kinds", Region::right, kinds_visible, draw_kinds}; }

}  // namespace ganscope::panels::samples
