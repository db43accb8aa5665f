#include "core/storage/latent_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <utility>

#include "core/base/utf8.h"

namespace ganscope::storage {
namespace {

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_quote(char c) { return c == '\'' || c == '"'; }

tl::unexpected<Failure> refuse(std::string what, std::string hint) {
  return fail(FailureKind::bad_data, std::move(what), "pasted text", std::move(hint));
}

/// Reads what Python prints. The numbers of an innermost bracket are a group; so is a line of plain numbers.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::vector<std::vector<float>> groups;
  bool bracketed = false;

  Expected<void> read() {
    if (text_.find("...") != std::string_view::npos || text_.find("…") != std::string_view::npos)
      return refuse("Python has left numbers out (\"...\")",
                    "print all of them, for example with print(z.tolist())");
    while (at_ < text_.size()) {
      if (auto taken = take(); !taken) return taken;
    }
    if (!depth_.empty())
      return refuse("A bracket is not closed", "copy everything, from the first bracket to the last");
    end_group();
    return {};
  }

 private:
  Expected<void> take() {
    const char c = text_[at_];
    if (c == '\n' && depth_.empty()) end_group();
    if (is_space(c) || c == ',' || c == ';') {
      ++at_;
      return {};
    }
    if (c == '[' || c == '(') {
      if (c == '[') end_group();
      bracketed = bracketed || c == '[';
      depth_.push_back(c);
      ++at_;
      return {};
    }
    if (c == ']' || c == ')') return close(c);
    if (is_letter(c)) return word();
    return number();
  }

  Expected<void> close(char c) {
    if (depth_.empty() || (depth_.back() == '[') != (c == ']'))
      return refuse(fmt::format("There is a {} without its beginning", c),
                    "copy everything, from the first bracket to the last");
    depth_.pop_back();
    if (c == ']') end_group();
    ++at_;
    return {};
  }

  /// array(, torch.tensor(, z =, device='cuda:0', nan …
  Expected<void> word() {
    const size_t begin = at_;
    while (at_ < text_.size() && (is_letter(text_[at_]) || is_digit(text_[at_]) || text_[at_] == '.')) ++at_;
    const std::string_view name = text_.substr(begin, at_ - begin);
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
    const char next = at_ < text_.size() ? text_[at_] : '\0';
    if (next == '(') return {};
    if (next == '=') {
      ++at_;
      if (!depth_.empty()) skip_value();
      return {};
    }
    const std::string lower = lower_case(name);
    if (lower == "nan" || lower == "inf" || lower == "infinity") return not_finite(name);
    return refuse(fmt::format("\"{}\" is no number", printable(name)),
                  "paste a list of numbers, or what Python prints of a vector");
  }

  [[nodiscard]] tl::unexpected<Failure> not_finite(std::string_view word) const {
    return refuse(fmt::format("Number {} is {}", group_.size() + 1, word),
                  "a latent has finite numbers only; look at where it was computed");
  }

  /// What an argument by name is given: to the comma or bracket behind it.
  void skip_value() {
    int open = 0;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (open == 0 && (c == ',' || c == ')')) return;
      if (is_quote(c)) {
        const size_t end = text_.find(c, at_ + 1);
        at_ = end == std::string_view::npos ? text_.size() : end;
      }
      if (c == '(' || c == '<' || c == '[') ++open;
      if (c == ')' || c == '>' || c == ']') --open;
      if (at_ < text_.size()) ++at_;
    }
  }

  Expected<void> number() {
    const size_t sign = text_[at_] == '+' ? 1 : 0;  // from_chars takes none
    // U+2212, the minus sign of books.
    constexpr std::string_view long_minus = "−";
    const bool negated = text_.substr(at_).starts_with(long_minus);
    const size_t begin = at_ + (negated ? long_minus.size() : sign);
    double value = 0;
    const auto [end, error] = std::from_chars(text_.data() + begin, text_.data() + text_.size(), value);
    if (error == std::errc::invalid_argument) {
      size_t stop = at_;
      while (stop < text_.size() && !is_space(text_[stop]) && stop - at_ < 24) ++stop;
      return refuse(fmt::format("\"{}\" is no number", printable(text_.substr(at_, stop - at_))),
                    "paste a list of numbers, or what Python prints of a vector");
    }
    const auto taken = static_cast<float>(negated ? -value : value);
    const std::string_view written = text_.substr(at_, static_cast<size_t>(end - text_.data()) - at_);
    const bool vanishing = error == std::errc::result_out_of_range &&
                           written.find('-') != std::string_view::npos &&
                           written.find("e-") != std::string_view::npos;
    if (error == std::errc::result_out_of_range && !vanishing) return not_finite(printable(written));
    if (!std::isfinite(taken)) return not_finite(printable(written));
    group_.push_back(vanishing ? 0.0F : taken);
    at_ = static_cast<size_t>(end - text_.data());
    return {};
  }

  void end_group() {
    if (!group_.empty()) groups.push_back(std::exchange(group_, {}));
  }

  std::string_view text_;
  size_t at_ = 0;
  std::vector<char> depth_;  // brackets that are open
  std::vector<float> group_;
};

/// All numbers in rows of `width`.
std::vector<std::vector<float>> in_rows(const std::vector<std::vector<float>>& groups, size_t width) {
  std::vector<std::vector<float>> rows;
  for (const std::vector<float>& group : groups) {
    for (const float value : group) {
      if (rows.empty() || rows.back().size() == width) rows.emplace_back();
      rows.back().push_back(value);
    }
  }
  return rows;
}

std::string step_words(const Bookmark& bookmark) {
  const int64_t step = bookmark.drawn ? bookmark.drawn->step : bookmark.step;
  return fmt::format("{}", step);
}

/// The words in a shell's single quotes, where it needs them.
std::string quoted(const std::string& words) {
  constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+:,@";
  if (!words.empty() && words.find_first_not_of(plain) == std::string::npos) return words;
  std::string result = "'";
  for (const char c : words) result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return result + "'";
}

/// Without line breaks, which would end a comment.
std::string on_one_line(std::string words) {
  for (char& c : words)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  return words;
}

}  // namespace

std::string exact_text(float value) {
  std::string words = fmt::format("{}", value);
  // A decimal may lie so near the middle of two floats that rounding it to a double first goes astray.
  if (static_cast<float>(std::strtod(words.c_str(), nullptr)) != value)
    words = fmt::format("{}", static_cast<double>(value));
  return words;
}

std::string latent_text(std::span<const float> latent) {
  std::string words = "[";
  for (const float value : latent) words += (words.size() > 1 ? ", " : "") + exact_text(value);
  return words + "]";
}

Expected<std::vector<std::vector<float>>> parse_latents(std::string_view text, int latent_dim) {
  Reader reader(text);
  if (auto read = reader.read(); !read) return tl::unexpected(read.error());
  const auto width = static_cast<size_t>(std::max(1, latent_dim));
  size_t total = 0;
  for (const auto& group : reader.groups) total += group.size();
  if (total == 0)
    return refuse("There are no numbers in what was pasted",
                  fmt::format("copy a list of {} numbers, for example from print(z.tolist())", width));
  const auto fits = [&](const auto& group) { return group.size() == width; };
  if (std::ranges::all_of(reader.groups, fits)) return std::move(reader.groups);
  // [N, latent_dim, 1, 1], or a vector that goes over several lines.
  const bool alone = std::ranges::all_of(reader.groups, [](const auto& group) { return group.size() == 1; });
  if ((alone && total % width == 0) || (!reader.bracketed && total == width))
    return in_rows(reader.groups, width);
  const auto other = std::ranges::find_if_not(reader.groups, fits);
  const size_t found = reader.bracketed && !alone ? other->size() : total;
  const std::string which =
      reader.groups.size() > 1 && reader.bracketed && !alone
          ? fmt::format("Row {} has", static_cast<size_t>(other - reader.groups.begin()) + 1)
          : std::string("What was pasted has");
  return refuse(fmt::format("{} {} numbers, and a latent of this model {}", which, found, width),
                "take the vector from a model with as many, and all of it: print(z.tolist())");
}

std::string python_lines(const Bookmark& bookmark, const PythonRun& run) {
  const bool in_w = bookmark.space == api::Space::w;
  const char* z = in_w ? "w" : "z";
  std::string lines = "import torch\n\n";
  lines += fmt::format("# {}: step {}, {}. First, in a terminal:\n", on_one_line(bookmark.name),
                       step_words(bookmark), bookmark.model == api::Model::ema ? "EMA" : "raw");
  lines += fmt::format("#   ganscope export {} --torchscript g.pt --step {}{}\n",
                       run.folder.empty() ? "RUN" : on_one_line(quoted(run.folder)), step_words(bookmark),
                       bookmark.model == api::Model::raw ? " --raw" : "");
  lines += "g = torch.jit.load(\"g.pt\")\n";
  std::vector<float> row = bookmark.latent;
  if (!in_w) {  // the centre of z is 0: what the generator gets
    for (float& value : row) value = static_cast<float>(bookmark.truncation * static_cast<double>(value));
  }
  lines += fmt::format("{} = torch.tensor([{}])\n", z, latent_text(row));
  if (in_w && bookmark.truncation != 1)
    lines += fmt::format("w = g.mean_w + (w - g.mean_w) * {}\n", bookmark.truncation);
  std::string method = in_w ? "forward_w" : "";
  std::string told;
  if (run.conditional && !bookmark.shares.empty()) {
    lines += fmt::format("shares = torch.tensor([{}])  # of every class\n", latent_text(bookmark.shares));
    method = in_w ? "forward_w_shares" : "forward_shares";
    told = ", shares";
  } else if (run.conditional) {
    const std::string name = run.class_name.empty() ? "" : "  # " + on_one_line(run.class_name);
    lines += fmt::format("labels = torch.tensor([{}]){}\n", std::max(0, bookmark.label), name);
    told = ", labels";
  }
  const std::string what =
      run.points ? "  # [1, dimensions], in the data's units"
                 : fmt::format("  # [1, {}, {}, {}], from -1 to 1", run.channels, run.height, run.width);
  lines += fmt::format("{} = g{}{}({}{}){}\n", run.points ? "point" : "picture", method.empty() ? "" : ".",
                       method, z, told, what);
  return lines;
}

}  // namespace ganscope::storage
