#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <utility>

#include "core/base/utf8.h"
#include "core/storage/bookmarks_forms.h"
#include "core/storage/latent_text.h"

namespace ganscope::storage {
namespace {

constexpr size_t most_classes = size_t{1} << 20;
constexpr std::array<std::string_view, 7> known_columns{"name",       "step",  "label", "space",
                                                        "truncation", "model", "made"};

std::string cell(const std::string& words) {
  if (words.find_first_of(",\"\r\n") == std::string::npos) return words;
  std::string quoted = "\"";
  for (const char c : words) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

std::string label_cell(const Bookmark& bookmark) {
  if (bookmark.shares.empty()) return bookmark.label < 0 ? "" : fmt::format("{}", bookmark.label);
  // With every class, so that it is known how many there are.
  std::string words;
  for (size_t i = 0; i < bookmark.shares.size(); ++i)
    if (bookmark.shares[i] != 0 || i + 1 == bookmark.shares.size())
      words += fmt::format("{}{}={}", words.empty() ? "" : " ", i, exact_text(bookmark.shares[i]));
  return words;
}

struct Cells {
  int line = 0;  ///< in the file, from 1
  std::vector<std::string> all;
};

/// The next record from `at` on (RFC 4180); false: there is none.
bool next_record(std::string_view text, size_t& at, int& line, Cells& cells) {
  if (at >= text.size()) return false;
  cells = {line, {""}};
  bool quoted = false;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '\n') ++line;
    if (quoted && c == '"' && at + 1 < text.size() && text[at + 1] == '"') {
      cells.all.back() += text[at++];
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && c == ',') {
      cells.all.emplace_back();
    } else if (!quoted && c == '\n') {
      ++at;
      return true;
    } else if (quoted || c != '\r') {
      cells.all.back() += c;
    }
  }
  return true;
}

/// What stands in which column.
struct Columns {
  std::map<std::string, size_t> named;
  std::vector<size_t> values;  ///< of z0, z1, …
  api::Space space = api::Space::z;
  size_t count = 0;
};

Expected<Columns> columns_of(const Cells& head, const std::string& where, std::vector<std::string>& remarks) {
  Columns columns;
  columns.count = head.all.size();
  std::map<size_t, size_t> places;  // number → column
  std::vector<std::string> unknown;
  for (size_t i = 0; i < head.all.size(); ++i) {
    const std::string& word = head.all[i];
    size_t number = 0;
    const bool numbered = word.size() > 1 && std::string_view("zwv").find(word[0]) != std::string_view::npos;
    const auto [end, error] = std::from_chars(word.data() + 1, word.data() + word.size(), number);
    if (numbered && error == std::errc{} && end == word.data() + word.size()) {
      places[number] = i;
      if (word[0] == 'w') columns.space = api::Space::w;
    } else if (std::ranges::find(known_columns, word) != known_columns.end()) {
      columns.named[word] = i;
    } else {
      unknown.push_back(word);
    }
  }
  for (const auto& [number, place] : places) {
    if (number != columns.values.size())
      return fail(FailureKind::bad_data, fmt::format("There is no column z{}", columns.values.size()), where,
                  "the columns of the latent are z0, z1, … without a gap");
    columns.values.push_back(place);
  }
  if (columns.values.empty())
    return fail(FailureKind::bad_data, "There is no column z0", where,
                "the first line names the columns: name,step,label,z0,z1,…");
  if (!unknown.empty())
    remarks.push_back(fmt::format("Columns that mean nothing here: {}", fmt::join(unknown, ", ")));
  return columns;
}

/// Reads one line; throws a Failure.
class CsvBookmark {
 public:
  CsvBookmark(const Columns& columns, const Cells& cells, const std::string& where)
      : columns_(columns), cells_(cells), where_(fmt::format("{}, line {}", where, cells.line)) {}

  [[nodiscard]] Bookmark read() const {
    if (cells_.all.size() != columns_.count)
      broken(fmt::format("it has {} columns, the first line {}", cells_.all.size(), columns_.count));
    Bookmark bookmark;
    bookmark.name = text("name");
    bookmark.space = columns_.space;
    if (const std::string space = text("space"); !space.empty()) {
      if (space != "z" && space != "w") broken(fmt::format("its space is \"{}\"", printable(space)));
      bookmark.space = space == "w" ? api::Space::w : api::Space::z;
    }
    for (const size_t place : columns_.values)
      bookmark.latent.push_back(static_cast<float>(number(cells_.all[place])));
    for (const float value : bookmark.latent)
      if (!std::isfinite(value)) broken("a number is too large");
    take_label(bookmark, text("label"));
    if (const std::string psi = text("truncation"); !psi.empty()) bookmark.truncation = number(psi);
    const std::string model = text("model");
    if (!model.empty() && model != "ema" && model != "raw")
      broken(fmt::format("its model is \"{}\"", printable(model)));
    if (model == "raw") bookmark.model = api::Model::raw;
    if (const std::string step = text("step"); !step.empty()) bookmark.step = whole(step);
    bookmark.made = text("made");
    return bookmark;
  }

 private:
  [[noreturn]] void broken(const std::string& why) const {
    throw Failure{FailureKind::bad_data, "A bookmark cannot be read: " + why, where_,
                  "a line is name,step,label and the numbers of the latent"};
  }
  [[nodiscard]] std::string text(const char* key) const {
    const auto found = columns_.named.find(key);
    return found == columns_.named.end() ? std::string() : cells_.all[found->second];
  }
  [[nodiscard]] double number(const std::string& words) const {
    double value = 0;
    const size_t from = words.find_first_not_of(" +");
    const char* begin = words.data() + (from == std::string::npos ? words.size() : from);
    const auto [end, error] = std::from_chars(begin, words.data() + words.size(), value);
    const bool whole_cell =
        std::string_view(end, words.data() + words.size()).find_first_not_of(' ') == std::string_view::npos;
    if (error != std::errc{} || !whole_cell || !std::isfinite(value))
      broken(fmt::format("\"{}\" is no finite number", printable(words)));
    return value;
  }
  [[nodiscard]] int64_t whole(const std::string& words) const {
    const double value = number(words);
    if (value < 0 || value > 9e15 || value != std::floor(value))
      broken(fmt::format("\"{}\" is no whole number", printable(words)));
    return static_cast<int64_t>(value);
  }
  void take_label(Bookmark& bookmark, const std::string& words) const {
    if (words.empty()) return;
    if (words.find('=') == std::string::npos) {
      bookmark.label = static_cast<int>(std::min<int64_t>(whole(words), 1 << 24));
      return;
    }
    for (size_t at = 0; at < words.size();) {
      const size_t end = std::min(words.find(' ', at), words.size()), equals = words.find('=', at);
      if (equals == std::string::npos || equals > end)
        broken("its label is no class and no mixture of classes");
      const auto place = static_cast<size_t>(whole(words.substr(at, equals - at)));
      if (place >= most_classes) broken("its label is no class and no mixture of classes");
      if (place >= bookmark.shares.size()) bookmark.shares.resize(place + 1, 0.0F);
      bookmark.shares[place] = static_cast<float>(number(words.substr(equals + 1, end - equals - 1)));
      at = end + 1;
    }
    bookmark.label = static_cast<int>(std::ranges::max_element(bookmark.shares) - bookmark.shares.begin());
  }

  const Columns& columns_;
  const Cells& cells_;
  std::string where_;
};

}  // namespace

Expected<ReadBookmarks> parse_csv_bookmarks(std::string_view text, const std::string& where) {
  size_t at = 0;
  int line = 1;
  Cells cells;
  ReadBookmarks read;
  if (!next_record(text, at, line, cells))
    return fail(FailureKind::bad_data, "This file is empty", where, "take one that holds bookmarks");
  const auto columns = columns_of(cells, where, read.remarks);
  if (!columns) return tl::unexpected(columns.error());
  try {
    while (next_record(text, at, line, cells)) {
      if (cells.all.size() == 1 && cells.all[0].empty()) continue;
      read.list.push_back(CsvBookmark(*columns, cells, where).read());
    }
  } catch (const Failure& failure) {
    return tl::unexpected(failure);
  }
  return read;
}

std::string bookmarks_as_csv(std::span<const Bookmark> list) {
  size_t width = 0, in_w = 0;
  for (const Bookmark& bookmark : list) {
    width = std::max(width, bookmark.latent.size());
    in_w += bookmark.space == api::Space::w ? 1 : 0;
  }
  const bool both = in_w > 0 && in_w < list.size();
  const char letter = both ? 'v' : in_w > 0 ? 'w' : 'z';
  std::string text(csv_begin);
  for (size_t i = 0; i < width; ++i) text += fmt::format(",{}{}", letter, i);
  text += both ? ",space,truncation,model,made\r\n" : ",truncation,model,made\r\n";
  for (const Bookmark& bookmark : list) {
    text += fmt::format("{},{},{}", cell(bookmark.name), bookmark.step, label_cell(bookmark));
    for (const float value : bookmark.latent) text += "," + exact_text(value);
    if (both) text += bookmark.space == api::Space::w ? ",w" : ",z";
    text += fmt::format(",{},{},{}\r\n", bookmark.truncation,
                        bookmark.model == api::Model::raw ? "raw" : "ema", cell(bookmark.made));
  }
  return text;
}

}  // namespace ganscope::storage
