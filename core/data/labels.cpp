#include "core/data/labels.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "core/base/check.h"

namespace ganscope::data {

void keep_occurring_classes(Dataset& set) {
  std::vector<bool> occurs(set.label_names.size());
  for (const uint8_t label : set.labels) occurs[label] = true;
  if (std::ranges::find(occurs, false) == occurs.end()) return;
  std::array<uint8_t, 256> now{};
  std::vector<std::string> names;
  for (size_t label = 0; label < occurs.size(); ++label) {
    now[label] = static_cast<uint8_t>(names.size());
    if (occurs[label]) names.push_back(std::move(set.label_names[label]));
  }
  set.label_names = std::move(names);
  for (uint8_t& label : set.labels) label = now[label];
}

namespace {

/// Rows of `each` values, those of `order` one after the other.
template <class T>
void arrange(std::vector<T>& rows, size_t each, const std::vector<size_t>& order) {
  if (rows.empty()) return;
  std::vector<T> arranged;
  arranged.reserve(rows.size());
  for (const size_t row : order) {
    const auto from = rows.begin() + static_cast<std::ptrdiff_t>(row * each);
    arranged.insert(arranged.end(), from, from + static_cast<std::ptrdiff_t>(each));
  }
  rows = std::move(arranged);
}

}  // namespace

DatasetPointer with_class_order(const Dataset& set, const std::vector<std::string>& names) {
  auto ordered = std::make_shared<Dataset>(set);
  std::array<uint8_t, 256> now{};
  for (size_t label = 0; label < set.label_names.size(); ++label) {
    const auto found = std::ranges::find(names, set.label_names[label]);
    GANSCOPE_CHECK(found != names.end(), "a class without a place in the new order");
    now[label] = static_cast<uint8_t>(found - names.begin());
  }
  const bool by_class = std::ranges::is_sorted(set.labels);
  ordered->label_names = names;
  for (uint8_t& label : ordered->labels) label = now[label];
  if (!by_class) return ordered;
  std::vector<size_t> order(static_cast<size_t>(set.count));
  std::iota(order.begin(), order.end(), size_t{0});
  const std::vector<uint8_t> labels = ordered->labels;
  std::ranges::stable_sort(order, {}, [&](size_t row) { return labels[row]; });
  arrange(ordered->labels, 1, order);
  arrange(ordered->pixels, set.picture_bytes(), order);
  arrange(ordered->points, static_cast<size_t>(set.dimensions), order);
  for (Attribute& attribute : ordered->attributes) arrange(attribute.of, 1, order);
  return ordered;
}

}  // namespace ganscope::data
