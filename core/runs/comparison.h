#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/config/catalogue.h"
#include "core/config/experiment.h"

namespace ganscope::runs {

/// One of the two runs that are compared: a stored one, or one that is yet to be trained.
struct ComparedRun {
  std::string run;  ///< folder of a stored one, absolute; empty: `experiment`
  config::Experiment experiment;
};

/// Two runs to be looked at side by side, as a TOML file has them:
///
///     title = "Minimax and non-saturating"
///     help = "What is seen, and why."
///     steps = 350            # where both have told their story; absent: nobody knows
///     experiment = "ring"    # what both are, a built-in experiment or a file
///     [both]                 # settings of both that differ from it
///     [a]                    # … of each; or `run = "FOLDER"`, below the file's folder or absolute
///     [b]
struct Comparison {
  std::string name, title, help;
  int64_t steps = 0;  ///< 0: open
  ComparedRun a, b;
};

/// The built-in comparisons in the order in which they are shown, with title and help.
[[nodiscard]] std::vector<config::EntryInfo> builtin_comparisons();

/// Loads a built-in comparison by name, or a `.toml` file. Fails with file and line, or with the nearest
/// name.
[[nodiscard]] Expected<Comparison> load_comparison(const config::Catalogue& catalogue,
                                                   const std::string& name_or_file);
/// The same from a text; `origin` names it in errors, relative runs are below `folder`.
[[nodiscard]] Expected<Comparison> parse_comparison(const config::Catalogue& catalogue,
                                                    const std::string& text, const std::string& origin,
                                                    const std::filesystem::path& folder);
/// Whether a text is meant as a comparison and not as an experiment: it has tables [a] and [b].
[[nodiscard]] bool looks_like_comparison(const std::filesystem::path& file);

/// Writes two stored runs as a comparison that opens again.
[[nodiscard]] Expected<void> write_comparison(const std::filesystem::path& file, const std::string& title,
                                              const std::filesystem::path& a, const std::filesystem::path& b);

}  // namespace ganscope::runs
