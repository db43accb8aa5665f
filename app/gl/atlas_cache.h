#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "app/gl/field_texture.h"
#include "app/gl/texture.h"
#include "app/ui/atlases.h"
#include "core/api/ask.h"
#include "core/api/preview.h"
#include "core/api/status.h"

namespace ganscope::gl {

/// How `count` equal pictures are laid out in one texture of at most `max_size` px an edge: under each other,
/// as they lie in memory, where that is not too high, else near a square; `count` shrinks to what fits.
struct AtlasGrid {
  int columns = 1, rows = 1, count = 0;
};
[[nodiscard]] AtlasGrid atlas_grid(int count, int picture_width, int picture_height, int max_size);

/// Puts the pictures `pixels` [count, height, width, 4] side by side into `sheet`, [rows·height,
/// columns·width, 4]; unused cells are clear.
void arrange(const AtlasGrid& grid, int picture_width, int picture_height, std::span<const uint8_t> pixels,
             std::vector<uint8_t>& sheet);

/// A texture that is drawn with crisp pixel edges is the same texture under another name: its OpenGL id with
/// a mark in the upper half, which ImGui's backend cuts off when it binds it. So one upload serves both ways
/// of drawing.
[[nodiscard]] ImTextureID crisp_name(ImTextureID texture);
[[nodiscard]] bool is_crisp(ImTextureID texture);

/// Owns the textures behind `ui::Atlases`: one a view of the explorer, and one for the real data. Uploads
/// only what has changed since the last frame. Interface thread only, with the context current.
class AtlasCache {
 public:
  explicit AtlasCache(int max_size = max_texture_size()) : max_size_(max_size) {}

  using Results = std::array<std::shared_ptr<const api::Answer>, api::most_views>;
  /// The sheet of a run that is followed; null: there is none.
  void update_logged(const std::shared_ptr<const api::LoggedPictures>& sheet);
  /// Brings the textures up to date with what will be drawn now.
  void update(const Results& results, const std::shared_ptr<const api::DataPreview>& preview);
  /// Small pictures of experiments, `edge` px square; nothing is uploaded while `shown` stays the same.
  void update_thumbnails(const std::shared_ptr<const void>& shown, int count, int edge,
                         std::span<const uint8_t> pixels);
  /// Small pictures of runs, in the same way.
  void update_run_pictures(const std::shared_ptr<const void>& shown, int count, int edge,
                           std::span<const uint8_t> pixels);
  [[nodiscard]] const ui::Atlases& atlases() const { return atlases_; }

 private:
  struct Entry {
    std::shared_ptr<const void> shown;  ///< kept alive, so that its address stays its identity
    Texture texture;
    ui::Atlas crisp, smooth;
    std::array<FieldTexture, ui::most_fields> fields;
  };
  void fill(Entry& entry, std::shared_ptr<const void> shown, int count, int width, int height,
            std::span<const uint8_t> pixels);

  /// One opaque white picture a mask, as transparent as nothing was drawn there; of sounds, as they are
  /// still.
  void fill_masks(size_t view, const std::shared_ptr<const api::Answer>& result);
  void fill_real_masks(const std::shared_ptr<const api::DataPreview>& preview);
  void fill_held_out(const std::shared_ptr<const api::DataPreview>& preview);
  void fill_fields(Entry& entry, const api::Answer* result, ui::Fields& named);

  int max_size_;
  std::vector<uint8_t> mask_pixels_;
  std::vector<uint8_t> sheet_;  ///< what is being uploaded side by side, kept for its room
  std::array<Entry, api::most_views> views_, masks_;
  std::array<Entry, 4> held_out_;  ///< inputs and truths, of each direction
  Entry real_, real_masks_, logged_, thumbnails_, run_pictures_;
  ui::Atlases atlases_;
};

}  // namespace ganscope::gl
