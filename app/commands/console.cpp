#include "app/commands/console.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <nlohmann/json.hpp>

#include "app/text/columns.h"
#include "core/base/way_out.h"

namespace ganscope::commands {
namespace {

using std::chrono::steady_clock;
constexpr std::chrono::milliseconds redraw_every{100};
constexpr std::chrono::seconds line_every{5};
constexpr int bar_cells = 24;

}  // namespace

std::string duration_text(double seconds) {
  if (!std::isfinite(seconds) || seconds < 0) return "?";
  const auto whole = static_cast<int64_t>(std::lround(seconds));
  if (whole < 3600) return fmt::format("{}:{:02}", whole / 60, whole % 60);
  return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
}

std::string progress_text(const Progress& progress, const std::string& unit, double rate,
                          const std::string& detail, bool bar, const text::Strings& tr) {
  std::string text = tr.sentence(progress.what);
  if (progress.total > 0) {
    const double share =
        std::clamp(static_cast<double>(progress.done) / static_cast<double>(progress.total), 0.0, 1.0);
    if (bar) {
      const int filled = static_cast<int>(share * bar_cells);
      text += fmt::format("  [{}{}]", std::string(static_cast<size_t>(filled), '#'),
                          std::string(static_cast<size_t>(bar_cells - filled), '-'));
    }
    text += fmt::format("  {:3.0f} %", 100 * share);
    if (unit != "s") text += fmt::format("  {}/{}", grouped(progress.done), grouped(progress.total));
  } else if (progress.done > 0) {
    text += fmt::format("  {}", grouped(progress.done));
  }
  if (!unit.empty() && unit != "s") text += std::string(" ") + tr(unit.c_str());
  if (rate > 0 && unit != "s") text += fmt::format("  {:.{}f}/s", rate, rate < 10 ? 1 : 0);
  if (rate > 0 && progress.total > progress.done)
    text += in_language(tr, "  {} left",
                        duration_text(static_cast<double>(progress.total - progress.done) / rate));
  if (!detail.empty()) text += "  " + detail;
  return text;
}

Console::Console(std::ostream& out, std::ostream& err, bool terminal)
    : out_(out),
      err_(err),
      terminal_(terminal),
      started_(steady_clock::now()),
      drawn_(started_ - line_every) {}

void Console::say_line(const std::string& line) {
  end_progress();
  if (output_lost_) return;
  errno = 0;
  out_ << line << std::endl;
  if (out_) return;
  const int error = errno;
  output_lost_ = Failure{FailureKind::io,
                         error == 0 ? "the results cannot be written"
                                    : fmt::format("the results cannot be written: {}", std::strerror(error)),
                         "standard output",
                         error == EPIPE    ? "whoever was to read them has ended"
                         : error == ENOSPC ? "the disk is full: free some space or choose another place"
                                           : "send them somewhere else"};
}

void Console::tell(const std::string& text) {
  errno = 0;
  err_ << text << std::flush;
  if (err_) return;
  if (errno == EPIPE) want_end();
  err_.clear();  // a full disk under a log may have room again
}

void Console::remark_line(const std::string& line) {
  if (quiet) return;
  end_progress();
  tell(line + "\n");
}

void Console::json(const nlohmann::ordered_json& object) {
  // Names of files may hold bytes that are no UTF-8: better a replaced letter than no answer.
  say_line(object.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

void Console::error(const Failure& failure) {
  end_progress();
  const Failure said = tr.failure(failure);
  tell(in_language(tr, "ganscope: error: {}", with_place(said)) + "\n");
  if (!said.hint.empty()) tell(in_language(tr, "  hint: {}", said.hint) + "\n");
}

void Console::progress(const Progress& progress, const std::string& unit, double rate,
                       const std::string& detail) {
  if (quiet) return;
  const auto now = steady_clock::now();
  if (progress.what != what_) {
    end_progress();
    what_ = progress.what;
    started_ = now;
    first_ = progress.done;
    if (!terminal_) drawn_ = now;  // short work leaves no lines in a log
    if (terminal_) drawn_ = now - redraw_every;
  }
  const bool last = terminal_ && progress.total > 0 && progress.done >= progress.total;
  if (now - drawn_ < (terminal_ ? steady_clock::duration(redraw_every) : line_every) && !last) return;
  drawn_ = now;
  if (rate < 0) {
    const double passed = std::chrono::duration<double>(now - started_).count();
    rate = passed > 0.2 ? static_cast<double>(progress.done - first_) / passed : 0;
  }
  draw(progress_text(progress, unit, rate, detail, terminal_, tr));
}

void Console::draw(const std::string& line) {
  if (!terminal_) {
    tell(line + "\n");
    return;
  }
  tell("\r" + text::padded(line, width_));
  width_ = text::columns(line);
}

void Console::end_progress() {
  if (width_ > 0) tell("\n");
  width_ = 0;
  what_.clear();
}

WorkContext Console::work() {
  return {[this](const Progress& now) { progress(now); }, [] { return end_wanted(); }};
}

}  // namespace ganscope::commands
