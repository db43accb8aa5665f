// Checkpoints: core/storage/tensor_file. Almost every change breaks a checksum, so the input is tried a
// second time with both of them set right.
#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <string>
#include <vector>

#include "core/storage/tensor_file.h"
#include "tests/fuzz/fuzz.h"

namespace {

using namespace ganscope;

std::string sum_of(const std::string& bytes) {
  return fmt::format("{:08x}", crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

/// Writes the eight digits behind `key` in the header.
void set_sum(std::string& header, const std::string& key, const std::string& sum) {
  const std::string mark = "\"" + key + "\":\"";
  const size_t at = header.find(mark);
  if (at != std::string::npos && at + mark.size() + sum.size() <= header.size())
    header.replace(at + mark.size(), sum.size(), sum);
}

std::string with_right_sums(std::span<const uint8_t> bytes) {
  std::string file(fuzz::as_text(bytes));
  if (file.size() < 8) return file;
  uint64_t length = 0;
  for (size_t i = 0; i < 8; ++i) length |= uint64_t{bytes[i]} << (8 * i);
  if (length > file.size() - 8) return file;
  std::string header = file.substr(8, length);
  set_sum(header, "crc32", sum_of(file.substr(8 + length)));
  set_sum(header, "header_crc32", "00000000");
  set_sum(header, "header_crc32", sum_of(header));
  return file.replace(8, length, header);
}

bool same(const storage::TensorFile& a, const storage::TensorFile& b) {
  const auto sum_free = [](std::map<std::string, std::string> table) {
    table.erase("crc32");
    table.erase("header_crc32");
    return table;
  };
  if (a.tensors.size() != b.tensors.size() || sum_free(a.metadata) != sum_free(b.metadata)) return false;
  return std::ranges::all_of(a.tensors, [&](const storage::NamedTensor& tensor) {
    return std::ranges::any_of(b.tensors, [&](const storage::NamedTensor& other) {
      return tensor.name == other.name && tensor.dtype == other.dtype && tensor.shape == other.shape &&
             tensor.bytes == other.bytes;
    });
  });
}

/// Whether it is a checkpoint; what was read can be written, and is then read again.
bool try_file(const std::filesystem::path& file) {
  static_cast<void>(storage::read_metadata(file));
  const auto content = storage::read_tensor_file(file);
  if (!content) return false;
  const std::filesystem::path copy = fuzz::folder() / "copy.safetensors";
  fuzz::promise(storage::write_tensor_file(copy, *content).has_value());
  const auto again = storage::read_tensor_file(copy);
  fuzz::promise(again && same(*content, *again));
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const bool accepted = try_file(fuzz::as_file("input.safetensors", {data, size}));
  const std::string mended = with_right_sums({data, size});
  try_file(
      fuzz::as_file("mended.safetensors", {reinterpret_cast<const uint8_t*>(mended.data()), mended.size()}));
  return fuzz::answer(accepted);
}
