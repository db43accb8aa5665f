#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/base/failure.h"

namespace ganscope::storage {

enum class DType { f32, f64, i64, u8 };
[[nodiscard]] size_t size_of(DType dtype);

/// A tensor as plain bytes in memory order (contiguous, row-major, little endian).
struct NamedTensor {
  std::string name;  ///< "generator.0.weight"
  DType dtype = DType::f32;
  std::vector<int64_t> shape;
  std::vector<uint8_t> bytes;
};

/// The content of a safetensors file: tensors and a flat table of strings (`__metadata__`).
struct TensorFile {
  std::vector<NamedTensor> tensors;
  std::map<std::string, std::string> metadata;
};

/// Writes safely: to a temporary name in the same folder, flushed to the disk, then renamed. Adds a checksum
/// of the tensor bytes to the metadata ("crc32" over the data section).
[[nodiscard]] Expected<void> write_tensor_file(const std::filesystem::path& file, const TensorFile& content);

/// Reads and checks everything before it allocates: header size, JSON, names, shapes against byte ranges, no
/// overlap or gap, file length, checksum. Nothing in the file is ever executed.
[[nodiscard]] Expected<TensorFile> read_tensor_file(const std::filesystem::path& file);

/// Only the metadata (cheap), for `ganscope info`.
[[nodiscard]] Expected<std::map<std::string, std::string>> read_metadata(const std::filesystem::path& file);

}  // namespace ganscope::storage
