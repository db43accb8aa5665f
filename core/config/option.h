#pragma once
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/failure.h"

namespace ganscope::config {

using Value = std::variant<bool, int64_t, double, std::string>;

/// Whose quantity it is; the interface draws it in that colour.
enum class Player { none, generator, discriminator, real };

/// How early an option is shown: in the short list, behind "All options", or only in files and on the command
/// line.
enum class Prominence { short_list, all_options, files_only };

/// A parameter, declared once. The experiment file's key, the command line's `--set key=value`, the slider,
/// the tooltip and the validation all derive from it.
struct Option {
  std::string key;                                        ///< globally unique, snake_case: "lr_g"
  std::string title;                                      ///< for people: "Generator learning rate"
  std::string help;                                       ///< one plain sentence, for the tooltip
  Value initial{};                                        ///< its alternative is the option's type
  double min = -std::numeric_limits<double>::infinity();  ///< inclusive, numbers only
  double max = std::numeric_limits<double>::infinity();
  bool logarithmic = false;               ///< a slider of it runs logarithmically
  std::vector<std::string> choices = {};  ///< not empty: a text that must be one of these
  std::string unit = {};
  std::optional<double> usual =
      {};                ///< of a strength that is off at first: where to begin, as the literature does
  bool tunable = false;  ///< may change while training runs, without a reset
  Player player = Player::none;
  Prominence prominence = Prominence::all_options;
};

/// Makers for the usual cases; what they do not ask for is set on the result. A number is whole when
/// `initial` is an int64_t, real when it is a double; the first of `choices` is the initial one.
[[nodiscard]] Option number_option(std::string key, std::string title, std::string help, Value initial,
                                   double min, double max, Player player = Player::none);
/// A real strength between 0 (off, as it is at first) and `max`.
[[nodiscard]] Option strength_option(std::string key, std::string title, std::string help, double usual,
                                     double max, Player player = Player::none);
[[nodiscard]] Option choice_option(std::string key, std::string title, std::string help,
                                   std::vector<std::string> choices, Player player = Player::none);
[[nodiscard]] Option flag_option(std::string key, std::string title, std::string help, bool initial,
                                 Player player = Player::none);

/// Chosen values by key. Holds only values that a declaration has checked.
class Settings {
 public:
  void set(std::string key, Value value) { values_[std::move(key)] = std::move(value); }
  [[nodiscard]] bool has(std::string_view key) const { return values_.find(key) != values_.end(); }
  void erase(std::string_view key);

  /// The value under `key`; a missing key or another type is a bug. `real` also reads integers.
  [[nodiscard]] bool flag(std::string_view key) const;
  [[nodiscard]] int64_t integer(std::string_view key) const;
  [[nodiscard]] double real(std::string_view key) const;
  [[nodiscard]] const std::string& text(std::string_view key) const;
  [[nodiscard]] const Value& at(std::string_view key) const;

  [[nodiscard]] const std::map<std::string, Value, std::less<>>& all() const { return values_; }
  bool operator==(const Settings&) const = default;

 private:
  std::map<std::string, Value, std::less<>> values_;
};

/// Checks type, range and choice. An integer is taken for a real. Fails with `usage`, naming key, range and
/// default.
[[nodiscard]] Expected<Value> check(const Option& option, const Value& value);

/// The same from text, as it stands after `--set key=`: true/false/on/off/yes/no, numbers, words.
[[nodiscard]] Expected<Value> parse(const Option& option, std::string_view text);

/// A value as people and TOML files read it: true, 16, 0.001, faces (no quotes).
[[nodiscard]] std::string to_text(const Value& value);

/// The known word nearest to `word` by edit distance (Damerau–Levenshtein), or empty when none is near.
[[nodiscard]] std::string nearest(std::string_view word, const std::vector<std::string>& known);

}  // namespace ganscope::config
