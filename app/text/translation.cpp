#include "app/text/translation.h"

#include <fmt/args.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "core/base/toml.h"
#include "ganscope/embedded/language_files.h"

namespace ganscope::text {
namespace {

constexpr std::string_view placeholder = "{}";
constexpr size_t least_words =
    6;  ///< letters that a pattern must have besides its gaps, or it would fit anything

/// What stands in the gaps of `pattern` when `sentence` was made from it; empty: it was not.
std::vector<std::string_view> filled_in(std::string_view pattern, std::string_view sentence) {
  std::vector<std::string_view> parts;
  size_t open = pattern.find(placeholder), words = 0;
  if (open == std::string_view::npos || !sentence.starts_with(pattern.substr(0, open))) return {};
  words += open;
  sentence.remove_prefix(open);
  while (open != std::string_view::npos) {
    const size_t from = open + placeholder.size(), next = pattern.find(placeholder, from);
    const std::string_view literal =
        pattern.substr(from, next == std::string_view::npos ? next : next - from);
    const bool last = next == std::string_view::npos;
    size_t at =
        last && sentence.ends_with(literal) ? sentence.size() - literal.size() : sentence.find(literal);
    if (last && !sentence.ends_with(literal)) at = std::string_view::npos;
    if (at == std::string_view::npos || at == 0) return {};
    parts.push_back(sentence.substr(0, at));
    sentence.remove_prefix(at + literal.size());
    words += literal.size();
    open = next;
  }
  if (!sentence.empty() || words < least_words) return {};
  return parts;
}

std::string fill_in(std::string_view pattern, const std::vector<std::string_view>& parts) {
  std::string filled;
  for (const std::string_view part : parts) {
    const size_t open = pattern.find(placeholder);
    if (open == std::string_view::npos) break;
    filled += pattern.substr(0, open);
    filled += part;
    pattern.remove_prefix(open + placeholder.size());
  }
  return filled.append(pattern);
}

}  // namespace

std::string language_or_own(const std::string& named) {
  if (!named.empty()) return named;
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') return std::string_view(value).starts_with("zh") ? "zh" : "en";
  }
  return "en";
}

Expected<Strings> Strings::load(std::string_view language) {
  Strings strings;
  if (language.empty() || language == "en") return strings;
  strings.language_ = language;
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

std::string Strings::sentence(std::string_view english) const {
  if (const auto found = table_.find(english); found != table_.end()) return found->second;
  for (const auto& [pattern, translated] : table_) {
    const auto parts = filled_in(pattern, english);
    const auto several = [](std::string_view part) { return part.find("; ") != std::string_view::npos; };
    if (!parts.empty() && std::ranges::none_of(parts, several)) return fill_in(translated, parts);
  }
  if (const size_t end = english.find("; "); end != std::string_view::npos && end > 0)  // several in one
    return sentence(english.substr(0, end)) + "; " + sentence(english.substr(end + 2));
  const size_t bracket = english.ends_with(')') ? english.rfind(" (") : std::string_view::npos;
  if (bracket == std::string_view::npos || bracket == 0) return std::string(english);
  return sentence(english.substr(0, bracket)) + std::string(english.substr(bracket));
}

std::string Strings::filled(const std::string& pattern, const std::vector<std::string>& arguments) const {
  if (pattern.empty()) return {};
  fmt::dynamic_format_arg_store<fmt::format_context> holes;
  for (const std::string& argument : arguments) holes.push_back(argument);
  return fmt::vformat((*this)(pattern.c_str()), holes);
}

std::vector<std::string> Strings::all_texts() const {
  std::vector<std::string> texts;
  texts.reserve(table_.size());
  for (const auto& [english, translated] : table_) texts.push_back(translated);
  return texts;
}

}  // namespace ganscope::text
