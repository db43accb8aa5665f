#include <benchmark/benchmark.h>

#include "core/explore/latent_math.h"

namespace ganscope::explore {
namespace {

constexpr int dimensions = 64;

void slerp_of_a_strip(benchmark::State& state) {
  const Latent a = latent_of_seed(1, dimensions), b = latent_of_seed(2, dimensions);
  for (auto _ : state)
    for (int i = 0; i < 9; ++i) benchmark::DoNotOptimize(slerp(a, b, i / 8.0));
}
BENCHMARK(slerp_of_a_strip);

void arithmetic_of_three_slots(benchmark::State& state) {
  std::vector<Term> terms;
  uint64_t seed = 0;
  for (const bool plus : {true, false, true}) {
    Term term{plus, {}};
    for (int i = 0; i < 4; ++i) term.exemplars.push_back(latent_of_seed(++seed, dimensions));
    terms.push_back(std::move(term));
  }
  for (auto _ : state) benchmark::DoNotOptimize(arithmetic(terms, dimensions));
}
BENCHMARK(arithmetic_of_three_slots);

void plane_of_the_pad(benchmark::State& state) {
  uint64_t seed = 0;
  for (auto _ : state) benchmark::DoNotOptimize(random_plane(++seed, dimensions));
}
BENCHMARK(plane_of_the_pad);

}  // namespace
}  // namespace ganscope::explore
