// A folder of CIFAR-10: core/data/cifar10. The input is both its batch of pictures and the file with its
// classes' names.
#include "tests/fuzz/datasets.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace ganscope::fuzz;
  as_file("data_batch_1.bin", {data, size});
  as_file("batches.meta.txt", {data, size});
  return answer(loads("cifar10:" + folder().string()));
}
