#include <ATen/Parallel.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "core/config/experiment.h"
#include "core/data/dataset.h"
#include "core/engine/engine.h"
#include "core/metrics/pictures/features.h"
#include "tests/support/temporary_folder.h"

namespace ganscope {
namespace {

/// Whoever changes how faces or digits are drawn: `evaluate` trains their network anew; copy it from the
/// cache over the one in assets/features.
TEST(BuiltInFeatures, FitTheBuiltInDataAndNeedNoTraining) {
  at::set_num_threads(1);
  const testing::TemporaryFolder folder;
  setenv("XDG_CACHE_HOME", folder.path().c_str(), 1);
  for (const char* name : {"faces", "digits"}) {
    const auto experiment = config::load_experiment(catalogue(), name);
    ASSERT_TRUE(experiment) << describe(experiment.error());
    const auto data = data::load_dataset(experiment->settings, {});
    ASSERT_TRUE(data) << describe(data.error());
    metrics::FeatureTraining training(*data);
    EXPECT_EQ(training.total(), 0) << name << ": " << metrics::fingerprint(**data)
                                   << " is not in assets/features";
    const auto network = training.finish();
    // It answers right of pictures it has never seen, and of these.
    const int64_t count = 200;
    const auto bytes = static_cast<size_t>(count) * (*data)->picture_bytes();
    const metrics::Seen seen = network->look({(*data)->pixels.data(), bytes}, count);
    for (size_t q = 0; q < network->questions().size(); ++q) {
      EXPECT_GT(network->accuracy()[q], 0.9) << name << ", " << network->questions()[q].key;
      EXPECT_EQ(seen.answers[q].size(), static_cast<size_t>(count));
    }
  }
  unsetenv("XDG_CACHE_HOME");
}

}  // namespace
}  // namespace ganscope
