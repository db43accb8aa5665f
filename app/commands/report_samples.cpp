#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>
#include <utility>

#include "app/commands/report_facts.h"
#include "app/commands/translating.h"
#include "core/image/gif_io.h"
#include "core/image/png_io.h"
#include "core/image/sheet.h"
#include "core/models/material/data_view.h"

namespace ganscope::commands {
namespace {

using report::Image;
using text::Strings;

constexpr size_t strip_moments = 7, strip_latents = 6;
constexpr size_t panels_shown = 8, histogram_bins = 60;
constexpr size_t panel_points = 600, film_points = 400;
constexpr uint64_t preview_seed = 5;
constexpr int film_frame_ms = 150, last_frame_shown = 10;  // frames

/// RGBA: what lies between the pictures lets the page through.
image::Picture open_sheet(const std::vector<image::Picture>& pictures, int columns, int magnification,
                          int gap) {
  const int wide = pictures.front().width * magnification, high = pictures.front().height * magnification;
  const int rows = (static_cast<int>(pictures.size()) + columns - 1) / columns;
  image::Picture sheet{columns * wide + (columns - 1) * gap, rows * high + (rows - 1) * gap, 4, {}};
  sheet.pixels.assign(static_cast<size_t>(sheet.width) * static_cast<size_t>(sheet.height) * 4, 0);
  for (size_t i = 0; i < pictures.size(); ++i) {
    const image::Picture large = image::magnify(image::to_rgb(pictures[i]), magnification);
    const int left = static_cast<int>(i) % columns * (wide + gap),
              top = static_cast<int>(i) / columns * (high + gap);
    for (int y = 0; y < high; ++y)
      for (int x = 0; x < wide; ++x) {
        std::copy_n(large.at(x, y), 3, sheet.at(left + x, top + y));
        sheet.at(left + x, top + y)[3] = 255;
      }
  }
  return sheet;
}

Expected<Image> image_of(const std::vector<image::Picture>& pictures, int columns, std::string caption,
                         std::string description) {
  const int magnification = std::clamp(64 / std::max(1, pictures.front().width), 1, 2);
  const image::Picture sheet = open_sheet(pictures, columns, magnification, 2 * magnification);
  auto bytes = image::encode_png(sheet, "report");
  if (!bytes) return tl::unexpected(bytes.error());
  return Image{std::move(caption), std::move(description), "image/png", std::move(*bytes), sheet.width,
               sheet.height};
}

std::vector<image::Picture> real_pictures(const data::Dataset& dataset, int count) {
  const api::DataPreview preview = models::preview(dataset, count, preview_seed);
  std::vector<image::Picture> pictures;
  const size_t size = static_cast<size_t>(preview.width) * static_cast<size_t>(preview.height) * 4;
  for (int i = 0; i < preview.count; ++i) {
    image::Picture rgba{preview.width, preview.height, 4, {}};
    const auto begin = preview.pixels.begin() + static_cast<std::ptrdiff_t>(size * static_cast<size_t>(i));
    rgba.pixels.assign(begin, begin + static_cast<std::ptrdiff_t>(size));
    pictures.push_back(image::to_rgb(rgba));
  }
  return pictures;
}

/// `count` of the scenes, the first and the last included, closer together at the beginning, where most
/// happens.
std::vector<size_t> chosen_scenes(const std::vector<Scene>& scenes, size_t count) {
  std::vector<size_t> chosen;
  if (scenes.size() <= count) {
    for (size_t i = 0; i < scenes.size(); ++i) chosen.push_back(i);
    return chosen;
  }
  const auto last = static_cast<double>(scenes.back().step);
  for (size_t i = 0; i < count; ++i) {
    const double share = static_cast<double>(i) / static_cast<double>(count - 1);
    const double wanted = last * share * share;
    size_t nearest = 0;
    for (size_t s = 0; s < scenes.size(); ++s)
      if (std::abs(static_cast<double>(scenes[s].step) - wanted) <
          std::abs(static_cast<double>(scenes[nearest].step) - wanted))
        nearest = s;
    if (chosen.empty() || nearest > chosen.back()) chosen.push_back(nearest);
  }
  return chosen;
}

std::string step_words(int64_t step, const Strings& tr) {
  return fmt::format(fmt::runtime(tr("step {}")), grouped(step));
}

/// The same below a picture, where the letters are those of the commands' drawings: no Chinese ones.
std::string film_step(int64_t step, const Strings& tr) {
  const std::string words = step_words(step, tr);
  const bool ascii = std::ranges::all_of(words, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  return ascii ? words : grouped(step);
}

// --- pictures

Expected<report::Pictures> strip_of(const RunFacts& facts, const Strings& tr) {
  report::Pictures strip;
  for (const size_t s : chosen_scenes(facts.film.scenes, strip_moments)) {
    const Scene& scene = facts.film.scenes[s];
    std::vector<image::Picture> column = pictures_of(scene.drawn);
    if (column.size() > strip_latents) column.resize(strip_latents);
    auto image = image_of(column, 1, step_words(scene.step, tr), step_words(scene.step, tr));
    if (!image) return tl::unexpected(image.error());
    strip.images.push_back(std::move(*image));
  }
  if (facts.dataset) {
    auto image =
        image_of(real_pictures(*facts.dataset, strip_latents), 1, tr("{real:real}"), tr("real pictures"));
    if (!image) return tl::unexpected(image.error());
    strip.images.push_back(std::move(*image));
  }
  strip.caption = tr(
      "Each row is one latent, the same at every moment (EMA model). The last column is of the data: other "
      "pictures, to compare with.");
  if (!facts.dataset) strip.caption = tr("Each row is one latent, the same at every moment (EMA model).");
  return strip;
}

Expected<report::Pictures> sheets_of(const RunFacts& facts, const Strings& tr) {
  report::Pictures sheets;
  const std::vector<image::Picture> drawn = pictures_of(*facts.samples);
  const int classes = facts.model->classes;
  int columns = classes > 1 && classes <= 12 ? classes : 8;
  std::vector<image::Picture> shown = drawn;
  shown.resize(drawn.size() / static_cast<size_t>(columns) * static_cast<size_t>(columns));
  const std::string generated =
      fmt::format(fmt::runtime(tr("{{G:generated}} at step {}")), grouped(facts.step));
  auto image = image_of(shown, columns, generated, tr("generated pictures"));
  if (!image) return tl::unexpected(image.error());
  sheets.images.push_back(std::move(*image));
  if (facts.dataset) {
    auto real = image_of(real_pictures(*facts.dataset, static_cast<int>(shown.size())), columns,
                         tr("{real:real}"), tr("real pictures"));
    if (!real) return tl::unexpected(real.error());
    sheets.images.push_back(std::move(*real));
  }
  sheets.caption =
      fmt::format(fmt::runtime(tr("The first {} fixed latents at the end, in their order and unchosen (EMA "
                                  "model).")),
                  shown.size());
  if (columns == classes) sheets.caption = joined(sheets.caption, tr("{G:Generated}: a column each class."));
  return sheets;
}

Expected<report::Pictures> film_of(const RunFacts& facts, const Strings& tr) {
  const std::vector<Scene>& scenes = facts.film.scenes;
  const int columns = facts.cast.columns;
  std::vector<image::Picture> frames;
  for (const Scene& scene : scenes) {
    image::SheetStyle style;
    style.columns = columns;
    style.magnification = magnification_for(scene.drawn.width, scene.drawn.height, 32);
    frames.push_back(
        with_caption(image::contact_sheet(pictures_of(scene.drawn), style), film_step(scene.step, tr)));
  }
  for (int i = 0; i < last_frame_shown; ++i) frames.push_back(frames.back());
  auto gif = image::encode_gif(frames, film_frame_ms, "report");
  if (!gif) return tl::unexpected(gif.error());
  auto still = image::encode_png(frames.back(), "report");
  if (!still) return tl::unexpected(still.error());
  report::Pictures film;
  film.film = true;
  const std::string words = tr("the same latents through the whole training");
  film.images.push_back({"", words, "image/gif", std::move(*gif), frames[0].width, frames[0].height});
  film.images.push_back({"", words, "image/png", std::move(*still), frames[0].width, frames[0].height});
  film.caption = fmt::format(
      fmt::runtime(tr("Film: the same latents at {} moments, step {} to {}. On paper, the last.")),
      scenes.size(), grouped(scenes.front().step), grouped(scenes.back().step));
  return film;
}

// --- points

/// `count` pairs, spread evenly over all.
std::vector<float> some(const std::vector<float>& pairs, size_t count) {
  const size_t all = pairs.size() / 2;
  if (all <= count) return pairs;
  std::vector<float> fewer;
  for (size_t i = 0; i < count; ++i) {
    const size_t at = i * all / count;
    fewer.insert(fewer.end(), {pairs[2 * at], pairs[2 * at + 1]});
  }
  return fewer;
}

/// What shows the pairs but for 1 in 400 at each end, with a margin.
std::pair<double, double> reach_of(const std::vector<float>& pairs, size_t dimension) {
  std::vector<float> sorted;
  for (size_t i = dimension; i < pairs.size(); i += 2)
    if (std::isfinite(pairs[i])) sorted.push_back(pairs[i]);
  if (sorted.empty()) return {-1, 1};
  std::ranges::sort(sorted);
  const size_t cut = sorted.size() / 400;
  const auto low = static_cast<double>(sorted[cut]),
             high = static_cast<double>(sorted[sorted.size() - 1 - cut]);
  const double margin = high > low ? 0.15 * (high - low) : 1;
  return {low - margin, high + margin};
}

/// Numbers as a histogram over the axis: how many a unit of the data.
std::vector<double> density_of(const report::Moments& moments, const std::vector<float>& pairs) {
  std::vector<double> density(histogram_bins, 0);
  const double wide = (moments.high[0] - moments.low[0]) / histogram_bins;
  for (size_t i = 0; i < pairs.size(); i += 2) {
    const double bin = std::floor((static_cast<double>(pairs[i]) - moments.low[0]) / wide);
    if (bin >= 0 && bin < histogram_bins) density[static_cast<size_t>(bin)] += 1;
  }
  const double all = static_cast<double>(pairs.size()) / 2 * wide * moments.frame.unit[0];
  for (double& value : density) value /= std::max(all, 1e-300);
  return density;
}

report::Moments frame_of_points(const RunFacts& facts) {
  report::Moments moments;
  moments.frame = facts.model->data.frame;
  std::vector<float> real;
  if (facts.dataset) real = models::preview(*facts.dataset, 4000, preview_seed).points;
  const std::vector<float>& fitted = real.empty() ? facts.film.scenes.back().drawn.points : real;
  const bool plane = facts.model->data.dimensions == 2;
  for (size_t d = 0; d < 2; ++d) std::tie(moments.low[d], moments.high[d]) = reach_of(fitted, d);
  if (plane) {  // equal axes
    const double reach = std::max(moments.high[0] - moments.low[0], moments.high[1] - moments.low[1]) / 2;
    for (size_t d = 0; d < 2; ++d) {
      const double middle = (moments.low[d] + moments.high[d]) / 2;
      moments.low[d] = middle - reach, moments.high[d] = middle + reach;
    }
    moments.real_points = some(real, panel_points);
  } else if (!real.empty()) {
    moments.real_density = density_of(moments, real);
  } else {
    moments.real_density.assign(histogram_bins, 0);
  }
  return moments;
}

void add_moment(report::Moments& moments, const Scene& scene, size_t points, bool plane, const Strings& tr) {
  report::Moment moment;
  moment.caption = step_words(scene.step, tr);
  if (plane)
    moment.points = some(scene.drawn.points, points);
  else
    moment.density = density_of(moments, scene.drawn.points);
  moments.moments.push_back(std::move(moment));
}

void add_points(const RunFacts& facts, const Strings& tr, report::Section& section) {
  const std::vector<Scene>& scenes = facts.film.scenes;
  const bool plane = facts.model->data.dimensions == 2;
  report::Scatters panels{frame_of_points(facts), "", false};
  report::Scatters film = panels;
  for (const size_t s : chosen_scenes(scenes, panels_shown))
    add_moment(panels.moments, scenes[s], panel_points, plane, tr);
  panels.caption =
      plane
          ? tr("{G:Generated} points of the same latents at every moment (EMA model), over {real:real} ones.")
          : tr("Histograms of {G:generated} numbers from the same latents at every moment (EMA model), over "
               "that of {real:real} ones.");
  if (!facts.dataset)
    panels.caption = tr("{G:Generated} samples of the same latents at every moment (EMA model).");
  section.blocks.push_back(std::move(panels));
  if (scenes.size() < 3) return;
  film.film = true;
  for (const Scene& scene : scenes) add_moment(film.moments, scene, film_points, plane, tr);
  film.caption = fmt::format(
      fmt::runtime(tr("Film: the same latents at {} moments, step {} to {}. On paper, the last.")),
      scenes.size(), grouped(scenes.front().step), grouped(scenes.back().step));
  section.blocks.push_back(std::move(film));
}

/// Held-out inputs beside what became of them, a sheet a direction.
Expected<void> add_triples(const RunFacts& facts, const Strings& tr, report::Section& section) {
  constexpr int groups_in_a_row = 4;
  const std::vector<api::DirectionInfo> ways = directions_of(*facts.model);
  const auto held_out =
      facts.dataset ? explore::held_out_pictures(*facts.dataset) : std::vector<explore::HeldOutPictures>{};
  for (size_t i = 0; i < facts.translated.size(); ++i) {
    std::vector<image::Picture> cells;
    explore::append_triples(held_out[i], facts.translated[i], 0, cells);
    const std::string way = fmt::format("{} → {}", tr(ways[i].from.c_str()), tr(ways[i].to.c_str()));
    auto image = image_of(cells, groups_in_a_row * explore::cells_of(held_out[i]), way, way);
    if (!image) return tl::unexpected(image.error());
    report::Pictures sheet;
    sheet.images.push_back(std::move(*image));
    sheet.caption =
        held_out[i].paired
            ? tr("The first held-out inputs, each beside what {G:became} of it and the {real:truth}.")
            : tr("The first held-out inputs, each beside what {G:became} of it.");
    section.blocks.push_back(std::move(sheet));
  }
  return {};
}

}  // namespace

Expected<report::Section> samples_part(const RunFacts& facts, const Strings& tr) {
  report::Section section{tr("Samples while it learned"), {}};
  const auto missing = [&](std::string words) {
    section.blocks.push_back(report::Paragraph{std::move(words), true});
  };
  if (!facts.no_data.empty())
    missing(fmt::format(fmt::runtime(tr("The data are not here, so no real samples stand beside: {}")),
                        tr.sentence(facts.no_data)));
  if (!facts.model) {
    missing(tr("There are no weights to draw from."));
    return section;
  }
  if (facts.model->translates()) {
    if (auto added = add_triples(facts, tr, section); !added) return tl::unexpected(added.error());
    return section;
  }
  if (facts.film.scenes.size() < 2)
    missing(
        tr("The run has kept no moments of its training (--history 0, or none yet): only its end is shown."));
  if (facts.model->data.is_points()) {
    add_points(facts, tr, section);
    return section;
  }
  for (const auto part : {strip_of, sheets_of}) {
    if (part == strip_of && facts.film.scenes.size() < 2) continue;
    auto pictures = part(facts, tr);
    if (!pictures) return tl::unexpected(pictures.error());
    section.blocks.push_back(std::move(*pictures));
  }
  if (facts.film.scenes.size() < 3) return section;
  auto film = film_of(facts, tr);
  if (!film) return tl::unexpected(film.error());
  section.blocks.push_back(std::move(*film));
  return section;
}

}  // namespace ganscope::commands
