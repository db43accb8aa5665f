#include "core/explore/tools/heard.h"

#include <algorithm>
#include <limits>
#include <string>

#include "core/explore/tools/common.h"
#include "core/explore/tools/draw.h"
#include "core/explore/tools/embedding.h"
#include "core/explore/tools/heard_names.h"

namespace ganscope::explore {
namespace {

constexpr int most_heard = 64;  // all that a window shows: some milliseconds

class Heard final : public Tool {
 public:
  Expected<bool> work(Bench& bench, const Slice& slice, api::Answer& answer) override {
    const auto listener = embedder_of(bench);
    if (!listener) return tl::unexpected(listener.error());
    if (!embedder_has_learned(bench, slice.until)) {
      answer.progress = (*listener)->progress();
      return false;
    }
    const train::Subject& subject = *bench.subject;
    const int count =
        std::min<int>(most_heard, static_cast<int>(slice.ask.latents.size()) / subject.latent_dim);
    const auto drawn =
        draw(bench, *slice.snapshot, slice.ask, latents_of(slice.ask, subject.latent_dim, 0, count),
             labels_of(slice.ask, 0, count),
             /*scored=*/false, shares_of(bench, slice.ask, 0, count));
    if (!drawn) return tl::unexpected(drawn.error());
    auto chances = (*listener)->chances(*drawn);
    if (!chances) return tl::unexpected(chances.error());
    answer.step = drawn->step;
    answer.vectors = std::move(*chances);
    const int64_t index =
        whole_setting(slice.ask.settings, heard_index, 0, 0, std::numeric_limits<int>::max());
    answer.table = {{std::string(heard_index), "", {static_cast<double>(index)}}};
    return true;
  }
};

}  // namespace

ToolEntry heard_tool() {
  return {.key = "heard", .failure = "The listener could not be asked", .make = [] {
            return std::unique_ptr<Tool>(new Heard);
          }};
}

}  // namespace ganscope::explore
