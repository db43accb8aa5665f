// Automation scripts: app/automation.
#include "app/script/line.h"
#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace ganscope;
  const auto lines = script::load_script(fuzz::as_file("input.script", {data, size}).string());
  return fuzz::answer(lines.has_value());
}
