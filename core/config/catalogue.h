#pragma once
#include <map>
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

/// What of the rest a kind of model has use for.
struct Scope {
  bool game = true;     ///< an objective and regularisers: it is two players against each other
  bool network = true;  ///< a network of the registry; else it has its own
  std::vector<std::string> without = {};  ///< keys of common and of networks' options that mean nothing to it
  /// What it calls what others call the generator, G, and the discriminator, D, within a sentence; empty: the
  /// same. Texts of options are said with these names.
  std::string generator = {}, discriminator = {};
};

/// Every registry's content and the options that every run has. Built once by `core/engine`; read everywhere.
struct Catalogue {
  std::vector<Option> common;  ///< seed, batch, rates …
  std::vector<EntryInfo> data, networks, objectives, regularisers, metrics;
  std::vector<EntryInfo> models;        ///< the first is meant by experiments that name none; empty: one kind
  std::map<std::string, Scope> scopes;  ///< of each model
};

/// Of the model that `settings` name, or of one that uses everything.
[[nodiscard]] Scope scope_of(const Catalogue& catalogue, const Settings& settings);

[[nodiscard]] const EntryInfo* find(const std::vector<EntryInfo>& entries, std::string_view key);
[[nodiscard]] std::vector<std::string> keys_of(const std::vector<EntryInfo>& entries);

}  // namespace ganscope::config
