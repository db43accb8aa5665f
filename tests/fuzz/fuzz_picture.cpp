// Pictures of every format that is read: core/image, from the bytes to the square that is trained on.
#include "core/image/read.h"
#include "core/image/transform.h"
#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace ganscope;
  constexpr int side = 16;
  bool accepted = true;
  for (const int at_least : {0, side}) {
    const auto picture = image::decode_picture({data, size}, "input", at_least);
    accepted = accepted && picture.has_value();
    if (!picture) continue;
    fuzz::promise(picture->width > 0 && picture->height > 0);
    fuzz::promise(picture->channels == 1 || picture->channels == 3 || picture->channels == 4);
    fuzz::promise(picture->pixels.size() == static_cast<size_t>(picture->width) *
                                                static_cast<size_t>(picture->height) *
                                                static_cast<size_t>(picture->channels));
    const image::Picture fitted = image::resize_area(image::centre_crop(*picture), side, side);
    fuzz::promise(fitted.width == side && fitted.height == side);
  }
  return fuzz::answer(accepted);
}
