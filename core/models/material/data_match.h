#pragma once
#include <string>
#include <vector>

#include "core/api/status.h"
#include "core/base/failure.h"

namespace ganscope::models {

/// What a run and data are brought together for.
enum class Join {
  training,   ///< the run goes on with them: the same classes
  judging,    ///< the run's own data: all their classes are the run's
  comparing,  ///< data that were named: as judging, or without classes
};

/// How data fit a run.
struct DataMatch {
  std::vector<int> run_label;  ///< of each class of the data its number in the run; empty: none is needed
  bool reordered = false;      ///< the numbers differ
  std::vector<std::string> remarks;  ///< what is not as it was and does no harm
};

/// Compares what a checkpoint says of its data with data that were loaded: form, shape, and, where the run is
/// conditional, classes by name, whose order does not matter, or the words of captions, whose order does.
/// Where they don't fit it fails with `bad_data` and says both, with `where` as the place. Other numbers of
/// samples and other attributes are remarks.
[[nodiscard]] Expected<DataMatch> match_data(const api::DataInfo& run, const api::DataInfo& data,
                                             bool conditional, Join join, const std::string& where);

}  // namespace ganscope::models
