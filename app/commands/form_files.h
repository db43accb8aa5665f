#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "app/commands/console.h"
#include "app/commands/open_model.h"
#include "core/base/form.h"

namespace ganscope::commands {

/// What is written: samples side by side, or those of a walk one after another.
struct DrawnSamples {
  const std::filesystem::path& out;
  const OpenModel& model;
  const api::Answer& drawn;
  const std::vector<int>& labels;  ///< [count], empty when unconditional
  uint64_t first_seed = 0;         ///< of the first sample; of a walk where it begins
  bool walk = false;
  double frames_per_s = 0;  ///< of a walk: samples a second
};

/// Files of a form besides PNG, which every form has: text, sound, MIDI, film. One line a form, in
/// form_files.cpp.
struct FormFiles {
  Form form;
  /// Endings that `sample` and `interpolate` write so: ".txt"; "" is a folder.
  std::vector<std::string> samples, walks;
  Expected<void> (*write)(const DrawnSamples& what, Console& console);
  [[nodiscard]] bool writes(const std::filesystem::path& out, bool walk) const;
};
[[nodiscard]] const std::vector<FormFiles>& all_form_files();
/// Null: there are only pictures of them.
[[nodiscard]] const FormFiles* form_files_of(Form form);

/// `usual` and what any form has besides, for check_ending.
[[nodiscard]] std::vector<std::string> endings_with_forms(std::vector<std::string> usual, bool walk);
/// A `usage` failure unless a model of this form writes such a file: one of `usual`, or of its own.
[[nodiscard]] Expected<const FormFiles*> files_for(const std::filesystem::path& out, Form form,
                                                   const std::vector<std::string>& usual, bool walk);

}  // namespace ganscope::commands
