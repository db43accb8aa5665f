#include "core/storage/tensor_file.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string_view>

#include "core/base/check.h"
#include "core/base/utf8.h"
#include "core/storage/atomic_file.h"

namespace ganscope::storage {
namespace {

using Json = nlohmann::json;
using OrderedJson =
    nlohmann::ordered_json;  // for writing: tensors stand in the header as they lie in the file

// The format (huggingface/safetensors, README, "Format"): 8 bytes little-endian header length N, N bytes of
// JSON padded with spaces, then the data section. Offsets count from the data section's begin; no gap, no
// overlap.
constexpr uint64_t length_bytes = 8;
constexpr uint64_t header_limit = uint64_t{16}
                                  << 20;  // ours are a few kB; this keeps a lying length from costing memory
constexpr int depth_limit = 3;            // {"name": {"shape": [ … ]}}
constexpr uint64_t tensor_limit = uint64_t{1} << 40;  // elements of one tensor
constexpr std::string_view data_key = "crc32";
constexpr std::string_view header_key = "header_crc32";
constexpr std::string_view blank_sum = "00000000";
// JSON is UTF-8, names of files need not be: such a text is kept as its bytes in hexadecimal digits behind
// this.
constexpr std::string_view bytes_mark{"\0hex:", 5};

struct Entry {
  std::string name;
  DType dtype = DType::f32;
  std::vector<int64_t> shape;
  uint64_t begin = 0, end = 0;
};

struct Header {
  std::vector<Entry> entries;  ///< in the order of the data
  std::map<std::string, std::string> metadata;
  uint64_t data_begin = 0;  ///< in the file
  uint64_t data_bytes = 0;
};

std::string_view name_of(DType dtype) {
  switch (dtype) {
    case DType::f32:
      return "F32";
    case DType::f64:
      return "F64";
    case DType::i64:
      return "I64";
    case DType::u8:
      return "U8";
  }
  return "U8";
}

std::optional<DType> dtype_of(std::string_view name) {
  for (const DType dtype : {DType::f32, DType::f64, DType::i64, DType::u8})
    if (name_of(dtype) == name) return dtype;
  return std::nullopt;
}

tl::unexpected<Failure> broken(const std::filesystem::path& file, std::string what) {
  return fail(FailureKind::bad_data, std::move(what), file.string(),
              "the file is damaged or not one of ganscope's: use another checkpoint");
}

uint32_t extend_sum(uint32_t sum, const void* bytes, size_t count) {
  if (count == 0) return sum;  // zlib takes a null pointer, as an empty vector has it, for "start anew"
  const auto* data = static_cast<const Bytef*>(bytes);
  return static_cast<uint32_t>(crc32_z(sum, data, count));
}

std::string kept_text(const std::string& text) {
  if (is_utf8(text) && !text.starts_with(bytes_mark)) return text;
  std::string kept(bytes_mark);
  for (const char c : text)
    kept += fmt::format("{:02x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
  return kept;
}

/// What kept_text was made of.
std::string original_text(const std::string& kept) {
  if (!kept.starts_with(bytes_mark)) return kept;
  std::string text;
  for (size_t at = bytes_mark.size(); at + 2 <= kept.size(); at += 2) {
    unsigned value = 0;
    const char* digits = kept.data() + at;
    if (std::from_chars(digits, digits + 2, value, 16).ptr != digits + 2) return kept;
    text += static_cast<char>(value);
  }
  return text;
}

std::string hex(uint32_t sum) { return fmt::format("{:08x}", sum); }

/// Bytes of a tensor of that shape, or nothing when a dimension is negative or the product is beyond all
/// reason.
std::optional<uint64_t> bytes_of(const std::vector<int64_t>& shape, DType dtype) {
  uint64_t elements = 1;
  for (const int64_t extent : shape) {
    if (extent < 0) return std::nullopt;
    const auto factor = static_cast<uint64_t>(extent);
    if (factor > tensor_limit) return std::nullopt;
    if (factor != 0 && elements > tensor_limit / factor) return std::nullopt;
    elements *= factor;
  }
  return elements * size_of(dtype);
}

/// How deep the brackets outside of strings go; asked before the JSON is parsed.
int depth_of(std::string_view json) {
  int depth = 0, deepest = 0;
  bool in_string = false, escaped = false;
  for (const char c : json) {
    if (in_string) {
      if (escaped)
        escaped = false;
      else if (c == '\\')
        escaped = true;
      else if (c == '"')
        in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      deepest = std::max(deepest, ++depth);
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return deepest;
}

/// Where the header's own checksum stands in its text: the eight digits.
std::optional<size_t> place_of_header_sum(std::string_view header) {
  const std::string mark = fmt::format("\"{}\":\"", header_key);
  const size_t at = header.find(mark);
  if (at == std::string_view::npos || at + mark.size() + blank_sum.size() > header.size())
    return std::nullopt;
  return at + mark.size();
}

Expected<Entry> read_entry(const std::filesystem::path& file, const std::string& name, const Json& json) {
  Entry entry;
  entry.name = name;
  const auto bad = [&](std::string_view what) {
    return broken(file, fmt::format("The tensor {} {}", name, what));
  };
  if (!json.is_object() || json.size() != 3 || !json.contains("dtype") || !json.contains("shape") ||
      !json.contains("data_offsets"))
    return bad("is not declared by dtype, shape and data_offsets");
  const auto& dtype = json.at("dtype");
  const auto& shape = json.at("shape");
  const auto& offsets = json.at("data_offsets");
  if (!dtype.is_string() || !dtype_of(dtype.get_ref<const std::string&>()))
    return bad("has an unknown type (F32, F64, I64 and U8 are known)");
  entry.dtype = *dtype_of(dtype.get_ref<const std::string&>());
  if (!shape.is_array() || shape.size() > 8) return bad("has no proper shape");
  for (const auto& extent : shape) {
    if (!extent.is_number_unsigned() || extent.get<uint64_t>() > tensor_limit)
      return bad("has no proper shape");
    entry.shape.push_back(extent.get<int64_t>());
  }
  if (!offsets.is_array() || offsets.size() != 2 || !offsets[0].is_number_unsigned() ||
      !offsets[1].is_number_unsigned())
    return bad("has no proper byte range");
  entry.begin = offsets[0].get<uint64_t>();
  entry.end = offsets[1].get<uint64_t>();
  const auto bytes = bytes_of(entry.shape, entry.dtype);
  if (!bytes || entry.end < entry.begin || entry.end - entry.begin != *bytes)
    return bad("has a byte range that does not fit its shape");
  return entry;
}

/// Puts the entries in the order of the data and checks that they cover it without gap or overlap.
Expected<void> check_ranges(const std::filesystem::path& file, Header& header) {
  std::ranges::stable_sort(header.entries, [](const Entry& a, const Entry& b) {
    return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
  });
  uint64_t expected = 0;
  for (const Entry& entry : header.entries) {
    if (entry.begin != expected)
      return broken(file, fmt::format("The bytes of {} overlap or leave a gap", entry.name));
    expected = entry.end;
  }
  if (expected != header.data_bytes)
    return broken(file, fmt::format("The file holds {} bytes of tensors, its header declares {}",
                                    header.data_bytes, expected));
  return {};
}

Expected<void> read_metadata_table(const std::filesystem::path& file, const Json& table, Header& header) {
  if (!table.is_object()) return broken(file, "The table __metadata__ is not a table");
  for (const auto& [key, value] : table.items()) {
    if (!value.is_string()) return broken(file, "The table __metadata__ holds something that is not text");
    header.metadata.emplace(original_text(key), original_text(value.get<std::string>()));
  }
  return {};
}

Expected<Header> parse_header(const std::filesystem::path& file, const std::string& text,
                              uint64_t data_bytes) {
  if (text.empty() || text.front() != '{' || depth_of(text) > depth_limit)
    return broken(file, "The header is not the JSON of a safetensors file");
  const Json json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (json.is_discarded() || !json.is_object()) return broken(file, "The header is not valid JSON");
  Header header;
  header.data_bytes = data_bytes;
  header.data_begin = length_bytes + text.size();
  for (const auto& [name, value] : json.items()) {
    if (name == "__metadata__") {
      if (auto done = read_metadata_table(file, value, header); !done) return tl::unexpected(done.error());
      continue;
    }
    auto entry = read_entry(file, name, value);
    if (!entry) return tl::unexpected(entry.error());
    header.entries.push_back(std::move(*entry));
  }
  if (auto ranges = check_ranges(file, header); !ranges) return tl::unexpected(ranges.error());
  return header;
}

Expected<void> check_header_sum(const std::filesystem::path& file, std::string text) {
  const auto place = place_of_header_sum(text);
  if (!place) return broken(file, "The file carries no checksum of its header");
  const std::string stated = text.substr(*place, blank_sum.size());
  text.replace(*place, blank_sum.size(), blank_sum);
  if (stated != hex(extend_sum(0, text.data(), text.size())))
    return broken(file, "The header does not match its checksum");
  return {};
}

/// Reads and checks the header; leaves the stream at the begin of the data.
Expected<Header> read_header(std::ifstream& stream, const std::filesystem::path& file) {
  std::error_code error;
  const uint64_t size = std::filesystem::file_size(file, error);
  if (error) return tl::unexpected(system_failure(error.value(), "The checkpoint cannot be read", file));
  stream.open(file, std::ios::binary);
  if (!stream) return tl::unexpected(system_failure(errno, "The checkpoint cannot be read", file));
  std::array<unsigned char, length_bytes> raw{};
  if (size < length_bytes || !stream.read(reinterpret_cast<char*>(raw.data()), length_bytes))
    return broken(file, "The file is too short for a safetensors file");
  uint64_t length = 0;
  for (size_t i = 0; i < length_bytes; ++i) length |= uint64_t{raw[i]} << (8 * i);
  if (length > header_limit || length > size - length_bytes)
    return broken(file, "The file is shorter than its header declares, or not a safetensors file");
  std::string text(length, '\0');
  if (!stream.read(text.data(), static_cast<std::streamsize>(length)))
    return broken(file, "The header cannot be read");
  auto header = parse_header(file, text, size - length_bytes - length);
  if (!header) return header;
  if (auto sum = check_header_sum(file, std::move(text)); !sum) return tl::unexpected(sum.error());
  return header;
}

/// The header's text, padded with spaces so that the data section begins at a multiple of eight.
std::string header_text(const std::vector<const NamedTensor*>& tensors, const TensorFile& content,
                        uint32_t data_sum) {
  OrderedJson json = OrderedJson::object();
  OrderedJson table = OrderedJson::object();
  table[std::string(header_key)] = blank_sum;
  for (const auto& [key, value] : content.metadata)
    if (key != header_key && key != data_key) table[kept_text(key)] = kept_text(value);
  table[std::string(data_key)] = hex(data_sum);
  json["__metadata__"] = table;
  uint64_t offset = 0;
  for (const NamedTensor* tensor : tensors) {
    const uint64_t end = offset + tensor->bytes.size();
    json[tensor->name] = {
        {"dtype", name_of(tensor->dtype)}, {"shape", tensor->shape}, {"data_offsets", {offset, end}}};
    offset = end;
  }
  std::string text = json.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
  text.append((length_bytes - text.size() % length_bytes) % length_bytes, ' ');
  const auto place = place_of_header_sum(text);
  GANSCOPE_CHECK(place, "the header carries its own checksum");
  text.replace(*place, blank_sum.size(), hex(extend_sum(0, text.data(), text.size())));
  return text;
}

}  // namespace

size_t size_of(DType dtype) {
  switch (dtype) {
    case DType::f32:
      return 4;
    case DType::f64:
    case DType::i64:
      return 8;
    case DType::u8:
      return 1;
  }
  return 1;
}

Expected<void> write_tensor_file(const std::filesystem::path& file, const TensorFile& content) {
  std::vector<const NamedTensor*> tensors;
  std::set<std::string_view> names;
  for (const NamedTensor& tensor : content.tensors) {
    GANSCOPE_CHECK(bytes_of(tensor.shape, tensor.dtype) == tensor.bytes.size(),
                   "a tensor's bytes fit its shape");
    GANSCOPE_CHECK(names.insert(tensor.name).second, "names of tensors are unique");
    GANSCOPE_CHECK(tensor.name != "__metadata__", "that name is the table's");
    tensors.push_back(&tensor);
  }
  // Wide types first, so that every tensor lies aligned in a mapped file, as the reference implementation
  // orders them.
  std::ranges::stable_sort(tensors, std::greater{},
                           [](const NamedTensor* tensor) { return size_of(tensor->dtype); });

  uint32_t sum = 0;
  for (const NamedTensor* tensor : tensors) sum = extend_sum(sum, tensor->bytes.data(), tensor->bytes.size());
  const std::string header = header_text(tensors, content, sum);
  if (header.size() > header_limit)
    return fail(FailureKind::bad_data, "The names in this checkpoint take more room than can be read again",
                file.string(), "use data with fewer or shorter names");
  std::array<uint8_t, length_bytes> length{};
  for (size_t i = 0; i < length_bytes; ++i)
    length[i] = static_cast<uint8_t>(uint64_t{header.size()} >> (8 * i));

  std::vector<std::span<const uint8_t>> pieces{
      length, {reinterpret_cast<const uint8_t*>(header.data()), header.size()}};
  for (const NamedTensor* tensor : tensors) pieces.emplace_back(tensor->bytes);
  return write_file_atomically(file, pieces);
}

Expected<TensorFile> read_tensor_file(const std::filesystem::path& file) {
  std::ifstream stream;
  auto header = read_header(stream, file);
  if (!header) return tl::unexpected(header.error());
  TensorFile content;
  content.metadata = std::move(header->metadata);
  uint32_t sum = 0;
  for (Entry& entry : header->entries) {
    NamedTensor tensor{std::move(entry.name), entry.dtype, std::move(entry.shape), {}};
    tensor.bytes.resize(entry.end - entry.begin);
    if (!tensor.bytes.empty() && !stream.read(reinterpret_cast<char*>(tensor.bytes.data()),
                                              static_cast<std::streamsize>(tensor.bytes.size())))
      return broken(file, "The file became shorter while it was read");
    sum = extend_sum(sum, tensor.bytes.data(), tensor.bytes.size());
    content.tensors.push_back(std::move(tensor));
  }
  const auto stated = content.metadata.find(std::string(data_key));
  if (stated == content.metadata.end()) return broken(file, "The file carries no checksum of its tensors");
  if (stated->second != hex(sum)) return broken(file, "The tensors do not match their checksum");
  content.metadata.erase(stated);
  content.metadata.erase(std::string(header_key));
  return content;
}

Expected<std::map<std::string, std::string>> read_metadata(const std::filesystem::path& file) {
  std::ifstream stream;
  auto header = read_header(stream, file);
  if (!header) return tl::unexpected(header.error());
  header->metadata.erase(std::string(data_key));
  header->metadata.erase(std::string(header_key));
  return std::move(header->metadata);
}

}  // namespace ganscope::storage
