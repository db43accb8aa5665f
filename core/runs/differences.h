#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/config/catalogue.h"
#include "core/config/option.h"

namespace ganscope::runs {

/// One setting in which runs differ.
struct Difference {
  std::string key;    ///< "lr_g"
  std::string label;  ///< "Generator learning rate", English; the interface translates it
  std::vector<std::optional<std::string>>
      values;  ///< one a run, as files have it; none: it has no such setting
};

struct Differences {
  std::vector<Difference> rows;  ///< data, network and objective first, then as options are shown
  size_t equal = 0;              ///< settings that are the same in every run
};

/// What differs between some runs.
[[nodiscard]] Differences differences(const config::Catalogue& catalogue,
                                      const std::vector<config::Settings>& runs);

}  // namespace ganscope::runs
