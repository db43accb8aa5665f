#include "app/commands/form_files.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "app/commands/film_files.h"
#include "app/commands/line_files.h"
#include "app/commands/melody_files.h"
#include "app/commands/sound_files.h"

namespace ganscope::commands {

const std::vector<FormFiles>& all_form_files() {
  static const std::vector<FormFiles> all{line_files(), sound_files(), film_files(), melody_files()};
  return all;
}

bool FormFiles::writes(const std::filesystem::path& out, bool walk) const {
  const std::vector<std::string>& endings = walk ? walks : samples;
  return std::ranges::find(endings, ending_of(out)) != endings.end();
}

const FormFiles* form_files_of(Form form) {
  const auto found = std::ranges::find(all_form_files(), form, &FormFiles::form);
  return found == all_form_files().end() ? nullptr : &*found;
}

std::vector<std::string> endings_with_forms(std::vector<std::string> usual, bool walk) {
  for (const FormFiles& files : all_form_files())
    for (const std::string& ending : walk ? files.walks : files.samples)
      if (std::ranges::find(usual, ending) == usual.end()) usual.push_back(ending);
  return usual;
}

Expected<const FormFiles*> files_for(const std::filesystem::path& out, Form form,
                                     const std::vector<std::string>& usual, bool walk) {
  const FormFiles* own = form_files_of(form);
  if (own != nullptr && own->writes(out, walk)) return own;
  const std::string ending = ending_of(out);
  if (std::ranges::find(usual, ending) != usual.end()) return nullptr;
  std::vector<std::string> known = usual;
  if (own != nullptr)
    for (const std::string& one : walk ? own->walks : own->samples)
      if (std::ranges::find(known, one) == known.end()) known.push_back(one.empty() ? "DIR" : one);
  return fail(FailureKind::usage,
              ending.empty() ? "samples of this run are not written into a folder"
                             : fmt::format("samples of this run do not go into a {} file", ending),
              out.string(), fmt::format("it writes {}", fmt::join(known, ", ")));
}

}  // namespace ganscope::commands
