#include "app/gl/atlas_cache.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/image/film_frames.h"

namespace ganscope::gl {
namespace {

constexpr int high = 8192;                          // pixels, whatever else the driver allows
constexpr intptr_t crisp_mark = intptr_t{1} << 32;  // above the 32 bits of an OpenGL id
static_assert(sizeof(ImTextureID) == 8);

/// Whether there is one value for each pixel that is shown, as spectrograms have it.
bool is_value_a_pixel(const std::vector<uint8_t>& values, int count, int width, int height) {
  return count > 0 && values.size() == static_cast<size_t>(count) * static_cast<size_t>(width) *
                                           static_cast<size_t>(height);
}

void append_opacity(const std::vector<uint8_t>& values, std::vector<uint8_t>& rgba) {
  for (const uint8_t value : values) rgba.insert(rgba.end(), {255, 255, 255, value});
}

/// Grey pictures as opaque as they are light.
std::vector<uint8_t> opacity_of(const std::vector<uint8_t>& rgba) {
  std::vector<uint8_t> masks(rgba.size(), 255);
  for (size_t i = 0; i + 3 < rgba.size(); i += 4) masks[i + 3] = rgba[i];
  return masks;
}

}  // namespace

AtlasGrid atlas_grid(int count, int picture_width, int picture_height, int max_size) {
  AtlasGrid grid;
  if (count <= 0 || picture_width <= 0 || picture_height <= 0) return grid;
  const int most_columns = max_size / picture_width, most_rows = max_size / picture_height;
  if (most_columns < 1 || most_rows < 1) return grid;
  const int under_each_other = std::min(most_rows, high / picture_height);
  grid.columns = count <= under_each_other
                     ? 1
                     : std::clamp(static_cast<int>(std::ceil(std::sqrt(count))), 1, most_columns);
  grid.rows = std::min((count + grid.columns - 1) / grid.columns, most_rows);
  if (grid.columns * grid.rows < count) {
    grid.columns = std::min(most_columns, (count + grid.rows - 1) / grid.rows);
  }
  grid.count = std::min(count, grid.columns * grid.rows);
  return grid;
}

void arrange(const AtlasGrid& grid, int picture_width, int picture_height, std::span<const uint8_t> pixels,
             std::vector<uint8_t>& sheet) {
  const size_t row = static_cast<size_t>(picture_width) * 4, height = static_cast<size_t>(picture_height);
  const size_t columns = static_cast<size_t>(grid.columns);
  const size_t bytes = row * columns * height * static_cast<size_t>(grid.rows);
  const bool full = grid.count == grid.columns * grid.rows;
  if (sheet.size() != bytes || !full) sheet.assign(bytes, 0);
  for (size_t i = 0; i < static_cast<size_t>(grid.count); ++i) {
    for (size_t y = 0; y < height; ++y) {
      std::memcpy(&sheet[((i / columns * height + y) * columns + i % columns) * row],
                  &pixels[(i * height + y) * row], row);
    }
  }
}

ImTextureID crisp_name(ImTextureID texture) {
  return reinterpret_cast<ImTextureID>(reinterpret_cast<intptr_t>(texture) | crisp_mark);
}

bool is_crisp(ImTextureID texture) { return (reinterpret_cast<intptr_t>(texture) & crisp_mark) != 0; }

void AtlasCache::update(const Results& results, const std::shared_ptr<const api::DataPreview>& preview,
                        int frames) {
  frames_ = frames;
  for (size_t i = 0; i < api::most_views; ++i) {
    Entry& entry = views_[i];
    if (const auto& result = results[i]; result != entry.shown) {
      fill_samples(entry, result);
      fill_fields(entry, result.get(), atlases_.fields[i]);
      fill_masks(i, result);
      atlases_.views[i] = entry.crisp;
      atlases_.smooth_views[i] = entry.smooth;
    }
  }
  if (preview != real_.shown) {
    fill_samples(real_, preview);
    atlases_.real = real_.crisp;
    atlases_.smooth_real = real_.smooth;
    fill_real_masks(preview);
    fill_held_out(preview);
  }
}

void AtlasCache::fill_real_masks(const std::shared_ptr<const api::DataPreview>& preview) {
  mask_pixels_.clear();
  if (preview != nullptr &&
      is_value_a_pixel(preview->values, preview->count, preview->width, preview->height))
    append_opacity(preview->values, mask_pixels_);
  if (mask_pixels_.empty())
    fill(real_masks_, nullptr, 0, 0, 0, {});
  else
    fill(real_masks_, preview, preview->count, preview->width, preview->height, mask_pixels_);
  atlases_.real_masks = real_masks_.crisp;
}

template <class Samples>
void AtlasCache::fill_samples(Entry& entry, const std::shared_ptr<const Samples>& samples) {
  if (samples == nullptr) return fill(entry, nullptr, 0, 0, 0, {});
  const image::FilmSize film{samples->width, samples->height, frames_};
  const bool plays = frames_ > 1 && film.bytes() > 0 &&
                     samples->values.size() == static_cast<size_t>(samples->count) * film.bytes();
  if (!plays) return fill(entry, samples, samples->count, samples->width, samples->height, samples->pixels);
  fill(entry, samples, samples->count, samples->width, samples->height,
       image::film_frames_rgba(samples->values, film), frames_);
}

void AtlasCache::show_frame(int frame) {
  frame_ = frame;
  const auto show = [&](ui::Atlas& atlas) { atlas.frame = frame_ % atlas.frames; };
  for (auto* atlases : {&atlases_.views, &atlases_.smooth_views})
    for (ui::Atlas& atlas : *atlases) show(atlas);
  show(atlases_.real);
  show(atlases_.smooth_real);
}

void AtlasCache::fill_masks(size_t view, const std::shared_ptr<const api::Answer>& result) {
  Entry& entry = masks_[view];
  const bool has_masks = result != nullptr && result->field_columns == 0 && !result->pixels.empty() &&
                         result->vectors.count == result->count &&
                         result->vectors.width == result->width * result->height;
  const bool sounds =
      result != nullptr && is_value_a_pixel(result->values, result->count, result->width, result->height);
  if (!has_masks && !sounds) {
    if (entry.shown != nullptr) fill(entry, nullptr, 0, 0, 0, {});
    atlases_.masks[view] = {};
    return;
  }
  mask_pixels_.clear();
  if (sounds) append_opacity(result->values, mask_pixels_);
  for (size_t i = 0; !sounds && i < result->vectors.values.size(); ++i)
    mask_pixels_.insert(
        mask_pixels_.end(),
        {255, 255, 255,
         static_cast<uint8_t>(std::lround(255 * std::clamp(result->vectors.values[i], 0.0F, 1.0F)))});
  fill(entry, result, result->count, result->width, result->height, mask_pixels_);
  atlases_.masks[view] = entry.crisp;
}

void AtlasCache::fill_held_out(const std::shared_ptr<const api::DataPreview>& preview) {
  for (size_t direction = 0; direction < atlases_.held_out.size(); ++direction) {
    static const api::HeldOut none;
    const bool there = preview != nullptr && direction < preview->held_out.size();
    const api::HeldOut& held = there ? preview->held_out[direction] : none;
    const int width = there ? preview->width : 0, height = there ? preview->height : 0;
    const bool sounds = there && is_value_a_pixel(preview->values, preview->count, width, height);
    Entry &inputs = held_out_[2 * direction], &truths = held_out_[2 * direction + 1];
    fill(inputs, preview, held.count, width, height, sounds ? opacity_of(held.inputs) : held.inputs);
    fill(truths, preview, held.count, width, height, sounds ? opacity_of(held.truths) : held.truths);
    atlases_.held_out[direction] = {inputs.crisp, inputs.smooth, truths.crisp, truths.smooth};
  }
}

void AtlasCache::update_logged(const std::shared_ptr<const api::LoggedPictures>& sheet) {
  if (sheet == logged_.shown) return;
  if (sheet != nullptr)
    fill(logged_, sheet, 1, sheet->width, sheet->height, sheet->pixels);
  else
    fill(logged_, nullptr, 0, 0, 0, {});
  atlases_.logged = logged_.crisp;
  atlases_.smooth_logged = logged_.smooth;
}

void AtlasCache::fill_fields(Entry& entry, const api::Answer* result, ui::Fields& named) {
  named.fill(nullptr);
  if (result == nullptr || result->field_columns < 2) return;
  const int columns = result->field_columns, lines = result->vectors.width / columns;
  const auto size = static_cast<size_t>(result->vectors.width);
  for (int row = 0; row < std::min(result->vectors.count, static_cast<int>(named.size())); ++row) {
    FieldTexture& texture = entry.fields[static_cast<size_t>(row)];
    if (texture.upload(columns, lines, {result->vectors.row(row), size}))
      named[static_cast<size_t>(row)] = texture.texture().imgui_id();
  }
}

void AtlasCache::update_thumbnails(const std::shared_ptr<const void>& shown, int count, int edge,
                                   std::span<const uint8_t> pixels) {
  if (shown == thumbnails_.shown) return;
  fill(thumbnails_, shown, count, edge, edge, pixels);
  atlases_.thumbnails = thumbnails_.smooth;
}

void AtlasCache::update_run_pictures(const std::shared_ptr<const void>& shown, int count, int edge,
                                     std::span<const uint8_t> pixels) {
  if (shown == run_pictures_.shown) return;
  fill(run_pictures_, shown, count, edge, edge, pixels);
  atlases_.run_pictures = run_pictures_.smooth;
}

void AtlasCache::fill(Entry& entry, std::shared_ptr<const void> shown, int count, int width, int height,
                      std::span<const uint8_t> pixels, int frames) {
  entry.shown = std::move(shown);
  const int cells = std::max(count, 0) * frames;
  const size_t bytes =
      static_cast<size_t>(cells) * static_cast<size_t>(width) * static_cast<size_t>(height) * 4;
  const AtlasGrid grid = pixels.size() == bytes ? atlas_grid(cells, width, height, max_size_)
                                                : AtlasGrid{};  // points have no pixels
  if (grid.count == 0) {
    entry.crisp = entry.smooth = ui::Atlas{};  // the textures stay for the next pictures
    return;
  }
  const int sheet_width = grid.columns * width, sheet_height = grid.rows * height;
  if (entry.texture.width() != sheet_width || entry.texture.height() != sheet_height)
    entry.texture = Texture(sheet_width, sheet_height, Filter::linear);
  std::span<const uint8_t> sheet = pixels;
  if (grid.columns > 1) {
    arrange(grid, width, height, pixels, sheet_);
    sheet = sheet_;
  }
  entry.texture.upload(0, 0, sheet_width, sheet_height, sheet);
  entry.smooth = {
      entry.texture.imgui_id(), grid.count / frames, grid.columns, grid.rows, width, height, frames,
      frame_ % frames};
  entry.crisp = entry.smooth;
  entry.crisp.texture = crisp_name(entry.smooth.texture);
}

}  // namespace ganscope::gl
