// The user's preferences: app/model. Refused: the defaults are used, and a line of the log says why. What was
// read is written and read again.
#include "app/model/preferences.h"
#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace ganscope;
  bool refused = false;
  const LogSink log = [&](const LogLine&) { refused = true; };
  const model::Preferences read =
      model::load_preferences(fuzz::as_file("preferences.toml", {data, size}), log);
  fuzz::promise(read.smoothing >= 0 && read.smoothing < 1);
  for (const auto& [key, share] : read.splits) fuzz::promise(share > 0 && share < 1);
  const std::filesystem::path copy = fuzz::folder() / "copy.toml";
  fuzz::promise(model::save_preferences(read, copy).has_value());
  const bool refused_at_first = refused;
  refused = false;
  const model::Preferences again = model::load_preferences(copy, log);
  fuzz::promise(!refused && again.splits == read.splits && again.plot_order == read.plot_order &&
                again.hidden_plots == read.hidden_plots && again.history_mb == read.history_mb);
  return fuzz::answer(!refused_at_first);
}
