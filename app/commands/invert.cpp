#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <utility>

#include "app/commands/drawing.h"
#include "app/commands/open_model.h"
#include "app/commands/run.h"
#include "app/commands/tool_run.h"
#include "core/explore/fit_picture.h"
#include "core/explore/picture_encoder.h"
#include "core/explore/tools/invert_numbers.h"
#include "core/image/png_io.h"
#include "core/image/read.h"
#include "core/storage/atomic_file.h"

namespace ganscope::commands {
namespace {

using nlohmann::ordered_json;
namespace inverted = explore::inverted;

constexpr int shown_side = 192, apart = 20, around = 28, heading = 40, below = 52;

ordered_json number_or_none(double value) {
  return std::isfinite(value) ? ordered_json(value) : ordered_json();
}

struct Tile {
  image::Picture picture;
  std::string name, words;
};

image::Picture draw_tiles(const std::string& title, const std::vector<Tile>& tiles) {
  const int count = static_cast<int>(tiles.size());
  Drawing drawing(2 * around + count * shown_side + (count - 1) * apart,
                  2 * around + heading + shown_side + below, ground);
  drawing.text(title, {around, around + 14}, 18, text_plain, Drawing::Align::left, true);
  for (int i = 0; i < count; ++i) {
    const Tile& tile = tiles[static_cast<size_t>(i)];
    const int x = around + i * (shown_side + apart), y = around + heading;
    drawing.place_fitting(tile.picture, shown_side, x, y);
    drawing.text(tile.name, {static_cast<double>(x), y + shown_side + 22.0}, 15, text_plain);
    drawing.text(tile.words, {static_cast<double>(x), y + shown_side + 42.0}, 13, text_caption);
  }
  return drawing.picture();
}

/// One run of the command: what its parts share.
struct Inversion {
  const InvertRequest& request;
  OpenModel model;
  explore::FittedPicture picture;
  explore::Bench bench;
  int label;  ///< −1: to be found, or none
  Console& console;

  [[nodiscard]] Expected<api::Answer> run(api::Ask ask) {
    ask.model = model.model;
    ask.settings.set("run_folder", model.run.folder.string());
    return run_tool(bench, model.snapshot, ask, console);
  }

  [[nodiscard]] Expected<api::Answer> refine() {
    api::Ask ask;
    ask.tool = "invert";
    ask.pictures = picture.values.values;
    if (label >= 0) ask.labels = {label};
    ask.settings.set("steps", int64_t{request.steps});
    return run(std::move(ask));
  }

  [[nodiscard]] ordered_json as_json(const api::Answer& found, double seconds, double encoder_seconds) const {
    const std::vector<double>& numbers = found.table.front().numbers;
    ordered_json object = {
        {"run", model.run.id},
        {"step", model.snapshot->step()},
        {"model", model.model == api::Model::ema ? "ema" : "raw"},
        {"picture", request.picture.string()},
        {"remarks", picture.remarks},
        {"distance", numbers[inverted::distance]},
        {"encoder_distance", number_or_none(numbers[inverted::guess])},
        {"start_distance", numbers[inverted::start]},
        {"encoder_step", numbers[inverted::encoder_step]},
        {"steps", numbers[inverted::steps]},
        {"seconds", seconds},
        {"encoder_seconds", encoder_seconds},
        {"space", "z"},
        {"latent", std::vector<float>(found.vectors.row(1), found.vectors.row(1) + found.vectors.width)}};
    if (model.classes > 0) object["label"] = static_cast<int>(numbers[inverted::label]);
    object["out"] = request.out.string();
    return object;
  }

  [[nodiscard]] Expected<void> write(const api::Answer& found, const ordered_json& object) const {
    const std::vector<double>& numbers = found.table.front().numbers;
    if (auto folder = make_folder_for(request.out / "latent.json"); !folder) return folder;
    const image::Picture mine = image::to_rgb(picture.picture), guess = picture_of(found, 1),
                         refined = picture_of(found, 2);
    const std::vector<Tile> tiles{
        {mine, "yours", fmt::format("{}×{}", mine.width, mine.height)},
        {guess, "the encoder's guess", fmt::format("{:.4f} off", numbers[inverted::guess])},
        {refined, "refined", fmt::format("{:.4f} off", numbers[inverted::distance])},
        {picture_of(found, 3), "difference", "white where it is greatest"}};
    if (auto done = image::write_png(request.out / "sheet.png", draw_tiles(model.title(), tiles)); !done)
      return done;
    if (auto done = image::write_png(request.out / "reconstruction.png", refined); !done) return done;
    return storage::write_file_atomically(request.out / "latent.json", object.dump(1) + "\n");
  }
};

double seconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

Expected<void> find_latent(Inversion& inversion) {
  api::Ask lessons;
  lessons.tool = "encoder";
  const auto learned = inversion.run(std::move(lessons));
  if (!learned) return tl::unexpected(learned.error());
  Console& console = inversion.console;
  for (const std::string& remark : inversion.picture.remarks)
    console.remark("ganscope: {}", console.tr.sentence(remark));
  if (const std::string& remark = learned->table.front().text; !remark.empty())
    console.remark("ganscope: {}", console.tr.sentence(remark));
  const auto before_guess = std::chrono::steady_clock::now();
  const auto guessed = explore::picture_encoder(inversion.bench).guess(inversion.picture.values);
  if (!guessed) return tl::unexpected(guessed.error());
  const double encoder_seconds = seconds_since(before_guess);
  const auto begin = std::chrono::steady_clock::now();
  const auto found = inversion.refine();
  if (!found) return tl::unexpected(found.error());
  const ordered_json object = inversion.as_json(*found, seconds_since(begin), encoder_seconds);
  if (auto written = inversion.write(*found, object); !written) return written;
  const std::vector<double>& numbers = found->table.front().numbers;
  const std::string class_words =
      inversion.model.classes > 0
          ? in_language(inversion.console.tr, ", class {}",
                        inversion.model.data.label_names[static_cast<size_t>(numbers[inverted::label])])
          : "";
  console.say("{}: {:.4f} off (the encoder's guess: {:.4f}), after {:.1f} s{}",
              inversion.request.out.string(), numbers[inverted::distance], numbers[inverted::guess],
              object["seconds"].get<double>(), class_words);
  if (inversion.request.json) console.json(object);
  return {};
}

}  // namespace

Expected<void> invert(const InvertRequest& request, Console& console) {
  auto model = open_latent_model(request.model, console);
  if (!model) return tl::unexpected(model.error());
  if (model->data.is_points())
    return fail(FailureKind::usage, "this run draws points, and a picture is none of them",
                request.model.run.string(), "take a run that draws pictures");
  const auto label = model->label_of(request.model.label);
  if (!label) return tl::unexpected(label.error());
  const int enough = 2 * std::max(model->data.width, model->data.height);
  const auto read = image::read_picture(request.picture, enough);
  if (!read) return tl::unexpected(read.error());
  auto fitted =
      explore::fit_picture(*read, model->data, model->experiment.settings, request.picture.string());
  if (!fitted) return tl::unexpected(fitted.error());
  explore::Bench bench = bench_of(*model, nullptr);
  Inversion inversion{request, std::move(*model), std::move(*fitted), std::move(bench), *label, console};
  return find_latent(inversion);
}

}  // namespace ganscope::commands
