#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "core/data/byte_source.h"
#include "core/data/entries.h"
#include "core/data/locate.h"
#include "core/data/options.h"
#include "core/data/parallel.h"
#include "core/image/transform.h"

namespace ganscope::data {
namespace {

// The binary version of CIFAR-10 (Krizhevsky 2009): records of one label byte, then 1024 red, 1024 green and
// 1024 blue.
constexpr int cifar_side = 32;
constexpr size_t cifar_plane = size_t{cifar_side} * cifar_side;
constexpr size_t record = 1 + 3 * cifar_plane;
constexpr int64_t longest_file = int64_t{4} << 30;

std::vector<std::filesystem::path> batch_files(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (int i = 1; i <= 5; ++i) {
    const auto file = folder / fmt::format("data_batch_{}.bin", i);
    if (std::filesystem::exists(file, error)) files.push_back(file);
  }
  if (files.empty() && std::filesystem::exists(folder / "test_batch.bin", error))
    files.push_back(folder / "test_batch.bin");
  return files;
}

std::vector<std::string> class_names(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  std::ifstream in(folder / "batches.meta.txt");
  for (std::string line; names.size() < 10 && std::getline(in, line);) {
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
    if (!line.empty()) names.push_back(line.substr(0, 64));
  }
  if (names.size() == 10) return names;
  return {"airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"};
}

Expected<std::vector<uint8_t>> read_batch(const std::filesystem::path& file, const WorkContext& context) {
  auto source = ByteSource::open(file);
  if (!source) return tl::unexpected(source.error());
  std::error_code error;
  const auto size = static_cast<int64_t>(std::filesystem::file_size(file, error));
  if (error || size <= 0 || size % static_cast<int64_t>(record) != 0 || size > longest_file) {
    return fail(FailureKind::bad_data,
                fmt::format("{} bytes are not a whole number of {}-byte records", error ? 0 : size, record),
                file.string(), "Give the binary version of CIFAR-10, whole: download and unpack it again.");
  }
  return source->read_exactly(static_cast<size_t>(size), context);
}

/// Planes of colour → interleaved pixels of the wanted size.
void unpack(const uint8_t* in, int size, uint8_t* out) {
  image::Picture picture{cifar_side, cifar_side, 3, std::vector<uint8_t>(3 * cifar_plane)};
  for (size_t i = 0; i < cifar_plane; ++i) {
    for (size_t c = 0; c < 3; ++c) picture.pixels[i * 3 + c] = in[c * cifar_plane + i];
  }
  const image::Picture fitted = image::resize_area(picture, size, size);
  std::copy(fitted.pixels.begin(), fitted.pixels.end(), out);
}

Expected<void> add_batch(Dataset& set, const std::filesystem::path& file, const WorkContext& context) {
  auto bytes = read_batch(file, context);
  if (!bytes) return tl::unexpected(bytes.error());
  const size_t count = bytes->size() / record;
  const size_t before = set.labels.size();
  for (size_t i = 0; i < count; ++i) {
    const uint8_t label = (*bytes)[i * record];
    if (label >= set.label_names.size()) {
      return fail(FailureKind::bad_data,
                  fmt::format("record {} has the label {}, but 9 is the highest", i, label), file.string(),
                  "Give the binary version of CIFAR-10 (not of CIFAR-100), or download it again.");
    }
    set.labels.push_back(label);
  }
  set.count += static_cast<int64_t>(count);
  set.pixels.resize(static_cast<size_t>(set.count) * set.picture_bytes());
  return parallel_for(static_cast<int64_t>(count), 500, "Fitting the pictures of " + file.filename().string(),
                      context, [&](int64_t begin, int64_t end) {
                        for (auto i = static_cast<size_t>(begin); i < static_cast<size_t>(end); ++i) {
                          unpack(bytes->data() + i * record + 1, set.width,
                                 set.pixels.data() + (before + i) * set.picture_bytes());
                        }
                      });
}

Expected<DatasetPointer> load_cifar10(const config::Settings& settings, const std::string& spec,
                                      const WorkContext& context) {
  const std::vector<std::string> names{"cifar10", "cifar-10", "cifar-10-batches-bin", "CIFAR10"};
  const auto folders = spec.empty() ? data_folders(names, true) : std::vector<std::filesystem::path>{spec};
  for (const auto& folder : folders) {
    const auto files = batch_files(folder);
    if (files.empty()) continue;
    auto set = std::make_shared<Dataset>();
    set->key = "cifar10";
    set->title = "CIFAR-10";
    set->channels = 3;
    set->height = set->width = static_cast<int>(integer_of(settings, size_option()));
    set->label_names = class_names(folder);
    for (const auto& file : files) {
      if (auto added = add_batch(*set, file, context); !added) return tl::unexpected(added.error());
    }
    return set;
  }
  return fail(
      FailureKind::not_found, "there is no data_batch_1.bin", spec.empty() ? "cifar10" : spec,
      where_to_put("data_batch_1.bin … data_batch_5.bin and batches.meta.txt of CIFAR-10's binary version",
                   "cifar10") +
          " Or write cifar10:FOLDER.");
}

}  // namespace

DatasetEntry cifar10_entry() {
  return {{"cifar10",
           "CIFAR-10",
           "Small colour photographs of ten kinds of things (Krizhevsky 2009), with labels. The files are "
           "yours to bring: "
           "cifar10:FOLDER.",
           {size_option(), flip_option(), shift_option()}},
          load_cifar10};
}

}  // namespace ganscope::data
