#include <array>
#include <string>

#include "core/base/check.h"
#include "core/language/grammars.h"

namespace ganscope::language {
namespace {

constexpr int half_length = 5;
enum class Tone { level, oblique };

// What goes with what: characters of one class that stand at the same place of both halves are of one kind.
struct Sort {
  int place;                           // within a half
  std::array<const char*, 8> level;    // first and second tone of today's Mandarin; null: fewer
  std::array<const char*, 8> oblique;  // third and fourth
};
constexpr std::array<Sort, 9> sorts = {{
    {0, {"青", "红", "黄"}, {"碧", "翠", "素"}},              // colours
    {0, {"清", "寒", "明"}, {"静", "暖", "冷"}},              // what one feels
    {1, {"云", "风", "霜", "星"}, {"月", "日", "雨", "雪"}},  // sky
    {1, {"山", "江", "泉", "溪"}, {"水", "岭", "岸", "野"}},  // land
    {2, {"松", "竹", "梅", "花"}, {"柳", "草", "桂", "叶"}},  // plants
    {2, {"楼", "亭", "桥", "窗"}, {"寺", "塔", "院", "径"}},  // what people build
    {3, {"间", "边", "中", "前"}, {"上", "下", "里", "外"}},  // where
    {4, {"流", "飞", "摇"}, {"落", "舞", "动"}},              // what moves
    {4, {"眠", "开", "吟"}, {"照", "睡", "笑"}},              // what rests
}};

struct Character {
  int place, sort;
  Tone tone;
};

enum CoupletRule : size_t { classes, antithesis, tones };

Tone other(Tone tone) { return tone == Tone::level ? Tone::oblique : Tone::level; }

class Couplet final : public Grammar {
 public:
  Couplet() {
    for (size_t sort = 0; sort < sorts.size(); ++sort) {
      for (const Tone tone : {Tone::level, Tone::oblique}) {
        for (const char* text : tone == Tone::level ? sorts[sort].level : sorts[sort].oblique) {
          if (text == nullptr) continue;
          texts_.emplace_back(text);
          characters_.push_back({sorts[sort].place, static_cast<int>(sort), tone});
        }
      }
    }
  }

  std::string key() const override { return "couplet"; }
  const std::vector<std::string>& words() const override { return texts_; }
  std::string separator() const override { return ""; }
  int length() const override { return 2 * half_length; }
  int half() const override { return half_length; }

  Line draw(Random& random) const override {
    const Tone second = random.chance(0.5) ? Tone::level : Tone::oblique;
    Line line(2 * half_length);
    for (int place = 0; place < half_length; ++place) {
      const Tone wanted = place == 1 ? second : (place == 3 ? other(second) : Tone::oblique);
      const bool by_tone = place == 1 || place >= 3;
      const int first = pick(
          random, [&](const Character& c) { return c.place == place && (!by_tone || c.tone == wanted); });
      const Character& above = characters_[static_cast<size_t>(first)];
      line[static_cast<size_t>(place)] = first;
      line[static_cast<size_t>(half_length + place)] = pick(random, [&](const Character& c) {
        return c.sort == above.sort && &c != &above && (!by_tone || c.tone != above.tone);
      });
    }
    return line;
  }

  const std::vector<Rule>& rules() const override {
    static const std::vector<Rule> all = {
        {"classes", "the right class everywhere", "have a character of the wrong class",
         "Adjective, noun, noun, where, verb, in both halves."},
        {"antithesis", "the halves answer each other", "the halves do not answer each other",
         "At the same place of both halves stand two different characters of one kind: colour and colour, "
         "sky "
         "and sky."},
        {"tones", "the tones are right", "the tones are wrong",
         "Level and oblique tones of the second, fourth and fifth characters are opposite in both halves, "
         "those "
         "of the second and fourth within a half; the first half ends obliquely."},
    };
    return all;
  }

  std::vector<Broken> broken(std::span<const int> line) const override {
    GANSCOPE_CHECK(line.size() == 2 * half_length, "a couplet has ten characters");
    const auto at = [&](int i) { return characters_.at(static_cast<size_t>(line[static_cast<size_t>(i)])); };
    const auto right = [&](int i) { return at(i).place == i % half_length; };
    std::vector<Broken> all;
    Broken wrong{classes, {}}, alike{antithesis, {}}, sounds{tones, {}};
    for (int i = 0; i < 2 * half_length; ++i)
      if (!right(i)) wrong.places.push_back(i);
    for (int i = 0; i < half_length; ++i) {
      if (!right(i) || !right(half_length + i)) continue;
      const bool answers = at(i).sort == at(half_length + i).sort;
      const bool same = line[static_cast<size_t>(i)] == line[static_cast<size_t>(half_length + i)];
      if (!answers || same) alike.places.push_back(half_length + i);
    }
    for (const int i : {3, 4, 6, 8, 9}) {
      // The second character of the first half says what all others must be; its last one is oblique.
      const Tone wanted =
          i == 4 ? Tone::oblique : (i == 9 ? Tone::level : (i == 8 ? at(1).tone : other(at(1).tone)));
      const bool known = i == 4 || i == 9 || right(1);
      if (known && right(i) && at(i).tone != wanted) sounds.places.push_back(i);
    }
    for (const Broken& one : {wrong, alike, sounds})
      if (!one.places.empty()) all.push_back(one);
    return all;
  }

 private:
  // One of the characters that will do, all equally likely.
  template <class F>
  int pick(Random& random, const F& will_do) const {
    std::vector<int> some;
    for (size_t i = 0; i < characters_.size(); ++i)
      if (will_do(characters_[i])) some.push_back(static_cast<int>(i));
    return some[random.below(some.size())];
  }

  std::vector<std::string> texts_;
  std::vector<Character> characters_;
};

}  // namespace

const Grammar& couplet() {
  static const Couplet grammar;
  return grammar;
}

}  // namespace ganscope::language
