#include "app/panels/playground/plane/plane_state.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/model/asks.h"
#include "app/panels/playground/room.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets/scatter.h"
#include "core/explore/tools/plane_numbers.h"

namespace ganscope::panels::playground::plane {
namespace {

using model::UiModel;

constexpr int64_t small_network = 300'000;  // parameters of both: a copy thirty times a second costs nothing

template <class Change>
void change_look(UiModel& model, const Change& with) {
  Look now = look_of(model);
  with(now);
  model::set_tool_state(model, std::move(now));
}

/// In the plane's room, and beside the board, whose right column is the plane's.
bool on_screen(const UiModel& model) {
  return room_shown(model, "plane") || (room_shown(model, model::board_room) && has_plane(model));
}

int64_t layers_to_compute(const UiModel& model) {
  namespace tool = explore::plane;
  int64_t layers = tool::field | tool::optimum;  // the pictures at the right
  if (shows(model, Layer::push)) layers |= tool::forces;
  if (shows(model, Layer::slope)) layers |= tool::slopes;
  if (shows(model, Layer::bent)) layers |= tool::bent;
  return layers;
}

std::optional<api::Ask> wanted_plane(const UiModel& model) {
  if (!has_plane(model) || model.fixed_count() == 0) return std::nullopt;
  api::Ask ask = model::blank_ask(model);
  ask.tool = "plane";
  ask.lively = model.status->model.parameters() < small_network;
  for (int i = 0; i < std::min(model.fixed_count(), drawn_latents); ++i)
    model::add_row(model, ask, model.fixed_latent(i), model.fixed_label(i));
  const Look& look = look_of(model);
  if (look.free && static_cast<int>(look.free->size()) == model.status->latent_dim)
    model::add_row(model, ask, *look.free, std::max(0, model.fixed_label(0)));
  const Seen seen = seen_of(model);
  config::Settings& settings = ask.settings;
  settings.set("x0", seen.x - seen.half_x);
  settings.set("x1", seen.x + seen.half_x);
  settings.set("y0", seen.y - seen.half_y);
  settings.set("y1", seen.y + seen.half_y);
  settings.set("columns", int64_t{look.columns});
  settings.set("rows", static_cast<int64_t>(ui::within(std::lround(look.columns / look.aspect), 8L, 256L)));
  settings.set("layers", layers_to_compute(model));
  const char* readings[] = {"belief", "pairs", "critic"};
  settings.set("reading", std::string(readings[static_cast<size_t>(reading_of(model))]));
  const config::Settings& own = model.status->experiment->settings;
  if (own.has("objective")) settings.set("objective", own.text("objective"));
  return ask;
}

void take_plane(UiModel& model, const api::Answer& answer, double now_s) {
  if (answer.failure || !answer.complete || model.moment != api::now) return;
  const Trail& before = model::tool_state<Trail>(model);
  const bool new_run = before.generation != answer.generation || answer.step < before.step;
  if (!new_run && (answer.step == before.step || now_s - before.at_s < trail_pause_s)) return;
  Trail now = new_run ? Trail{} : before;
  now.generation = answer.generation;
  now.step = answer.step;
  now.at_s = now_s;
  now.points.push_back(std::make_shared<const std::vector<float>>(answer.points));
  if (now.points.size() > longest_trail) now.points.erase(now.points.begin());
  model::set_tool_state(model, std::move(now));
}

}  // namespace

const std::array<LayerInfo, static_cast<size_t>(Layer::count)>& layer_infos() {
  static const std::array<LayerInfo, static_cast<size_t>(Layer::count)> infos{
      {{"real", "Real points", "Some of the data.", "e"},
       {"fake", "Generated points", "The fixed latents, each drawn where it is now.", "f"},
       {"trails", "Trails", "Where the generated points have been lately.", "t"},
       {"bent", "G as a bent grid",
        "A square grid of latents, drawn. Bright where it is squeezed together, faint where it is stretched. "
        "Of more than two latent numbers the first two, the others 0.",
        "n"},
       {"surface", "D as a surface", "How real D finds every place, with contour lines at every eighth.", "u",
        true},
       {"boundary", "D = ½, cannot tell", "Where D finds real and generated equally likely.", "b", true},
       {"push", "What G is told to do",
        "The gradient that each of the first 64 points feels under the objective: where it is told to go.",
        "a", true},
       {"slope", "Where D rises", "D’s slope at every place: the way that looks more real.", "v", true},
       {"optimum", "Optimal D = ½",
        "Where real and generated points are equally dense, so that no D can tell.", "o"},
       {"density", "Densities", "How dense real and generated points lie.", "y"}}};
  return infos;
}

const Look& look_of(const UiModel& model) { return model::tool_state<Look>(model); }
bool shows(const UiModel& model, Layer layer) { return look_of(model).layers.has(layer); }

bool has_plane(const UiModel& model) {
  return model.configured() && model.status->data.is_points() && model.status->data.dimensions == 2 &&
         model.status->model.judges;
}

Reading reading_of(const UiModel& model) {
  if (model.status->game.output_is_belief) return Reading::belief;
  const config::Settings& settings = model.status->experiment->settings;
  const bool pairs = settings.has("objective") && settings.text("objective") == "relativistic";
  return pairs ? Reading::pairs : Reading::critic;
}

Seen seen_of(const UiModel& model) {
  const Look& look = look_of(model);
  ui::PlaneView view{look.centre_x, look.centre_y, look.half};
  if (look.fitted) view = ui::plane_view(model.preview->points);
  const double wide = std::max(look.aspect, 1.0), high = std::max(1 / look.aspect, 1.0);
  return {view.centre_x, view.centre_y, view.half * wide, view.half * high};
}

void show_layer(UiModel& model, Layer layer, bool on) {
  change_look(model, [&](Look& now) { now.layers.show(layer, on); });
}

void show_only(UiModel& model, Layer layer) {
  change_look(model, [&](Look& now) { now.layers.show_only(layer, Look{}.layers); });
}

void move_view(UiModel& model, double x, double y, double half) {
  if (!std::isfinite(x) || !std::isfinite(y) || !(half > 0)) return;
  const double usual = ui::plane_view(model.preview->points).half;
  change_look(model, [&](Look& now) {
    now.fitted = false;
    now.centre_x = x;
    now.centre_y = y;
    now.half = ui::within(half, usual * 1e-3, usual * 1e2);
  });
}

void fit_view(UiModel& model) {
  change_look(model, [](Look& now) { now.fitted = true; });
}

void set_shape(UiModel& model, double aspect, int columns) {
  change_look(model, [&](Look& now) {
    now.aspect = ui::within(aspect, 0.1, 10.0);
    now.columns = ui::within(columns, 16, 160);
  });
}

void choose_free(UiModel& model, float first, float second) {
  const int dim = model.status->latent_dim;
  if (dim < 1) return;
  explore::Latent z(static_cast<size_t>(dim), 0.0F);
  if (model.selected_latent >= 0) z = model.fixed_latent(model.selected_latent);
  z[0] = first;
  if (dim > 1) z[1] = second;
  change_look(model, [&](Look& now) { now.free = std::move(z); });
}

void drop_free(UiModel& model) {
  change_look(model, [](Look& now) { now.free.reset(); });
}

const api::Answer* drawn_plane(const UiModel& model) {
  const auto& answer = model.result(model.view(view_key));
  if (!answer || answer->generation != model.status->generation || answer->field_columns < 2) return nullptr;
  return answer.get();
}

std::vector<model::View> views() {
  return {{.key = view_key,
           .visible = on_screen,
           .wanted = wanted_plane,
           .only_whole = true,
           .needs_run = true,
           .answered = take_plane}};
}

}  // namespace ganscope::panels::playground::plane
