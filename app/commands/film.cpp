#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <vector>

#include "app/commands/animation.h"
#include "app/commands/drawing.h"
#include "app/commands/filming.h"
#include "app/commands/open_model.h"
#include "app/commands/run.h"
#include "app/commands/scatter.h"
#include "core/image/sheet.h"

namespace ganscope::commands {
namespace {

using nlohmann::ordered_json;

/// The moments in the order in which they are shown, spread evenly over the frames: [frames], rising.
std::vector<size_t> order_of(size_t moments, int frames) {
  std::vector<size_t> order;
  const size_t count = frames > 0 ? static_cast<size_t>(frames) : moments;
  for (size_t i = 0; i < count; ++i) order.push_back((i * (moments - 1) + (count - 1) / 2) / (count - 1));
  return order;
}

image::Picture picture_of_scene(const FilmRequest& request, const Scene& scene, int columns) {
  image::SheetStyle style;
  style.columns = columns;
  style.gap = scene.drawn.count > 1 ? 2 : 0;
  style.magnification =
      magnification_for(scene.drawn.width, scene.drawn.height, scene.drawn.count > 1 ? 64 : 256);
  const image::Picture sheet = image::contact_sheet(pictures_of(scene.drawn), style);
  return request.with_steps ? with_caption(sheet, "step " + grouped(scene.step)) : sheet;
}

/// All on the axes that fit the last ones.
image::Picture scatter_of_scene(const FilmRequest& request, const OpenModel& model, const Scene& scene,
                                const Scene& last) {
  Scatter scatter{model.run.id, scene.drawn.points, generated, {}, 0, model.data.frame};
  scatter.fitted_to = last.drawn.points;
  if (request.with_steps) scatter.title += " at step " + grouped(scene.step);
  return draw_scatter(scatter);
}

void say_what_was_filmed(const FilmRequest& request, const OpenModel& model, const Cast& cast,
                         const Film& film, size_t frames, const image::Picture& first, Console& console) {
  console.say("{}: {} frames of {} moments, step {} to {}, of {}", request.out.string(),
              grouped(static_cast<int64_t>(frames)), film.scenes.size(), grouped(film.scenes.front().step),
              grouped(film.scenes.back().step), model.run.id);
  if (!request.json) return;
  ordered_json object = {{"run", model.run.id},
                         {"out", request.out.string()},
                         {"frames", frames},
                         {"seconds", static_cast<double>(frames) / request.frames_per_s},
                         {"width", first.width},
                         {"height", first.height},
                         {"latents", cast.latents.size()},
                         {"unreadable", film.unreadable}};
  object["seed"] = request.seed ? ordered_json(*request.seed) : ordered_json();
  for (const Scene& scene : film.scenes) object["steps"].push_back(scene.step);
  console.json(object);
}

}  // namespace

Expected<void> film(const FilmRequest& request, Console& console) {
  if (auto ending = check_ending(request.out, {".gif", ".mp4"}); !ending) return ending;
  if (auto able = check_animation(request.out); !able) return able;
  auto model = open_latent_model(request.model, console);
  if (!model) return tl::unexpected(model.error());
  const bool points = model->data.is_points();
  if (points && model->data.dimensions != 2)
    return fail(FailureKind::usage, "a film needs pictures or points of a plane, and this run draws numbers",
                request.model.run.string(), "draw one moment of it with `ganscope sample RUN --step S`");
  const auto label = model->label_of(request.model.label);
  if (!label) return tl::unexpected(label.error());
  const Cast cast = cast_of(*model, request.seed, *label, request.model.truncation);
  const auto filmed = film_moments(*model, cast, 0, console);
  if (!filmed) return tl::unexpected(filmed.error());
  const std::vector<Scene>& scenes = filmed->scenes;
  if (scenes.size() < 2)
    return fail(FailureKind::not_found, "the run has kept no moments of its training",
                (model->run.folder / "history").string(),
                "train with a film: --history MB, where MB is more than 0");
  if (auto folder = make_folder_for(request.out); !folder) return folder;
  const std::vector<size_t> order = order_of(scenes.size(), request.frames);
  const auto frame = [&](int index) -> Expected<image::Picture> {
    const Scene& scene = scenes[order[static_cast<size_t>(index)]];
    if (points) return scatter_of_scene(request, *model, scene, scenes.back());
    return picture_of_scene(request, scene, cast.columns);
  };
  if (auto written =
          write_animation(request.out, static_cast<int>(order.size()), frame, request.frames_per_s, console);
      !written)
    return written;
  say_what_was_filmed(request, *model, cast, *filmed, order.size(), *frame(0), console);
  return {};
}

}  // namespace ganscope::commands
