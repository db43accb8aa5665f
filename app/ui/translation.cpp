#include "app/ui/translation.h"

#include <toml++/toml.h>

#include "ganscope/embedded/language_files.h"

namespace ganscope::ui {

Expected<Strings> Strings::load(std::string_view language) {
  Strings strings;
  if (language.empty() || language == "en") return strings;
  const std::string file_name = std::string(language) + ".toml";
  for (const EmbeddedFile& file : language_files()) {
    if (file.name != file_name) continue;
    try {
      const toml::table document = toml::parse(file.content, file_name);
      for (const auto& [english, translated] : document)
        if (const auto words = translated.value<std::string>())
          strings.table_.emplace(std::string(english.str()), *words);
    } catch (const toml::parse_error& error) {
      return fail(FailureKind::bad_data, std::string("the table of texts is broken: ") + error.what(),
                  file_name, "start with --lang en");
    }
    return strings;
  }
  return fail(FailureKind::usage, "no texts in the language “" + std::string(language) + "”", "--lang",
              "use --lang en or --lang zh");
}

std::vector<std::string> Strings::all_texts() const {
  std::vector<std::string> texts;
  texts.reserve(table_.size());
  for (const auto& [english, translated] : table_) texts.push_back(translated);
  return texts;
}

}  // namespace ganscope::ui
