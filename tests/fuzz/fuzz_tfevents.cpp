// An event file of TensorBoard: core/tensorboard. Accepted: at least one event, and no damage. The bytes are
// also tried as one event, since by chance nobody finds two checksums that fit.
#include "core/tensorboard/event.h"
#include "core/tensorboard/event_reader.h"
#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace ganscope;
  const std::span<const uint8_t> bytes{data, size};
  if (const auto event = tensorboard::decode_event(fuzz::as_text(bytes))) {
    const auto again = tensorboard::decode_event(tensorboard::encode_event(*event));
    fuzz::promise(again && again->step == event->step && again->values.size() == event->values.size());
  }
  tensorboard::EventReader reader(fuzz::as_file("events.out.tfevents.1", bytes));
  for (bool any = false;;) {
    const auto event = reader.next();
    fuzz::promise(reader.offset() <= size);
    if (!event) return fuzz::answer(false);
    if (!*event) return fuzz::answer(any);
    any = true;
  }
}
