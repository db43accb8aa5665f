#include "core/explore/sample_sheet.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/explore/latent_math.h"
#include "core/image/png_io.h"
#include "core/image/sheet.h"

namespace ganscope::explore {
namespace {

constexpr int sheet_pictures = 64;
constexpr int sheet_inputs = 32, inputs_in_a_row = 4;
constexpr int points = 1024;
constexpr int scatter_side_px = 384;

image::Picture dark_square(int side_px) {
  const auto side = static_cast<size_t>(side_px);
  return {side_px, side_px, 3, std::vector<uint8_t>(side * side * 3, 24)};
}

void light(image::Picture& picture, int x, int y) {
  uint8_t* pixel = picture.at(x, y);
  pixel[0] = 232, pixel[1] = 160, pixel[2] = 72;
}

}  // namespace

SampleSheet::SampleSheet(train::SampleOrder order)
    : order_(std::move(order)), count_(order_.weights.subject->data.is_points() ? points : sheet_pictures) {
  if (!translates()) return;
  count_ = 0;  // without its data there is nothing that it could be shown
  if (const data::Dataset* data = order_.weights.subject->dataset.get()) held_out_ = held_out_pictures(*data);
  for (const HeldOutPictures& pictures : held_out_) {
    const auto most = sheet_inputs / static_cast<int64_t>(held_out_.size());
    shown_.push_back(static_cast<int>(std::min(most, pictures.count)));
    count_ += shown_.back();
  }
}

SampleSheet::Inputs SampleSheet::inputs(int count) const {
  int first = done();
  size_t direction = 0;
  while (first >= shown_[direction]) first -= shown_[direction++];
  const int some = std::min(count, shown_[direction] - first);
  return {input_rows(held_out_[direction], first, some), static_cast<int>(direction)};
}

std::vector<float> SampleSheet::latents(int count) const {
  const train::Subject& subject = *order_.weights.subject;
  const config::Settings& settings = subject.experiment.settings;
  const uint64_t seed = settings.has("seed") ? static_cast<uint64_t>(settings.integer("seed")) : 0;
  std::vector<float> all;
  for (int i = done(); i < done() + count; ++i) {
    const Latent latent = fixed_latent(seed, i, subject.latent_dim);
    all.insert(all.end(), latent.begin(), latent.end());
  }
  return all;
}

std::vector<int> SampleSheet::labels(int count) const {
  const train::Subject& subject = *order_.weights.subject;
  const int classes = api::told_classes(subject.experiment, subject.data);
  if (classes == 0) return {};
  std::vector<int> all;
  for (int i = done(); i < done() + count; ++i) all.push_back(fixed_label(i, classes));
  return all;
}

void SampleSheet::add(const api::Answer& piece) { drawn_.append(piece); }

Expected<void> SampleSheet::write_triples() const {
  std::vector<image::Picture> cells;
  const size_t bytes = static_cast<size_t>(drawn_.width) * static_cast<size_t>(drawn_.height) * 4;
  size_t from = 0;
  for (size_t i = 0; i < held_out_.size(); ++i) {
    const size_t until = from + static_cast<size_t>(shown_[i]) * bytes;
    api::Answer made;
    made.width = drawn_.width;
    made.height = drawn_.height;
    made.count = shown_[i];
    made.pixels.assign(drawn_.pixels.begin() + static_cast<std::ptrdiff_t>(from),
                       drawn_.pixels.begin() + static_cast<std::ptrdiff_t>(until));
    append_triples(held_out_[i], made, 0, cells);
    from = until;
  }
  image::SheetStyle style;
  style.columns = inputs_in_a_row * cells_of(held_out_.front());
  style.magnification = std::max(1, 64 / std::max(1, drawn_.width));
  return image::write_png(order_.file, image::contact_sheet(cells, style));
}

Expected<void> SampleSheet::write() const {
  if (translates()) return drawn_.count == 0 ? Expected<void>{} : write_triples();
  if (!drawn_.points.empty()) {
    const bool plane = order_.weights.subject->data.dimensions == 2;
    return image::write_png(order_.file, plane ? scatter_picture(drawn_.points, scatter_side_px)
                                               : histogram_picture(drawn_.points, scatter_side_px));
  }
  const auto bytes = static_cast<size_t>(drawn_.width) * static_cast<size_t>(drawn_.height) * 4;
  if (bytes == 0 || drawn_.pixels.size() < bytes) return {};
  std::vector<image::Picture> cells;
  for (size_t begin = 0; begin + bytes <= drawn_.pixels.size(); begin += bytes) {
    const auto first = drawn_.pixels.begin() + static_cast<std::ptrdiff_t>(begin);
    cells.push_back({drawn_.width, drawn_.height, 4, {first, first + static_cast<std::ptrdiff_t>(bytes)}});
  }
  image::SheetStyle style;
  style.columns = 8;
  style.magnification = std::max(1, 64 / std::max(1, drawn_.width));
  return image::write_png(order_.file, image::contact_sheet(cells, style));
}

image::Picture scatter_picture(const std::vector<float>& coordinates, int side_px) {
  image::Picture picture = dark_square(side_px);
  float reach = 1e-6F;
  for (const float value : coordinates)
    if (std::isfinite(value)) reach = std::max(reach, std::abs(value));
  const float scale = 0.46F * static_cast<float>(side_px) / reach;
  const float middle = 0.5F * static_cast<float>(side_px);
  for (size_t i = 0; i + 1 < coordinates.size(); i += 2) {
    if (!std::isfinite(coordinates[i]) || !std::isfinite(coordinates[i + 1])) continue;
    const int x = static_cast<int>(middle + scale * coordinates[i]);
    const int y = static_cast<int>(middle - scale * coordinates[i + 1]);
    for (int dy = 0; dy < 2; ++dy)
      for (int dx = 0; dx < 2; ++dx)
        if (x + dx >= 0 && y + dy >= 0 && x + dx < side_px && y + dy < side_px)
          light(picture, x + dx, y + dy);
  }
  return picture;
}

image::Picture histogram_picture(const std::vector<float>& coordinates, int side_px) {
  constexpr int bar_px = 6;
  image::Picture picture = dark_square(side_px);
  std::vector<float> values;
  for (size_t i = 0; i + 1 < coordinates.size(); i += 2)
    if (std::isfinite(coordinates[i])) values.push_back(coordinates[i]);
  if (values.empty()) return picture;
  const auto [least, most] = std::ranges::minmax(values);
  const double low = static_cast<double>(least);  // the difference of two floats may be no float
  const double span = std::max(static_cast<double>(most) - low, 1e-6);
  const int bars = side_px / bar_px;
  std::vector<int> counts(static_cast<size_t>(bars));
  for (const float value : values)
    ++counts[static_cast<size_t>(
        std::clamp(static_cast<int>((static_cast<double>(value) - low) / span * bars), 0, bars - 1))];
  const int highest = *std::ranges::max_element(counts);
  for (int x = 0; x < bars * bar_px; ++x) {
    const int height = counts[static_cast<size_t>(x / bar_px)] * (side_px - bar_px) / highest;
    if (x % bar_px == bar_px - 1) continue;  // a gap between bars
    for (int y = side_px - height; y < side_px; ++y) light(picture, x, y);
  }
  return picture;
}

}  // namespace ganscope::explore
