#include "core/api/ask.h"

namespace ganscope::api {
namespace {

template <class T>
void append_to(std::vector<T>& all, const std::vector<T>& some) {
  all.insert(all.end(), some.begin(), some.end());
}

}  // namespace

void Answer::append(const Answer& piece) {
  step = piece.step;
  width = piece.width;
  height = piece.height;
  count += piece.count;
  append_to(pixels, piece.pixels);
  append_to(points, piece.points);
  append_to(scores, piece.scores);
}

}  // namespace ganscope::api
