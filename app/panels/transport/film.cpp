#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include "app/panels/sound_cell.h"
#include "app/panels/transport/parts.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/number_line.h"
#include "app/ui/widgets/scatter.h"

namespace ganscope::panels::transport {
namespace {

using ui::Ui;

/// The frame of the film whose step is nearest; -1 when there is none.
int nearest_frame(const std::vector<int64_t>& steps, double step) {
  int nearest = -1;
  double least = std::numeric_limits<double>::infinity();
  for (size_t i = 0; i < steps.size(); ++i) {
    const double distance = std::fabs(static_cast<double>(steps[i]) - step);
    if (distance >= least) continue;
    least = distance;
    nearest = static_cast<int>(i);
  }
  return nearest;
}

/// What a small drawing of points covers: the real data with some room.
struct Bounds {
  float x0 = -1, y0 = -1, x1 = 1, y1 = 1;
};

Bounds bounds_of(const std::vector<float>& points) {
  const ui::PlaneView view = ui::origin_view(points);
  const auto x = static_cast<float>(view.centre_x), y = static_cast<float>(view.centre_y);
  const auto half = static_cast<float>(view.half);
  return {x - half, y - half, x + half, y + half};
}

void draw_dots(ImDrawList* draw, const float* points, size_t count, const Bounds& bounds, ImVec2 min,
               ImVec2 max, float radius, ImU32 colour) {
  for (size_t i = 0; i < count; ++i) {
    const float x = (points[2 * i] - bounds.x0) / (bounds.x1 - bounds.x0);
    const float y = (points[2 * i + 1] - bounds.y0) / (bounds.y1 - bounds.y0);
    if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1)) continue;
    const ImVec2 at{min.x + x * (max.x - min.x), max.y - y * (max.y - min.y)};
    draw->AddRectFilled({at.x - radius, at.y - radius}, {at.x + radius, at.y + radius}, colour);
  }
}

void draw_points_cell(const Ui& ui, const model::RunModel& model, const api::Answer& film,
                      const Bounds& bounds, int frame, int frames, ImVec2 min, ImVec2 max) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const size_t each = film.points.size() / 2 / static_cast<size_t>(std::max(frames, 1));
  const std::span<const float> generated(film.points.data() + 2 * each * static_cast<size_t>(frame),
                                         2 * each);
  if (model.preview->dimensions == 1) {
    const ui::NumberView view = ui::number_view(*model.preview);
    ui::draw_bars(draw, generated, view, 12, min, max, ui::faded(ui.theme.g, 0.8F));
    ui::draw_density(draw, model.preview->density, view, min, max, ui.theme.real, ui.px(1));
    return;
  }
  const size_t real = std::min<size_t>(model.preview->points.size() / 2, 48);
  draw_dots(draw, model.preview->points.data(), real, bounds, min, max, ui.px(0.75F),
            ui::faded(ui.theme.real, 0.6F));
  draw_dots(draw, generated.data(), each, bounds, min, max, ui.px(1), ui.theme.g);
}

/// Steps of the frames: one a picture; for points, where many latents share a moment, the distinct ones.
std::vector<int64_t> frame_steps(const api::Answer& film, bool points) {
  if (!points) return film.steps;
  std::vector<int64_t> distinct;
  for (const int64_t step : film.steps)
    if (distinct.empty() || distinct.back() != step) distinct.push_back(step);
  return distinct;
}

}  // namespace

int frame_of_cell(const std::vector<int64_t>& steps, double wanted, double cell_steps) {
  const int frame = nearest_frame(steps, wanted);
  if (frame < 0) return -1;
  const double distance = wanted - static_cast<double>(steps[static_cast<size_t>(frame)]);
  const bool behind_all = distance > 0 && frame + 1 == static_cast<int>(steps.size());
  return behind_all || std::fabs(distance) <= 1.5 * cell_steps ? frame : -1;
}

Timeline timeline_of(const model::UiModel& model, float left, float right) {
  return {left, right,
          std::max(model.status->step, model.history->steps.empty() ? 0 : model.history->steps.back())};
}

int64_t moment_at(const model::UiModel& model, const Timeline& timeline, float x) {
  const auto& steps = model.history->steps;
  if (steps.empty() || x >= timeline.right - 0.008F * (timeline.right - timeline.left)) return api::now;
  const double wanted = timeline.step_at(x);
  const auto above = std::lower_bound(steps.begin(), steps.end(), wanted, [](int64_t step, double value) {
    return static_cast<double>(step) < value;
  });
  if (above == steps.end()) return steps.back();
  if (above == steps.begin()) return *above;
  return wanted - static_cast<double>(*(above - 1)) < static_cast<double>(*above) - wanted ? *(above - 1)
                                                                                           : *above;
}

int draw_film_cells(const Ui& ui, const model::RunModel& model, const ui::Atlases& atlases,
                    const Timeline& timeline, float top, float side, int64_t moment) {
  const float gap = ui.px(2), width = timeline.right - timeline.left;
  const int cells = std::max(1, static_cast<int>((width + gap) / (side + gap)));
  const float pitch = (width + gap) / static_cast<float>(cells);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const auto& film = model.result(model::view::film);
  const ui::Atlas& atlas = atlases.smooth(model::view::film);
  const bool points = model.status->data.is_points();
  const bool current = film != nullptr && film->generation == model.status->generation;
  const std::vector<int64_t> steps = current ? frame_steps(*film, points) : std::vector<int64_t>{};
  const bool off_now = moment != api::now;
  const int shown = off_now ? nearest_frame(steps, static_cast<double>(moment)) : -1;
  const Bounds bounds = points ? bounds_of(model.preview->points) : Bounds{};
  if (current && model.status->data.form == Form::tokens) {
    draw_film_lines(ui, model, *film, shown, timeline, top, side);
    return static_cast<int>(steps.size());
  }
  int shown_cell = -1;
  float least = std::numeric_limits<float>::infinity();
  for (int cell = 0; cell < cells; ++cell) {
    const float x = std::floor(timeline.left + pitch * static_cast<float>(cell));
    const ImVec2 min{x, top},
        max{std::floor(timeline.left + pitch * static_cast<float>(cell + 1) - gap), top + side};
    const double share = cells == 1 ? 1.0 : static_cast<double>(cell) / (cells - 1);
    const double last = static_cast<double>(timeline.last);
    const int frame = frame_of_cell(steps, share * last, last / std::max(1, cells - 1));
    draw->AddRectFilled(min, max, ui.theme.bg0);
    if (frame < 0) continue;
    if (points) {
      draw_points_cell(ui, model, *film, bounds, frame, static_cast<int>(steps.size()), min, max);
    } else if (!draw_as_spectrogram(ui, draw, model.status->data.form, atlases.masks[model::view::film],
                                    frame, min, max, ui.theme.g) &&
               atlas.texture != nullptr && frame < atlas.count) {
      draw->AddImage(atlas.texture, min, max, atlas.uv_min(frame), atlas.uv_max(frame));
    }
    const float distance = std::fabs((min.x + max.x) / 2 - timeline.x_of(static_cast<double>(moment)));
    if (shown >= 0 && distance < least) least = distance, shown_cell = cell;
  }
  if (shown_cell >= 0) {
    const float x = std::floor(timeline.left + pitch * static_cast<float>(shown_cell));
    const float end = std::floor(timeline.left + pitch * static_cast<float>(shown_cell + 1) - gap);
    draw->AddRect({x - ui.px(2), top - ui.px(2)}, {end + ui.px(2), top + side + ui.px(2)}, ui.theme.t1, 0, 0,
                  ui.px(2));
  }
  return static_cast<int>(steps.size());
}

void draw_film(Ui& ui, const model::UiModel& model, model::UiActions& actions, const Timeline& timeline,
               float top) {
  const float side = ui.px(32), width = timeline.right - timeline.left;
  const bool points = model.status->data.is_points();
  const int frames = draw_film_cells(ui, model, ui.atlases, timeline, top, side, model.moment);
  ImGui::SetCursorScreenPos({timeline.left, top});
  ui::press_area("transport/film", {width, side});
  ui.items.add("transport/film", {timeline.left, top}, {timeline.right, top + side},
               static_cast<double>(frames), !model.history->steps.empty());
  if (ImGui::IsItemActive()) {
    const int64_t moment = moment_at(model, timeline, ImGui::GetIO().MousePos.x);
    if (moment != model.moment) actions(model::action::SetMoment{moment});
  }
  ui::tooltip(
      ui,
      ui.tr(model.status->model.translates()
                ? model::is_sounds(model)
                      ? "What became of this sound, from step 0 to now. Click or drag to see that "
                        "moment."
                      : "What became of this picture, from step 0 to now. Click or drag to see that moment."
            : points ? "The same latents from step 0 to now. Click or drag to see that moment."
                     : "The selected latent from step 0 to now. Click or drag to see that moment."));
}

}  // namespace ganscope::panels::transport
