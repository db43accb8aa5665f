#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "core/base/failure.h"

namespace ganscope::font {

/// Code points that a font draws, as sorted, separate, closed ranges.
class Coverage {
 public:
  struct Range {
    uint32_t first = 0, last = 0;
  };
  /// In ascending order.
  void add(uint32_t code_point);
  [[nodiscard]] bool has(uint32_t code_point) const;
  [[nodiscard]] const std::vector<Range>& ranges() const { return ranges_; }

 private:
  std::vector<Range> ranges_;
};

/// A TrueType or OpenType font that a rasteriser may be given.
struct FontFile {
  std::vector<std::byte> bytes;
  Coverage coverage;
};

/// Reads and checks a font: ImGui's rasteriser (stb_truetype) believes whatever a file says, and ends the
/// program, or worse, where it is damaged. Every table must lie inside the file and have the sum that the
/// file's own directory says of it (OpenType, "Calculating checksums"), the outlines must lie inside their
/// table, and the table of characters must be one that the rasteriser reads. Of a collection the first font
/// counts. Fails with `bad_data`, in words that name what is wrong, or with `io`.
[[nodiscard]] Expected<FontFile> read_font(const std::filesystem::path& file);
/// The same for bytes in memory; `where`: for the failure.
[[nodiscard]] Expected<Coverage> check_font(std::span<const std::byte> bytes, const std::string& where);

/// What a font claims to draw, from its table of characters alone: quick, and unchecked. Empty: no font.
[[nodiscard]] Coverage claimed_coverage(const std::filesystem::path& file);

}  // namespace ganscope::font
