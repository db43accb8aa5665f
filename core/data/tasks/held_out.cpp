#include "core/data/tasks/held_out.h"

#include <algorithm>
#include <utility>

namespace ganscope::data {
namespace {

constexpr int64_t most_held_out = 1000, fewest_that_give = 20;

template <class T>
std::vector<T> cut(const std::vector<T>& all, int64_t from, int64_t count, size_t each) {
  if (all.empty()) return {};
  const auto first = all.begin() + static_cast<std::ptrdiff_t>(static_cast<size_t>(from) * each);
  return {first, first + static_cast<std::ptrdiff_t>(static_cast<size_t>(count) * each)};
}

}  // namespace

std::shared_ptr<Dataset> part_of(const Dataset& set, int64_t from, int64_t count) {
  auto part = std::make_shared<Dataset>();
  part->key = set.key;
  part->title = set.title;
  part->form = set.form;
  part->count = count;
  part->channels = set.channels;
  part->height = set.height;
  part->width = set.width;
  part->tokens = set.tokens;
  part->rate = set.rate;
  part->pixels = cut(set.pixels, from, count, set.picture_bytes());
  part->label_names = set.label_names;
  part->labels = cut(set.labels, from, count, 1);
  for (const Attribute& attribute : set.attributes)
    part->attributes.push_back({attribute.key, attribute.values, cut(attribute.of, from, count, 1)});
  part->skipped = set.skipped;
  part->skipped_by_reason = set.skipped_by_reason;
  part->remarks = set.remarks;
  part->inputs.title = set.inputs.title;
  part->inputs.channels = set.inputs.channels;
  part->inputs.paired = set.inputs.paired;
  if (set.inputs.paired && set.has_inputs()) {
    part->inputs.pixels = cut(set.inputs.pixels, from, count, set.input_bytes());
    part->inputs.count = count;
  }
  return part;
}

int64_t held_out_count(int64_t count) {
  return count < fewest_that_give ? 0 : std::min(most_held_out, count / 10);
}

DatasetPointer hold_out(const std::shared_ptr<Dataset>& set) {
  const int64_t held = held_out_count(set->count), kept = set->count - held;
  if (held == 0) {
    set->remarks.push_back("So few pairs are all trained on: none is held out, and what is shown was seen");
    return set;
  }
  std::shared_ptr<Dataset> trained = part_of(*set, 0, kept);
  trained->held_out.push_back(part_of(*set, kept, held));
  return trained;
}

}  // namespace ganscope::data
