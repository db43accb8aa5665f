#include "core/captions/sentence.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <map>

#include "core/config/option.h"

namespace ganscope::captions {
namespace {

constexpr size_t most_listed = 60;

/// The bytes of the UTF-8 letter that begins here; a broken one counts as one byte.
size_t letter_size(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  const size_t size = first < 0x80       ? 1
                      : first >> 5 == 6  ? 2
                      : first >> 4 == 14 ? 3
                      : first >> 3 == 30 ? 4
                                         : 1;
  return std::min(size, text.size());
}

/// Han characters and their like, which stand without spaces between words.
bool stands_alone(std::string_view letter) {
  return letter.size() == 4 || (letter.size() == 3 && static_cast<unsigned char>(letter.front()) >= 0xE3);
}

bool is_chinese(std::string_view text) {
  return !text.empty() && stands_alone(text.substr(0, letter_size(text)));
}

bool separates(std::string_view letter) {
  static constexpr std::array<std::string_view, 10> wide{"，", "、", "；", "。", "：",
                                                         "！", "？", "　", "“",  "”"};
  if (letter.size() == 1) return std::string_view(",;.:!?\"()\n\t/+&").find(letter) != std::string_view::npos;
  return std::ranges::find(wide, letter) != wide.end();
}

using Pieces = std::vector<std::string>;

/// All ways in which words can be said.
struct Forms {
  std::map<Pieces, int> word;
  size_t longest = 1;

  explicit Forms(const Vocabulary& vocabulary) {
    for (int i = vocabulary.size() - 1; i >= 0; --i) {  // of two alike the first counts
      const Word& said = vocabulary.words[static_cast<size_t>(i)];
      add(said.text, i);
      add(said.chinese, i);
      for (const std::string& other : said.also) add(other, i);
    }
  }
  void add(const std::string& text, int number) {
    Pieces pieces = pieces_of(text);
    if (pieces.empty()) return;
    longest = std::max(longest, pieces.size());
    word[std::move(pieces)] = number;
  }
  [[nodiscard]] int find(const Pieces& pieces) const {
    const auto found = word.find(pieces);
    return found == word.end() ? -1 : found->second;
  }
};

struct Match {
  int word = -1;  ///< -1: nothing is known that begins here
  size_t pieces = 1;
};

/// The longest phrase that begins at `at`; else one whose noun stands further on: "long" of "long red hair".
Match match_at(const Forms& forms, const Pieces& pieces, size_t at) {
  const size_t end = static_cast<size_t>(
      std::find(pieces.begin() + static_cast<std::ptrdiff_t>(at), pieces.end(), ",") - pieces.begin());
  const auto from = [&](size_t begin, size_t count) {
    const auto first = pieces.begin() + static_cast<std::ptrdiff_t>(begin);
    return Pieces(first, first + static_cast<std::ptrdiff_t>(count));
  };
  for (size_t count = std::min(forms.longest, end - at); count > 0; --count)
    if (const int word = forms.find(from(at, count)); word >= 0) return {word, count};
  for (size_t noun = at + 2; noun < end; ++noun) {
    for (size_t count = std::min(forms.longest, end - noun); count > 0; --count) {
      Pieces phrase = from(noun, count);
      phrase.insert(phrase.begin(), pieces[at]);
      if (const int word = forms.find(phrase); word >= 0) return {word, 1};
    }
  }
  return {};
}

/// What stands at `at` and is not known: one word, or Chinese characters up to the next known one.
std::string unknown_at(const Forms& forms, const Pieces& pieces, size_t at, size_t& count) {
  std::string unknown = pieces[at];
  count = 1;
  while (is_chinese(pieces[at]) && at + count < pieces.size() && is_chinese(pieces[at + count]) &&
         !is_glue(pieces[at + count]) && match_at(forms, pieces, at + count).word < 0)
    unknown += pieces[at + count++];
  return unknown;
}

/// The known words that a wrong one may have meant: near by spelling, or with a part in common.
std::vector<std::string> near_words(const Vocabulary& vocabulary, const std::string& unknown) {
  constexpr size_t most = 3;
  std::vector<std::string> near, parts;
  const bool chinese = is_chinese(unknown);
  std::map<std::string, std::string> whole;  // a part of a phrase → the phrase
  for (const Word& word : vocabulary.words) {
    const std::string& shown = chinese && !word.chinese.empty() ? word.chinese : word.text;
    for (const std::string& form : {shown, word.text})
      for (const std::string& piece : pieces_of(form)) {
        if (unknown.find(piece) != std::string::npos && piece.size() > 2 && near.size() < most &&
            std::ranges::find(near, shown) == near.end())
          near.push_back(shown);
        if (whole.emplace(piece, shown).second) parts.push_back(piece);
        if (form == piece) whole[piece] = shown;  // "glasses" rather than "no glasses"
      }
  }
  while (near.size() < most) {
    const std::string found = config::nearest(unknown, parts);
    if (found.empty()) break;
    std::erase(parts, found);
    if (std::ranges::find(near, whole[found]) == near.end()) near.push_back(whole[found]);
  }
  return near;
}

std::string list_of(const Vocabulary& vocabulary, bool chinese) {
  std::vector<std::string> shown;
  for (const Word& word : vocabulary.words)
    shown.push_back(chinese && !word.chinese.empty() ? word.chinese : word.text);
  const size_t more = shown.size() > most_listed ? shown.size() - most_listed : 0;
  shown.resize(shown.size() - more);
  return fmt::format("{}{}", fmt::join(shown, chinese ? "，" : ", "), more > 0 ? " …" : "");
}

Failure unknown_word(const Vocabulary& vocabulary, const std::string& unknown, const std::string& where) {
  const std::vector<std::string> near = near_words(vocabulary, unknown);
  const std::string all = list_of(vocabulary, is_chinese(unknown));
  return {FailureKind::usage, fmt::format("no caption of these data says “{}”", unknown), where,
          near.empty() ? fmt::format("it knows: {}", all)
                       : fmt::format("did you mean {}? It knows: {}", fmt::join(near, " / "), all)};
}

}  // namespace

Pieces pieces_of(std::string_view sentence) {
  Pieces pieces;
  std::string word;
  const auto finish = [&] {
    if (!word.empty()) pieces.push_back(std::move(word));
    word.clear();
  };
  while (!sentence.empty()) {
    const std::string_view letter = sentence.substr(0, letter_size(sentence));
    sentence.remove_prefix(letter.size());
    if (separates(letter) || letter == " " || letter == "\r") {
      finish();
      if (separates(letter) && !pieces.empty() && pieces.back() != ",") pieces.emplace_back(",");
    } else if (stands_alone(letter)) {
      finish();
      pieces.emplace_back(letter);
    } else if (letter.size() == 1) {
      word += static_cast<char>(std::tolower(static_cast<unsigned char>(letter.front())));
    } else {
      word += letter;
    }
  }
  finish();
  if (!pieces.empty() && pieces.back() == ",") pieces.pop_back();
  return pieces;
}

bool is_glue(const std::string& piece) {
  static constexpr std::array<std::string_view, 36> glue{
      ",",  "a",  "an", "the", "with", "and",  "wearing", "has",  "have",    "having", "is", "are",
      "of", "in", "on", "at",  "who",  "that", "person",  "face", "someone", "to",     "it", "its",
      "的", "和", "与", "有",  "一",   "个",   "张",      "人",   "是",      "着",     "也", "还"};
  return std::ranges::find(glue, piece) != glue.end();
}

Reading read(const Vocabulary& vocabulary, std::string_view sentence, const std::string& where) {
  const Forms forms(vocabulary);
  const Pieces pieces = pieces_of(sentence);
  Reading reading;
  for (size_t at = 0; at < pieces.size();) {
    const Match match = match_at(forms, pieces, at);
    size_t taken = match.pieces;
    if (match.word >= 0) {
      const int group = vocabulary.words[static_cast<size_t>(match.word)].group;
      const auto other = std::ranges::find_if(reading.caption, [&](int word) {
        return group >= 0 && word != match.word && vocabulary.words[static_cast<size_t>(word)].group == group;
      });
      if (other == reading.caption.end()) {
        reading.caption.push_back(match.word);
      } else if (!reading.trouble) {
        const bool chinese = is_chinese(pieces[at]);
        reading.trouble = Failure{
            FailureKind::usage,
            fmt::format("“{}” and “{}” cannot both be true", sentence_of(vocabulary, {*other}, chinese),
                        sentence_of(vocabulary, {match.word}, chinese)),
            where, "name only one of the two"};
      }
    } else if (!is_glue(pieces[at])) {
      const std::string unknown = unknown_at(forms, pieces, at, taken);
      if (!reading.trouble) reading.trouble = unknown_word(vocabulary, unknown, where);
    }
    at += taken;
  }
  reading.caption = in_order(std::move(reading.caption));
  return reading;
}

}  // namespace ganscope::captions
