// Points drawn by hand, as JSON: core/data/points/drawing. A drawing that was read is written and read again.
#include "core/data/points/drawing.h"

#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace ganscope;
  const auto drawing = data::read_drawing(fuzz::as_file("drawing.json", {data, size}));
  if (!drawing) return fuzz::answer(false);
  const std::filesystem::path copy = fuzz::folder() / "copy.json";
  fuzz::promise(data::write_drawing(copy, *drawing).has_value());
  const auto again = data::read_drawing(copy);
  fuzz::promise(again && again->points == drawing->points && again->brush == drawing->brush);
  return fuzz::answer(true);
}
