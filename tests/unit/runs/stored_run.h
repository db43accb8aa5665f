#pragma once
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "core/diagnose/course.h"
#include "core/runs/run_summary.h"
#include "core/storage/run_folder.h"
#include "tests/support/fake_catalogue.h"
#include "tests/support/temporary_folder.h"

namespace ganscope::testing {

inline api::SeriesTable series_of(const std::vector<std::string>& keys) {
  api::SeriesTable table;
  for (const std::string& key : keys) {
    api::SeriesInfo info;
    info.key = key;
    info.plot = key.starts_with("share:") ? "shares" : key;
    table.series.push_back(std::move(info));
  }
  return table;
}

/// The curves of a run on disk; one that no verdict looks at stands among them.
inline api::SeriesTable stored_curves() {
  return series_of({"d_loss", "g_loss", "steps_per_s", "d_real", "d_fake", "grad_g", "grad_d"});
}

/// A catalogue that knows two figures, and log odds as what D says.
inline const config::Catalogue& catalogue_of_runs() {
  static const config::Catalogue catalogue = [] {
    config::Catalogue all = fake_catalogue();
    all.metrics = {{"js", "Jensen–Shannon", "", {}}, {"diversity", "Diversity", "", {}}};
    return all;
  }();
  return catalogue;
}

inline runs::Knowledge knowledge_of_runs() {
  return {&catalogue_of_runs(), [](const config::Settings&) { return api::GameInfo{true, false}; }};
}

/// Opens a new run in `folder`, as the trainer does.
inline storage::RunFolder new_run(const std::filesystem::path& folder,
                                  const config::Experiment& experiment = fake_experiment()) {
  auto run = storage::RunFolder::open(folder, catalogue_of_runs(), experiment, stored_curves(), -1);
  EXPECT_TRUE(run) << with_place(run.error());
  return std::move(*run);
}

inline api::MetricRow row_of_curves(int64_t step, float d_real = 0.6F, float d_fake = 0.4F) {
  return {1, step, 0.01 * static_cast<double>(step), {0.7F, 0.7F, 100, d_real, d_fake, 1, 1}};
}

inline void save_checkpoint(storage::RunFolder& run, int64_t step) {
  storage::TensorFile file;
  file.metadata = {{"step", std::to_string(step)},
                   {"run.seconds", std::to_string(0.01 * static_cast<double>(step))},
                   {"data.points", "1"}};
  file.tensors.push_back({"w", storage::DType::u8, {3}, {1, 2, 3}});
  const auto saved = run.save(file, step, 3);
  ASSERT_TRUE(saved) << with_place(saved.error());
  std::ofstream(run.samples_file(step)) << "a picture";
}

/// A run of `steps` steps that was closed.
inline void store_run(const std::filesystem::path& folder, int64_t steps,
                      const config::Experiment& experiment = fake_experiment()) {
  storage::RunFolder run = new_run(folder, experiment);
  for (int64_t step = 1; step <= steps; ++step) ASSERT_TRUE(run.append(row_of_curves(step)));
  save_checkpoint(run, steps);
}

inline std::string text_in(const std::filesystem::path& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace ganscope::testing
