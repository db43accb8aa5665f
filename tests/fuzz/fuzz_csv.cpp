// Points as text: core/data/text/csv_points, and the frame and law that they get.
#include "tests/fuzz/datasets.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace ganscope::fuzz;
  return answer(loads("csv:" + as_file("points.csv", {data, size}).string()));
}
