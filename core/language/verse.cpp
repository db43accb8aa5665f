#include <array>
#include <string>

#include "core/base/check.h"
#include "core/language/grammars.h"

namespace ganscope::language {
namespace {

constexpr int families = 6, nouns_of_a_family = 4, nouns = families * nouns_of_a_family;
constexpr std::array<const char*, nouns> noun_words = {
    "cat", "hat", "rat", "mat",  "dog", "frog", "log", "hog", "hen", "pen", "den", "wren",
    "pig", "wig", "fig", "twig", "bee", "tree", "key", "pea", "bug", "rug", "mug", "jug"};
constexpr std::array<const char*, 8> adjectives = {"red", "sad", "shy", "big", "tiny", "old", "odd", "ugly"};
constexpr std::array<const char*, 6> verbs = {"sit", "wait", "sing", "dance", "hide", "live"};
constexpr std::array<const char*, 4> prepositions = {"on", "in", "by", "with"};
constexpr std::array<const char*, 6> determiners = {"a", "an", "the", "my", "two", "some"};
struct Determiner {
  enum : int { a, an, the, my, two, some };
};

enum class Kind { determiner, adjective, noun, verb, preposition };
enum class Number { one, many, either };

struct Word {
  Kind kind;
  Number number = Number::either;
  int index = 0;       // in the list of its kind; singular and plural share it
  bool vowel = false;  // it begins with the sound of one
};

constexpr std::array<Kind, 7> pattern = {Kind::determiner,  Kind::adjective,  Kind::noun, Kind::verb,
                                         Kind::preposition, Kind::determiner, Kind::noun};

enum VerseRule : size_t { kinds, article, agreement, rhyme, twice };

class Verse final : public Grammar {
 public:
  Verse() {
    const auto add = [this](const std::string& text, Kind kind, Number number, size_t index) {
      const bool vowel = std::string("aeiou").find(text.front()) != std::string::npos;
      texts_.push_back(text);
      words_.push_back({kind, number, static_cast<int>(index), vowel});
    };
    for (size_t i = 0; i < determiners.size(); ++i)
      add(determiners[i], Kind::determiner,
          i <= Determiner::an ? Number::one : (i >= Determiner::two ? Number::many : Number::either), i);
    for (size_t i = 0; i < adjectives.size(); ++i) add(adjectives[i], Kind::adjective, Number::either, i);
    first_noun_ = static_cast<int>(texts_.size());
    for (size_t i = 0; i < nouns; ++i) add(noun_words[i], Kind::noun, Number::one, i);
    for (size_t i = 0; i < nouns; ++i) add(std::string(noun_words[i]) + "s", Kind::noun, Number::many, i);
    first_verb_ = static_cast<int>(texts_.size());
    for (size_t i = 0; i < verbs.size(); ++i) add(std::string(verbs[i]) + "s", Kind::verb, Number::one, i);
    for (size_t i = 0; i < verbs.size(); ++i) add(verbs[i], Kind::verb, Number::many, i);
    first_preposition_ = static_cast<int>(texts_.size());
    for (size_t i = 0; i < prepositions.size(); ++i)
      add(prepositions[i], Kind::preposition, Number::either, i);
  }

  std::string key() const override { return "verse"; }
  const std::vector<std::string>& words() const override { return texts_; }
  std::string separator() const override { return " "; }
  int length() const override { return static_cast<int>(pattern.size()); }

  Line draw(Random& random) const override {
    const bool many = random.chance(0.5);
    const int adjective = static_cast<int>(determiners.size() + random.below(adjectives.size()));
    const int noun = static_cast<int>(random.below(nouns));
    const int family = noun / nouns_of_a_family;
    // One of the three others of its family.
    const int place = noun % nouns_of_a_family + 1 + static_cast<int>(random.below(nouns_of_a_family - 1));
    const int other = family * nouns_of_a_family + place % nouns_of_a_family;
    const int of_number = many ? nouns : 0;
    const int verb =
        static_cast<int>(random.below(verbs.size())) + (many ? static_cast<int>(verbs.size()) : 0);
    const int preposition = first_preposition_ + static_cast<int>(random.below(prepositions.size()));
    const int first = first_noun_ + of_number + noun, second = first_noun_ + of_number + other;
    const int before_adjective = determiner(random, many, adjective);
    const int before_noun = determiner(random, many, second);
    return {before_adjective, adjective, first, first_verb_ + verb, preposition, before_noun, second};
  }

  const std::vector<Rule>& rules() const override {
    static const std::vector<Rule> all = {
        {"kinds", "the right kind of word everywhere", "have a word of the wrong kind",
         "Determiner, adjective, noun, verb, preposition, determiner, noun: each at its place."},
        {"article", "a or an as it must be", "a for an, or an for a",
         "“an” before old, odd and ugly, “a” before all others."},
        {"agreement", "one or many throughout", "one and many mixed",
         "Both nouns, their determiners and the verb speak of one, or all of many."},
        {"rhyme", "rhymes", "do not rhyme", "The second noun rhymes with the first."},
        {"twice", "two different nouns", "a word twice", "The second noun is not the first one again."},
    };
    return all;
  }

  std::vector<Broken> broken(std::span<const int> line) const override {
    GANSCOPE_CHECK(line.size() == pattern.size(), "a verse has seven words");
    std::array<Word, pattern.size()> word{};
    std::vector<Broken> all;
    Broken wrong{kinds, {}};
    for (size_t i = 0; i < pattern.size(); ++i) {
      word[i] = words_.at(static_cast<size_t>(line[i]));
      if (word[i].kind != pattern[i]) wrong.places.push_back(static_cast<int>(i));
    }
    const auto right = [&](size_t i) { return word[i].kind == pattern[i]; };
    if (!wrong.places.empty()) all.push_back(wrong);
    Broken of_article{article, {}};
    for (const size_t i : {0, 5}) {
      if (!right(i) || word[i].index > Determiner::an) continue;
      if ((word[i].index == Determiner::an) != word[i + 1].vowel)
        of_article.places.push_back(static_cast<int>(i));
    }
    if (!of_article.places.empty()) all.push_back(of_article);
    if (Broken mixed{agreement, disagreeing(word)}; !mixed.places.empty()) all.push_back(mixed);
    if (!right(2) || !right(6)) return all;
    if (word[2].index / nouns_of_a_family != word[6].index / nouns_of_a_family)
      all.push_back({rhyme, {2, 6}});
    if (word[2].index == word[6].index) all.push_back({twice, {2, 6}});
    return all;
  }

 private:
  // A determiner of this number that goes before the word `next`.
  int determiner(Random& random, bool many, int next) const {
    if (many)
      return std::array<int, 4>{Determiner::the, Determiner::my, Determiner::two,
                                Determiner::some}[random.below(4)];
    const int article_before = words_[static_cast<size_t>(next)].vowel ? Determiner::an : Determiner::a;
    return std::array<int, 3>{article_before, Determiner::the, Determiner::my}[random.below(3)];
  }

  // The places that do not speak of as many as the first noun does, that is one or many.
  static std::vector<int> disagreeing(const std::array<Word, pattern.size()>& word) {
    Number number = word[2].kind == Kind::noun ? word[2].number : Number::either;
    std::vector<int> places;
    for (const size_t i : {0, 3, 5, 6}) {
      if (word[i].kind != pattern[i] || word[i].number == Number::either) continue;
      if (number == Number::either) number = word[i].number;
      if (word[i].number != number) places.push_back(static_cast<int>(i));
    }
    return places;
  }

  std::vector<std::string> texts_;
  std::vector<Word> words_;
  int first_noun_ = 0, first_verb_ = 0, first_preposition_ = 0;
};

}  // namespace

const Grammar& verse() {
  static const Verse grammar;
  return grammar;
}

}  // namespace ganscope::language
