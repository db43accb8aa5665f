#include "core/data/captions.h"

namespace ganscope::data {

captions::Caption Captions::draw(int64_t sample, Random& random) const {
  const auto& all = said[static_cast<size_t>(sample)];
  if (all.empty()) return {};
  const captions::Caption& whole = all[all.size() > 1 ? random.below(all.size()) : 0];
  if (named >= 1 || whole.empty()) return whole;
  const size_t sure = random.below(whole.size());
  captions::Caption part;
  for (size_t i = 0; i < whole.size(); ++i) {
    const bool chosen = random.chance(named);  // drawn for every word, so that the count of draws is fixed
    if (chosen || i == sure) part.push_back(whole[i]);
  }
  return part;
}

}  // namespace ganscope::data
