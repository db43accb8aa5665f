#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/failure.h"

namespace ganscope::text {

/// "en" or "zh": the language that is named, or, where none is, what the environment says (LC_ALL,
/// LC_MESSAGES, LANG), else English.
[[nodiscard]] std::string language_or_own(const std::string& named);

/// The one table of user-facing text: of the window and of what commands write. The key is the English text
/// itself; a missing translation shows the English.
class Strings {
 public:
  Strings() = default;  ///< English
  /// "en" or "zh"; reads the embedded assets/lang/zh.toml and zh-commands.toml. English reads nothing.
  static Expected<Strings> load(std::string_view language);
  /// The text in the chosen language. The result lives as long as the table (or is `english` itself).
  [[nodiscard]] const char* operator()(const char* english) const {
    if (table_.empty()) return english;
    const auto found = table_.find(std::string_view(english));
    return found == table_.end() ? english : found->second.c_str();
  }
  /// The translation of exactly this text; null: there is none, or it is English that is spoken.
  [[nodiscard]] const std::string* find(std::string_view english) const {
    const auto found = table_.find(english);
    return found == table_.end() ? nullptr : &found->second;
  }
  /// A sentence of the engine, whose numbers and names are filled in already: "Saved step 90 in /runs/a"
  /// finds "Saved step {} in {}", or "Saved step {:.0f} in {}"; of several patterns that fit the one with the
  /// most words. What fills it in is looked up, too, where it has several words. A place in brackets at its
  /// end stays as it is. Unknown ones stay English.
  [[nodiscard]] std::string sentence(std::string_view english) const;
  /// A pattern with holes `{}`, translated first and then filled in, as diagnose::Sentence has it: "{{" is a
  /// brace, and arguments may carry marks ("{n:0.5}"). An empty pattern says nothing.
  [[nodiscard]] std::string filled(const std::string& pattern,
                                   const std::vector<std::string>& arguments) const;
  /// The same failure with what went wrong and the hint as sentences of this language.
  [[nodiscard]] Failure failure(Failure english) const;
  [[nodiscard]] std::vector<std::string> all_texts() const;
  [[nodiscard]] std::string_view language() const { return language_; }  ///< "en", "zh"

 private:
  /// A text with gaps, in pieces: one more of them than of gaps.
  struct Pattern {
    std::vector<std::string> pieces;
    size_t words = 0;  ///< bytes of the pieces
    std::string translated;
  };
  [[nodiscard]] Expected<void> add_file(std::string_view content, const std::string& name);
  void gather_patterns();

  std::string language_ = "en";
  std::map<std::string, std::string, std::less<>> table_;
  std::vector<Pattern> patterns_;  ///< those of the table with gaps, most words first
};

}  // namespace ganscope::text
