#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "app/commands/animation.h"
#include "app/commands/drawing.h"
#include "app/commands/open_model.h"
#include "app/commands/run.h"
#include "app/commands/scatter.h"
#include "core/base/way_out.h"
#include "core/engine/engine.h"
#include "core/explore/latent_math.h"
#include "core/gan/factory.h"
#include "core/image/mp4_io.h"
#include "core/image/sheet.h"
#include "core/storage/history_folder.h"
#include "core/storage/tensor_file.h"

namespace ganscope::commands {
namespace {

using nlohmann::ordered_json;

constexpr int sheet_columns = 6, sheet_rows = 4, most_columns = 12;
constexpr int points_drawn = 1024;
constexpr int caption_height = 36;

/// What every moment draws.
struct Cast {
  std::vector<std::vector<float>> latents;
  std::vector<int> labels;  ///< empty: the model knows no classes
  int columns = 1;
};

/// One latent of `--seed`, or the experiment's fixed ones in rows, with classes a column each.
Cast cast_of(const FilmRequest& request, const OpenModel& model, int label) {
  Cast cast;
  int count = 1;
  if (model.data.points) {
    count = points_drawn;
  } else if (!request.seed) {
    const bool by_class = label < 0 && model.classes > 1 && model.classes <= most_columns;
    cast.columns = by_class ? model.classes : sheet_columns;
    count = cast.columns * (by_class ? std::max(1, sheet_columns * sheet_rows / cast.columns) : sheet_rows);
  }
  const config::Settings& settings = model.experiment.settings;
  const uint64_t own = settings.has("seed") ? static_cast<uint64_t>(settings.integer("seed")) : 0;
  for (int i = 0; i < count; ++i) {
    const explore::Latent latent =
        !request.seed ? explore::fixed_latent(own, i, model.latent_dim)
                      : explore::latent_of_seed(*request.seed + static_cast<uint64_t>(i), model.latent_dim);
    cast.latents.push_back(explore::truncated(latent, request.model.truncation));
    if (model.classes > 0)
      cast.labels.push_back(label >= 0 ? label : count == 1 ? 0 : explore::fixed_label(i, model.classes));
  }
  return cast;
}

/// A moment as it was drawn.
struct Scene {
  int64_t step = 0;
  api::Answer drawn;
};

struct Filming {
  const FilmRequest& request;
  OpenModel& model;
  Cast cast;
  Console& console;
  int unreadable = 0;  ///< moments

  [[nodiscard]] Expected<api::Answer> draw(train::Replica& replica, const train::Snapshot& snapshot) const {
    std::vector<float> flat;
    for (const auto& latent : cast.latents) flat.insert(flat.end(), latent.begin(), latent.end());
    return replica.render(snapshot, api::Model::ema, flat, cast.labels, false);
  }

  [[nodiscard]] Expected<api::Answer> draw(const storage::StoredMoment& moment) const {
    const auto state = storage::read_tensor_file(moment.file);
    if (!state) return tl::unexpected(state.error());
    auto stored = gan::open_stored(gan::Device::automatic, model.experiment, *state);
    if (!stored) return tl::unexpected(stored.error());
    return draw(*stored->replica, *stored->snapshot);
  }

  /// Every moment that the run has kept until the opened one, which is the last.
  [[nodiscard]] Expected<std::vector<Scene>> scenes() {
    std::vector<storage::StoredMoment> moments = storage::stored_moments(model.run.folder);
    std::erase_if(moments, [&](const auto& moment) { return moment.step >= model.snapshot->step(); });
    std::vector<Scene> all;
    const auto total = static_cast<int64_t>(moments.size()) + 1;
    for (const storage::StoredMoment& moment : moments) {
      if (end_wanted()) return fail(FailureKind::cancelled, "interrupted", "", "nothing was written");
      if (auto drawn = draw(moment)) {
        all.push_back({moment.step, std::move(*drawn)});
      } else {
        ++unreadable;
        console.remark(
            fmt::format("ganscope: step {} is left out: {}", moment.step, with_place(drawn.error())));
      }
      console.progress({"Drawing moments", static_cast<int64_t>(all.size()) + unreadable, total});
    }
    auto newest = draw(*model.replica, *model.snapshot);
    if (!newest) return tl::unexpected(newest.error());
    all.push_back({model.snapshot->step(), std::move(*newest)});
    console.end_progress();
    if (all.size() >= 2) return all;
    return fail(FailureKind::not_found, "the run has kept no moments of its training",
                (model.run.folder / "history").string(),
                "train with a film: --history MB, where MB is more than 0");
  }
};

/// The moments in the order in which they are shown, spread evenly over the frames: [frames], rising.
std::vector<size_t> order_of(size_t moments, int frames) {
  std::vector<size_t> order;
  const size_t count = frames > 0 ? static_cast<size_t>(frames) : moments;
  for (size_t i = 0; i < count; ++i) order.push_back((i * (moments - 1) + (count - 1) / 2) / (count - 1));
  return order;
}

/// What shows `step` below a picture.
image::Picture with_caption(const image::Picture& picture, int64_t step) {
  Drawing drawing(picture.width, picture.height + caption_height, ground);
  drawing.place(picture, 0, 0);
  drawing.text("step " + grouped(step), {8, picture.height + 24.0}, 16, text_plain);
  return drawing.picture();
}

image::Picture picture_of_scene(const FilmRequest& request, const Scene& scene, int columns) {
  image::SheetStyle style;
  style.columns = columns;
  style.gap = scene.drawn.count > 1 ? 2 : 0;
  style.magnification =
      magnification_for(scene.drawn.width, scene.drawn.height, scene.drawn.count > 1 ? 64 : 256);
  const image::Picture sheet = image::contact_sheet(pictures_of(scene.drawn), style);
  return request.with_steps ? with_caption(sheet, scene.step) : sheet;
}

/// All on the axes that fit the last ones.
image::Picture scatter_of_scene(const FilmRequest& request, const OpenModel& model, const Scene& scene,
                                const Scene& last) {
  Scatter scatter{model.run.id, scene.drawn.points, generated, {}, 0, model.data.frame};
  scatter.fitted_to = last.drawn.points;
  if (request.with_steps) scatter.title += " at step " + grouped(scene.step);
  return draw_scatter(scatter);
}

void say_what_was_filmed(const Filming& filming, const std::vector<Scene>& scenes, size_t frames,
                         const image::Picture& first) {
  const FilmRequest& request = filming.request;
  Console& console = filming.console;
  console.say(fmt::format("{}: {} frames of {} moments, step {} to {}, of {}", request.out.string(),
                          grouped(static_cast<int64_t>(frames)), scenes.size(), grouped(scenes.front().step),
                          grouped(scenes.back().step), filming.model.run.id));
  if (!request.json) return;
  ordered_json object = {{"run", filming.model.run.id},
                         {"out", request.out.string()},
                         {"frames", frames},
                         {"seconds", static_cast<double>(frames) / request.frames_per_s},
                         {"width", first.width},
                         {"height", first.height},
                         {"latents", filming.cast.latents.size()},
                         {"unreadable", filming.unreadable}};
  object["seed"] = request.seed ? ordered_json(*request.seed) : ordered_json();
  for (const Scene& scene : scenes) object["steps"].push_back(scene.step);
  console.json(object);
}

}  // namespace

Expected<void> film(const FilmRequest& request, Console& console) {
  if (auto ending = check_ending(request.out, {".gif", ".mp4"}); !ending) return ending;
  if (auto able = check_animation(request.out); !able) return able;
  auto model = open_model(request.model, console);
  if (!model) return tl::unexpected(model.error());
  const bool points = model->data.points;
  if (points && model->data.dimensions != 2)
    return fail(FailureKind::usage, "a film needs pictures or points of a plane, and this run draws numbers",
                request.model.run.string(), "draw one moment of it with `ganscope sample RUN --step S`");
  const auto label = model->label_of(request.model.label);
  if (!label) return tl::unexpected(label.error());
  Filming filming{request, *model, cast_of(request, *model, *label), console};
  const auto scenes = filming.scenes();
  if (!scenes) return tl::unexpected(scenes.error());
  if (auto folder = make_folder_for(request.out); !folder) return folder;
  const std::vector<size_t> order = order_of(scenes->size(), request.frames);
  const auto frame = [&](int index) -> Expected<image::Picture> {
    const Scene& scene = (*scenes)[order[static_cast<size_t>(index)]];
    if (points) return scatter_of_scene(request, *model, scene, scenes->back());
    return picture_of_scene(request, scene, filming.cast.columns);
  };
  if (auto written =
          write_animation(request.out, static_cast<int>(order.size()), frame, request.frames_per_s, console);
      !written)
    return written;
  say_what_was_filmed(filming, *scenes, order.size(), *frame(0));
  return {};
}

}  // namespace ganscope::commands
