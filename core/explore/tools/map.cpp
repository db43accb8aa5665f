#include "core/explore/tools/map.h"

#include <utility>

namespace ganscope::explore {
namespace {

class Map final : public Tool {
 public:
  Expected<bool> work(Bench& bench, const Slice& slice, api::Answer& answer) override {
    auto mapped = bench.replica->map(*slice.snapshot, slice.ask.model, slice.ask.latents);
    if (!mapped) return tl::unexpected(mapped.error());
    const int dim = bench.subject->latent_dim;
    answer.count = dim > 0 ? static_cast<int>(mapped->size()) / dim : 0;
    answer.vectors = {answer.count, dim, std::move(*mapped)};
    return true;
  }
};

}  // namespace

ToolEntry map_tool() {
  return {.key = "map", .failure = "Latents could not be mapped to w", .make = [] {
            return std::unique_ptr<Tool>(new Map);
          }};
}

}  // namespace ganscope::explore
