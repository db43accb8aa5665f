// A run's timeline: events.jsonl, core/storage. Accepted: at least one line of it says something.
#include "core/storage/run_folder.h"
#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace ganscope;
  constexpr int64_t until = 1000;
  fuzz::as_file("events.jsonl", {data, size});
  const auto events = storage::read_events(fuzz::folder(), until);
  for (const api::Event& event : events) fuzz::promise(event.step <= until);
  return fuzz::answer(!events.empty());
}
