#include "core/data/left_out.h"

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <utility>

namespace ganscope::data {

void tell_left_out(std::vector<LeftOut> all, Dataset& set) {
  std::ranges::stable_sort(all, {}, &LeftOut::name);
  std::map<std::string, int64_t> counts;
  for (const LeftOut& one : all) {
    set.skipped.push_back(one.name + ": " + one.reason);
    ++counts[one.kind.empty() ? one.reason : one.kind];
  }
  set.skipped_by_reason.assign(counts.begin(), counts.end());
  std::ranges::stable_sort(set.skipped_by_reason, std::greater<>(), &std::pair<std::string, int64_t>::second);
}

}  // namespace ganscope::data
