#include <fmt/format.h>

#include "core/data/digit_strokes.h"
#include "core/data/entries.h"
#include "core/data/options.h"
#include "core/data/parallel.h"

namespace ganscope::data {
namespace {

constexpr int64_t usual_digits = 10000;
constexpr int64_t digits_at_once = 250;

Expected<DatasetPointer> load_digits(const config::Settings& settings, const std::string& spec,
                                     const WorkContext& context) {
  if (!spec.empty()) {
    return fail(FailureKind::usage, "digits takes nothing after a colon", "digits:" + spec, "Write digits.");
  }
  auto result = std::make_shared<Dataset>();
  result->key = "digits";
  result->title = "Digits";
  const auto size = static_cast<int>(integer_of(settings, size_option()));
  const auto seed = static_cast<uint64_t>(integer_of(settings, seed_option()));
  const int64_t chosen = integer_of(settings, count_option());
  result->count = chosen > 0 ? chosen : usual_digits;
  result->channels = 1;
  result->width = result->height = size;
  result->pixels.resize(static_cast<size_t>(result->count) * result->picture_bytes());
  result->labels.resize(static_cast<size_t>(result->count));
  for (int digit = 0; digit < 10; ++digit) result->label_names.push_back(std::to_string(digit));
  const auto draw = [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      Random random(mix_seed(seed, static_cast<uint64_t>(i)));  // each its own: threads cannot change it
      const auto digit = static_cast<int>(random.below(10));
      const auto at = static_cast<size_t>(i);
      result->labels[at] = static_cast<uint8_t>(digit);
      draw_digit(digit, size, random, result->pixels.data() + at * result->picture_bytes());
    }
  };
  if (auto done = parallel_for(result->count, digits_at_once, fmt::format("Drawing {} digits", result->count),
                               context, draw);
      !done) {
    return tl::unexpected(done.error());
  }
  return result;
}

}  // namespace

DatasetEntry digits_entry() {
  return {{"digits",
           "Digits",
           "Handwritten-looking digits drawn by the program from pen strokes, with the ten digits as labels.",
           {size_option(), flip_option(), shift_option(), seed_option(), count_option()}},
          load_digits};
}

}  // namespace ganscope::data
