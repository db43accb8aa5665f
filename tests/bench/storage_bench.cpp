#include <benchmark/benchmark.h>

#include <cstdlib>

#include "core/storage/tensor_file.h"
#include "tests/support/temporary_folder.h"

namespace ganscope::storage {
namespace {

/// About what a checkpoint of `faces` holds: ten tensors, 3.5 MB in all.
TensorFile checkpoint() {
  TensorFile file;
  for (int i = 0; i < 10; ++i)
    file.tensors.push_back(
        {"tensor." + std::to_string(i), DType::f32, {350, 256}, std::vector<uint8_t>(358'400)});
  return file;
}

void write_checkpoint(benchmark::State& state) {
  const testing::TemporaryFolder folder;
  const TensorFile file = checkpoint();
  for (auto _ : state)
    if (!write_tensor_file(folder.path() / "step.safetensors", file)) std::abort();
  state.SetBytesProcessed(state.iterations() * 3'584'000);
}
BENCHMARK(write_checkpoint);

void read_checkpoint(benchmark::State& state) {
  const testing::TemporaryFolder folder;
  if (!write_tensor_file(folder.path() / "step.safetensors", checkpoint())) std::abort();
  for (auto _ : state) benchmark::DoNotOptimize(read_tensor_file(folder.path() / "step.safetensors"));
  state.SetBytesProcessed(state.iterations() * 3'584'000);
}
BENCHMARK(read_checkpoint);

}  // namespace
}  // namespace ganscope::storage
