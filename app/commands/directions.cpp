#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "app/commands/drawing.h"
#include "app/commands/open_model.h"
#include "app/commands/run.h"
#include "app/commands/tool_run.h"
#include "app/text/columns.h"
#include "core/explore/latent_math.h"
#include "core/explore/tools/effects.h"
#include "core/explore/tools/scoring.h"
#include "core/image/png_io.h"

namespace ganscope::commands {
namespace {

using nlohmann::ordered_json;
using Method = DirectionsRequest::Method;
namespace effect = explore::effect;

constexpr int steps_each_way = 3, pictures_a_row = 2 * steps_each_way + 1;
constexpr int picture_side = 96, picture_gap = 6, beside = 18, sheet_margin = 28, words_width = 440,
              head = 62;

const char* word_of(Method method) {
  if (method == Method::components) return "pca";
  return method == Method::factors ? "sefa" : "attribute";
}

const char* tool_of(Method method) {
  if (method == Method::components) return "components";
  return method == Method::factors ? "factors" : "attributes";
}

/// A direction as it was found and measured.
struct Found {
  std::string name;
  explore::Latent direction;
  double share = 0;                     ///< of the variance, of the amplification, or of samples that have it
  std::optional<double> accuracy = {};  ///< attributes: of the network that found it
  api::TableRow measured = {};
  std::optional<api::TableRow> precise = {};  ///< of the precise edit
};

std::string in_words(const api::TableRow& row, const text::Strings& tr = {}) {
  if (row.text.empty())
    return in_language(tr, "changes pictures by {:.1f} of 255", row.numbers[effect::difference]);
  return in_language(tr, "{} in {:.0f} of 100, something else in {:.0f}", row.text, row.numbers[effect::did],
                     row.numbers[effect::something]);
}

/// All that tools need of an open model. The data are loaded for the networks that score pictures; without
/// them attributes cannot be found, and of others only how much they change is measured.
Expected<explore::Bench> bench_of(OpenModel& model, Method method, Console& console) {
  auto dataset = data::load_dataset(model.experiment.settings, console.work());
  console.end_progress();
  if (!dataset && (method == Method::attributes || dataset.error().kind == FailureKind::cancelled))
    return tl::unexpected(dataset.error());
  if (!dataset)
    console.remark("ganscope: what the directions do is not judged: {}",
                   console.tr.sentence(dataset.error().what));
  return bench_of(model, dataset ? std::move(*dataset) : nullptr);
}

/// Without the attributes that all samples have or none, for which there is no direction; they are named.
std::vector<Found> named(const api::Answer& found, Method method, int most, Console& console) {
  std::vector<Found> all;
  const int count = most > 0 ? std::min(most, found.vectors.count) : found.vectors.count;
  for (int i = 0; i < count; ++i) {
    const api::TableRow& row = found.table[static_cast<size_t>(i)];
    const std::string name = method == Method::components ? fmt::format("component {}", i + 1)
                             : method == Method::factors  ? fmt::format("factor {}", i + 1)
                                                          : row.text;
    const float* along = found.vectors.row(i);
    if (std::all_of(along, along + found.vectors.width, [](float value) { return value == 0; })) {
      if (row.numbers[0] > 0.5)
        console.remark("ganscope: no direction for \"{}\": every one of the samples has it", name);
      else
        console.remark("ganscope: no direction for \"{}\": none of the samples has it", name);
      continue;
    }
    all.push_back({name, {found.vectors.row(i), found.vectors.row(i) + found.vectors.width}, row.numbers[0]});
    if (method == Method::attributes) all.back().accuracy = row.numbers[1];
  }
  return all;
}

/// A row a direction: its name, what it does, and the latent moved along it by −3 … +3; where there are
/// precise edits, that one, too. `pictures` row after row.
image::Picture draw_rows(const std::vector<Found>& rows, const std::string& title,
                         const std::vector<image::Picture>& pictures) {
  const int columns = static_cast<int>(pictures.size() / rows.size());
  const int row_height = picture_side + 2 * picture_gap;
  const auto left_of = [](int column) {
    return sheet_margin + words_width + column * (picture_side + picture_gap) +
           (column >= pictures_a_row ? beside : 0);
  };
  Drawing drawing(left_of(columns - 1) + picture_side + sheet_margin,
                  2 * sheet_margin + head + static_cast<int>(rows.size()) * row_height, ground);
  drawing.text(title, {sheet_margin, sheet_margin + 14}, 18, text_plain, Drawing::Align::left, true);
  for (int column = 0; column < columns; ++column)
    drawing.text(column == steps_each_way  ? "as it is"
                 : column < steps_each_way ? fmt::format("−{}", steps_each_way - column)
                 : column < pictures_a_row ? fmt::format("+{}", column - steps_each_way)
                                           : "precisely",
                 {left_of(column) + picture_side / 2.0, sheet_margin + head - 10.0}, 13, text_caption,
                 Drawing::Align::centre);
  for (size_t r = 0; r < rows.size(); ++r) {
    const int y = sheet_margin + head + static_cast<int>(r) * row_height;
    drawing.text(rows[r].name, {sheet_margin, y + 28.0}, 16, text_plain, Drawing::Align::left, true);
    drawing.text(in_words(rows[r].measured), {sheet_margin, y + 52.0}, 13, text_caption);
    if (rows[r].precise)
      drawing.text("precisely: " + in_words(*rows[r].precise), {sheet_margin, y + 74.0}, 13, text_caption);
    for (int column = 0; column < columns; ++column)
      drawing.place_fitting(pictures[r * static_cast<size_t>(columns) + static_cast<size_t>(column)],
                            picture_side, left_of(column), y);
  }
  return drawing.picture();
}

ordered_json number_or_null(double value) {
  return std::isfinite(value) ? ordered_json(value) : ordered_json();
}

ordered_json as_json(const api::TableRow& row) {
  ordered_json brings = row.text.empty() ? ordered_json() : ordered_json(row.text);
  return {{"brings", std::move(brings)},
          {"of_100", number_or_null(row.numbers[effect::did])},
          {"something_else_of_100", number_or_null(row.numbers[effect::something])},
          {"each_other_of_100", number_or_null(row.numbers[effect::each])},
          {"lacking", number_or_null(row.numbers[effect::lacking])},
          {"samples", number_or_null(row.numbers[effect::samples])},
          {"difference", number_or_null(row.numbers[effect::difference])}};
}

/// Shares of the samples that lacked what the row brings about, by attribute; those about which it says
/// nothing are left out.
ordered_json others_of(const api::TableRow& row, const std::vector<std::string>& attributes) {
  ordered_json others = ordered_json::object();
  for (size_t q = 0; q < attributes.size() && effect::numbers + q < row.numbers.size(); ++q)
    if (const double changed = row.numbers[effect::numbers + q]; std::isfinite(changed))
      others[attributes[q]] = changed / 100;
  return others;
}

ordered_json as_json(const Found& row, Method method, const std::vector<std::string>& attributes) {
  ordered_json object = {{"name", row.name}, {"vector", row.direction}};
  if (method == Method::attributes) {
    object["success"] = number_or_null(row.measured.numbers[effect::did] / 100);
    object["others"] = others_of(row.measured, attributes);
    object["frequency"] = row.share;
  } else {
    object["explained"] = row.share;
  }
  object["effect"] = as_json(row.measured);
  if (row.accuracy) object["accuracy"] = *row.accuracy;
  if (row.precise) object["precise"] = as_json(*row.precise);
  return object;
}

void say_what_was_found(const std::vector<Found>& rows, double seconds, const DirectionsRequest& request,
                        const OpenModel& model, const std::vector<std::string>& attributes,
                        Console& console) {
  for (const Found& row : rows) {
    console.say_line(text::padded(console.tr.sentence(row.name), 24) + " " +
                     in_words(row.measured, console.tr));
    if (row.precise) console.say("{:24}   precisely: {}", "", in_words(*row.precise, console.tr));
  }
  console.say("{}: {} directions of {}", request.out.string(), rows.size(),
              console.tr.sentence(model.title()));
  if (!request.json) return;
  ordered_json object = {{"run", model.run.id},
                         {"step", model.snapshot->step()},
                         {"model", model.model == api::Model::ema ? "ema" : "raw"},
                         {"method", word_of(request.method)},
                         {"strength", request.strength},
                         {"seed", request.seed},
                         {"out", request.out.string()},
                         {"seconds", seconds}};
  for (const Found& row : rows) object["items"].push_back(as_json(row, request.method, attributes));
  console.json(object);
}

/// One run of the command: what its parts share.
struct Search {
  const DirectionsRequest& request;
  const OpenModel& model;
  explore::Bench bench;
  int label;  ///< −1: all in turn
  Console& console;
  double seconds = 0;  ///< that finding took, before anything is measured

  [[nodiscard]] Expected<api::Answer> run(api::Ask ask) {
    ask.model = model.model;
    if (ask.labels.empty() && label >= 0) ask.labels = {label};
    return run_tool(bench, model.snapshot, ask, console);
  }

  [[nodiscard]] Expected<std::vector<Found>> find() {
    api::Ask ask;
    ask.tool = tool_of(request.method);
    if (request.count > 0) ask.settings.set("count", int64_t{request.count});
    const auto begin = std::chrono::steady_clock::now();
    const auto found = run(std::move(ask));
    if (!found) return tl::unexpected(found.error());
    seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    auto rows = named(*found, request.method, request.count, console);
    if (rows.empty())
      return fail(FailureKind::not_found, "no direction was found: all samples look the same to the network",
                  model.run.folder.string(),
                  "train the run for longer, or look for components with --method pca");
    return rows;
  }

  [[nodiscard]] Expected<void> measure(std::vector<Found>& rows) {
    const bool attributes = request.method == Method::attributes;
    api::Ask ask;
    ask.tool = "effects";
    ask.settings.set("strength", request.strength);
    for (size_t r = 0; r < rows.size(); ++r) {
      ask.latents.insert(ask.latents.end(), rows[r].direction.begin(), rows[r].direction.end());
      if (attributes) ask.settings.set(fmt::format("meant_{}", r), rows[r].name);
    }
    const auto measured = run(std::move(ask));
    if (!measured) return tl::unexpected(measured.error());
    for (size_t r = 0; r < rows.size(); ++r) rows[r].measured = measured->table[r];
    for (size_t r = 0; request.precise && r < rows.size(); ++r) {
      api::Ask precise;
      precise.tool = "effects";
      precise.latents = rows[r].direction;
      precise.settings.set("precise", rows[r].name);
      const auto judged = run(std::move(precise));
      if (!judged) return tl::unexpected(judged.error());
      rows[r].precise = judged->table.front();
    }
    return {};
  }

  /// What the network that judged was asked, by its own names.
  [[nodiscard]] std::vector<std::string> attributes() {
    std::vector<std::string> names;
    if (const auto judge = explore::scorer_of(bench, train::ScorerRole::judges))
      for (const train::Question& question : (*judge)->questions()) names.push_back(question.key);
    return names;
  }

  /// Of the latent that is shown: [rows · columns]
  [[nodiscard]] Expected<std::vector<image::Picture>> draw(const std::vector<Found>& rows) {
    const explore::Latent shown = explore::latent_of_seed(request.seed, model.latent_dim);
    api::Ask ask;
    ask.tool = "draw";
    for (const Found& row : rows) {
      for (int step = -steps_each_way; step <= steps_each_way; ++step) {
        const explore::Latent moved = explore::add(shown, row.direction, step);
        ask.latents.insert(ask.latents.end(), moved.begin(), moved.end());
      }
      if (!row.precise) continue;
      api::Ask precise;
      precise.tool = "precise";
      precise.latents = shown;
      precise.latents.insert(precise.latents.end(), row.direction.begin(), row.direction.end());
      precise.settings.set("attribute", row.name);
      const auto edited = run(std::move(precise));
      if (!edited) return tl::unexpected(edited.error());
      ask.latents.insert(ask.latents.end(), edited->vectors.values.begin(), edited->vectors.values.end());
    }
    if (model.classes > 0) ask.labels = {std::max(label, 0)};
    const auto drawn = run(std::move(ask));
    if (!drawn) return tl::unexpected(drawn.error());
    return pictures_of(*drawn);
  }
};

}  // namespace

Expected<void> directions(const DirectionsRequest& request, Console& console) {
  if (auto ending = check_ending(request.out, {".png"}); !ending) return ending;
  auto model = open_latent_model(request.model, console);
  if (!model) return tl::unexpected(model.error());
  if (model->data.is_points())
    return fail(FailureKind::usage, "directions are shown on pictures, and this run draws points",
                request.model.run.string(), "draw points with `ganscope sample RUN --out points.csv`");
  const auto label = model->label_of(request.model.label);
  if (!label) return tl::unexpected(label.error());
  auto bench = bench_of(*model, request.method, console);
  if (!bench) return tl::unexpected(bench.error());
  Search search{request, *model, std::move(*bench), *label, console};
  auto rows = search.find();
  if (!rows) return tl::unexpected(rows.error());
  if (auto measured = search.measure(*rows); !measured) return measured;
  const auto pictures = search.draw(*rows);
  if (!pictures) return tl::unexpected(pictures.error());
  if (auto folder = make_folder_for(request.out); !folder) return folder;
  if (auto written = image::write_png(request.out, draw_rows(*rows, model->title(), *pictures)); !written)
    return written;
  say_what_was_found(*rows, search.seconds, request, *model, search.attributes(), console);
  return {};
}

}  // namespace ganscope::commands
