#include "core/api/ask.h"

#include <algorithm>

namespace ganscope::api {
namespace {

template <class T>
void append_to(std::vector<T>& all, const std::vector<T>& some) {
  all.insert(all.end(), some.begin(), some.end());
}

/// The first of this key; null: there is none.
template <class T>
const T* keyed(const std::vector<T>& all, std::string_view key) {
  const auto found = std::ranges::find(all, key, &T::key);
  return found == all.end() ? nullptr : &*found;
}

}  // namespace

const Curve* Answer::curve(std::string_view key) const { return keyed(curves, key); }
const TableRow* Answer::row(std::string_view key) const { return keyed(table, key); }

void Answer::append(const Answer& piece) {
  step = piece.step;
  width = piece.width;
  height = piece.height;
  count += piece.count;
  append_to(pixels, piece.pixels);
  append_to(values, piece.values);
  append_to(points, piece.points);
  append_to(scores, piece.scores);
  if (unscored.empty()) unscored = piece.unscored;
}

}  // namespace ganscope::api
