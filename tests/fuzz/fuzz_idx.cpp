// IDX files, plain and gzip: core/data/idx. The input is tried as pictures (or points), and as the labels of
// four pictures.
#include <array>

#include "tests/fuzz/datasets.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace ganscope::fuzz;
  constexpr std::array<uint8_t, 20> four_pictures{0, 0, 8, 3, 0, 0, 0, 4,  0,   0,
                                                  0, 1, 0, 0, 0, 1, 0, 80, 160, 240};
  static const std::string pictures = as_file("pictures", four_pictures).string();
  const std::string file = as_file("input", {data, size}).string();
  const bool as_pictures = loads("idx:" + file);
  const bool as_labels = loads("idx:" + pictures + "," + file);
  return answer(as_pictures || as_labels);
}
