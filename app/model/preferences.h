#pragma once
#include <filesystem>

#include "app/model/ui_model.h"
#include "core/base/log.h"

namespace ganscope::model {

/// preferences.toml in the user's config folder.
[[nodiscard]] std::filesystem::path preferences_file();

/// Reads the file; what is missing or out of range keeps its default. A file that cannot be read as TOML is
/// ignored with one line to `log`.
[[nodiscard]] Preferences load_preferences(const std::filesystem::path& file, const LogSink& log);

/// Writes the file as a whole or not at all; makes its folder.
[[nodiscard]] Expected<void> save_preferences(const Preferences& preferences,
                                              const std::filesystem::path& file);

/// Puts loaded preferences to work: theme, smoothing, the first-start hint.
void apply_preferences(UiModel& model, Preferences preferences);

/// Remembers that they are to be written.
void preferences_changed(UiModel& model, double now_s);

/// Writes them when the last change is a second old (a split that is dragged is written once), or at once
/// with `leaving`. Trouble goes to the log.
void save_changed_preferences(UiModel& model, const std::filesystem::path& file, double now_s, bool leaving);

}  // namespace ganscope::model
