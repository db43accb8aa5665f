#include "core/explore/tools/encoder.h"

#include <optional>

#include "core/explore/own_encoder.h"
#include "core/explore/picture_encoder.h"
#include "core/explore/tools/common.h"

namespace ganscope::explore {
namespace {

class Encoder final : public Tool {
 public:
  Expected<bool> work(Bench& bench, const Slice& slice, api::Answer& answer) override {
    PictureEncoder& encoder = picture_encoder(bench);
    if (!mark_) {
      // A model that has an encoder needs no other.
      const auto own = own_encoder_error(bench, slice);
      if (!own) return tl::unexpected(own.error());
      if (*own) {
        answer.table = {{"encoder", "", {static_cast<double>(slice.snapshot->step()), **own}}};
        return true;
      }
      if (auto opened = encoder.open(bench, text_setting(slice.ask.settings, "run_folder")); !opened)
        return tl::unexpected(opened.error());
      const auto mark = PictureEncoder::mark_of(bench, slice);
      if (!mark) return tl::unexpected(mark.error());
      mark_ = *mark;
    }
    const int64_t lessons =
        whole_setting(slice.ask.settings, "lessons", PictureEncoder::usual_lessons, 1, 100'000);
    do {
      const auto learned = encoder.learn(bench, slice, *mark_, lessons);
      if (!learned) return tl::unexpected(learned.error());
      if (!*learned) continue;
      answer.table = {
          {"encoder", encoder.remark(), {static_cast<double>(encoder.mark().step), encoder.error()}}};
      answer.progress = {"encoder", lessons, lessons};
      return true;
    } while (Clock::now() < slice.until);
    answer.progress = encoder.progress();
    return false;
  }

 private:
  std::optional<EncoderMark> mark_;
};

}  // namespace

ToolEntry encoder_tool() {
  return {.key = "encoder",
          .failure = "The encoder could not be learned",
          .piecemeal = true,
          .of_latents = false,
          .make = [] { return std::unique_ptr<Tool>(new Encoder); }};
}

}  // namespace ganscope::explore
