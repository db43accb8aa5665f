#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "app/commands/drawing.h"
#include "app/commands/form_files.h"
#include "app/commands/histogram.h"
#include "app/commands/open_model.h"
#include "app/commands/reconstructed.h"
#include "app/commands/run.h"
#include "app/commands/scatter.h"
#include "app/commands/translating.h"
#include "core/base/way_out.h"
#include "core/data/dataset.h"
#include "core/explore/latent_math.h"
#include "core/image/file_bytes.h"
#include "core/image/png_io.h"
#include "core/image/sheet.h"

namespace ganscope::commands {
namespace {

constexpr int largest_grid = 10000;  // pictures in one PNG

/// With all digits that tell it from the next number.
std::string in_full(const PointFrame& frame, size_t dimension, float p) {
  return frame.is_plain() ? fmt::format("{}", p)
                          : fmt::format("{}", frame.out(dimension, static_cast<double>(p)));
}

Expected<void> write_points(const SampleRequest& request, const OpenModel& model, const api::Answer& drawn,
                            const std::vector<int>& labels) {
  const bool plane = model.data.dimensions == 2;
  if (ending_of(request.out) == ".png" && !plane) {
    Histogram histogram{model.title(), {}, generated, nullptr, model.data.frame};
    for (size_t i = 0; i < drawn.points.size(); i += 2) histogram.values.push_back(drawn.points[i]);
    return image::write_png(request.out, draw_histogram(histogram));
  }
  if (ending_of(request.out) == ".png") {
    Scatter scatter{model.title(), drawn.points, generated, {}, 0, model.data.frame};
    return image::write_png(request.out, draw_scatter(scatter));
  }
  std::string text = fmt::format("x{}{}\n", plane ? ",y" : "", labels.empty() ? "" : ",label");
  for (size_t i = 0; i + 1 < drawn.points.size(); i += 2) {
    text += in_full(model.data.frame, 0, drawn.points[i]);
    if (plane) text += "," + in_full(model.data.frame, 1, drawn.points[i + 1]);
    if (!labels.empty()) text += fmt::format(",{}", labels[i / 2]);
    text += '\n';
  }
  return image::write_bytes(request.out, {reinterpret_cast<const uint8_t*>(text.data()), text.size()});
}

/// `columns`: under how many classes each latent stands, one after another.
Expected<void> write_cells(const SampleRequest& request, const std::vector<image::Picture>& pictures,
                           int columns, Console& console) {
  std::error_code error;
  std::filesystem::create_directories(request.cells, error);
  if (error)
    return fail(FailureKind::io, fmt::format("the folder cannot be made: {}", error.message()),
                request.cells.string(), "choose a place where you may write");
  for (size_t i = 0; i < pictures.size(); ++i) {
    if (end_wanted())
      return fail(FailureKind::cancelled, "interrupted", request.cells.string(), "some cells are written");
    const auto of = static_cast<size_t>(columns);
    const std::string name = fmt::format("seed-{:06}", request.seed + i / of);
    const auto file = request.cells / (columns > 1 ? fmt::format("{}-{}.png", name, i % of) : name + ".png");
    if (auto written = image::write_png(file, pictures[i]); !written) return written;
    console.progress({"Writing cells", static_cast<int64_t>(i) + 1, static_cast<int64_t>(pictures.size())});
  }
  return {};
}

/// Held-out inputs, what becomes of them and, where it is known, what shall: rows of such groups, one
/// direction below the other.
Expected<void> sample_held_out(const SampleRequest& request, const OpenModel& model, Console& console) {
  constexpr int groups_in_a_row = 4;
  const auto dataset = data_of(model, "", console);
  if (!dataset) return tl::unexpected(dataset.error());
  const auto all = explore::held_out_pictures(**dataset);
  std::vector<image::Picture> cells, outputs;
  int64_t shown = 0;
  for (size_t i = 0; i < all.size(); ++i) {
    const int64_t wanted = std::max<int64_t>(1, request.count / static_cast<int64_t>(all.size()));
    const int64_t count = std::min(wanted, all[i].count);
    const int64_t first = held_out_place(request.seed, all[i].count - count + 1);
    const auto drawn =
        translate_rows(model, explore::input_rows(all[i], first, count), static_cast<int>(i), console);
    if (!drawn) return tl::unexpected(drawn.error());
    explore::append_triples(all[i], *drawn, first, cells);
    const auto made = pictures_of(*drawn);
    outputs.insert(outputs.end(), made.begin(), made.end());
    // Whole rows only, so that the next direction begins a row of its own.
    while (i + 1 < all.size() && !cells.empty() &&
           cells.size() % static_cast<size_t>(groups_in_a_row * explore::cells_of(all[i])) != 0)
      cells.push_back(image::plain(model.data.width, model.data.height, image::SheetStyle{}.background));
    shown += count;
  }
  if (!request.cells.empty())
    if (auto written = write_cells(request, outputs, 1, console); !written) return written;
  if (auto folder = make_folder_for(request.out); !folder) return folder;
  image::SheetStyle style;
  style.magnification = magnification_for(model.data.width, model.data.height, 64);
  style.columns = groups_in_a_row * explore::cells_of(all.front());
  if (auto written = image::write_png(request.out, image::contact_sheet(cells, style)); !written)
    return written;
  console.say("{}: {} held-out inputs, each beside what became of it, of {}", request.out.string(),
              grouped(shown), console.tr.sentence(model.title()));
  return {};
}

Expected<void> fit_prior(OpenModel& model, Console& console) {
  const auto dataset = data::load_dataset(model.experiment.settings, console.work());
  console.end_progress();
  if (!dataset) return tl::unexpected(dataset.error());
  return draw_from_codes(model, **dataset);
}

}  // namespace

Expected<void> sample(const SampleRequest& request, Console& console) {
  if (auto ending = check_ending(request.out, endings_with_forms({".png", ".csv"}, /*walk=*/false)); !ending)
    return ending;
  auto model = open_model(request.model, console);
  if (!model) return tl::unexpected(model.error());
  const bool points = model->data.is_points();
  if (!points && ending_of(request.out) == ".csv")
    return fail(FailureKind::usage, "only points go into a CSV file", request.out.string(),
                "for example --out grid.png");
  const std::vector<std::string> usual =
      points ? std::vector<std::string>{".png", ".csv"} : std::vector<std::string>{".png"};
  const auto own = files_for(request.out, model->data.form, usual, /*walk=*/false);
  if (!own) return tl::unexpected(own.error());
  if (model->translates() && ending_of(request.out) != ".png")
    return fail(FailureKind::usage, "held-out inputs and what becomes of them are written as one picture",
                request.out.string(), "for example --out held-out.png; files of yours: ganscope translate");
  if (points && !request.cells.empty())
    return fail(FailureKind::usage, "points have no cells", "--cells", "leave --cells out");
  const int64_t shown = int64_t{request.count} * (request.every_label ? std::max(1, model->classes) : 1);
  if (!points && *own == nullptr && shown > largest_grid && request.cells.empty())
    return fail(FailureKind::usage, fmt::format("{} pictures are too many for one grid", grouped(shown)),
                "--count",
                fmt::format("at most {}; or write single pictures with --cells DIR", grouped(largest_grid)));
  if (request.caption && request.model.label)
    return fail(FailureKind::usage, "a label and a caption cannot both be told", "--label, --caption",
                "leave one of them out");
  const auto label = request.caption ? model->say(*request.caption) : model->label_of(request.model.label);
  if (!label) return tl::unexpected(label.error());
  if (model->translates()) return sample_held_out(request, *model, console);
  if (request.every_label && model->classes == 0)
    return fail(FailureKind::usage, "this run has no classes", "--every-label", "leave --every-label out");
  if (request.from_codes)
    if (auto fitted = fit_prior(*model, console); !fitted) return fitted;

  const int columns = request.every_label ? model->classes : 1;  // a row a latent, a column a class
  std::vector<std::vector<float>> latents;
  std::vector<int> labels;
  for (int i = 0; i < request.count * columns; ++i) {
    const int number = i / columns;
    latents.push_back(explore::truncated(model->latent_of_seed(request.seed + static_cast<uint64_t>(number)),
                                         request.model.truncation));
    if (request.every_label)
      labels.push_back(i % columns);
    else if (model->classes > 0)
      labels.push_back(*label >= 0 ? *label : explore::fixed_label(i, model->classes));
  }
  const auto drawn = model->draw(latents, labels, console, "Drawing samples");
  if (!drawn) return tl::unexpected(drawn.error());
  if (auto folder = make_folder_for(request.out); !folder) return folder;
  if (*own != nullptr) {
    const DrawnSamples what{request.out, *model, *drawn, labels, request.seed};
    if (auto written = (*own)->write(what, console); !written) return written;
  } else if (points) {
    if (auto written = write_points(request, *model, *drawn, labels); !written) return written;
  } else {
    std::vector<image::Picture> pictures = pictures_of(*drawn);
    if (!request.cells.empty())
      if (auto written = write_cells(request, pictures, columns, console); !written) return written;
    if (pictures.size() > largest_grid) pictures.resize(largest_grid);
    image::SheetStyle style;
    style.magnification = magnification_for(drawn->width, drawn->height, 64);
    style.gap = 2;
    // Conditional samples stand in columns by class.
    if (model->classes > 1 && (request.every_label || (model->classes <= 20 && *label < 0)))
      style.columns = model->classes;
    if (auto written = image::write_png(request.out, image::contact_sheet(pictures, style)); !written)
      return written;
  }
  console.say("{}: {} samples of {}", request.out.string(), grouped(static_cast<int64_t>(latents.size())),
              console.tr.sentence(model->title()));
  return {};
}

}  // namespace ganscope::commands
