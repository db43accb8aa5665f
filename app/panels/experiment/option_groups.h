#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/config/catalogue.h"

/// How the many options of an experiment are put in order.
namespace ganscope::panels::experiment {

/// Options that belong together: those of one registry entry, or of every run.
struct OptionBlock {
  const config::EntryInfo* entry = nullptr;  ///< null: of every run
  std::vector<const config::Option*> options;
};
/// One heading of the sheet.
struct OptionGroup {
  const char* key;    ///< "optimiser"
  const char* title;  ///< in English, to be translated
  std::vector<OptionBlock> blocks;
};
/// Every active option once, under the heading of what it comes from: the run, data, network, objective,
/// regularisers, optimiser. Headings without options are left out. Points into `catalogue`.
[[nodiscard]] std::vector<OptionGroup> option_groups(const config::Catalogue& catalogue,
                                                     const config::Settings& settings);

/// The same options without headings, in the registries' order, common ones first.
[[nodiscard]] std::vector<const config::Option*> shown_options(const config::Catalogue& catalogue,
                                                               const config::Settings& settings);

/// Whether a regulariser's strength says that it is off: false, 0, none, or (counting from 1, as packing
/// does) 1.
[[nodiscard]] bool is_off(const config::Option& strength, const config::Value& value);
[[nodiscard]] config::Value off(const config::Option& strength);
/// A strength to begin with: the initial one where that is on, else the usual one that the option declares,
/// else the next step of a count.
[[nodiscard]] config::Value usual(const config::Option& strength);

/// Whether key, title or help holds `words` from the beginning of a word on, in any case; both languages are
/// asked by the caller.
[[nodiscard]] bool contains_words(std::string_view text, std::string_view words);

}  // namespace ganscope::panels::experiment
