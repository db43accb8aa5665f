#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "core/base/utf8.h"
#include "core/image/png_io.h"
#include "core/storage/bookmarks.h"
#include "core/storage/latent_text.h"

namespace ganscope::storage {
namespace {

using Out = nlohmann::ordered_json;

constexpr int64_t version = 1;
constexpr const char* kind = "bookmarks";
constexpr std::string_view csv_begin = "name,step,label";
constexpr size_t most_classes = size_t{1} << 20;
constexpr std::array<std::string_view, 7> known_columns{"name",       "step",  "label", "space",
                                                        "truncation", "model", "made"};

// --- base64 (RFC 4648, section 4)

constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::string as_base64(const std::vector<uint8_t>& bytes) {
  std::string text;
  for (size_t i = 0; i < bytes.size(); i += 3) {
    const size_t some = std::min<size_t>(3, bytes.size() - i);
    uint32_t word = 0;
    for (size_t k = 0; k < 3; ++k) word = word << 8 | (k < some ? bytes[i + k] : 0U);
    for (size_t k = 0; k < 4; ++k) text += k <= some ? letters[word >> (18 - 6 * k) & 63] : '=';
  }
  return text;
}

std::optional<std::vector<uint8_t>> from_base64(std::string_view text) {
  while (text.ends_with('=')) text.remove_suffix(1);
  std::vector<uint8_t> bytes;
  uint32_t word = 0;
  int bits = 0;
  for (const char c : text) {
    const size_t value = letters.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    word = (word << 6 | static_cast<uint32_t>(value)) & 0xFFFFFF;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push_back(static_cast<uint8_t>(word >> bits & 0xFF));
  }
  return bytes;
}

// --- JSON

Out numbers(std::span<const float> values) {
  Out list = Out::array();
  for (const float value : values) list.push_back(std::strtod(exact_text(value).c_str(), nullptr));
  return list;
}

Out as_json(const Bookmark& bookmark, std::span<const std::string> classes) {
  Out out{{"name", bookmark.name}, {"step", bookmark.step}};
  if (bookmark.label >= 0) {
    out["label"] = bookmark.label;
    if (static_cast<size_t>(bookmark.label) < classes.size())
      out["class"] = classes[static_cast<size_t>(bookmark.label)];
  }
  if (!bookmark.shares.empty()) out["shares"] = numbers(bookmark.shares);
  out["space"] = bookmark.space == api::Space::w ? "w" : "z";
  out["latent"] = numbers(bookmark.latent);
  out["truncation"] = bookmark.truncation;
  out["model"] = bookmark.model == api::Model::raw ? "raw" : "ema";
  if (!bookmark.made.empty()) out["made"] = bookmark.made;
  if (!bookmark.drawn) return out;
  out["drawn_step"] = bookmark.drawn->step;
  if (!bookmark.drawn->point.empty()) out["point"] = numbers(bookmark.drawn->point);
  if (bookmark.drawn->picture.empty()) return out;
  if (const auto png = image::encode_png(bookmark.drawn->picture, bookmark.name))
    out["picture"] = as_base64(*png);
  return out;
}

/// What is read of one bookmark of a JSON file; throws what nlohmann throws, or a Failure.
class JsonBookmark {
 public:
  JsonBookmark(const nlohmann::json& from, std::string where) : from_(from), where_(std::move(where)) {}

  [[nodiscard]] Bookmark read(std::vector<std::string>& remarks) const {
    Bookmark bookmark;
    bookmark.name = from_.at("name").get<std::string>();
    bookmark.space = choice("space", "z", "w") ? api::Space::w : api::Space::z;
    bookmark.latent = floats("latent");
    if (bookmark.latent.empty()) broken("it has no numbers");
    bookmark.label = static_cast<int>(whole("label", -1, -1, 1 << 24));
    if (from_.contains("shares")) bookmark.shares = floats("shares");
    bookmark.truncation = from_.value("truncation", 1.0);
    if (!std::isfinite(bookmark.truncation)) broken("its truncation is no number");
    bookmark.model = choice("model", "ema", "raw") ? api::Model::raw : api::Model::ema;
    bookmark.step = whole("step", 0, 0, std::numeric_limits<int64_t>::max());
    bookmark.made = from_.value("made", "");
    bookmark.drawn = drawn(bookmark, remarks);
    return bookmark;
  }

 private:
  [[noreturn]] void broken(const std::string& why) const {
    throw Failure{FailureKind::bad_data, "A bookmark is damaged: " + why, where_,
                  "mend the file, or write it anew"};
  }
  [[nodiscard]] bool choice(const char* key, const std::string& no, const std::string& yes) const {
    const std::string said = from_.value(key, no);
    if (said != no && said != yes) broken(fmt::format("its {} is \"{}\"", key, printable(said)));
    return said == yes;
  }
  [[nodiscard]] int64_t whole(const char* key, int64_t absent, int64_t least, int64_t most) const {
    if (!from_.contains(key) || from_.at(key).is_null()) return absent;
    const auto& value = from_.at(key);
    if (!value.is_number_integer()) broken(fmt::format("its {} is no whole number", key));
    const auto number = value.get<int64_t>();
    if (number < least || number > most) broken(fmt::format("its {} is {}", key, number));
    return number;
  }
  [[nodiscard]] std::vector<float> floats(const char* key) const {
    std::vector<float> values;
    for (const auto& value : from_.at(key)) {
      const auto number = static_cast<float>(value.get<double>());
      if (!std::isfinite(number)) broken(fmt::format("its {} is not finite", key));
      values.push_back(number);
    }
    return values;
  }
  /// A picture that cannot be read is drawn anew.
  [[nodiscard]] std::shared_ptr<const Bookmark::Drawn> drawn(const Bookmark& bookmark,
                                                             std::vector<std::string>& remarks) const {
    Bookmark::Drawn drawn;
    drawn.step = whole("drawn_step", bookmark.step, 0, std::numeric_limits<int64_t>::max());
    if (from_.contains("point")) drawn.point = floats("point");
    if (drawn.point.size() != 2) drawn.point.clear();
    if (from_.contains("picture")) {
      const auto bytes = from_base64(from_.at("picture").get<std::string>());
      auto picture = bytes ? image::decode_png(*bytes, where_) : tl::unexpected(Failure{});
      if (picture)
        drawn.picture = std::move(*picture);
      else
        remarks.push_back(
            fmt::format("The picture of \"{}\" cannot be read and is drawn anew", bookmark.name));
    }
    if (drawn.picture.empty() && drawn.point.empty()) return nullptr;
    return std::make_shared<const Bookmark::Drawn>(std::move(drawn));
  }

  const nlohmann::json& from_;
  std::string where_;
};

Expected<ReadBookmarks> parse_json(std::string_view text, const std::string& where) {
  const auto damaged = [&](const std::string& why) {
    return fail(FailureKind::bad_data, "These bookmarks are damaged: " + why, where,
                "take a copy of the file that is whole");
  };
  try {
    const auto json = nlohmann::json::parse(text);
    if (!json.is_object() || json.value("ganscope", "") != kind)
      return fail(FailureKind::bad_data, "This file holds no bookmarks", where,
                  "bookmarks are written by the tab Samples: ⋯, Save to a file");
    if (json.at("version").get<int64_t>() > version)
      return fail(FailureKind::bad_data, "These bookmarks are of a newer version of ganscope", where,
                  "open them with that version, or write them there as CSV");
    ReadBookmarks read;
    if (json.contains("classes")) read.classes = json.at("classes").get<std::vector<std::string>>();
    for (const auto& one : json.at("bookmarks")) {
      const std::string place = fmt::format("{}, bookmark {}", where, read.list.size() + 1);
      read.list.push_back(JsonBookmark(one, place).read(read.remarks));
    }
    return read;
  } catch (const nlohmann::json::parse_error& error) {
    return damaged(fmt::format("they end or break off at byte {}", error.byte));
  } catch (const nlohmann::json::exception&) {
    return damaged("a member is missing or of another kind");
  } catch (const Failure& failure) {
    return tl::unexpected(failure);
  }
}

// --- CSV

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

Expected<ReadBookmarks> parse_csv(std::string_view text, const std::string& where) {
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

std::string_view without_mark(std::string_view text) {
  constexpr std::string_view mark = "\xEF\xBB\xBF";  // some editors begin a file with it
  if (text.starts_with(mark)) text.remove_prefix(mark.size());
  return text;
}

}  // namespace

std::string bookmarks_as_json(std::span<const Bookmark> list, std::span<const std::string> classes) {
  const auto dump = [](const Out& out) { return out.dump(-1, ' ', false, Out::error_handler_t::replace); };
  std::string text = fmt::format("{{\"ganscope\": \"{}\", \"version\": {},", kind, version);
  if (!classes.empty())
    text += " \"classes\": " + dump(Out(std::vector(classes.begin(), classes.end()))) + ",";
  text += " \"bookmarks\": [";
  for (size_t i = 0; i < list.size(); ++i) text += (i == 0 ? "\n" : ",\n") + dump(as_json(list[i], classes));
  return text + "\n]}\n";
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

bool begins_like_bookmarks(std::string_view first_bytes) {
  std::string_view text = without_mark(first_bytes);
  if (text.starts_with(csv_begin)) return text.size() == csv_begin.size() || text[csv_begin.size()] == ',';
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  // Ours say so first; another program may have put the members in another order.
  return text.starts_with('{') && text.find("\"ganscope\"") != std::string_view::npos &&
         text.find("\"bookmarks\"") != std::string_view::npos;
}

Expected<ReadBookmarks> parse_bookmarks(std::string_view text, const std::string& where) {
  text = without_mark(text);
  const size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos)
    return fail(FailureKind::bad_data, "This file is empty", where, "take one that holds bookmarks");
  if (text[begin] == '{' || text[begin] == '[') return parse_json(text, where);
  return parse_csv(text, where);
}

}  // namespace ganscope::storage
