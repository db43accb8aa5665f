#include <fmt/format.h>

#include <array>

#include "core/data/digit_strokes.h"
#include "core/data/entries.h"
#include "core/data/options.h"
#include "core/data/parallel.h"

namespace ganscope::data {
namespace {

constexpr int64_t usual_stacks = 20000;
constexpr int64_t stacks_at_once = 250;
constexpr size_t places = 3;  // hundreds in red, tens in green, units in blue

/// Where single digits come from: drawn afresh, or taken from a loaded set.
struct Source {
  DatasetPointer set;  ///< null: drawn
  int size = 32;

  /// Puts a random grey picture into `out` [size, size] and returns its label.
  uint8_t next(Random& random, std::span<uint8_t> out) const {
    if (set == nullptr) {
      const auto digit = static_cast<int>(random.below(10));
      draw_digit(digit, size, random, out.data());
      return static_cast<uint8_t>(digit);
    }
    const auto index = static_cast<int64_t>(random.below(static_cast<uint64_t>(set->count)));
    std::ranges::copy(set->picture(index), out.begin());
    return set->has_labels() ? set->labels[static_cast<size_t>(index)] : uint8_t{0};
  }
};

Expected<Source> source_of(const config::Settings& settings, const std::string& spec,
                           const WorkContext& context) {
  const int size = static_cast<int>(integer_of(settings, size_option()));
  if (spec.empty() || spec == "digits") return Source{nullptr, size};
  if (spec == "stacked" || spec.starts_with("stacked:"))
    return fail(FailureKind::usage, "stacked pictures cannot be stacked again", "stacked:" + spec,
                "Write stacked, stacked:mnist or stacked:idx:IMAGES,LABELS.");
  config::Settings inner = settings;
  inner.set("data", spec);
  inner.erase(count_option().key);
  auto set = load_dataset(inner, context);
  if (!set) return tl::unexpected(set.error());
  if ((*set)->is_points() || (*set)->channels != 1)
    return fail(FailureKind::usage, (*set)->title + " are not grey pictures", "stacked:" + spec,
                "Three grey pictures are stacked as red, green and blue: write stacked, stacked:mnist or "
                "stacked:idx:IMAGES,LABELS.");
  return Source{*set, size};
}

Expected<DatasetPointer> load_stacked(const config::Settings& settings, const std::string& spec,
                                      const WorkContext& context) {
  const auto source = source_of(settings, spec, context);
  if (!source) return tl::unexpected(source.error());
  auto result = std::make_shared<Dataset>();
  result->key = "stacked";
  result->title = source->set ? "Stacked: " + source->set->title : "Stacked digits";
  const auto seed = static_cast<uint64_t>(integer_of(settings, seed_option()));
  const int64_t chosen = integer_of(settings, count_option());
  result->count = chosen > 0 ? chosen : usual_stacks;
  result->channels = places;
  result->width = result->height = source->size;
  result->pixels.resize(static_cast<size_t>(result->count) * result->picture_bytes());
  std::vector<std::string> values;
  for (int digit = 0; digit < 10 && !source->set; ++digit) values.push_back(std::to_string(digit));
  if (source->set) values = source->set->label_names;
  for (const char* key : {"hundreds", "tens", "units"})
    if (!values.empty())
      result->attributes.push_back({key, values, std::vector<uint8_t>(static_cast<size_t>(result->count))});

  const size_t plane = result->picture_bytes() / places;
  const auto stack = [&](int64_t begin, int64_t end) {
    std::vector<uint8_t> grey(plane);
    for (auto i = static_cast<size_t>(begin); i < static_cast<size_t>(end); ++i) {
      Random random(mix_seed(seed, i));  // each its own: threads cannot change it
      uint8_t* picture = result->pixels.data() + i * result->picture_bytes();
      for (size_t place = 0; place < places; ++place) {
        const uint8_t label = source->next(random, grey);
        for (size_t p = 0; p < plane; ++p) picture[p * places + place] = grey[p];
        if (!result->attributes.empty()) result->attributes[place].of[i] = label;
      }
    }
  };
  if (auto done = parallel_for(result->count, stacks_at_once,
                               fmt::format("Stacking {} pictures", result->count), context, stack);
      !done) {
    return tl::unexpected(done.error());
  }
  return result;
}

}  // namespace

DatasetEntry stacked_entry() {
  return {{"stacked",
           "Stacked digits",
           "Three digits on top of each other in red, green and blue: a thousand modes that can be counted. "
           "stacked:idx:IMAGES,LABELS stacks others. Metz 2017; Srivastava 2017.",
           {size_option(), flip_option(), shift_option(), seed_option(), count_option()}},
          load_stacked};
}

}  // namespace ganscope::data
