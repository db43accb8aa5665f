#include "core/follow/csv_tail.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <limits>
#include <utility>

namespace ganscope::follow {
namespace {

constexpr float no_value = std::numeric_limits<float>::quiet_NaN();
constexpr size_t longest_head = size_t{1} << 17;  // 512 keys and more
constexpr size_t compared_bytes = 96;             // a row is hardly longer
constexpr size_t sampled_bytes = size_t{1} << 16;

/// Up to `count` bytes from `from` on; fewer at the end of the file, or where they cannot be read.
std::string bytes_at(int descriptor, uint64_t from, size_t count) {
  std::string bytes(count, '\0');
  size_t done = 0;
  while (done < count) {
    const ssize_t got =
        ::pread(descriptor, bytes.data() + done, count - done, static_cast<off_t>(from + done));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    done += static_cast<size_t>(got);
  }
  bytes.resize(done);
  return bytes;
}

/// The file's first line without its end; nothing while it has none.
std::optional<std::string> head_of(int descriptor) {
  const std::string start = bytes_at(descriptor, 0, longest_head);
  const size_t end = start.find('\n');
  return end == std::string::npos ? std::nullopt : std::optional(start.substr(0, end));
}

std::string_view next_cell(std::string_view& line) {
  const size_t comma = std::min(line.find(','), line.size());
  const std::string_view cell = line.substr(0, comma);
  line.remove_prefix(std::min(comma + 1, line.size()));
  return cell;
}

template <class Number>
bool parse(std::string_view cell, Number& value) {
  const auto parsed = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  return parsed.ec == std::errc{} && parsed.ptr == cell.data() + cell.size();
}

}  // namespace

void CsvTail::Close::operator()(const int* descriptor) const {
  ::close(*descriptor);
  delete descriptor;
}

CsvTail::CsvTail(std::filesystem::path file, size_t shown_rows)
    : file_(std::move(file)), shown_rows_(std::max<size_t>(shown_rows, 1)) {}

bool CsvTail::same_file(bool doubt) const {
  struct stat opened {};
  struct stat named {};
  if (::fstat(*open_, &opened) != 0) return false;
  if (static_cast<uint64_t>(opened.st_size) < offset_) return false;
  if (::stat(file_.c_str(), &named) != 0) return true;  // gone: a new one may come, the rows stay
  if (named.st_ino != opened.st_ino || named.st_dev != opened.st_dev) return false;
  if (bytes_at(*open_, offset_ - before_.size(), before_.size()) != before_) return false;
  if (!doubt) return true;
  // Inodes that mean nothing: what the path leads to is opened once more.
  const int descriptor = ::open(file_.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return true;
  const std::unique_ptr<const int, Close> again(new int(descriptor));
  return head_of(descriptor) == head_ &&
         bytes_at(descriptor, offset_ - before_.size(), before_.size()) == before_;
}

bool CsvTail::begin(News& news) {
  const int descriptor = ::open(file_.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) return false;
  std::unique_ptr<const int, Close> opened(new int(descriptor));
  struct stat seen {};
  if (::fstat(descriptor, &seen) != 0 || !S_ISREG(seen.st_mode)) return false;
  auto head = head_of(descriptor);
  if (!head) return false;
  open_ = std::move(opened);
  head_ = std::move(*head);
  offset_ = head_.size() + 1;
  before_ = head_.substr(head_.size() - std::min(head_.size(), compared_bytes - 1)) + "\n";
  std::string_view names = head_;
  next_cell(names);
  next_cell(names);
  news = {};
  news.anew = true;
  while (!names.empty()) news.keys.emplace_back(next_cell(names));
  columns_ = news.keys.size();
  grouped_ = 0;
  // How many rows there are, by the length of the first.
  const std::string sample = bytes_at(descriptor, offset_, sampled_bytes);
  const auto lines = static_cast<uint64_t>(std::ranges::count(sample, '\n'));
  thin_until_ = static_cast<uint64_t>(seen.st_size);
  const uint64_t rows = sample.empty() ? 0 : (thin_until_ - offset_) * lines / sample.size();
  stride_ = static_cast<size_t>(std::max<uint64_t>((rows + shown_rows_ - 1) / shown_rows_, 1));
  return true;
}

CsvTail::News CsvTail::look(size_t most_bytes, bool doubt) {
  News news;
  if ((!open_ || !same_file(doubt)) && !begin(news)) return news;
  const std::string text = bytes_at(*open_, offset_, most_bytes);
  const size_t end = text.rfind('\n');
  if (end == std::string::npos) return news;
  take_lines(std::string_view(text).substr(0, end + 1), news);
  news.more = text.size() == most_bytes;
  if (!news.more) give_group(news);
  return news;
}

void CsvTail::take_lines(std::string_view text, News& news) {
  const std::string_view all = text;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    take_row(text.substr(0, end), news);
    offset_ += end + 1;
    text.remove_prefix(end + 1);
  }
  const size_t kept = std::min(all.size(), compared_bytes);
  before_ = all.substr(all.size() - kept);
}

void CsvTail::take_row(std::string_view line, News& news) {
  int64_t step = -1;
  double seconds = 0;
  if (!parse(next_cell(line), step) || step < 0 || !parse(next_cell(line), seconds)) {
    ++news.unreadable;
    return;
  }
  if (grouped_ == 0) group_.values.assign(columns_, no_value);
  group_.step = step;
  group_.seconds = seconds;
  for (size_t column = 0; column < columns_ && !line.empty(); ++column)
    if (const std::string_view cell = next_cell(line); !cell.empty()) parse(cell, group_.values[column]);
  ++grouped_;
  if (offset_ >= thin_until_ || grouped_ >= stride_) give_group(news);
}

void CsvTail::give_group(News& news) {
  if (std::exchange(grouped_, 0) == 0) return;
  news.rows.push_back(std::move(group_));
  group_ = {};
}

}  // namespace ganscope::follow
