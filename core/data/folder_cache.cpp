#include "core/data/folder_cache.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <zlib.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <nlohmann/json.hpp>

#include "core/base/hash.h"
#include "core/image/file_bytes.h"
#include "core/storage/atomic_file.h"
#include "core/storage/run_folder.h"

namespace ganscope::data {
namespace {

namespace fs = std::filesystem;

// Layout: magic, length of the JSON (8 bytes, little-endian), JSON, pixels, labels, CRC-32 of all before (4
// bytes).
constexpr std::string_view magic = "gsdata03";  // another where files are read in another way
constexpr size_t head_bytes = 16, tail_bytes = 4;
constexpr size_t most_cache_bytes = size_t{9} << 30;
constexpr size_t kept_files = 8;

std::vector<uint8_t> little_endian(uint64_t value, size_t bytes) {
  std::vector<uint8_t> result(bytes);
  for (size_t i = 0; i < bytes; ++i) result[i] = static_cast<uint8_t>(value >> (8 * i));
  return result;
}

uint64_t from_little_endian(std::span<const uint8_t> bytes) {
  uint64_t value = 0;
  for (size_t i = 0; i < bytes.size(); ++i) value |= uint64_t{bytes[i]} << (8 * i);
  return value;
}

uint32_t checksum(std::span<const uint8_t> bytes, uint32_t before = 0) {
  if (bytes.empty()) return before;  // zlib takes a null pointer as a wish to start anew
  return static_cast<uint32_t>(crc32_z(before, bytes.data(), bytes.size()));
}

std::span<const uint8_t> as_bytes(const std::string& text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

/// Paths need not be UTF-8 and JSON must: two hexadecimal digits a byte.
std::string hexadecimal(const std::string& bytes) {
  std::string text;
  for (const char c : bytes) text += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return text;
}

std::string bytes_of(const std::string& hexadecimal) {
  std::string bytes;
  for (size_t i = 0; i + 1 < hexadecimal.size(); i += 2) {
    unsigned byte = 0;
    std::from_chars(hexadecimal.data() + i, hexadecimal.data() + i + 2, byte, 16);
    bytes += static_cast<char>(byte);
  }
  return bytes;
}

bool can_be_opened(const fs::path& file) {
  constexpr size_t nothing = 0;  // a longer file fails with `bad_data`, but could be opened
  const auto read = image::read_bytes(file, nothing);
  return read || read.error().kind == FailureKind::bad_data;
}

/// The data set in `bytes`, whose checksum is right; throws a JSON exception when the description is not one
/// of ours.
std::shared_ptr<Dataset> unpacked(std::span<const uint8_t> bytes) {
  const auto length = static_cast<size_t>(from_little_endian(bytes.subspan(magic.size(), 8)));
  if (length > bytes.size() - head_bytes - tail_bytes) return nullptr;
  const auto text = bytes.subspan(head_bytes, length);
  const auto json = nlohmann::json::parse(text.begin(), text.end());
  auto set = std::make_shared<Dataset>();
  json.at("key").get_to(set->key);
  json.at("title").get_to(set->title);
  json.at("count").get_to(set->count);
  json.at("channels").get_to(set->channels);
  json.at("height").get_to(set->height);
  json.at("width").get_to(set->width);
  json.at("label_names").get_to(set->label_names);
  json.at("skipped").get_to(set->skipped);
  json.at("skipped_by_reason").get_to(set->skipped_by_reason);
  json.at("remarks").get_to(set->remarks);
  for (const auto& file : json.at("unreadable"))
    if (can_be_opened(bytes_of(file.get<std::string>()))) return nullptr;
  const auto rest = bytes.subspan(head_bytes + length, bytes.size() - head_bytes - length - tail_bytes);
  const size_t labels = set->has_labels() ? static_cast<size_t>(set->count) : 0;
  const size_t pixels = static_cast<size_t>(set->count) * set->picture_bytes();
  if (set->count < 1 || rest.size() != pixels + labels) return nullptr;
  set->pixels.assign(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(pixels));
  set->labels.assign(rest.begin() + static_cast<std::ptrdiff_t>(pixels), rest.end());
  return set;
}

/// Lets only the newest few caches stand.
void forget_old(const fs::path& folder) {
  std::error_code error;
  std::vector<std::pair<fs::file_time_type, fs::path>> files;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    std::error_code ignored;
    if (it->path().extension() == ".cache")
      files.emplace_back(fs::last_write_time(it->path(), ignored), it->path());
  }
  std::sort(files.rbegin(), files.rend());
  for (size_t i = kept_files; i < files.size(); ++i) fs::remove(files[i].second, error);
}

}  // namespace

FolderCache::FolderCache(const FolderListing& listing, const std::string& options) {
  Fnv1a hash;
  const auto mix = [&](std::string_view text) {
    hash.add(text);
    hash.add(uint64_t{text.size()});  // so that "ab","c" differs from "a","bc"
  };
  mix(magic);
  mix(listing.root.string());
  mix(options);
  for (const ListedFile& file : listing.files) {
    mix(file.path.string());
    mix(file.stamp);
  }
  for (const auto& folder : listing.folders) mix(fmt::format("{}", fmt::join(folder, "/")));
  for (const LeftOut& one : listing.left_out) {
    mix(one.name);
    mix(one.reason);
  }
  file_ = storage::user_cache_folder() / "data" / fmt::format("folder-{:016x}.cache", hash.value());
}

std::shared_ptr<Dataset> FolderCache::load() const {
  const auto bytes = image::read_bytes(file_, most_cache_bytes);
  if (!bytes || bytes->size() < head_bytes + tail_bytes) return nullptr;
  const std::span<const uint8_t> all(*bytes);
  if (std::memcmp(all.data(), magic.data(), magic.size()) != 0) return nullptr;
  if (checksum(all.first(all.size() - tail_bytes)) != from_little_endian(all.last(tail_bytes)))
    return nullptr;
  try {
    return unpacked(all);
  } catch (const nlohmann::json::exception&) {
    return nullptr;
  }
}

void FolderCache::store(const Dataset& set, const std::vector<fs::path>& unreadable) const {
  std::vector<std::string> to_try_again;
  for (const fs::path& file : unreadable) to_try_again.push_back(hexadecimal(file.string()));
  const nlohmann::json json{{"key", set.key},
                            {"title", set.title},
                            {"count", set.count},
                            {"channels", set.channels},
                            {"height", set.height},
                            {"width", set.width},
                            {"label_names", set.label_names},
                            {"skipped", set.skipped},
                            {"skipped_by_reason", set.skipped_by_reason},
                            {"remarks", set.remarks},
                            {"unreadable", to_try_again}};
  const std::string text = json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  std::string head(magic);
  const auto length = little_endian(text.size(), 8);
  head.append(length.begin(), length.end());
  uint32_t crc = checksum(as_bytes(head));
  crc = checksum(as_bytes(text), crc);
  crc = checksum(set.pixels, crc);
  crc = checksum(set.labels, crc);
  const auto tail = little_endian(crc, tail_bytes);
  std::error_code error;
  fs::create_directories(file_.parent_path(), error);
  // A cache that cannot be written costs time at the next start and nothing else.
  (void)storage::write_file_atomically(file_, {as_bytes(head), as_bytes(text), set.pixels, set.labels, tail});
  forget_old(file_.parent_path());
}

}  // namespace ganscope::data
