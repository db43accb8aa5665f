#include "core/data/idx.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "core/config/spec_paths.h"
#include "core/data/entries.h"
#include "core/data/idx_file.h"
#include "core/data/options.h"
#include "core/data/parallel.h"
#include "core/data/points/framed.h"
#include "core/image/transform.h"

namespace ganscope::data {
namespace {

constexpr int64_t longest_side = 1024, shortest_square = 8;
constexpr size_t most_classes = 256;  // a label is a byte
constexpr double largest_point = 1e12;

/// Where a picture of `side` goes in one of `size`: as it is with a black margin, or scaled.
bool is_padded(int height, int width, int size) {
  const int longer = std::max(height, width);
  return longer <= size && (size - longer) * 4 <= size;
}

/// How the numbers of one picture lie in the file.
struct Layout {
  int height = 0, width = 0, channels = 1;
  bool planes = false;  ///< channel by channel, not pixel by pixel
  [[nodiscard]] size_t values() const {
    return static_cast<size_t>(height) * static_cast<size_t>(width) * static_cast<size_t>(channels);
  }
};

void fit(const uint8_t* in, const Layout& layout, int size, uint8_t* out) {
  // Onto a square first, so that nothing is stretched.
  const auto [height, width, channels, planes] = layout;
  const int side = is_padded(height, width, size) ? size : std::max(height, width);
  image::Picture square{side, side, channels,
                        std::vector<uint8_t>(static_cast<size_t>(side) * static_cast<size_t>(side) *
                                             static_cast<size_t>(channels))};
  const int left = (side - width) / 2, top = (side - height) / 2;
  for (int y = 0; y < height; ++y) {
    uint8_t* row = square.at(left, top + y);
    if (!planes) {
      std::copy_n(in + static_cast<ptrdiff_t>(y) * width * channels, width * channels, row);
      continue;
    }
    for (int x = 0; x < width; ++x)
      for (int c = 0; c < channels; ++c)
        row[x * channels + c] = in[(static_cast<ptrdiff_t>(c) * height + y) * width + x];
  }
  const image::Picture fitted = image::resize_area(square, size, size);
  std::copy(fitted.pixels.begin(), fitted.pixels.end(), out);
}

bool are_labels(const IdxArray& array) { return array.sizes.size() == 1 && array.whole_numbers(); }

bool are_points(const IdxArray& array) {
  return array.sizes.size() == 1 ? !array.whole_numbers() : array.sizes.size() == 2 && array.sizes[1] <= 2;
}

Expected<Layout> layout_of(const IdxArray& array, const std::string& where) {
  const auto& sizes = array.sizes;
  const auto channels = [](int64_t size) { return size == 1 || size == 3; };
  Layout layout;
  int64_t height = 0, width = 0;
  if (sizes.size() == 3) {
    height = sizes[1], width = sizes[2];
  } else if (sizes.size() == 4 && (channels(sizes[3]) || channels(sizes[1]))) {
    layout.planes = !channels(sizes[3]);
    layout.channels = static_cast<int>(layout.planes ? sizes[1] : sizes[3]);
    height = layout.planes ? sizes[2] : sizes[1], width = layout.planes ? sizes[3] : sizes[2];
  } else if (sizes.size() == 2) {
    height = width = std::llround(std::sqrt(static_cast<double>(sizes[1])));
    if (height < shortest_square || height * width != sizes[1])
      return fail(
          FailureKind::bad_data,
          fmt::format("rows of {} numbers are neither points nor square pictures", sizes[1]), where,
          "Rows of one or two numbers are points, rows of 64, 81, … 784, … are square pictures; write other "
          "pictures as count × rows × columns.");
  } else {
    return fail(
        FailureKind::bad_data, fmt::format("{} numbers are no pictures", array.shape()), where,
        "Write pictures as count × rows × columns, in colour with 3 channels as the last dimension or "
        "the second.");
  }
  if (height > longest_side || width > longest_side)
    return fail(FailureKind::bad_data,
                fmt::format("the header promises {} pictures of {}×{}", sizes[0], width, height), where,
                fmt::format("At most {} pixels a side are read: the file is damaged or not meant for this.",
                            longest_side));
  layout.height = static_cast<int>(height);
  layout.width = static_cast<int>(width);
  return layout;
}

/// Labels that count `names`.
Expected<void> take_numbered(Dataset& set, const IdxRequest& request, const IdxArray& array) {
  double highest = 0, lowest = 0;
  for (size_t i = 0; i < array.count(); ++i) {
    highest = std::max(highest, array.at(i));
    lowest = std::min(lowest, array.at(i));
  }
  if (lowest < 0 || highest >= static_cast<double>(request.names.size()))
    return fail(FailureKind::bad_data,
                fmt::format("a label {} where {} is the {}", lowest < 0 ? lowest : highest,
                            lowest < 0 ? 0 : request.names.size() - 1, lowest < 0 ? "lowest" : "highest"),
                request.labels.string(),
                "Give the labels file that belongs to " + request.key + ", or write idx:IMAGES,LABELS.");
  set.label_names = request.names;
  for (size_t i = 0; i < array.count(); ++i) set.labels.push_back(static_cast<uint8_t>(array.at(i)));
  return {};
}

/// Labels that are what occurs, in ascending order.
Expected<void> take_occurring(Dataset& set, const IdxRequest& request, const IdxArray& array) {
  std::map<double, uint8_t> known;
  for (size_t i = 0; i < array.count() && known.size() <= most_classes; ++i) {
    const double value = array.at(i);
    if (!(std::abs(value) <= 1e9 && value == std::round(value)))
      return fail(FailureKind::bad_data, fmt::format("label {} is {}, no whole number", i + 1, value),
                  request.labels.string(), "A label is the number of a class.");
    known[value] = 0;
  }
  if (known.size() > most_classes)
    return fail(FailureKind::bad_data, fmt::format("more than {} different labels", most_classes),
                request.labels.string(), "Give fewer classes, or leave the labels out.");
  for (auto& [value, label] : known) {
    label = static_cast<uint8_t>(set.label_names.size());
    set.label_names.push_back(fmt::format("{}", static_cast<int64_t>(value)));
  }
  for (size_t i = 0; i < array.count(); ++i) set.labels.push_back(known[array.at(i)]);
  return {};
}

Expected<void> add_labels(Dataset& set, const IdxRequest& request, const WorkContext& context) {
  const auto array = read_idx(request.labels, context);
  if (!array) return tl::unexpected(array.error());
  if (array->sizes.size() > 2)
    return fail(FailureKind::bad_data, "this IDX file holds pictures, not labels", request.labels.string(),
                "Write idx:IMAGES,LABELS with the labels second.");
  if (array->sizes.size() == 2 && array->sizes[1] != 1)
    return fail(FailureKind::bad_data,
                fmt::format("{} numbers a picture, where one is its label", array->sizes[1]),
                request.labels.string(), "Write one label a picture: the number of its class.");
  if (array->sizes[0] != set.count)
    return fail(FailureKind::bad_data, fmt::format("{} labels for {} pictures", array->sizes[0], set.count),
                request.labels.string(),
                "Give the labels file that belongs to " + request.pictures.filename().string() + ".");
  return request.names.empty() ? take_occurring(set, request, *array) : take_numbered(set, request, *array);
}

Expected<DatasetPointer> load_points(const IdxRequest& request, const IdxArray& array) {
  if (!request.labels.empty())
    return fail(FailureKind::usage, "points have no labels", request.labels.string(),
                "Write idx:" + request.pictures.string() + " alone.");
  std::vector<double> x(array.count());
  for (size_t i = 0; i < x.size(); ++i) {
    x[i] = array.at(i);
    if (!(std::abs(x[i]) <= largest_point))
      return fail(FailureKind::bad_data,
                  fmt::format("number {} is {}, not between −1e12 and 1e12", i + 1, x[i]),
                  request.pictures.string(), "Write a file of finite numbers.");
  }
  return own_points(request.key, request.pictures.filename().string(),
                    array.sizes.size() == 1 ? 1 : static_cast<int>(array.sizes[1]), x,
                    request.pictures.string());
}

Expected<DatasetPointer> load_idx(const config::Settings& settings, const std::string& spec,
                                  const WorkContext& context) {
  IdxRequest request;
  request.key = "idx";
  request.title = "IDX pictures";
  const std::vector<std::filesystem::path> paths = config::one_or_two_paths(spec);
  request.pictures = paths.front();
  if (paths.size() > 1) request.labels = paths.back();
  request.size = static_cast<int>(integer_of(settings, size_option()));
  if (request.pictures.empty()) {
    return fail(FailureKind::usage, "idx needs a file", "idx:" + spec,
                "Write idx:IMAGES or idx:IMAGES,LABELS.");
  }
  return load_idx_dataset(request, context);
}

}  // namespace

Expected<DatasetPointer> load_idx_dataset(const IdxRequest& request, const WorkContext& context) {
  auto array = read_idx(request.pictures, context);
  if (!array) return tl::unexpected(array.error());
  const std::string where = request.pictures.string();
  if (are_labels(*array))
    return fail(FailureKind::bad_data, "this IDX file holds labels, not pictures", where,
                "Write idx:IMAGES,LABELS with the pictures first.");
  if (are_points(*array)) return load_points(request, *array);
  const auto layout = layout_of(*array, where);
  if (!layout) return tl::unexpected(layout.error());
  auto set = std::make_shared<Dataset>();
  set->key = request.key;
  set->title = request.title;
  set->count = array->sizes[0];
  set->channels = layout->channels;
  set->height = set->width = request.size;
  if (!request.labels.empty()) {
    if (auto added = add_labels(*set, request, context); !added) return tl::unexpected(added.error());
  }
  const auto pixels = as_brightness(std::move(*array), where);
  if (!pixels) return tl::unexpected(pixels.error());
  set->pixels.resize(static_cast<size_t>(set->count) * set->picture_bytes());
  auto done = parallel_for(set->count, 1000, fmt::format("Fitting {} pictures", set->count), context,
                           [&](int64_t begin, int64_t end) {
                             for (auto i = static_cast<size_t>(begin); i < static_cast<size_t>(end); ++i) {
                               fit(pixels->data() + i * layout->values(), *layout, request.size,
                                   set->pixels.data() + i * set->picture_bytes());
                             }
                           });
  if (!done) return tl::unexpected(done.error());
  return set;
}

DatasetEntry idx_entry() {
  return {
      {"idx",
       "IDX files",
       "Pictures in MNIST's file format: idx:IMAGES or idx:IMAGES,LABELS, plain or gzip, of bytes or other "
       "numbers. Rows of one or two numbers are points.",
       {size_option(), flip_option(), shift_option()}},
      load_idx};
}

}  // namespace ganscope::data
