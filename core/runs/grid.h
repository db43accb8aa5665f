#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/config/experiment.h"

namespace ganscope::runs {

constexpr size_t most_runs = 1000;  ///< of a grid

/// One option of a grid, and the values that it takes.
struct Axis {
  std::string key;
  std::vector<std::string> values;  ///< as `--set` takes them; in a `Grid` as files have them
  bool operator==(const Axis&) const = default;
};

/// The words "0.001,0.002" as values. Where one has commas itself, semicolons stand between them:
/// "32,16;64,64", and a single one ends with one. An empty value fails.
[[nodiscard]] Expected<Axis> parse_axis(const std::string& key, const std::string& values);

/// "1-3", "1,4,7", "1-3,7" as values of the option `seed`.
[[nodiscard]] Expected<std::vector<std::string>> parse_seeds(const std::string& text);

/// One run of a grid.
struct GridRun {
  std::string name;  ///< of its folder, by what differs: "lr_g=0.001,seed=2"
  std::vector<std::pair<std::string, std::string>> settings;  ///< of every axis, as files have them
  config::Experiment experiment;
};

/// All combinations of some values, as experiments. The last axis changes fastest.
struct Grid {
  config::Experiment base;  ///< without the axes
  std::vector<Axis> axes;
  std::vector<GridRun> runs;
};

/// Makes each as `ganscope train EXPERIMENT --data SPEC --set …` does, and fails as that does, with
/// `usage`: unknown keys, values out of range, options that have no effect. Fails also where a key or a value
/// is given twice, and where there are more than `most_runs` combinations.
[[nodiscard]] Expected<Grid> make_grid(const config::Catalogue& catalogue, const std::string& experiment,
                                       const std::string& data_spec, const std::vector<Axis>& axes);

}  // namespace ganscope::runs
