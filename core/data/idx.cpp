#include "core/data/idx.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/data/byte_source.h"
#include "core/data/entries.h"
#include "core/data/options.h"
#include "core/data/parallel.h"
#include "core/image/transform.h"

namespace ganscope::data {
namespace {

constexpr uint32_t pictures_magic = 0x00000803, labels_magic = 0x00000801;
constexpr int64_t most_idx_bytes = int64_t{4} << 30;
constexpr uint32_t longest_side = 1024;

Expected<uint32_t> read_word(ByteSource& source) {
  std::array<uint8_t, 4> bytes{};
  auto got = source.read(bytes);
  if (!got) return tl::unexpected(got.error());
  if (*got != bytes.size()) {
    return fail(FailureKind::bad_data, "the file is truncated: it ends within its header", source.where(),
                "Download it again: nearly everything is missing.");
  }
  return uint32_t{bytes[0]} << 24 | uint32_t{bytes[1]} << 16 | uint32_t{bytes[2]} << 8 | uint32_t{bytes[3]};
}

Expected<void> check_magic(uint32_t magic, uint32_t wanted, const std::string& where) {
  if (magic == wanted) return {};
  if (magic == labels_magic) {
    return fail(FailureKind::bad_data, "this IDX file holds labels, not pictures", where,
                "Write idx:IMAGES,LABELS with the pictures first.");
  }
  if (magic == pictures_magic) {
    return fail(FailureKind::bad_data, "this IDX file holds pictures, not labels", where,
                "Write idx:IMAGES,LABELS with the labels second.");
  }
  return fail(FailureKind::bad_data,
              fmt::format("this is not an IDX file: it begins with 0x{:08x}, not 0x{:08x}", magic, wanted),
              where, "Give a file such as train-images-idx3-ubyte, plain or as .gz.");
}

/// Where a picture of `side` goes in one of `size`: as it is with a black margin, or scaled.
bool is_padded(int height, int width, int size) {
  const int longer = std::max(height, width);
  return longer <= size && (size - longer) * 4 <= size;
}

void fit(const uint8_t* in, int height, int width, int size, uint8_t* out) {
  // Onto a square first, so that nothing is stretched.
  const int side = is_padded(height, width, size) ? size : std::max(height, width);
  image::Picture square{side, side, 1,
                        std::vector<uint8_t>(static_cast<size_t>(side) * static_cast<size_t>(side))};
  const int left = (side - width) / 2, top = (side - height) / 2;
  for (int y = 0; y < height; ++y) {
    std::copy_n(in + static_cast<size_t>(y) * static_cast<size_t>(width), width, square.at(left, top + y));
  }
  const image::Picture fitted = image::resize_area(square, size, size);
  std::copy(fitted.pixels.begin(), fitted.pixels.end(), out);
}

Expected<void> add_labels(Dataset& set, const IdxRequest& request, const WorkContext& context) {
  auto labels = read_idx_labels(request.labels, context);
  if (!labels) return tl::unexpected(labels.error());
  if (static_cast<int64_t>(labels->size()) != set.count) {
    return fail(FailureKind::bad_data, fmt::format("{} labels for {} pictures", labels->size(), set.count),
                request.labels.string(),
                "Give the labels file that belongs to " + request.pictures.filename().string() + ".");
  }
  const uint8_t highest = *std::max_element(labels->begin(), labels->end());
  set.label_names = request.names;
  if (request.names.empty()) {
    for (int label = 0; label <= highest; ++label) set.label_names.push_back(std::to_string(label));
  } else if (highest >= request.names.size()) {
    return fail(FailureKind::bad_data,
                fmt::format("a label {} where {} is the highest", highest, request.names.size() - 1),
                request.labels.string(),
                "Give the labels file that belongs to " + request.key + ", or write idx:IMAGES,LABELS.");
  }
  set.labels = std::move(*labels);
  return {};
}

Expected<DatasetPointer> load_idx(const config::Settings& settings, const std::string& spec,
                                  const WorkContext& context) {
  const size_t comma = spec.find(',');
  IdxRequest request;
  request.key = "idx";
  request.title = "IDX pictures";
  request.pictures = spec.substr(0, comma);
  if (comma != std::string::npos) request.labels = spec.substr(comma + 1);
  request.size = static_cast<int>(integer_of(settings, size_option()));
  if (request.pictures.empty()) {
    return fail(FailureKind::usage, "idx needs a file", "idx:" + spec,
                "Write idx:IMAGES or idx:IMAGES,LABELS.");
  }
  return load_idx_dataset(request, context);
}

}  // namespace

Expected<IdxPictures> read_idx_pictures(const std::filesystem::path& file, const WorkContext& context) {
  auto source = ByteSource::open(file);
  if (!source) return tl::unexpected(source.error());
  std::array<uint32_t, 4> header{};
  for (uint32_t& word : header) {
    auto value = read_word(*source);
    if (!value) return tl::unexpected(value.error());
    word = *value;
    if (&word != header.data()) continue;
    if (auto right = check_magic(word, pictures_magic, source->where()); !right)
      return tl::unexpected(right.error());
  }
  const auto [magic, count, height, width] = header;
  const bool sane = count > 0 && height > 0 && width > 0 && height <= longest_side && width <= longest_side &&
                    int64_t{count} <= most_idx_bytes / (int64_t{height} * width);
  if (!sane) {
    return fail(FailureKind::bad_data,
                fmt::format("the header promises {} pictures of {}×{}", count, width, height),
                source->where(),
                fmt::format("At least one picture, at most {} pixels a side and {} GB in all are read: the "
                            "file is damaged or not "
                            "meant for this.",
                            longest_side, most_idx_bytes >> 30));
  }
  auto pixels = source->read_exactly(size_t{count} * height * width, context);
  if (!pixels) return tl::unexpected(pixels.error());
  if (auto end = source->expect_end(); !end) return tl::unexpected(end.error());
  return IdxPictures{count, static_cast<int>(height), static_cast<int>(width), std::move(*pixels)};
}

Expected<std::vector<uint8_t>> read_idx_labels(const std::filesystem::path& file,
                                               const WorkContext& context) {
  auto source = ByteSource::open(file);
  if (!source) return tl::unexpected(source.error());
  auto magic = read_word(*source);
  if (!magic) return tl::unexpected(magic.error());
  if (auto right = check_magic(*magic, labels_magic, source->where()); !right)
    return tl::unexpected(right.error());
  auto count = read_word(*source);
  if (!count) return tl::unexpected(count.error());
  if (*count > most_idx_bytes / 8) {
    return fail(FailureKind::bad_data, fmt::format("the header promises {} labels", *count), source->where(),
                "The file is damaged: download it again.");
  }
  auto labels = source->read_exactly(*count, context);
  if (!labels) return labels;
  if (auto end = source->expect_end(); !end) return tl::unexpected(end.error());
  return labels;
}

Expected<DatasetPointer> load_idx_dataset(const IdxRequest& request, const WorkContext& context) {
  auto raw = read_idx_pictures(request.pictures, context);
  if (!raw) return tl::unexpected(raw.error());
  auto set = std::make_shared<Dataset>();
  set->key = request.key;
  set->title = request.title;
  set->count = raw->count;
  set->channels = 1;
  set->height = set->width = request.size;
  if (!request.labels.empty()) {
    if (auto added = add_labels(*set, request, context); !added) return tl::unexpected(added.error());
  }
  set->pixels.resize(static_cast<size_t>(set->count) * set->picture_bytes());
  const size_t stride = static_cast<size_t>(raw->height) * static_cast<size_t>(raw->width);
  auto done = parallel_for(set->count, 1000, fmt::format("Fitting {} pictures", set->count), context,
                           [&](int64_t begin, int64_t end) {
                             for (auto i = static_cast<size_t>(begin); i < static_cast<size_t>(end); ++i) {
                               fit(raw->pixels.data() + i * stride, raw->height, raw->width, request.size,
                                   set->pixels.data() + i * set->picture_bytes());
                             }
                           });
  if (!done) return tl::unexpected(done.error());
  return set;
}

DatasetEntry idx_entry() {
  return {{"idx",
           "IDX files",
           "Grey pictures in MNIST's file format: idx:IMAGES or idx:IMAGES,LABELS, plain or gzip.",
           {size_option(), flip_option(), shift_option()}},
          load_idx};
}

}  // namespace ganscope::data
