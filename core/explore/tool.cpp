#include "core/explore/tool.h"

namespace ganscope::explore {

void Bench::clear() {
  replica.reset();
  subject.reset();
  frames.clear();
  kept.clear();
  seconds_per_latent = Bench{}.seconds_per_latent;
}

}  // namespace ganscope::explore
