#include "core/data/text/word_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <utility>

#include "core/base/utf8.h"
#include "core/data/byte_source.h"
#include "core/data/text/numbers.h"

namespace ganscope::data {
namespace {

constexpr size_t most_text_bytes = size_t{256} << 20, text_block = size_t{1} << 20;
constexpr std::string_view wide_blank = "\xE3\x80\x80";  // U+3000, between Chinese words
constexpr const char* lines_hint =
    "Give a text file in UTF-8 with one sample a line, words separated by spaces, or characters without "
    "spaces.";

/// What of a file's text is a line, with its number.
struct TextLine {
  std::string_view text;
  int64_t number;
};

std::vector<TextLine> lines_in(std::string_view text, int64_t& empty) {
  std::vector<TextLine> found;
  int64_t number = 0;
  while (!text.empty()) {
    const size_t end = std::min(text.find_first_of("\r\n"), text.size());
    const std::string_view line = trimmed(text.substr(0, end));
    const bool both = text.substr(end).starts_with("\r\n");
    text.remove_prefix(std::min(end + (both ? 2 : 1), text.size()));
    ++number;
    if (line.empty())
      ++empty;
    else
      found.push_back({line, number});
  }
  return found;
}

bool has_blank(std::string_view line) { return line.find_first_of(" \t") != std::string_view::npos; }

std::vector<std::string_view> words_in(std::string_view line) {
  std::vector<std::string_view> words;
  while (!line.empty()) {
    const size_t begin = std::min(line.find_first_not_of(" \t"), line.size());
    line.remove_prefix(begin);
    const size_t end = std::min(line.find_first_of(" \t"), line.size());
    if (end > 0) words.push_back(line.substr(0, end));
    line.remove_prefix(end);
  }
  return words;
}

// Of well-formed UTF-8.
std::vector<std::string_view> characters_in(std::string_view line) {
  std::vector<std::string_view> characters;
  for (size_t begin = 0; begin < line.size();) {
    size_t end = begin + 1;
    while (end < line.size() && (static_cast<unsigned char>(line[end]) & 0xC0) == 0x80) ++end;
    characters.push_back(line.substr(begin, end - begin));
    begin = end;
  }
  return characters;
}

/// Numbers of words, the most frequent ones by the alphabet.
struct Numbering {
  std::vector<std::string> words;
  std::map<std::string_view, int> number_of;
  int unknown = -1;  // −1: all are known
  int64_t of_unknown = 0, different = 0;

  [[nodiscard]] int number(std::string_view word) const {
    const auto known = number_of.find(word);
    return known != number_of.end() ? known->second : unknown;
  }
};

Numbering numbered(const std::vector<std::vector<std::string_view>>& lines, bool blanks, int64_t most) {
  std::map<std::string_view, int64_t> counts;
  for (const auto& line : lines)
    for (const std::string_view word : line) ++counts[word];
  std::vector<std::pair<std::string_view, int64_t>> words(counts.begin(), counts.end());
  std::ranges::stable_sort(words, std::greater<>(), &std::pair<std::string_view, int64_t>::second);
  Numbering made;
  made.different = static_cast<int64_t>(words.size());
  const auto room = static_cast<size_t>(most - (blanks ? 1 : 0));
  if (words.size() > room) {
    for (size_t i = room - 1; i < words.size(); ++i) made.of_unknown += words[i].second;
    words.resize(room - 1);
  }
  std::ranges::sort(words);
  if (blanks) made.words.emplace_back(blank_word);
  for (const auto& [word, count] : words) {
    made.number_of[word] = static_cast<int>(made.words.size());
    made.words.emplace_back(word);
  }
  if (made.of_unknown == 0) return made;
  const auto known = made.number_of.find(unknown_word);
  made.unknown = known != made.number_of.end() ? known->second : static_cast<int>(made.words.size());
  if (known == made.number_of.end()) made.words.emplace_back(unknown_word);
  return made;
}

Expected<std::string> whole_text(const std::filesystem::path& file, const WorkContext& context) {
  auto source = ByteSource::open(file);
  if (!source) return tl::unexpected(source.error());
  std::string text;
  std::vector<uint8_t> block(text_block);
  for (;;) {
    if (context.cancelled())
      return fail(FailureKind::cancelled, "stopped by you", file.string(), "Start again whenever you like.");
    const auto count = source->read(block);
    if (!count) return tl::unexpected(count.error());
    text.append(block.begin(), block.begin() + static_cast<std::ptrdiff_t>(*count));
    if (text.size() > most_text_bytes)
      return fail(FailureKind::bad_data, "more than 256 MB of text", file.string(),
                  "Give a part of it: some ten thousand lines are enough.");
    context.report({"Reading lines", static_cast<int64_t>(text.size()), 0});
    if (*count < block.size()) return text;
  }
}

}  // namespace

Expected<WordLines> word_lines_in(std::string_view text, const std::string& where, int64_t most_words) {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
    return fail(FailureKind::bad_data, "this is UTF-16 text, not UTF-8", where, lines_hint);
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);  // a byte order mark
  if (text.find('\0') != std::string_view::npos)
    return fail(FailureKind::bad_data, "this is not text", where, lines_hint);
  std::string narrow;
  if (text.find(wide_blank) != std::string_view::npos) {
    narrow = text;
    for (size_t at = narrow.find(wide_blank); at != std::string::npos; at = narrow.find(wide_blank, at))
      narrow.replace(at, wide_blank.size(), " ");
    text = narrow;
  }
  WordLines made;
  int64_t empty = 0;
  const std::vector<TextLine> found = lines_in(text, empty);
  if (found.empty()) return fail(FailureKind::bad_data, "there is no line in it", where, lines_hint);
  const bool words = std::ranges::any_of(found, has_blank, &TextLine::text);
  made.separator = words ? " " : "";
  std::vector<std::vector<std::string_view>> lines;
  size_t shortest = SIZE_MAX, longest = 0;
  for (const TextLine& line : found) {
    const std::string place = fmt::format("{}, line {}", where, line.number);
    if (!is_utf8(line.text)) return fail(FailureKind::bad_data, "this is not UTF-8 text", place, lines_hint);
    lines.push_back(words ? words_in(line.text) : characters_in(line.text));
    shortest = std::min(shortest, lines.back().size());
    longest = std::max(longest, lines.back().size());
    if (longest > static_cast<size_t>(longest_word_line))
      return fail(FailureKind::bad_data,
                  fmt::format("a line of {} words, where {} are the most", longest, longest_word_line), place,
                  "Break long lines into sentences or verses, or take them out.");
  }
  if (std::ranges::all_of(lines, [&](const auto& line) { return line == lines.front(); }))
    return fail(FailureKind::bad_data,
                lines.size() == 1 ? "there is only one line in it"
                                  : fmt::format("all {} lines in it are the same", lines.size()),
                where, "Give many different lines: what they have in common is what can be learned.");
  const bool blanks = shortest < longest;
  Numbering numbering = numbered(lines, blanks, most_words);
  int64_t all = 0;
  for (const auto& line : lines) all += static_cast<int64_t>(line.size());
  const double unknown = static_cast<double>(numbering.of_unknown) / static_cast<double>(all);
  if (unknown > 0.5)
    return fail(
        FailureKind::bad_data,
        fmt::format("{:.0f} % of all words are none of the {} most frequent", 100 * unknown, most_words),
        where, "Give lines that share their words, or raise vocabulary.");
  const auto count = static_cast<int64_t>(lines.size()), length = static_cast<int64_t>(longest);
  const auto vocabulary = static_cast<int64_t>(numbering.words.size());
  if (count * length * vocabulary > most_word_bytes)
    return fail(
        FailureKind::bad_data,
        fmt::format("{} lines of {} words out of {} take more than 1 GB", count, length, vocabulary), where,
        fmt::format("Give at most {} lines, or lower vocabulary.", most_word_bytes / (length * vocabulary)));
  made.lines.length = static_cast<int>(length);
  made.lines.words.reserve(static_cast<size_t>(count * length));
  std::set<std::vector<int>> different;
  for (const auto& line : lines) {
    for (const std::string_view word : line) made.lines.words.push_back(numbering.number(word));
    for (size_t i = line.size(); i < longest; ++i) made.lines.words.push_back(0);
    const auto last = made.lines[made.lines.count() - 1];
    different.emplace(last.begin(), last.end());
  }
  made.words = std::move(numbering.words);
  if (empty > 0) made.remarks.push_back(fmt::format("{}: {} empty lines are passed over", where, empty));
  if (blanks)
    made.remarks.push_back(fmt::format("{}: lines have {} to {} words; short ones are filled up with blanks",
                                       where, shortest, longest));
  if (numbering.of_unknown > 0)
    made.remarks.push_back(
        fmt::format("{}: of {} different words the most frequent are told, {:.1f} % of all words became “…”",
                    where, numbering.different, 100 * unknown));
  if (different.size() < lines.size())
    made.remarks.push_back(
        fmt::format("{}: of {} lines {} are different", where, lines.size(), different.size()));
  return made;
}

Expected<WordLines> read_word_lines(const std::filesystem::path& file, int64_t most_words,
                                    const WorkContext& context) {
  const auto text = whole_text(file, context);
  if (!text) return tl::unexpected(text.error());
  return word_lines_in(*text, file.string(), most_words);
}

}  // namespace ganscope::data
