#include <benchmark/benchmark.h>

#include "core/data/draw_face.h"

namespace ganscope::data {
namespace {

void face_of_32_pixels(benchmark::State& state) {
  Random random(1);
  for (auto _ : state) benchmark::DoNotOptimize(draw_face(random_face(random), 32));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(face_of_32_pixels);

}  // namespace
}  // namespace ganscope::data
