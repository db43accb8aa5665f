#include "core/base/check.h"
#include "core/language/grammars.h"

namespace ganscope::language {
namespace {

constexpr int plus_sign = 10, equals_sign = 11;
constexpr int largest = 99;  // the result has two digits, too

class Sums final : public Grammar {
 public:
  std::string key() const override { return "sums"; }
  const std::vector<std::string>& words() const override {
    static const std::vector<std::string> signs = {"0", "1", "2", "3", "4", "5",
                                                   "6", "7", "8", "9", "+", "="};
    return signs;
  }
  std::string separator() const override { return ""; }
  int length() const override { return 8; }

  // All pairs whose sum is not above 99 are equally likely.
  Line draw(Random& random) const override {
    for (;;) {
      const auto first = static_cast<int>(random.below(largest + 1));
      const auto second = static_cast<int>(random.below(largest + 1));
      const int sum = first + second;
      if (sum > largest) continue;
      return {first / 10, first % 10, plus_sign, second / 10, second % 10, equals_sign, sum / 10, sum % 10};
    }
  }

  const std::vector<Rule>& rules() const override {
    static const std::vector<Rule> all = {
        {"form", "look like a sum", "do not look like a sum",
         "Two digits, +, two digits, =, two digits: each at its place."},
        {"sum", "are right", "are wrong", "What stands right of = is the sum of what stands left of it."},
    };
    return all;
  }

  std::vector<Broken> broken(std::span<const int> line) const override {
    GANSCOPE_CHECK(line.size() == 8, "a sum has eight signs");
    Broken form{0, {}};
    for (size_t i = 0; i < line.size(); ++i) {
      const bool fits = i == 2 ? line[i] == plus_sign : (i == 5 ? line[i] == equals_sign : line[i] < 10);
      if (!fits) form.places.push_back(static_cast<int>(i));
    }
    if (!form.places.empty()) return {form};
    const int first = 10 * line[0] + line[1], second = 10 * line[3] + line[4];
    const int said = 10 * line[6] + line[7], sum = first + second;
    Broken wrong{1, {}};
    if (sum > largest || said / 10 != sum / 10) wrong.places.push_back(6);
    if (sum > largest || said % 10 != sum % 10) wrong.places.push_back(7);
    if (wrong.places.empty()) return {};
    return {wrong};
  }
};

}  // namespace

const Grammar& sums() {
  static const Sums grammar;
  return grammar;
}

}  // namespace ganscope::language
