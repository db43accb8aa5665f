#include "app/panels/explore/inside/nearest_column.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "app/ui/bounded.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/image_grid.h"
#include "core/explore/tools/neighbour_numbers.h"

namespace ganscope::panels::explore_parts {
namespace {

namespace neighbour = explore::neighbour;

/// One picture's nearest in one measure.
struct Found {
  std::vector<double> distances;
  int first_picture = 0;
  const std::vector<float>* real = nullptr;  ///< ascending; null: not measured yet
  bool has_features = false;
};

Found found_in(const api::Answer& answer, const NearestSpec& spec) {
  Found found;
  int picture = 0;
  for (const api::TableRow& row : answer.table) {
    const auto count = static_cast<int>(row.numbers.size() / 2);
    found.has_features = found.has_features || row.key == neighbour::features;
    if (row.key == (spec.features ? neighbour::features : neighbour::pixels) &&
        row.text == std::to_string(spec.number)) {
      found.first_picture = picture;
      for (int i = 0; i < count; ++i) found.distances.push_back(row.numbers[2 * static_cast<size_t>(i) + 1]);
    }
    picture += count;
  }
  for (const api::Curve& curve : answer.curves)
    if (curve.key == (spec.features ? neighbour::real_features : neighbour::real_pixels) && !curve.y.empty())
      found.real = &curve.y;
  return found;
}

const char* rank_words(const ui::Ui& ui, int rank) {
  constexpr std::array names{"nearest", "2nd", "3rd", "4th", "5th"};
  return rank < static_cast<int>(names.size()) ? ui.tr(names[static_cast<size_t>(rank)]) : "";
}

/// What goes on, by the word that the tool has for it.
std::string nearest_work(const ui::Ui& ui, const std::string& what) {
  if (what == "looking at all real pictures") return ui.tr("looking at all real pictures");
  if (what == "comparing real pictures with each other")
    return ui.tr("comparing real pictures with each other");
  if (what == "learning to see likeness") return ui.tr("learning to see likeness");
  return ui.tr("comparing");
}

float draw_words(const Context& context, ImVec2 at, float width, ImU32 colour, const std::string& words) {
  const ui::Ui& ui = context.ui;
  ui::wrapped_text_at(ui, ImGui::GetWindowDrawList(), at, ui::Font::caption, colour, words, width);
  return ui::wrapped_size(ui, ui::Font::caption, words, width).y;
}

const char* verdict_words(const ui::Ui& ui, neighbour::Verdict verdict) {
  return verdict == neighbour::Verdict::copy       ? ui.tr("A copy")
         : verdict == neighbour::Verdict::invented ? ui.tr("Invented, not copied")
                                                   : ui.tr("Like its neighbours");
}

/// How far real pictures are from each other, with this one's place. Returns where it ends.
float draw_histogram(const Context& context, const Found& found, ImVec2 min, float width, float height) {
  const ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  constexpr int bars = 16;
  const double own = found.distances.front();
  const double most = std::max({static_cast<double>(found.real->back()), own, 1e-9}) * 1.04;
  std::array<int, bars> counts{};
  for (const float one : *found.real)
    ++counts[static_cast<size_t>(ui::within(static_cast<double>(one) / most * bars, 0.0, bars - 1.0))];
  const float highest = static_cast<float>(std::max(1, *std::ranges::max_element(counts)));
  const float floor = min.y + height, pitch = width / bars;
  for (int i = 0; i < bars; ++i) {
    const float bar = (height - ui.px(10)) * static_cast<float>(counts[static_cast<size_t>(i)]) / highest;
    const float x = min.x + static_cast<float>(i) * pitch;
    draw->AddRectFilled({x, floor - bar}, {x + std::max(1.0F, pitch - ui.px(1)), floor},
                        ui::faded(ui.theme.real, 0.7F));
  }
  draw->AddLine({min.x, floor}, {min.x + width, floor}, ui.theme.line2, std::max(1.0F, ui.px(1)));
  const float x = min.x + static_cast<float>(own / most) * width;
  draw->AddLine({x, min.y + ui.px(4)}, {x, floor}, ui.theme.g, ui.px(2));
  draw->AddCircleFilled({x, min.y + ui.px(4)}, ui.px(4), ui.theme.g);
  const std::string right = fmt::format("{:.{}f}", most, most < 1 ? 2 : 1);
  ui::text_at(ui, draw, {min.x, floor + ui.px(3)}, ui::Font::caption, ui.theme.t2, "0");
  ui::text_at(ui, draw, {min.x + width - ui::text_size(ui, ui::Font::caption, right).x, floor + ui.px(3)},
              ui::Font::caption, ui.theme.t2, right);
  return floor + ui.px(22);
}

std::string real_range(const Found& found) {
  return fmt::format("{:.3g}–{:.3g}", neighbour::quantile(*found.real, neighbour::copy_below),
                     neighbour::quantile(*found.real, neighbour::invented_above));
}

void draw_verdict(const Context& context, const Found& found, ImVec2 min, float width) {
  const ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const neighbour::Verdict verdict = neighbour::verdict(*found.real, found.distances.front());
  const bool copy = verdict == neighbour::Verdict::copy, invented = verdict == neighbour::Verdict::invented;
  const char* words = verdict_words(ui, verdict);
  const float icon = ui.px(copy || invented ? 20 : 0), line = ui::text_size(ui, ui::Font::strong, "X").y;
  if (copy || invented)
    ui::draw_icon(draw, copy ? ui::Icon::warning : ui::Icon::check, {min.x + ui.px(7), min.y + line / 2},
                  ui.px(14), copy ? ui.theme.warn : ui.theme.good);
  ui::wrapped_text_at(ui, draw, {min.x + icon, min.y}, ui::Font::strong, ui.theme.t1, words, width - icon);
  const float y = min.y + ui::wrapped_size(ui, ui::Font::strong, words, width - icon).y + ui.px(6);
  ui::text_at(ui, draw, {min.x, y}, ui::Font::caption, ui.theme.real, ui.tr("real to real"));
  ui::text_at(ui, draw, {min.x, y + line}, ui::Font::mono, ui.theme.t2, real_range(found));
}

/// Why there are no nearest ones to show; empty: there are.
std::pair<std::string, std::string> missing(const Context& context, api::View view) {
  const ui::Ui& ui = context.ui;
  const model::UiModel& model = context.model;
  if (!model.status->trainable) return {ui.tr("There are no real pictures here to compare with."), ""};
  if (const auto& failure = model.failure(view))
    return {ui.tr.sentence(failure->what), ui.tr.sentence(failure->hint)};
  return {model.result(view) ? "" : ui.tr("comparing"), ""};
}

bool draw_measure_choice(Context& context, ImVec2 at, float width, const NearestSpec& spec) {
  ui::Ui& ui = context.ui;
  int measure = spec.features ? 1 : 0;
  ImGui::SetCursorScreenPos(at);
  return ui::combo(ui, fmt::format("{}/measure", spec.item),
                   std::vector<std::string>{ui.tr("in pixels"), ui.tr("in features")}, measure, width,
                   ui.tr("Near in pixels: the root of the mean squared difference of all values, black 0, "
                         "white 1. Near in features: as a network that learned the data sees them.")) &&
         (measure == 1) != spec.features;
}

}  // namespace

bool draw_nearest_column(Context& context, const Area& area, const NearestSpec& spec) {
  ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float width = area.width(), tile = std::floor(ui.px(spec.tile)), pitch = tile + ui.px(3);
  ui::text_at(ui, draw, {area.min.x, area.min.y + ui.px(12)}, ui::Font::strong, ui.theme.real,
              ui::fitted(ui, ui::Font::strong, ui.tr("Nearest real"), width));
  float y = area.min.y + ui.px(header_height);
  if (const auto [why, hint] = missing(context, spec.view); !why.empty()) {
    y += draw_words(context, {area.min.x, y}, width, ui.theme.t2, why) + ui.px(8);
    draw_words(context, {area.min.x, y}, width, ui.theme.t2, hint);
    return false;
  }
  const auto& answer = context.model.result(spec.view);
  const Found found = found_in(*answer, spec);
  const float below = ui.px(50 + 24 + 96 + 40);  // histogram, its axis, verdict, choice
  const int room = static_cast<int>((area.max.y - y - below) / pitch);
  const int count = std::min({static_cast<int>(found.distances.size()), spec.most, std::max(1, room)});
  for (int i = 0; i < count; ++i, y += pitch) {
    const ImVec2 at{area.min.x, std::round(y)}, end{at.x + tile, at.y + tile};
    draw->AddRectFilled(at, end, ui.theme.bg0);
    draw_preview(context, draw, spec.view, found.first_picture + i, at, end, true);
    const double distance = found.distances[static_cast<size_t>(i)];
    ui.items.add(fmt::format("{}/{}", spec.item, i), at, end, distance);
    const float x = end.x + ui.px(8);
    ui::text_at(ui, draw, {x, at.y + ui.px(12)}, ui::Font::mono, ui.theme.t1,
                fmt::format("{:.{}f}", distance, distance < 10 ? 3 : 1));
    ui::text_at(ui, draw, {x, at.y + ui.px(32)}, ui::Font::caption, ui.theme.t2, rank_words(ui, i));
  }
  y += ui.px(8);
  if (found.real != nullptr && !found.distances.empty()) {
    y = draw_histogram(context, found, {area.min.x, y}, width, ui.px(50));
    draw_verdict(context, found, {area.min.x, y}, width);
  } else if (!answer->complete && answer->progress.total > 0) {
    const double share =
        static_cast<double>(answer->progress.done) / static_cast<double>(answer->progress.total);
    draw->AddRectFilled({area.min.x, y}, {area.min.x + width, y + ui.px(4)}, ui.theme.bg3);
    draw->AddRectFilled({area.min.x, y}, {area.min.x + width * static_cast<float>(share), y + ui.px(4)},
                        ui.theme.real);
    draw_words(context, {area.min.x, y + ui.px(10)}, width, ui.theme.t2,
               nearest_work(ui, answer->progress.what));
  }
  if (!found.has_features && !spec.features && answer->complete) return false;
  return draw_measure_choice(context, {area.min.x, area.max.y - ui.px(38)}, width, spec);
}

void draw_nearest_row(Context& context, const Area& area, const NearestSpec& spec) {
  ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float width = area.width(), line = ui.px(18);
  const auto say = [&](float y, ui::Font font, ImU32 colour, const std::string& words) {
    ui::text_at(ui, draw, {area.min.x, y}, font, colour, ui::fitted(ui, font, words, width));
  };
  say(area.min.y, ui::Font::caption, ui.theme.t2, ui.tr("Nearest training pictures"));
  float y = area.min.y + line + ui.px(2);
  if (const auto [why, hint] = missing(context, spec.view); !why.empty()) {
    draw_words(context, {area.min.x, y}, width, ui.theme.t2, why);
    return;
  }
  const auto& answer = context.model.result(spec.view);
  const Found found = found_in(*answer, spec);
  const int count = std::min(static_cast<int>(found.distances.size()), spec.most);
  const float gap = ui.px(6), below = 3 * line + ui.px(8);
  const float tile = std::floor(std::min(
      {ui.px(spec.tile), area.max.y - y - below, (width + gap) / static_cast<float>(spec.most) - gap}));
  if (tile < ui.px(8)) return;
  for (int i = 0; i < count; ++i) {
    const ImVec2 at{area.min.x + static_cast<float>(i) * (tile + gap), y}, end{at.x + tile, at.y + tile};
    draw->AddRectFilled(at, end, ui.theme.bg0);
    draw_preview(context, draw, spec.view, found.first_picture + i, at, end, true);
    const double distance = found.distances[static_cast<size_t>(i)];
    ui.items.add(fmt::format("{}/{}", spec.item, i), at, end, distance);
    ui::text_at(ui, draw, {at.x, end.y + ui.px(3)}, ui::Font::mono_small, ui.theme.t1,
                fmt::format("{:.3f}", distance));
  }
  y += tile + line + ui.px(8);
  if (found.real == nullptr || found.distances.empty()) {
    if (!answer->complete) say(y, ui::Font::caption, ui.theme.t2, nearest_work(ui, answer->progress.what));
    return;
  }
  const neighbour::Verdict verdict = neighbour::verdict(*found.real, found.distances.front());
  const bool copy = verdict == neighbour::Verdict::copy;
  say(y, ui::Font::caption, copy ? ui.theme.warn : ui.theme.t1,
      !spec.own ? verdict_words(ui, verdict)
      : copy    ? ui.tr("Yours is one of them")
                : ui.tr("Yours is not among them"));
  const std::string real = fmt::format("{} {}", ui.tr("real to real"), real_range(found));
  say(y + line, ui::Font::caption, ui.theme.real, real);
}

}  // namespace ganscope::panels::explore_parts
