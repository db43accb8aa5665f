#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/failure.h"
#include "core/config/catalogue.h"

namespace ganscope::config {

/// One experiment: what a run trains, on what, how. Complete: every active option has a value.
///
/// Keys are flat and globally unique. `data`, `network` and `objective` name registry entries (`data` may
/// also be a SPEC such as `idx:IMAGES,LABELS` or `folder:DIR`); the rest are the options of those entries, of
/// all regularisers (whose first option is their strength, 0 = off) and the common ones.
struct Experiment {
  std::string name;   ///< "faces": the built-in's name or the file's stem; run ids begin with it
  std::string title;  ///< "Faces"
  std::string help;   ///< what to expect, one or two sentences
  Settings settings;
};

/// The declarations that matter under these settings, in the order in which they are shown.
[[nodiscard]] std::vector<Option> active_options(const Catalogue& catalogue, const Settings& settings);

/// The registry entry behind `data`: "folder:/x" → "folder".
[[nodiscard]] std::string data_key(const Settings& settings);

/// Names of the built-in experiments, in the order in which they are shown, with title and help.
[[nodiscard]] std::vector<EntryInfo> builtin_experiments();

/// Loads a built-in experiment by name or a `.toml` file, follows `parent`, fills in defaults and checks
/// everything. Data named as --data names them (`folder:DIR`, `csv:FILE`) are the built-in experiment that
/// suits them, on these data. Unknown keys fail with the nearest known one; a circle of parents fails.
[[nodiscard]] Expected<Experiment> load_experiment(const Catalogue& catalogue,
                                                   const std::string& name_or_file);

/// Whether a word names data and not an experiment: `folder:DIR`.
[[nodiscard]] bool names_data(const Catalogue& catalogue, const std::string& word);

/// The same from the text of such a file: the copy that a checkpoint carries. `origin` names it in errors.
[[nodiscard]] Expected<Experiment> parse_experiment_text(const Catalogue& catalogue, const std::string& text,
                                                         const std::string& origin);

/// Applies `key=value` pairs, as text, in order, after `--data SPEC` (empty: leave it). Checks everything
/// anew.
[[nodiscard]] Expected<Experiment> with_overrides(
    const Catalogue& catalogue, Experiment experiment, const std::string& data_spec,
    const std::vector<std::pair<std::string, std::string>>& overrides);

/// Fills in defaults of newly active options and drops those no longer active: after the interface changed
/// the network.
[[nodiscard]] Expected<Experiment> completed(const Catalogue& catalogue, Experiment experiment);
/// The same, but a value that its option does not allow is the failure, where `completed` takes the default.
[[nodiscard]] Expected<Experiment> checked(const Catalogue& catalogue, Experiment experiment);

/// Fails with a hint where `to_toml` would write what cannot be read back to an equal experiment: names and
/// paths that are not UTF-8, texts beyond the largest file. Asked before anything is written.
[[nodiscard]] Expected<void> check_round_trip(const Catalogue& catalogue, const Experiment& experiment);

/// The experiment as a TOML document that load_experiment reads back to an equal one. `versions` go into a
/// comment.
[[nodiscard]] std::string to_toml(const Catalogue& catalogue, const Experiment& experiment);

}  // namespace ganscope::config
