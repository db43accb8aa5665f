#pragma once
#include <filesystem>

#include "core/data/dataset.h"

namespace ganscope::data {

/// The pictures of an IDX file (LeCun's MNIST page): magic 0x00000803, then count, rows, columns as
/// big-endian words, then one byte a pixel.
struct IdxPictures {
  int64_t count = 0;
  int height = 0, width = 0;
  std::vector<uint8_t> pixels;  ///< [count, height, width]
};

/// Plain or gzip. A labels file, a wrong magic number, a truncated or overlong file and an absurd header fail
/// with `bad_data`.
[[nodiscard]] Expected<IdxPictures> read_idx_pictures(const std::filesystem::path& file,
                                                      const WorkContext& context);

/// The labels of an IDX file, magic 0x00000801.
[[nodiscard]] Expected<std::vector<uint8_t>> read_idx_labels(const std::filesystem::path& file,
                                                             const WorkContext& context);

/// A grey data set of `size` × `size` from IDX files. Smaller pictures are padded with black in the middle
/// when they nearly fill the square (28 → 32), and else scaled by an area filter. `labels` may be empty:
/// none. `names` may be empty: the labels are numbered; otherwise a label beyond them fails.
struct IdxRequest {
  std::string key, title;
  std::filesystem::path pictures, labels;
  std::vector<std::string> names;
  int size = 32;
};
[[nodiscard]] Expected<DatasetPointer> load_idx_dataset(const IdxRequest& request,
                                                        const WorkContext& context);

}  // namespace ganscope::data
