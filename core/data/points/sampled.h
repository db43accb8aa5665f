#pragma once
#include <memory>
#include <string>
#include <vector>

#include "core/data/dataset.h"
#include "core/data/laws/mixture_law.h"

namespace ganscope::data {

using config::number_option;

/// What a data set of points is drawn from.
struct PointsRequest {
  std::string key, title;
  std::shared_ptr<const Law> law;
  Modes modes = {};  ///< of a mixture
};

/// Points drawn from `law`, as many as `data_count` and from the seed that `data_seed` say. Reports and can
/// be cancelled.
[[nodiscard]] Expected<DatasetPointer> sampled(PointsRequest request, const config::Settings& settings,
                                               const WorkContext& context);

/// The same from a mixture, with its centres as modes.
[[nodiscard]] Expected<DatasetPointer> sampled_mixture(std::string key, std::string title, int dimensions,
                                                       std::vector<Kernel> kernels,
                                                       const config::Settings& settings,
                                                       const WorkContext& context);

/// The failure of `KEY:SPEC` where a built-in key takes no SPEC.
[[nodiscard]] tl::unexpected<Failure> nothing_after_colon(const std::string& key, const std::string& spec);

}  // namespace ganscope::data
