// What the verdict costs, which the interface asks for twice a second, by how much was measured so far.
#include <benchmark/benchmark.h>

#include <string>
#include <utility>
#include <vector>

#include "core/diagnose/diagnosis.h"
#include "tests/support/played_course.h"

namespace ganscope::testing {
namespace {

void verdict_after_measurements(benchmark::State& state) {
  std::vector<std::pair<std::string, float>> figures{
      {"frechet", 6.0F}, {"precision", 0.9F},  {"recall", 0.9F},           {"coverage", 0.9F},
      {"density", 1.0F}, {"diversity", 20.0F}, {"kernel_distance", 0.01F}, {"nearest", 2.0F}};
  for (int i = 0; i < 22; ++i) figures.push_back({"share:" + std::to_string(i), 0.25F});
  PlayedCourse played(figures);
  std::vector<float> values{60, 0.6F, 0.7F, 0.5F, 0.7F, 18, 0.1F, 3};
  values.resize(figures.size(), 0.2F);
  for (int64_t i = 0; i < state.range(0); ++i) {
    played.steps(50, 0.6F, 0.4F);
    played.measure(values);
  }
  const diagnose::Setting setting{};
  for (auto _ : state) benchmark::DoNotOptimize(diagnose::diagnose(played.course, setting));
}
BENCHMARK(verdict_after_measurements)->Arg(12)->Arg(240)->Arg(4000)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace ganscope::testing
