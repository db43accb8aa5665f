#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "app/commands/drawing.h"
#include "app/commands/histogram.h"
#include "app/commands/open_model.h"
#include "app/commands/run.h"
#include "app/commands/scatter.h"
#include "core/base/way_out.h"
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

Expected<void> write_cells(const SampleRequest& request, const std::vector<image::Picture>& pictures,
                           Console& console) {
  std::error_code error;
  std::filesystem::create_directories(request.cells, error);
  if (error)
    return fail(FailureKind::io, fmt::format("the folder cannot be made: {}", error.message()),
                request.cells.string(), "choose a place where you may write");
  for (size_t i = 0; i < pictures.size(); ++i) {
    if (end_wanted())
      return fail(FailureKind::cancelled, "interrupted", request.cells.string(), "some cells are written");
    const auto file = request.cells / fmt::format("seed-{:06}.png", request.seed + i);
    if (auto written = image::write_png(file, pictures[i]); !written) return written;
    console.progress({"Writing cells", static_cast<int64_t>(i) + 1, static_cast<int64_t>(pictures.size())});
  }
  return {};
}

}  // namespace

Expected<void> sample(const SampleRequest& request, Console& console) {
  if (auto ending = check_ending(request.out, {".png", ".csv"}); !ending) return ending;
  auto model = open_model(request.model, console);
  if (!model) return tl::unexpected(model.error());
  const bool points = model->data.points;
  if (!points && ending_of(request.out) == ".csv")
    return fail(FailureKind::usage, "pictures do not go into a CSV file", request.out.string(),
                "for example --out grid.png");
  if (points && !request.cells.empty())
    return fail(FailureKind::usage, "points have no cells", "--cells", "leave --cells out");
  if (!points && request.count > largest_grid && request.cells.empty())
    return fail(FailureKind::usage,
                fmt::format("{} pictures are too many for one grid", grouped(request.count)), "--count",
                fmt::format("at most {}; or write single pictures with --cells DIR", grouped(largest_grid)));
  if (request.caption && request.model.label)
    return fail(FailureKind::usage, "a label and a caption cannot both be told", "--label, --caption",
                "leave one of them out");
  const auto label = request.caption ? model->say(*request.caption) : model->label_of(request.model.label);
  if (!label) return tl::unexpected(label.error());

  std::vector<std::vector<float>> latents;
  std::vector<int> labels;
  for (int i = 0; i < request.count; ++i) {
    latents.push_back(explore::truncated(
        explore::latent_of_seed(request.seed + static_cast<uint64_t>(i), model->latent_dim),
        request.model.truncation));
    if (model->classes > 0) labels.push_back(*label >= 0 ? *label : explore::fixed_label(i, model->classes));
  }
  const auto drawn = model->draw(latents, labels, console, "Drawing samples");
  if (!drawn) return tl::unexpected(drawn.error());
  if (auto folder = make_folder_for(request.out); !folder) return folder;
  if (points) {
    if (auto written = write_points(request, *model, *drawn, labels); !written) return written;
  } else {
    std::vector<image::Picture> pictures = pictures_of(*drawn);
    if (!request.cells.empty())
      if (auto written = write_cells(request, pictures, console); !written) return written;
    if (pictures.size() > largest_grid) pictures.resize(largest_grid);
    image::SheetStyle style;
    style.magnification = magnification_for(drawn->width, drawn->height, 64);
    style.gap = 2;
    // Conditional samples stand in columns by class.
    if (model->classes > 1 && model->classes <= 20 && *label < 0) style.columns = model->classes;
    if (auto written = image::write_png(request.out, image::contact_sheet(pictures, style)); !written)
      return written;
  }
  console.say("{}: {} samples of {}", request.out.string(), grouped(request.count),
              console.tr.sentence(model->title()));
  return {};
}

}  // namespace ganscope::commands
