#include "core/data/text/csv_points.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "core/data/byte_source.h"
#include "core/data/parallel.h"
#include "core/data/text/numbers.h"

namespace ganscope::data {
namespace {

constexpr size_t most_csv_bytes = size_t{512} << 20, csv_block = size_t{1} << 20, longest_line = 4096;
constexpr size_t most_points = 5000000;
constexpr double largest = 1e12;

std::vector<std::string_view> split(std::string_view line, char separator) {
  if (separator != ' ') return fields(line, separator);
  std::vector<std::string_view> found;
  for (const std::string_view field : fields(line, ' '))
    if (!field.empty()) found.push_back(field);
  return found;
}

char separator_of(std::string_view line) {
  for (const char candidate : {',', ';', '\t'})
    if (line.find(candidate) != std::string_view::npos) return candidate;
  return ' ';
}

/// What stands in a message: short, and nothing but what can be printed.
std::string shown(std::string_view text) {
  std::string plain(text.substr(0, 24));
  std::ranges::replace_if(
      plain, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, '?');
  return plain + (text.size() > 24 ? "…" : "");
}

/// Takes line after line.
class Reader {
 public:
  explicit Reader(std::string file) : file_(std::move(file)) {}

  Expected<void> line(std::string_view text) {
    ++number_;
    if (number_ == 1 && text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);  // a byte order mark
    text = trimmed(text);
    if (text.empty() || text.starts_with('#')) return {};
    if (text.find('\0') != std::string_view::npos) return wrong("this is not text");
    if (!seen_) separator_ = separator_of(text);
    const auto words = split(text, separator_);
    const bool header = !seen_ && std::ranges::any_of(words, [](auto word) { return !number(word); });
    if (!seen_ && words.size() > 2)
      return wrong(fmt::format("{} columns, where points have one or two", words.size()));
    if (!seen_) columns_ = words.size();
    seen_ = true;
    if (words.size() != columns_)
      return wrong(fmt::format("{} columns, where the lines before have {}", words.size(), columns_));
    if (header) return {};
    for (const std::string_view word : words) {
      const auto value = number(word);
      if (!value)
        return wrong(word.empty() ? "a number is missing" : fmt::format("\"{}\" is no number", shown(word)));
      if (!(std::abs(*value) <= largest))
        return wrong(fmt::format("\"{}\" is not between −1e12 and 1e12", shown(word)));
      result.points.push_back(static_cast<float>(*value));
    }
    if (result.points.size() > most_points * columns_)
      return wrong(fmt::format("more than {} points", most_points));
    return {};
  }

  Expected<CsvPoints> finish() {
    result.dimensions = static_cast<int>(columns_);
    bool differ = false;
    for (size_t i = columns_; i < result.points.size() && !differ; ++i)
      differ = result.points[i] != result.points[i % columns_];
    if (!differ)
      return fail(FailureKind::bad_data, "there are no two different points in it", file_,
                  "Give a file with a point a line, x or x,y.");
    return std::move(result);
  }

  CsvPoints result;

 private:
  [[nodiscard]] tl::unexpected<Failure> wrong(const std::string& what) const {
    return fail(FailureKind::bad_data, what, fmt::format("{}, line {}", file_, number_),
                "Give a file with a point a line, x or x,y, and at most one line of headings above.");
  }

  std::string file_;
  int64_t number_ = 0;
  bool seen_ = false;  // a line with content
  char separator_ = ',';
  size_t columns_ = 0;
};

}  // namespace

Expected<CsvPoints> read_csv_points(const std::filesystem::path& file, const WorkContext& context) {
  auto source = ByteSource::open(file);
  if (!source) return tl::unexpected(source.error());
  Reader reader(file.string());
  std::vector<uint8_t> buffer(csv_block);
  std::string rest;  // of the block before: the beginning of a line
  size_t total = 0;
  while (true) {
    if (context.cancelled()) return stopped("Reading points");
    const auto got = source->read(buffer);
    if (!got) return tl::unexpected(got.error());
    if (*got == 0) break;
    total += *got;
    context.report({"Reading points", static_cast<int64_t>(total), 0});
    if (total > most_csv_bytes)
      return fail(FailureKind::bad_data, "more than 512 MB of text", file.string(),
                  "Give a file with fewer points; a million are plenty.");
    std::string_view text(reinterpret_cast<const char*>(buffer.data()), *got);
    for (size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
      rest.append(text.substr(0, end));
      if (auto taken = reader.line(rest); !taken) return tl::unexpected(taken.error());
      rest.clear();
      text.remove_prefix(end + 1);
    }
    rest.append(text);
    if (rest.size() > longest_line) break;  // no table of numbers has such lines
  }
  if (!rest.empty())
    if (auto taken = rest.size() > longest_line ? reader.line(std::string_view("\0", 1)) : reader.line(rest);
        !taken)
      return tl::unexpected(taken.error());
  return reader.finish();
}

}  // namespace ganscope::data
