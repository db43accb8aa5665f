#include "app/panels/samples/films.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "app/panels/film_play.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/image_grid.h"
#include "app/ui/widgets/picture_tile.h"

namespace ganscope::panels::samples {
namespace {

constexpr float films_tile_px = 64, films_tile_compact_px = 32, films_label_px = 124,
                films_label_compact_px = 104, films_buttons_px = 92;

/// The selected latent, or the first.
int shown_film(const model::UiModel& model) {
  const auto& result = model.result(model::view::grid);
  return ui::within(model.selected_latent, 0, std::max(0, result->count - 1));
}

float tile_side(const ui::Ui& ui, const model::UiModel& model) {
  const float target = ui.px(ui.compact ? films_tile_compact_px : films_tile_px);
  const auto edge = static_cast<float>(std::max(1, model.status->data.height));
  const float whole = std::floor(target / edge);
  return whole >= 1 ? whole * edge : std::round(target);
}

std::string motion_of(const model::UiModel& model, int film) {
  const auto& names = model.status->data.label_names;
  const int columns = model.label_columns();
  const int label = columns > 0 ? film % columns : model.fixed_label(film);
  return label >= 0 && label < static_cast<int>(names.size()) ? names[static_cast<size_t>(label)] : "";
}

void draw_words(const ui::Ui& ui, const model::UiModel& model, ImVec2 at, float high, int film) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const std::string title = ui.tr("Frames");
  const int columns = std::max(1, model.label_columns());
  std::string of = fmt::format("z {}", film / columns);
  if (const std::string motion = motion_of(model, film); !motion.empty())
    of += " · " + std::string(ui.tr(motion.c_str()));
  const float room = ui.px(ui.compact ? films_label_compact_px : films_label_px) - ui.px(8);
  const float line = ui::text_size(ui, ui::Font::strong, title).y;
  const float y = ui.compact ? at.y + 0.5F * (high - line) : at.y + ui.px(8);
  ui::text_at(ui, draw, {at.x, y}, ui::Font::strong, ui.theme.g, title);
  if (!ui.compact)
    ui::text_at(ui, draw, {at.x, y + ui.px(20)}, ui::Font::caption, ui.theme.t3,
                ui::fitted(ui, ui::Font::caption, of, room));
}

/// What the strip's film, or the whole grid, can be saved as.
void draw_save(ui::Ui& ui, model::UiActions& actions, ImVec2 at, int film) {
  using Kind = model::ExportOrder::Kind;
  struct Offer {
    const char* label;
    int index;
    Kind kind;
  };
  const std::array<Offer, 5> offers{{{ui.tr("This film as GIF"), film, Kind::gif},
                                     {ui.tr("This film as MP4"), film, Kind::mp4},
                                     {ui.tr("Its frames as one sheet"), film, Kind::sheet},
                                     {ui.tr("All films as GIF"), -1, Kind::gif},
                                     {ui.tr("All films as MP4"), -1, Kind::mp4}}};
  std::vector<ui::MenuLine> lines;
  for (const Offer& offer : offers) lines.push_back({.label = offer.label});
  ImGui::SetCursorScreenPos(at);
  const int line = ui::menu(ui, "train/save_films", ui::Icon::download, lines,
                            ui.tr("Saves films as they play, into the run's folder."));
  if (line < 0) return;
  const Offer& chosen = offers[static_cast<size_t>(line)];
  actions(model::action::ExportFilms{chosen.index, chosen.kind});
}

}  // namespace

float film_strip_height(const ui::Ui& ui, const model::UiModel& model) {
  if (model::frames_of(model.status->data) <= 1 || !has_result(model)) return 0;
  return strip_gap(ui) + tile_side(ui, model);
}

float film_strip_growth(const ui::Ui& ui, const model::UiModel& model, const Area& area, float spare) {
  const auto edge = static_cast<float>(std::max(1, model.status->data.height));
  const auto frames = static_cast<float>(model::frames_of(model.status->data));
  const float label = ui.px(ui.compact ? films_label_compact_px : films_label_px);
  const float wide = area.max.x - area.min.x - label - ui.px(films_buttons_px);
  const float side = tile_side(ui, model), most = std::max(side, ui.px(films_tile_px));
  const float room = std::min({most - side, spare, wide / frames - std::round(ui.px(2)) - side});
  return std::max(0.0F, std::floor(room / edge) * edge);
}

void draw_film_strip(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, const Area& area,
                     float top, float growth) {
  const int film = shown_film(model), frames = model::frames_of(model.status->data);
  const ui::Atlas& sharp = ui.atlases.of(model::view::grid);
  const ui::Atlas& smooth = ui.atlases.smooth(model::view::grid);
  const float side = tile_side(ui, model) + growth, gap = std::round(ui.px(2));
  draw_words(ui, model, {area.min.x, top}, side, film);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  float x = area.min.x + ui.px(ui.compact ? films_label_compact_px : films_label_px);
  const float left = x;
  for (int frame = 0; frame < frames && x + side <= area.max.x - ui.px(films_buttons_px); ++frame) {
    ImGui::SetCursorScreenPos({x, top});
    const auto tile =
        ui::picture_tile(ui, fmt::format("train/frame/{}", frame), {side, side}, static_cast<double>(frame),
                         ui.tr("Shows this frame of all films, which stop."));
    ui::draw_picture(draw, sharp.at_frame(frame), smooth.at_frame(frame), film, tile.min, tile.max);
    if (frame == model.film_clock.frame) ui::frame_picture(ui, draw, tile.min, tile.max, 2, 1);
    if (tile.clicked) actions(model::action::ShowFrame{frame});
    x += side + gap;
  }
  ui.items.add("train/frames", {left, top}, {x - gap, top + side}, static_cast<double>(film));
  const float high = ui.px(32);
  ImGui::SetCursorScreenPos({x + ui.px(8), top + std::max(0.0F, std::round(0.5F * (side - high)))});
  ui::ButtonSpec play = film_play_button(ui, model);
  play.width = ui.px(44);
  play.height = high;
  if (ui::button(ui, "train/play_films", play)) actions(model::action::PlayFilms{!model.film_clock.playing});
  draw_save(ui, actions, {x + ui.px(56), top + std::max(0.0F, std::round(0.5F * (side - ui.px(28))))}, film);
}

}  // namespace ganscope::panels::samples
