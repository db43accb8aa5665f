#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <utility>

#include "core/config/spec_paths.h"
#include "core/data/entries.h"
#include "core/data/folder_listing.h"
#include "core/data/options.h"
#include "core/data/pair_files.h"
#include "core/data/parallel.h"
#include "core/data/preparation.h"
#include "core/data/tasks/held_out.h"
#include "core/image/read.h"

namespace ganscope::data {
namespace {

namespace fs = std::filesystem;

config::Option swap_option() {
  return config::flag_option("pairs_swap", "Swap input and target",
                             "Makes inputs of targets and targets of inputs.", false, config::Player::real);
}

image::Picture part(const image::Picture& whole, int left, int width) {
  image::Picture cut{width, whole.height, whole.channels, {}};
  for (int y = 0; y < whole.height; ++y) {
    const uint8_t* row = whole.at(left, y);
    cut.pixels.insert(cut.pixels.end(), row, row + static_cast<ptrdiff_t>(width) * whole.channels);
  }
  return cut;
}

double shape_of(const image::Picture& picture) {
  return static_cast<double>(picture.width) / static_cast<double>(picture.height);
}

/// Reads a pair into `input` and `target`; else why it cannot be used.
std::string read_pair(const PairFiles& files, const Preparation& how, uint8_t* input, uint8_t* target) {
  constexpr double same_shape = 1.02, both_halves = 1.5;
  auto first = image::read_picture(files.input);
  if (!first) return first.error().what;
  image::Picture second;
  if (files.halves()) {
    if (shape_of(*first) < both_halves)
      return fmt::format("{}×{} pixels: no two halves beside each other", first->width, first->height);
    const int half = first->width / 2;
    second = part(*first, first->width - half, half);
    *first = part(*first, 0, half);
  } else {
    auto read = image::read_picture(files.target);
    if (!read) return "its target: " + read.error().what;
    second = std::move(*read);
  }
  const double off = shape_of(*first) / shape_of(second);
  if (std::max(off, 1 / off) > same_shape)
    return fmt::format("{}×{} pixels, its target {}×{}: they do not lie on each other", first->width,
                       first->height, second.width, second.height);
  if (std::min({first->width, first->height, second.width, second.height}) < shortest_side)
    return fmt::format("smaller than {} pixels a side", shortest_side);
  std::ranges::copy(prepared(*first, how).pixels, input);
  std::ranges::copy(prepared(second, how).pixels, target);
  return {};
}

/// Moves what could be read together, and names the rest.
void keep_read(const FoundPairs& found, const std::vector<std::string>& reasons, Dataset& set) {
  const size_t bytes = set.picture_bytes();
  std::vector<LeftOut> left_out = found.left_out;
  size_t kept = 0;
  for (size_t i = 0; i < found.pairs.size(); ++i) {
    if (!reasons[i].empty()) {
      left_out.push_back(
          {found.pairs[i].name, reasons[i], reasons[i].substr(0, reasons[i].find_first_of(":,"))});
      continue;
    }
    for (std::vector<uint8_t>* pixels : {&set.pixels, &set.inputs.pixels})
      if (kept != i) std::copy_n(pixels->data() + i * bytes, bytes, pixels->data() + kept * bytes);
    ++kept;
  }
  set.pixels.resize(kept * bytes);
  set.inputs.pixels.resize(kept * bytes);
  set.count = set.inputs.count = static_cast<int64_t>(kept);
  std::map<std::string, int64_t> counts;
  for (const LeftOut& one : left_out) {
    set.skipped.push_back(one.name + ": " + one.reason);
    ++counts[one.kind.empty() ? one.reason : one.kind];
  }
  set.skipped_by_reason.assign(counts.begin(), counts.end());
  std::ranges::stable_sort(set.skipped_by_reason, std::greater<>(), &std::pair<std::string, int64_t>::second);
}

Expected<DatasetPointer> load_pairs(const config::Settings& settings, const std::string& spec,
                                    const WorkContext& context) {
  if (spec.empty())
    return fail(FailureKind::usage, "pairs needs the path of a folder, or of two", "data=pairs",
                "write pairs:INPUTS,TARGETS or pairs:DIR");
  const std::vector<fs::path> paths = config::one_or_two_paths(spec);
  auto found =
      paths.size() == 2 ? matched_files(paths[0], paths[1], context) : halved_files(paths[0], context);
  if (!found) return tl::unexpected(found.error());
  const Preparation how = preparation(settings);
  auto set = std::make_shared<Dataset>();
  set->key = "pairs";
  set->title = shown_name(paths.back().lexically_normal().filename().string());
  set->channels = how.channels;
  set->height = set->width = how.size;
  set->inputs.title =
      paths.size() == 2 ? shown_name(paths[0].lexically_normal().filename().string()) : "left half";
  set->inputs.channels = how.channels;
  const size_t bytes = how.picture_bytes();
  set->pixels.resize(found->pairs.size() * bytes);
  set->inputs.pixels.resize(found->pairs.size() * bytes);
  std::vector<std::string> reasons(found->pairs.size());
  const bool swap = settings.has("pairs_swap") && settings.flag("pairs_swap");
  const auto read = [&](int64_t begin, int64_t end) {
    for (auto i = static_cast<size_t>(begin); i < static_cast<size_t>(end); ++i) {
      uint8_t *input = set->inputs.pixels.data() + i * bytes, *target = set->pixels.data() + i * bytes;
      if (swap) std::swap(input, target);
      reasons[i] = read_pair(found->pairs[i], how, input, target);
    }
  };
  if (auto done = parallel_for(static_cast<int64_t>(found->pairs.size()), 16,
                               fmt::format("Reading {} pairs", found->pairs.size()), context, read);
      !done)
    return tl::unexpected(done.error());
  keep_read(*found, reasons, *set);
  if (swap) std::swap(set->title, set->inputs.title);
  if (set->count == 0)
    return fail(FailureKind::bad_data,
                set->skipped.empty() ? "no pictures in the folder"
                                     : "none of the pairs can be used; the first: " + set->skipped.front(),
                spec, "give two folders with the same names, or pictures with both halves beside each other");
  return hold_out(set);
}

}  // namespace

DatasetEntry pairs_entry() {
  return {
      {"pairs",
       "Pairs of pictures",
       "Your own pairs, an input and what shall become of it: pairs:INPUTS,TARGETS for two folders with "
       "the same names in both, or pairs:DIR for pictures with both halves beside each other, the input "
       "left. A tenth is held out and never trained on.",
       {size_option(), flip_option(), shift_option(), colour_option(), background_option(), swap_option()}},
      load_pairs};
}

}  // namespace ganscope::data
