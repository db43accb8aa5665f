// Experiment files: core/config. One that was read is written and read again, to an equal one.
#include "core/config/experiment.h"

#include "core/config/experiment_file.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/fake_catalogue.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace ganscope;
  static const config::Catalogue catalogue = testing::fake_catalogue();
  const std::string text(fuzz::as_text({data, size}));
  static_cast<void>(config::parse_experiment(text, "input"));
  const auto experiment = config::parse_experiment_text(catalogue, text, "input");
  if (!experiment) return fuzz::answer(false);
  if (config::check_round_trip(catalogue, *experiment)) {
    const auto again =
        config::parse_experiment_text(catalogue, config::to_toml(catalogue, *experiment), "again");
    fuzz::promise(again && again->name == experiment->name && again->settings == experiment->settings);
  }
  return fuzz::answer(true);
}
