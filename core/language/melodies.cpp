#include <algorithm>

#include "core/base/check.h"
#include "core/language/grammars.h"
#include "core/melody/compose.h"
#include "core/melody/rules.h"

namespace ganscope::language {
namespace {

class Melodies final : public Grammar {
 public:
  std::string key() const override { return "melody"; }
  const std::vector<std::string>& words() const override { return melody::word_names(); }
  std::string separator() const override { return " "; }
  int length() const override { return melody::places; }

  Line draw(Random& random) const override {
    const melody::Line line = melody::compose(random);
    return {line.begin(), line.end()};
  }

  const std::vector<Rule>& rules() const override {
    static const std::vector<Rule> all = {
        {"scale", "stay in the scale", "leave the scale", "Every note belongs to the key."},
        {"chord_tones", "have chord tones on strong beats", "miss the chord on a strong beat",
         "What sounds on the first and the third beat of a bar is a tone of the bar's chord."},
        {"chords", "have chords of the key", "have a chord of another key",
         "The four chords are triads of the key."},
        {"cadence", "end as they should", "have no cadence",
         "The last two chords are V and I, and the last note is the tonic, held to the end."},
        {"motif", "repeat the first bar's rhythm", "do not repeat the first bar's rhythm",
         "The third bar has the rhythm of the first."},
        {"leaps", "leap no further than a fifth", "leap too far",
         "No two notes in succession are further apart than a fifth."},
    };
    return all;
  }

  std::vector<Broken> broken(std::span<const int> line) const override {
    const melody::Findings findings = melody::look_at(narrow(line));
    std::vector<Broken> found;
    for (size_t rule = 0; rule < melody::rule_count; ++rule)
      if (!findings[rule].whole()) found.push_back({rule, findings[rule].broken});
    return found;
  }

 private:
  static melody::Line narrow(std::span<const int> line) {
    GANSCOPE_CHECK(line.size() == melody::places, "a melody has 36 words");
    melody::Line words{};
    std::ranges::transform(line, words.begin(), [](int word) { return static_cast<uint8_t>(word); });
    return words;
  }
};

}  // namespace

const Grammar& melodies() {
  static const Melodies grammar;
  return grammar;
}

}  // namespace ganscope::language
