#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "app/commands/drawing.h"
#include "app/commands/open_model.h"
#include "app/commands/run.h"
#include "app/commands/tool_run.h"
#include "core/explore/tools/layout.h"
#include "core/explore/tools/scoring.h"
#include "core/image/png_io.h"

namespace ganscope::commands {
namespace {

using nlohmann::ordered_json;
namespace layout = explore::layout;

constexpr int cell_gap = 2, bar_height = 3, map_margin = 28, map_head = 74;
constexpr int largest_cell = 64;  // px of a picture on the sheet

/// What the bar below each picture says, and how it is told.
struct Colouring {
  std::string title = {};                     ///< "D says", "glasses", "class"
  std::vector<double> values = {};            ///< [count]; empty: no bars
  double low = 0, high = 1;                   ///< of the scale
  std::string low_name = {}, high_name = {};  ///< at its ends
  std::vector<std::string> classes = {};      ///< not empty: values are their numbers
  bool of_d = false;
};

std::string words_of_features(const api::Answer& map) {
  return map.row(layout::features)->text == "learned" ? "features learned from the data" : "pixels";
}

image::Colour between(image::Colour a, image::Colour b, double share) {
  image::Colour mixed{};
  for (size_t c = 0; c < 3; ++c)
    mixed[c] = static_cast<uint8_t>(std::lround(a[c] + (b[c] - a[c]) * std::clamp(share, 0.0, 1.0)));
  return mixed;
}

image::Colour class_colour(int number, int classes) {
  const std::array<double, 3> hue = layout::class_hue(number, classes);
  image::Colour colour{};
  for (size_t c = 0; c < 3; ++c) colour[c] = static_cast<uint8_t>(std::lround(255 * hue[c]));
  return colour;
}

image::Colour colour_of(const Colouring& colouring, double value) {
  if (!colouring.classes.empty())
    return class_colour(static_cast<int>(value), static_cast<int>(colouring.classes.size()));
  const double span = colouring.high - colouring.low;
  const double share = span > 0 ? (value - colouring.low) / span : 0.5;
  if (!colouring.of_d) return between(grid_line, text_plain, share);
  return share < 0.5 ? between(generated, text_caption, 2 * share)
                     : between(text_caption, real, 2 * share - 1);
}

Colouring by_score(const api::Answer& map) {
  Colouring colouring;
  colouring.title = "D says";
  colouring.of_d = true;
  colouring.values.assign(map.scores.begin(), map.scores.end());
  const layout::ScoreScale scale = layout::score_scale(map.scores);
  colouring.low = static_cast<double>(scale.low);
  colouring.high = static_cast<double>(scale.high);
  colouring.low_name = fmt::format("fake-like {:.2f}", colouring.low);
  colouring.high_name = fmt::format("{:.2f} real-like", colouring.high);
  return colouring;
}

/// Places on the sheet of the cells that are used.
struct Sheet {
  int cell_width, cell_height, first_column, first_row, columns, rows;
  [[nodiscard]] int x(double column) const {
    return map_margin + (static_cast<int>(column) - first_column) * (cell_width + cell_gap);
  }
  [[nodiscard]] int y(double row) const {
    return map_margin + map_head + (static_cast<int>(row) - first_row) * (cell_height + cell_gap);
  }
};

Sheet sheet_of(const api::Curve& cells, int width, int height, bool bars) {
  const auto [left, right] = std::ranges::minmax(cells.x);
  const auto [top, bottom] = std::ranges::minmax(cells.y);
  const double scale = std::min(1.0, static_cast<double>(largest_cell) / std::max(width, height));
  return {std::max(1, static_cast<int>(width * scale)),
          std::max(1, static_cast<int>(height * scale)) + (bars ? bar_height : 0),
          static_cast<int>(left),
          static_cast<int>(top),
          static_cast<int>(right - left) + 1,
          static_cast<int>(bottom - top) + 1};
}

/// The scale with its ends, or a patch for each class; ends at `right`.
void draw_legend(Drawing& drawing, const Colouring& colouring, double x, double y) {
  drawing.text(colouring.title, {x, y}, 15, text_plain, Drawing::Align::left, true);
  x += Drawing::text_width(colouring.title, 15, true) + 14;
  for (size_t i = 0; i < colouring.classes.size() && i < 24; ++i) {
    drawing.rectangle(x, y - 11, 14, 14, colour_of(colouring, static_cast<double>(i)));
    drawing.text(colouring.classes[i], {x + 19, y}, 13, text_caption);
    x += 19 + Drawing::text_width(colouring.classes[i], 13) + 16;
  }
  if (!colouring.classes.empty()) return;
  drawing.text(colouring.low_name, {x, y}, 13, text_caption);
  x += Drawing::text_width(colouring.low_name, 13) + 10;
  constexpr int length = 160;
  for (int i = 0; i < length; ++i)
    drawing.rectangle(
        x + i, y - 10, 1, 11,
        colour_of(colouring, colouring.low + (colouring.high - colouring.low) * i / (length - 1)));
  drawing.text(colouring.high_name, {x + length + 10, y}, 13, text_caption);
}

image::Picture draw_map(const api::Answer& map, const Colouring& colouring, const std::string& title,
                        const std::string& how) {
  const api::Curve& cells = map.curves.front();
  const bool bars = !colouring.values.empty();
  const Sheet sheet = sheet_of(cells, map.width, map.height, bars);
  const int picture_height = sheet.cell_height - (bars ? bar_height : 0);
  const int width = std::max(900, 2 * map_margin + sheet.columns * (sheet.cell_width + cell_gap) - cell_gap);
  Drawing drawing(width, sheet.y(sheet.first_row + sheet.rows) + map_margin - cell_gap, ground);
  drawing.text(title, {map_margin, map_margin + 14}, 20, text_plain, Drawing::Align::left, true);
  drawing.text(how, {map_margin + Drawing::text_width(title, 20, true) + 14, map_margin + 14}, 14,
               text_caption);
  if (bars) draw_legend(drawing, colouring, map_margin, map_margin + 46);
  for (int i = 0; i < map.count; ++i) {
    const auto at = static_cast<size_t>(i);
    const int x = sheet.x(static_cast<double>(cells.x[at])), y = sheet.y(static_cast<double>(cells.y[at]));
    drawing.place(image::resize_area(picture_of(map, i), sheet.cell_width, picture_height), x, y);
    if (bars)
      drawing.rectangle(x, y + picture_height, sheet.cell_width, bar_height,
                        colour_of(colouring, colouring.values[at]));
  }
  return drawing.picture();
}

/// One run of the command: what its parts share.
struct Cartography {
  const MapRequest& request;
  OpenModel model;
  explore::Bench bench;
  int label;  ///< −1: all in turn
  Console& console;
  std::optional<Failure> no_data = {};  ///< why the data are not here

  [[nodiscard]] Expected<api::Answer> run(const std::string& tool) {
    api::Ask ask;
    ask.tool = tool;
    ask.model = model.model;
    if (label >= 0) ask.labels = {label};
    ask.settings.set("samples", int64_t{request.count});
    ask.settings.set("seed", static_cast<int64_t>(request.seed));
    ask.settings.set("truncation", request.model.truncation);
    ask.settings.set("step", model.snapshot->step());
    return run_tool(bench, model.snapshot, ask, console);
  }

  /// A network that has learned the data's attributes says how likely each sample has it.
  [[nodiscard]] Expected<Colouring> by_attribute() {
    if (no_data) return tl::unexpected(*no_data);
    const auto judge = explore::scorer_of(bench, train::ScorerRole::judges);
    if (!judge) return tl::unexpected(judge.error());
    const auto target = explore::target_named((*judge)->questions(), request.colour);
    if (!target) return tl::unexpected(target.error());
    const auto judged = run("scored");
    if (!judged) return tl::unexpected(judged.error());
    size_t place = static_cast<size_t>(target->value);
    for (size_t q = 0; q < target->question; ++q) place += (*judge)->questions()[q].values.size();
    Colouring colouring;
    colouring.title = target->name;
    colouring.low_name = "surely not";
    colouring.high_name = "surely";
    for (int i = 0; i < judged->vectors.count; ++i)
      colouring.values.push_back(static_cast<double>(judged->vectors.row(i)[place]));
    return colouring;
  }

  /// The data are loaded for the networks that have learned to look at them; a map can do without.
  [[nodiscard]] Expected<void> prepare() {
    auto dataset = data::load_dataset(model.experiment.settings, console.work());
    console.end_progress();
    if (!dataset && dataset.error().kind == FailureKind::cancelled) return tl::unexpected(dataset.error());
    if (!dataset) no_data = dataset.error();
    if (no_data) console.remark("ganscope: laid out by pixels alone: {}", console.tr.sentence(no_data->what));
    bench = bench_of(model, dataset ? std::move(*dataset) : nullptr);
    return {};
  }

  [[nodiscard]] Expected<Colouring> colouring_of(const api::Answer& map) {
    if (request.colour == "none") return Colouring{};
    if (request.colour == "score") {
      if (!map.scores.empty()) return by_score(map);
      console.remark("ganscope: of this moment only the average (EMA) was kept, not D: there are no bars");
      return Colouring{};
    }
    const api::TableRow* labels = map.row(layout::labels);
    if (request.colour == "class" && labels != nullptr)
      return Colouring{.title = "class", .values = labels->numbers, .classes = model.data.label_names};
    return by_attribute();
  }
};

void say_what_lies_where(const MapRequest& request, const OpenModel& model, const api::Answer& map,
                         double seconds, Console& console) {
  const std::string& features = map.row(layout::features)->text;
  console.say("{}: {} samples of {}, t-SNE of {}, in {:.1f} s", request.out.string(), grouped(map.count),
              console.tr.sentence(model.title()), console.tr(words_of_features(map).c_str()), seconds);
  if (!request.json) return;
  ordered_json object = {{"run", model.run.id},
                         {"step", model.snapshot->step()},
                         {"model", model.model == api::Model::ema ? "ema" : "raw"},
                         {"count", map.count},
                         {"truncation", request.model.truncation},
                         {"features", features},
                         {"method", "t-sne"},
                         {"divergence", map.row(layout::divergence)->numbers.front()},
                         {"grid", map.row(layout::grid)->numbers.front()},
                         {"seconds", seconds},
                         {"out", request.out.string()}};
  const api::TableRow* labels = map.row(layout::labels);
  for (size_t i = 0; i < static_cast<size_t>(map.count); ++i) {
    ordered_json item = {{"seed", request.seed + i},
                         {"x", map.points[2 * i]},
                         {"y", map.points[2 * i + 1]},
                         {"column", static_cast<int>(map.curves.front().x[i])},
                         {"row", static_cast<int>(map.curves.front().y[i])}};
    if (i < map.scores.size()) item["score"] = map.scores[i];
    if (labels != nullptr) item["label"] = static_cast<int>(labels->numbers[i]);
    object["items"].push_back(std::move(item));
  }
  console.json(object);
}

}  // namespace

Expected<void> map(const MapRequest& request, Console& console) {
  if (auto ending = check_ending(request.out, {".png"}); !ending) return ending;
  auto model = open_latent_model(request.model, console);
  if (!model) return tl::unexpected(model.error());
  if (model->data.is_points())
    return fail(FailureKind::usage, "a map is of pictures, and this run draws points: their plane is one",
                request.model.run.string(), "draw them with `ganscope sample RUN --out points.png`");
  const auto label = model->label_of(request.model.label);
  if (!label) return tl::unexpected(label.error());
  Cartography work{request, std::move(*model), {}, *label, console};
  if (auto prepared = work.prepare(); !prepared) return prepared;
  const auto begin = std::chrono::steady_clock::now();
  const auto map = work.run("layout");
  if (!map) return tl::unexpected(map.error());
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  const auto colouring = work.colouring_of(*map);
  if (!colouring) return tl::unexpected(colouring.error());
  if (auto folder = make_folder_for(request.out); !folder) return folder;
  const std::string title = fmt::format("{} samples of {}", grouped(map->count), work.model.title());
  const std::string how = fmt::format("what looks alike lies together: t-SNE of {}", words_of_features(*map));
  if (auto written = image::write_png(request.out, draw_map(*map, *colouring, title, how)); !written)
    return written;
  say_what_lies_where(request, work.model, *map, seconds, console);
  return {};
}

}  // namespace ganscope::commands
