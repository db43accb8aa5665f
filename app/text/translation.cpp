#include "app/text/translation.h"

#include <fmt/args.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <functional>

#include "core/base/toml.h"
#include "ganscope/embedded/language_files.h"

namespace ganscope::text {
namespace {

/// Letters that a pattern must have besides its gaps, or it would fit anything.
constexpr size_t least_words = 6;

/// A gap as fmt writes it: "{}", "{0}", "{:.1f}". Marks ("{G}", "{b:word}") are none.
struct Gap {
  size_t begin = std::string_view::npos, end = 0;
  size_t number = 0;  ///< of what fills it
};

/// The first gap at or after `from`; `in_turn`: its number where it names none.
Gap next_gap(std::string_view text, size_t from, size_t in_turn) {
  for (size_t open = text.find('{', from); open != std::string_view::npos; open = text.find('{', open + 1)) {
    size_t at = open + 1, number = 0;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9')
      number = 10 * number + static_cast<size_t>(text[at++] - '0');
    if (at == open + 1) number = in_turn;
    if (at < text.size() && text[at] == ':') at = std::min(text.find('}', at), text.size());
    if (at < text.size() && text[at] == '}') return {open, at + 1, number};
  }
  return {};
}

std::vector<std::string> pieces_of(std::string_view text) {
  std::vector<std::string> pieces;
  size_t from = 0;
  for (Gap gap = next_gap(text, 0, 0); gap.begin != std::string_view::npos; gap = next_gap(text, from, 0)) {
    pieces.emplace_back(text.substr(from, gap.begin - from));
    from = gap.end;
  }
  pieces.emplace_back(text.substr(from));
  return pieces;
}

/// What stands in the gaps between `pieces` when `sentence` was made from them; empty: it was not.
std::vector<std::string_view> filled_in(const std::vector<std::string>& pieces, std::string_view sentence) {
  std::vector<std::string_view> parts;
  if (!sentence.starts_with(pieces.front())) return {};
  sentence.remove_prefix(pieces.front().size());
  for (size_t i = 1; i < pieces.size(); ++i) {
    const std::string& literal = pieces[i];
    const bool last = i + 1 == pieces.size();
    if (last && !sentence.ends_with(literal)) return {};
    const size_t at = last ? sentence.size() - literal.size() : sentence.find(literal);
    if (at == std::string_view::npos || at == 0) return {};
    parts.push_back(sentence.substr(0, at));
    sentence.remove_prefix(at + literal.size());
  }
  return parts;
}

std::string fill_in(std::string_view pattern, const std::vector<std::string>& parts) {
  std::string filled;
  size_t from = 0, in_turn = 0;
  for (Gap gap = next_gap(pattern, 0, 0); gap.begin != std::string_view::npos;
       gap = next_gap(pattern, from, ++in_turn)) {
    filled += pattern.substr(from, gap.begin - from);
    if (gap.number < parts.size()) filled += parts[gap.number];
    from = gap.end;
  }
  return filled.append(pattern.substr(from));
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

Expected<void> Strings::add_file(std::string_view content, const std::string& name) {
  try {
    const toml::table document = toml::parse(content, name);
    for (const auto& [english, translated] : document)
      if (const auto words = translated.value<std::string>())
        table_.emplace(std::string(english.str()), *words);
  } catch (const toml::parse_error& error) {
    return fail(FailureKind::bad_data, std::string("the table of texts is broken: ") + error.what(), name,
                "start with --lang en");
  }
  return {};
}

void Strings::gather_patterns() {
  for (const auto& [english, translated] : table_) {
    Pattern pattern{pieces_of(english), 0, translated};
    for (const std::string& piece : pattern.pieces) pattern.words += piece.size();
    if (pattern.pieces.size() > 1 && pattern.words >= least_words) patterns_.push_back(std::move(pattern));
  }
  std::ranges::stable_sort(patterns_, std::ranges::greater{}, &Pattern::words);
}

Expected<Strings> Strings::load(std::string_view language) {
  Strings strings;
  if (language.empty() || language == "en") return strings;
  strings.language_ = language;
  for (const EmbeddedFile& file : language_files()) {
    if (file.name != strings.language_ + ".toml" && file.name != strings.language_ + "-commands.toml")
      continue;
    if (auto added = strings.add_file(file.content, std::string(file.name)); !added)
      return tl::unexpected(added.error());
  }
  if (strings.table_.empty())
    return fail(FailureKind::usage, "no texts in the language “" + std::string(language) + "”", "--lang",
                "use --lang en or --lang zh");
  strings.gather_patterns();
  return strings;
}

std::string Strings::sentence(std::string_view english) const {
  if (table_.empty()) return std::string(english);
  if (const std::string* found = find(english)) return *found;
  const auto several = [](std::string_view part) { return part.find("; ") != std::string_view::npos; };
  for (const Pattern& pattern : patterns_) {
    const auto found = filled_in(pattern.pieces, english);
    if (found.empty() || std::ranges::any_of(found, several)) continue;
    std::vector<std::string> parts;
    for (const std::string_view part : found)
      parts.push_back(part.find(' ') == std::string_view::npos ? std::string(part) : sentence(part));
    return fill_in(pattern.translated, parts);
  }
  for (const std::string_view between : {"; ", " · "})  // several in one
    if (const size_t end = english.find(between); end != std::string_view::npos && end > 0)
      return sentence(english.substr(0, end)) + std::string(between) +
             sentence(english.substr(end + between.size()));
  const size_t bracket = english.ends_with(')') ? english.rfind(" (") : std::string_view::npos;
  if (bracket == std::string_view::npos || bracket == 0) return std::string(english);
  return sentence(english.substr(0, bracket)) + std::string(english.substr(bracket));
}

Failure Strings::failure(Failure english) const {
  english.what = sentence(english.what);
  english.hint = sentence(english.hint);
  if (english.where.find(' ') != std::string::npos)  // else it is a name or a path
    if (const std::string* found = find(english.where)) english.where = *found;
  return english;
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
