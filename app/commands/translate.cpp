#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <set>
#include <system_error>

#include "app/commands/run.h"
#include "app/commands/translating.h"
#include "core/base/way_out.h"
#include "core/data/tasks/task.h"
#include "core/explore/picture_values.h"
#include "core/image/png_io.h"
#include "core/image/read.h"
#include "core/sound/spectrogram.h"
#include "core/sound/wav_io.h"

namespace ganscope::commands {
namespace {

using nlohmann::ordered_json;
constexpr double longest_heard_s = 0.52;
namespace fs = std::filesystem;

/// One run of the command: what its parts share.
struct Translation {
  const TranslateRequest& request;
  const OpenModel& model;
  const data::TaskEntry& task;
  data::Shape shape;
  int direction;
  Console& console;
  std::set<std::string> names = {};  ///< of files that are written
  ordered_json items = ordered_json::array(), failed = ordered_json::array();

  /// A name of its own in the folder: of two files "a.png" the second becomes "a-2.png".
  [[nodiscard]] fs::path place_for(const fs::path& picture) {
    const std::string stem = picture.stem().empty() ? "picture" : picture.stem().string();
    std::string name = stem;
    for (int number = 2; !names.insert(name).second; ++number) name = fmt::format("{}-{}", stem, number);
    return request.out / (name + ".png");
  }

  /// What the model is given of somebody's file.
  [[nodiscard]] Expected<data::AdaptedInput> input_of(const fs::path& file) const {
    if (model.data.form == Form::waves) {
      const auto heard = sound::read_sound(file);
      if (!heard) return tl::unexpected(heard.error());
      return data::AdaptedInput{sound::spectrogram(sound::fitted(*heard).wave.samples),
                                heard->wave.seconds() > longest_heard_s
                                    ? "longer than half a second: what follows was left out"
                                    : ""};
    }
    const auto read = image::read_picture(file, 2 * std::max(shape.width, shape.height));
    if (!read) return tl::unexpected(read.error());
    return data::adapted(task, shape, *read);
  }

  /// The output as a sound beside its picture.
  [[nodiscard]] Expected<void> write_sound(const api::Answer& made, fs::path file) const {
    if (model.data.form != Form::waves) return {};
    if (made.values.size() != static_cast<size_t>(sound::bands * sound::frames))
      return fail(FailureKind::bad_data, "these are no sounds of half a second at 8 kHz", file.string(),
                  "train on drums or sounds:DIR");
    return sound::write_wav(file.replace_extension(".wav"), sound::sounded(made.values));
  }

  Expected<void> one(const fs::path& picture) {
    const auto read = input_of(picture);
    if (!read) return tl::unexpected(read.error());
    const data::AdaptedInput& input = *read;
    const int channels = data::input_channels_of(task, shape.channels);
    api::Rows rows{1, static_cast<int>(input.pixels.size()), {}};
    explore::append_bytes(input.pixels, channels, rows.values);
    const auto made = model.replica->translate(*model.snapshot, model.model, rows, direction);
    if (!made) return tl::unexpected(made.error());
    const fs::path file = place_for(picture);
    if (auto folder = make_folder_for(file); !folder) return folder;
    if (auto written = image::write_png(file, picture_of(made->pictures, 0)); !written) return written;
    if (auto written = write_sound(made->pictures, file); !written) return written;
    if (!input.remark.empty())
      console.remark("ganscope: {}: {}", picture.string(), console.tr.sentence(input.remark));
    fs::path out = file;
    if (model.data.form == Form::waves) out.replace_extension(".wav");
    items.push_back({{"picture", picture.string()}, {"out", out.string()}, {"remark", input.remark}});
    return {};
  }
};

}  // namespace

Expected<void> translate(const TranslateRequest& request, Console& console) {
  auto model = open_model(request.model, console);
  if (!model) return tl::unexpected(model.error());
  if (!model->translates())
    return fail(FailureKind::usage, "this model draws from latents, not from pictures",
                request.model.run.string(), "draw samples of it: ganscope sample RUN --out grid.png");
  const auto direction = direction_of(*model, request.direction);
  if (!direction) return tl::unexpected(direction.error());
  const data::TaskEntry* task = data::find_task(model->experiment.settings.text("task"));
  Translation work{request,    *model, *task, {model->data.channels, model->data.height, model->data.width},
                   *direction, console};
  const auto total = static_cast<int64_t>(request.pictures.size());
  for (const fs::path& picture : request.pictures) {
    if (end_wanted())
      return fail(FailureKind::cancelled, "interrupted", request.out.string(), "some files are written");
    if (auto done = work.one(picture); !done) {
      console.end_progress();
      if (total == 1) return done;
      console.error(done.error());
      work.failed.push_back({{"picture", picture.string()}, {"what", done.error().what}});
    }
    console.progress({"Translating", static_cast<int64_t>(work.items.size() + work.failed.size()), total});
  }
  console.end_progress();
  const api::DirectionInfo way = directions_of(*model)[static_cast<size_t>(*direction)];
  console.say("{}: {} of {} files, {} → {}, by {}", request.out.string(), work.items.size(), total, way.from,
              way.to, console.tr.sentence(model->title()));
  if (request.json)
    console.json({{"run", model->run.id},
                  {"step", model->snapshot->step()},
                  {"model", model->model == api::Model::ema ? "ema" : "raw"},
                  {"direction", {{"number", *direction + 1}, {"from", way.from}, {"to", way.to}}},
                  {"items", work.items},
                  {"failed", work.failed},
                  {"out", request.out.string()}});
  if (work.failed.empty()) return {};
  return fail(FailureKind::bad_data,
              fmt::format("{} of {} files could not be used", work.failed.size(), total),
              request.out.string(), "the others are done; what was wrong with each stands above");
}

}  // namespace ganscope::commands
