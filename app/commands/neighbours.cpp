#include "core/explore/tools/neighbours.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "app/commands/drawing.h"
#include "app/commands/open_model.h"
#include "app/commands/run.h"
#include "app/commands/tool_run.h"
#include "core/explore/latent_math.h"
#include "core/explore/tools/neighbour_numbers.h"
#include "core/image/png_io.h"

namespace ganscope::commands {
namespace {

using nlohmann::ordered_json;
namespace neighbour = explore::neighbour;
using neighbour::Verdict;

/// One measure's answer: what real pictures have among themselves, ascending, and of every seed its nearest.
struct Measured {
  const char* key;
  std::vector<float> real = {};
  struct Item {
    std::vector<int64_t> index;
    std::vector<double> distance;
    std::vector<image::Picture> pictures;
  };
  std::vector<Item> items = {};
};

const char* word_of_verdict(Verdict verdict) {
  if (verdict == Verdict::invented) return "invented";
  return verdict == Verdict::copy ? "copy" : "alike";
}
std::string words_of_verdict(Verdict verdict) {
  if (verdict == Verdict::invented) return "Invented, not copied";
  return verdict == Verdict::copy ? "A copy" : "Like its neighbours";
}

Measured measured_in(const api::Answer& found, const char* key, const char* real_key) {
  Measured measured{key};
  int picture = 0;
  for (const api::TableRow& row : found.table) {
    const bool own = row.key == key;
    Measured::Item item;
    for (size_t i = 0; i + 1 < row.numbers.size(); i += 2, ++picture) {
      item.index.push_back(static_cast<int64_t>(row.numbers[i]));
      item.distance.push_back(row.numbers[i + 1]);
      if (own) item.pictures.push_back(picture_of(found, picture));
    }
    if (own) measured.items.push_back(std::move(item));
  }
  for (const api::Curve& curve : found.curves)
    if (curve.key == real_key) measured.real = curve.y;
  return measured;
}

// ---- The sheet: a row a seed; the picture, in each measure a line of its nearest, and where it stands. ----

constexpr int sheet_edge = 28, sheet_top = 70, drawn_side = 192, near_side = 96, near_gap = 6,
              near_line = 130, seed_row = 2 * near_line + 22, measure_width = 92, bars_width = 250,
              bars_height = 56;

/// How far real pictures are from their nearest other ones, and where this one stands.
void draw_distances(Drawing& sheet, const std::vector<float>& among_real, double distance, Spot at) {
  constexpr int bars = 25;
  const double most = std::max(static_cast<double>(among_real.back()), distance) * 1.05;
  std::vector<int> counts(bars);
  for (const float one : among_real)
    ++counts[static_cast<size_t>(most > 0 ? std::min(bars - 1.0, one / most * bars) : 0)];
  const int highest = *std::ranges::max_element(counts);
  const double width = static_cast<double>(bars_width) / bars;
  for (int i = 0; i < bars; ++i) {
    const double height = (bars_height - 14.0) * counts[static_cast<size_t>(i)] / highest;
    sheet.rectangle(at.x + i * width + 0.5, at.y + bars_height - height, width - 1, height, real, 0.75);
  }
  sheet.rectangle(at.x, at.y + bars_height, bars_width, 1, grid_line);
  const double x = at.x + (most > 0 ? distance / most : 0) * bars_width;
  sheet.rectangle(x - 1, at.y + 5, 2, bars_height - 5, generated);
  sheet.disc({x, at.y + 5}, 4.5, generated);
  sheet.text("0", {at.x, at.y + bars_height + 16.0}, 12, text_caption);
  sheet.text(fmt::format("{:.3g}", most), {at.x + bars_width, at.y + bars_height + 16.0}, 12, text_caption,
             Drawing::Align::right);
}

/// A line of one measure: the nearest pictures, the distribution, the verdict.
void draw_measure(Drawing& sheet, const Measured& measured, size_t row, int x, int y) {
  const Measured::Item& item = measured.items[row];
  sheet.text(fmt::format("in {}", measured.key), {static_cast<double>(x), y + near_side / 2.0 + 5}, 14,
             text_plain);
  x += measure_width;
  for (size_t i = 0; i < item.pictures.size(); ++i, x += near_side + near_gap) {
    sheet.place_fitting(item.pictures[i], near_side, x, y);
    sheet.text(fmt::format("{:.3f}", item.distance[i]), {x + near_side / 2.0, y + near_side + 17.0}, 13,
               i == 0 ? text_plain : text_caption, Drawing::Align::centre);
  }
  x += 24;
  const double nearest = item.distance.front();
  draw_distances(sheet, measured.real, nearest, {static_cast<double>(x), y + 4.0});
  x += bars_width + 28;
  sheet.text(words_of_verdict(neighbour::verdict(measured.real, nearest)), {static_cast<double>(x), y + 28.0},
             16, text_plain, Drawing::Align::left, true);
  sheet.text(fmt::format("{:.3f} from the nearest real picture", nearest), {static_cast<double>(x), y + 52.0},
             13, text_caption);
  sheet.text(fmt::format("real to real {:.3f}, in 9 of 10 from {:.3f} to {:.3f}",
                         neighbour::quantile(measured.real, 0.5),
                         neighbour::quantile(measured.real, neighbour::copy_below),
                         neighbour::quantile(measured.real, neighbour::invented_above)),
             {static_cast<double>(x), y + 72.0}, 13, text_caption);
}

image::Picture draw_sheet(const NeighboursRequest& request, const std::string& title,
                          const std::vector<image::Picture>& drawn, const std::vector<Measured>& measures) {
  const int nearest = static_cast<int>(measures.front().items.front().pictures.size());
  const int width = sheet_edge + drawn_side + 32 + measure_width + nearest * (near_side + near_gap) + 24 +
                    bars_width + 28 + 330 + sheet_edge;
  Drawing sheet(width, sheet_top + static_cast<int>(drawn.size()) * seed_row + sheet_edge / 2, ground);
  sheet.text(title + ": the nearest of all real pictures", {sheet_edge, sheet_edge + 16.0}, 18, text_plain,
             Drawing::Align::left, true);
  for (size_t row = 0; row < drawn.size(); ++row) {
    const int y = sheet_top + static_cast<int>(row) * seed_row;
    if (row > 0) sheet.rectangle(sheet_edge, y - 14.0, width - 2.0 * sheet_edge, 1, grid_line);
    sheet.place_fitting(drawn[row], drawn_side, sheet_edge, y);
    sheet.text(fmt::format("seed {}", request.seeds[row]), {sheet_edge, y + drawn_side + 20.0}, 14,
               text_caption);
    for (size_t m = 0; m < measures.size(); ++m)
      draw_measure(sheet, measures[m], row, sheet_edge + drawn_side + 32,
                   y + static_cast<int>(m) * near_line);
  }
  return sheet.picture();
}

// ---- What is said ----

ordered_json near_as_json(const Measured& measured, size_t row) {
  const Measured::Item& item = measured.items[row];
  ordered_json near = ordered_json::array();
  for (size_t i = 0; i < item.index.size(); ++i)
    near.push_back({{"index", item.index[i]}, {"distance", item.distance[i]}});
  return {{"neighbours", std::move(near)},
          {"real_distance", neighbour::quantile(measured.real, 0.5)},
          {"real_low", neighbour::quantile(measured.real, neighbour::copy_below)},
          {"real_high", neighbour::quantile(measured.real, neighbour::invented_above)},
          {"verdict", word_of_verdict(neighbour::verdict(measured.real, item.distance.front()))}};
}

void say_what_is_near(const NeighboursRequest& request, const OpenModel& model,
                      const std::vector<Measured>& measures, Console& console) {
  for (size_t row = 0; row < request.seeds.size(); ++row)
    for (const Measured& measured : measures) {
      const double nearest = measured.items[row].distance.front();
      console.say("seed {:<6} in {:9} {:.3f} from number {}; real to real {:.3f}: {}", request.seeds[row],
                  console.tr(measured.key), nearest, measured.items[row].index.front(),
                  neighbour::quantile(measured.real, 0.5),
                  console.tr(words_of_verdict(neighbour::verdict(measured.real, nearest)).c_str()));
    }
  const std::string title = console.tr.sentence(model.title());
  if (request.seeds.size() == 1)
    console.say("{}: the nearest real pictures of a sample of {}", request.out.string(), title);
  else
    console.say("{}: the nearest real pictures of samples of {}", request.out.string(), title);
  if (!request.json) return;
  ordered_json object = {{"run", model.run.id},
                         {"step", model.snapshot->step()},
                         {"model", model.model == api::Model::ema ? "ema" : "raw"},
                         {"real_measured", measures.front().real.size()},
                         {"out", request.out.string()}};
  for (size_t row = 0; row < request.seeds.size(); ++row) {
    ordered_json item = {{"seed", request.seeds[row]}};
    item.update(near_as_json(measures.front(), row));
    for (size_t m = 1; m < measures.size(); ++m) item[measures[m].key] = near_as_json(measures[m], row);
    object["items"].push_back(std::move(item));
  }
  console.json(object);
}

}  // namespace

Expected<void> neighbours(const NeighboursRequest& request, Console& console) {
  if (auto ending = check_ending(request.out, {".png"}); !ending) return ending;
  auto model = open_latent_model(request.model, console);
  if (!model) return tl::unexpected(model.error());
  if (model->data.is_points())
    return fail(FailureKind::usage, "neighbours are looked for among pictures, and this run draws points",
                request.model.run.string(), "draw points with `ganscope sample RUN --out points.csv`");
  const auto label = model->label_of(request.model.label);
  if (!label) return tl::unexpected(label.error());
  auto dataset = data::load_dataset(model->experiment.settings, console.work());
  console.end_progress();
  if (!dataset) return tl::unexpected(dataset.error());

  explore::Bench bench = bench_of(*model, std::move(*dataset));
  api::Ask ask;
  ask.tool = "draw";
  ask.model = model->model;
  for (size_t i = 0; i < request.seeds.size(); ++i) {
    const explore::Latent latent = explore::latent_of_seed(request.seeds[i], model->latent_dim);
    ask.latents.insert(ask.latents.end(), latent.begin(), latent.end());
    if (model->classes > 0)
      ask.labels.push_back(*label >= 0 ? *label : explore::fixed_label(static_cast<int>(i), model->classes));
  }
  const auto drawn = run_tool(bench, model->snapshot, ask, console);
  if (!drawn) return tl::unexpected(drawn.error());
  ask.tool = "neighbours";
  ask.settings.set("count", int64_t{request.count});
  const auto found = run_tool(bench, model->snapshot, ask, console);
  if (!found) return tl::unexpected(found.error());

  std::vector<Measured> measures{measured_in(*found, neighbour::pixels, neighbour::real_pixels),
                                 measured_in(*found, neighbour::features, neighbour::real_features)};
  for (const api::TableRow& row : found->table)
    if (row.key == neighbour::no_features)
      console.remark("ganscope: compared in pixels only: {}", console.tr.sentence(row.text));
  std::erase_if(measures, [](const Measured& measured) { return measured.items.empty(); });
  if (auto folder = make_folder_for(request.out); !folder) return folder;
  if (auto written =
          image::write_png(request.out, draw_sheet(request, model->title(), pictures_of(*drawn), measures));
      !written)
    return written;
  say_what_is_near(request, *model, measures, console);
  return {};
}

}  // namespace ganscope::commands
