#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/config/option.h"

namespace ganscope::config {

/// What a registry says of one of its entries, as plain values: for the chooser, `ganscope list`, and
/// validation.
struct EntryInfo {
  std::string key;                   ///< "wgan-gp"
  std::string title;                 ///< "Wasserstein, gradient penalty"
  std::string help;                  ///< one or two plain sentences; names the source where there is one
  std::vector<Option> options = {};  ///< options that matter only when this entry is chosen
};

/// Every registry's content and the options that every run has. Built once by `core/engine`; read everywhere.
struct Catalogue {
  std::vector<Option> common;  ///< seed, batch, rates …
  std::vector<EntryInfo> data, networks, objectives, regularisers, metrics;
};

[[nodiscard]] const EntryInfo* find(const std::vector<EntryInfo>& entries, std::string_view key);
[[nodiscard]] std::vector<std::string> keys_of(const std::vector<EntryInfo>& entries);

}  // namespace ganscope::config
