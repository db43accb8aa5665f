// A training step of small networks on points: by plain loops, and by LibTorch's graph, side by side. Steps
// per second are `items_per_second`.
#include <benchmark/benchmark.h>

#include "core/models/model.h"
#include "tests/support/small_gan.h"

namespace ganscope::gan {
namespace {

config::Experiment of_width(int64_t width, bool penalised) {
  return testing::experiment({{"network", std::string("mlp")},
                              {"objective", std::string("non-saturating")},
                              {"hidden_width", width},
                              {"hidden_layers", int64_t{2}},
                              {"activation", std::string("leaky_relu")},
                              {"latent_dim", int64_t{4}},
                              {"batch", int64_t{256}},
                              {"r1_gamma", penalised ? 0.02 : 0.0},
                              {"init", std::string("pytorch")},
                              {"conditional", false}});
}

void steps(benchmark::State& state, Way way) {
  const config::Experiment experiment = of_width(state.range(0), state.range(1) != 0);
  const auto stepper = std::move(*make_stepper_on(Device::cpu, experiment, testing::two_clusters(4096), way));
  for (auto _ : state) benchmark::DoNotOptimize(stepper->step(api::StepKind::both).finite);
  state.SetItemsProcessed(state.iterations());
}

void by_loops(benchmark::State& state) { steps(state, Way::quickest); }
void by_graph(benchmark::State& state) { steps(state, Way::graph); }

// Width of both hidden layers of both players; R1 at every fourth update or none.
#define GANSCOPE_WIDTHS ArgsProduct({{8, 16, 32, 64, 128}, {0, 1}})->ArgNames({"width", "r1"})
BENCHMARK(by_loops)->GANSCOPE_WIDTHS;
BENCHMARK(by_graph)->GANSCOPE_WIDTHS;

}  // namespace
}  // namespace ganscope::gan
