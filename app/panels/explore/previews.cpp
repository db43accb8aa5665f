#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "app/model/bookmarks.h"
#include "app/model/pump.h"
#include "app/panels/explore/explore_parts.h"
#include "app/panels/explore/mine/mine_state.h"
#include "app/panels/sound_cell.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/image_grid.h"
#include "app/ui/widgets/number_line.h"
#include "app/ui/widgets/scatter.h"
#include "core/base/hash.h"
#include "core/base/saturated.h"

namespace ganscope::panels::explore_parts {
namespace {

constexpr const char* source_payload = "ganscope.explore";

/// A number on the axis under the density of the real ones.
void draw_number(const Context& context, ImDrawList* draw, const api::Answer& result, int index, ImVec2 min,
                 ImVec2 max) {
  const ui::Ui& ui = context.ui;
  const api::DataPreview& data = *context.model.preview;
  const float side = max.x - min.x;
  const bool large = side > ui.px(200);
  constexpr int bins = 48;
  const auto& grid = context.model.result(model::view::grid);
  const bool barred = large && grid;
  const ui::NumberView view =
      barred ? ui::number_view(data, grid->points, bins,
                               *ImGui::GetStateStorage()->GetFloatRef(ImGui::GetID("explore/top"), 0))
             : ui::number_view(data);
  const float radius = ui.px(large ? 8.0F : ui::within(side / ui.px(1) / 14, 2.5F, 6.0F));
  const ImVec2 floor{max.x, max.y - 2 * radius};
  draw->PushClipRect(min, max, true);
  draw->AddRectFilled(min, max, ui.theme.bg0);
  if (barred) ui::draw_bars(draw, grid->points, view, bins, min, floor, ui::faded(ui.theme.g, 0.55F));
  ui::draw_density(draw, data.density, view, min, floor, ui.theme.real, ui.px(large ? 2.0F : 1.0F));
  const double value = static_cast<double>(result.points[2 * static_cast<size_t>(index)]);
  const double share = ui::within((value - view.low) / (view.high - view.low), 0.0, 1.0);
  const ImVec2 at{min.x + static_cast<float>(share) * side, floor.y};
  draw->AddRectFilled({at.x - ui.px(0.5F), min.y}, {at.x + ui.px(0.5F), floor.y}, ui.theme.g);
  draw->AddCircleFilled(at, radius + ui.px(2), large ? ui.theme.t1 : ui.theme.bg0);
  draw->AddCircleFilled(at, radius, ui.theme.g);
  draw->PopClipRect();
}

/// A point of the data plane among some of the real ones.
void draw_point(const Context& context, ImDrawList* draw, const api::Answer& result, int index, ImVec2 min,
                ImVec2 max) {
  const ui::Ui& ui = context.ui;
  const std::span<const float> real(context.model.preview->points);
  ui::ScatterSpec spec;
  spec.view = ui::plane_view(real);
  spec.min = min;
  spec.max = max;
  const float side = max.x - min.x;
  const bool large = side > ui.px(200);
  const size_t shown = std::min(real.size(), static_cast<size_t>(large ? 1024 : side > ui.px(60) ? 160 : 64));
  draw->PushClipRect(min, max, true);
  draw->AddRectFilled(min, max, ui.theme.bg0);
  if (large) {
    ui::draw_rings(draw, real.first(shown), spec, ui.px(3.2F), ui.px(1.5F), ui.theme.real);
    const auto& grid = context.model.result(model::view::grid);
    if (grid) {
      const std::span<const float> generated(grid->points);
      const size_t some = std::min(generated.size(), size_t{2} * 512);
      ui::draw_discs(draw, generated.first(some), spec, ui.px(2.5F), ui::faded(ui.theme.g, 0.55F),
                     ui.theme.bg0);
    }
  } else {
    ui::draw_discs(draw, real.first(shown), spec, std::max(1.0F, ui.px(1.2F)), ui::faded(ui.theme.real, 0.7F),
                   ui.theme.bg0);
  }
  const auto point = std::span<const float>(result.points).subspan(2 * static_cast<size_t>(index), 2);
  const float radius = large ? 8 : ui::within(side / ui.px(1) / 14, 2.5F, 6.0F);
  ui::draw_discs(draw, point, spec, ui.px(radius + 2), large ? ui.theme.t1 : ui.theme.bg0, ui.theme.bg0);
  ui::draw_discs(draw, point, spec, ui.px(radius), ui.theme.g, ui.theme.g);
  draw->PopClipRect();
}

explore::Latent latent_of(const model::UiModel& model, const Source& source, std::string& origin) {
  const model::ExploreState& state = model.explore;
  const auto index = static_cast<size_t>(std::max(0, source.index));
  switch (source.kind) {
    case Source::Kind::current:
      origin = state.origin;
      return state.latent;
    case Source::Kind::place:
      origin = "place";
      return index < state.places.size() ? state.places[index] : explore::Latent{};
    case Source::Kind::frame:
      origin = "path";
      return state.on_path(static_cast<double>(index) / std::max(1, state.path_frames - 1));
    case Source::Kind::result:
      origin = "arithmetic";
      return state.arithmetic_result;
    case Source::Kind::key:
      if (index >= state.path_keys()) return {};
      origin = state.path_key(index).origin;
      return state.path_key(index).latent;
    case Source::Kind::own: {
      const auto& pictures = model::tool_state<mine::Mine>(model).pictures;
      if (index >= pictures.size() || pictures[index].space != state.space) return {};
      origin = pictures[index].name;
      return pictures[index].refined;
    }
    case Source::Kind::bookmark: {
      const auto& list = model::bookmarks(model);
      if (index >= list.size() || list[index].bookmark.space != state.space) return {};
      origin = list[index].bookmark.name;
      return list[index].bookmark.latent;
    }
  }
  return {};
}

/// Of what class it is.
std::vector<float> shares_of(const model::UiModel& model, const Source& source) {
  const model::ExploreState& state = model.explore;
  if (!model.conditional()) return {};
  std::vector<float> own;
  const auto index = static_cast<size_t>(std::max(0, source.index));
  if (source.kind == Source::Kind::frame)
    own = state.shares_on_path(static_cast<double>(index) / std::max(1, state.path_frames - 1));
  if (source.kind == Source::Kind::key && index < state.path_keys()) own = state.path_key(index).shares;
  if (source.kind == Source::Kind::bookmark && index < model::bookmarks(model).size()) {
    const storage::Bookmark& bookmark = model::bookmarks(model)[index].bookmark;
    own = bookmark.shares;
    if (own.empty() && bookmark.label >= 0 && bookmark.label < model.classes()) {
      own.assign(static_cast<size_t>(model.classes()), 0.0F);
      own[static_cast<size_t>(bookmark.label)] = 1;
    }
  }
  return own.empty() ? state.class_shares(model.classes()) : own;
}

}  // namespace

bool has_preview(const model::UiModel& model, api::View view, int index) {
  const auto& result = model.result(view);
  return result && index >= 0 && index < result->count;
}

void draw_preview(const Context& context, ImDrawList* draw, api::View view, int index, ImVec2 min, ImVec2 max,
                  bool real) {
  if (!has_preview(context.model, view, index)) return;
  const auto& result = context.model.result(view);
  if (!result->points.empty()) {
    if (2 * static_cast<size_t>(index) + 1 >= result->points.size()) return;
    if (context.model.preview->dimensions == 1)
      draw_number(context, draw, *result, index, min, max);
    else
      draw_point(context, draw, *result, index, min, max);
    return;
  }
  const ui::Atlases& atlases = context.ui.atlases;
  const ui::Theme& theme = context.ui.theme;
  if (draw_as_spectrogram(context.ui, draw, context.model.status->data.form, atlases.masks[view], index, min,
                          max, real ? theme.real : theme.g))
    return;
  ui::draw_picture(draw, atlases.of(view), atlases.smooth(view), index, min, max);
}

std::string score_words(const Context& context, api::View view, int index) {
  const auto& result = context.model.result(view);
  if (!result || index < 0 || static_cast<size_t>(index) >= result->scores.size()) return {};
  // D knows no mixtures of classes.
  if (!std::isfinite(result->scores[static_cast<size_t>(index)])) return {};
  return fmt::format("{{D}} {} {{n:{:.2f}}}", context.ui.tr("says"),
                     result->scores[static_cast<size_t>(index)]);
}

std::string picture_hash(const model::UiModel& model, api::View view, int index) {
  if (!has_preview(model, view, index)) return "none";
  const api::Answer& result = *model.result(view);
  Fnv1a hash;
  if (!result.points.empty()) {
    const auto at = 2 * static_cast<size_t>(index);
    for (size_t i = at; i < std::min(at + 2, result.points.size()); ++i) {
      hash.add(static_cast<uint64_t>(saturated<int64_t>(result.points[i] * 1e5F)));
    }
  } else {
    const size_t bytes = static_cast<size_t>(result.width) * static_cast<size_t>(result.height) * 4;
    const size_t from = bytes * static_cast<size_t>(index);
    for (size_t i = from; i < std::min(from + bytes, result.pixels.size()); ++i)
      hash.add(uint64_t{result.pixels[i]});
  }
  return fmt::format("{:08x}", static_cast<uint32_t>(hash.value() ^ (hash.value() >> 32)));
}

std::string origin_words(const ui::Ui& ui, const std::string& origin) {
  const auto number_after = [&](std::string_view word) { return origin.substr(word.size()); };
  if (origin.starts_with("latent ")) return std::string(ui.tr("latent")) + " " + number_after("latent ");
  if (origin.starts_with("seed ")) return std::string(ui.tr("seed")) + " " + number_after("seed ");
  if (origin == "path") return ui.tr("on the path");
  if (origin == "arithmetic") return ui.tr("from the arithmetic");
  if (origin == "place") return ui.tr("a place");
  return origin;
}

std::string attribute_words(const ui::Ui& ui, const std::string& name) {
  if (const std::string whole = ui.tr(name.c_str()); whole != name) return whole;
  if (const size_t colon = name.find(": "); colon != std::string::npos)
    return fmt::format("{}: {}", ui.tr(name.substr(0, colon).c_str()), ui.tr(name.substr(colon + 2).c_str()));
  if (name.starts_with("no "))
    return fmt::format(fmt::runtime(ui.tr("no {}")), ui.tr(name.substr(3).c_str()));
  return name;
}

std::string direction_words(const ui::Ui& ui, const std::string& name) {
  for (const std::string word : {"main", "factor", "combination", "channel"})
    if (name.starts_with(word + " ")) return ui.tr(word.c_str()) + name.substr(word.size());
  return attribute_words(ui, name);
}

std::pair<Area, Area> split_band(const Context& context, const Area& area, float share) {
  const ui::Ui& ui = context.ui;
  const float margin = ui.px(16), split = std::round(area.min.x + area.width() * share);
  ImGui::GetWindowDrawList()->AddLine({split + 0.5F, area.min.y}, {split + 0.5F, area.max.y + ui.px(8)},
                                      ui.theme.line, std::max(1.0F, ui.px(1)));
  return {{area.min, {split - margin, area.max.y}}, {{split + margin, area.min.y}, area.max}};
}

float segmented_width(const ui::Ui& ui, std::span<const std::string> labels, float padding) {
  float width = 0;
  for (const std::string& label : labels)
    width += std::ceil(ui::text_size(ui, ui::Font::strong, label).x + 2 * ui.px(padding));
  return width;
}

bool plated_icon(ui::Ui& ui, std::string_view name, ui::Icon icon, std::string_view help,
                 std::string_view key, bool enabled) {
  return ui::button(
      ui, name,
      {.width = ui.px(32), .help = help, .key = key, .has_icon = true, .icon = icon, .enabled = enabled});
}

float draw_title(const Context& context, ImVec2 at, const char* title, const std::string& words,
                 float width) {
  const ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float height = ui.px(32);
  const ImVec2 title_size = ui::text_size(ui, ui::Font::title, title);
  ui::text_at(ui, draw, {at.x, at.y + (height - title_size.y) / 2}, ui::Font::title, ui.theme.t1, title);
  float x = at.x + title_size.x;
  const float gap = ui.px(10);
  const float left = width - title_size.x - gap;
  if (words.empty() || left < ui.px(40)) return x;
  const std::string shown = ui::fitted(ui, ui::Font::body, words, left);
  const ImVec2 size = ui::text_size(ui, ui::Font::body, shown);
  ui::text_at(ui, draw, {x + gap, at.y + (height - size.y) / 2}, ui::Font::body, ui.theme.t2, shown);
  x += gap + size.x;
  return x;
}

void drag_source(const Context& context, const Source& source, float size) {
  if (!ImGui::BeginDragDropSource(ImGuiDragDropFlags_SourceNoHoldToOpenOthers)) return;
  ImGui::SetDragDropPayload(source_payload, &source, sizeof(source));
  api::View view = model::view::picture;
  int row = 0;
  if (source.kind == Source::Kind::place) {
    view = model::view::pad;
    row = model::ExploreState::row_of_place(source.index);
  } else if (source.kind == Source::Kind::frame) {
    view = model::view::path;
    row = source.index;
  } else if (source.kind == Source::Kind::key) {
    view = model::view::path;
    row = context.model.explore.row_of_key(static_cast<size_t>(source.index));
  } else if (source.kind == Source::Kind::result) {
    view = model::view::arithmetic;
  } else if (source.kind == Source::Kind::own) {
    view = context.model.view("mine/list");
    row = source.index;
  } else if (source.kind == Source::Kind::bookmark) {
    view = model::view::bookmarks;
    row = source.index;
  }
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ui::take_room({size, size});
  draw_preview(context, ImGui::GetWindowDrawList(), view, row, at, {at.x + size, at.y + size});
  ImGui::EndDragDropSource();
}

void drag_fixed(const Context& context, int index, float size) {
  if (!ImGui::BeginDragDropSource(ImGuiDragDropFlags_SourceNoHoldToOpenOthers)) return;
  ImGui::SetDragDropPayload(ui::latent_payload, &index, sizeof(index));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ui::take_room({size, size});
  draw_preview(context, ImGui::GetWindowDrawList(), model::view::grid, index, at, {at.x + size, at.y + size});
  ui::latent_tag(context.ui, ImGui::GetWindowDrawList(), {at.x + context.ui.px(4), at.y + context.ui.px(4)},
                 index);
  ImGui::EndDragDropSource();
}

Dropped dropped_here(const model::UiModel& model) {
  Dropped dropped;
  if (!ImGui::BeginDragDropTarget()) return dropped;
  constexpr ImGuiDragDropFlags quiet = ImGuiDragDropFlags_AcceptNoDrawDefaultRect;
  if (const ImGuiPayload* payload = ImGui::AcceptDragDropPayload(ui::latent_payload, quiet)) {
    dropped.fixed_index = *static_cast<const int*>(payload->Data);
    dropped.latent = model.fixed_latent(dropped.fixed_index);
    dropped.origin = fmt::format("latent {}", dropped.fixed_index);
    if (model.conditional()) {
      dropped.shares.assign(static_cast<size_t>(model.classes()), 0.0F);
      dropped.shares[static_cast<size_t>(model.fixed_label(dropped.fixed_index))] = 1;
    }
  } else if (const ImGuiPayload* other = ImGui::AcceptDragDropPayload(source_payload, quiet)) {
    const Source& source = *static_cast<const Source*>(other->Data);
    dropped.latent = latent_of(model, source, dropped.origin);
    dropped.shares = shares_of(model, source);
    if (source.kind == Source::Kind::key) dropped.key = source.index;
    dropped.space = model.explore.space;
  }
  ImGui::EndDragDropTarget();
  return dropped;
}

bool drop_hovers() {
  const ImGuiPayload* payload = ImGui::GetDragDropPayload();
  const bool ours =
      payload && (payload->IsDataType(ui::latent_payload) || payload->IsDataType(source_payload));
  return ours && ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem);
}

}  // namespace ganscope::panels::explore_parts
