#pragma once
#include <fmt/format.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <ostream>
#include <string>

#include "app/text/translation.h"
#include "core/base/failure.h"
#include "core/base/number_text.h"
#include "core/base/progress.h"

namespace ganscope::commands {

/// `pattern` in the language of `tr`, filled in. The English is checked when it is compiled, the Chinese by
/// tests/lint/translations.py.
template <class... Values>
[[nodiscard]] std::string in_language(const text::Strings& tr, fmt::format_string<const Values&...> pattern,
                                      const Values&... values) {
  const fmt::string_view english = pattern;
  const std::string* found = tr.find({english.data(), english.size()});
  return fmt::vformat(found == nullptr ? english : fmt::string_view(*found),
                      fmt::make_format_args(values...));
}

/// Where a command's words go: results to `out`, progress and errors to `err`. On a terminal progress is a
/// bar that redraws itself with rate and time left; otherwise a plain line every few seconds. When nobody
/// reads what stands on `err` any more (`train 2>&1 | head -1`), the program is asked to end. Belongs to the
/// main thread.
class Console {
 public:
  Console(std::ostream& out, std::ostream& err, bool terminal);

  bool quiet = false;  ///< no progress, no remarks; results and errors stay
  text::Strings tr;    ///< the language of all that is said for people

  /// A line of results on standard output, in the language that is spoken.
  template <class... Values>
  void say(fmt::format_string<const Values&...> pattern, const Values&... values) {
    say_line(in_language(tr, pattern, values...));
  }
  /// A line of results as it is.
  void say_line(const std::string& line);
  /// A remark on standard error, unless quiet, in the language that is spoken.
  template <class... Values>
  void remark(fmt::format_string<const Values&...> pattern, const Values&... values) {
    remark_line(in_language(tr, pattern, values...));
  }
  /// A remark as it is.
  void remark_line(const std::string& line);
  /// One JSON object as the last line of standard output.
  void json(const nlohmann::ordered_json& object);
  void error(const Failure& failure);
  /// What of the results could not be written, if anything: a full disk, a closed pipe.
  [[nodiscard]] const std::optional<Failure>& output_lost() const { return output_lost_; }

  /// What went wrong, as part of another sentence, in the language that is spoken: WHAT (WHERE).
  [[nodiscard]] std::string words_of(const Failure& failure) const { return with_place(tr.failure(failure)); }

  /// May be called as often as one likes; draws at most a few times a second. A new `what` starts the clock
  /// anew. `rate` in `unit` per second; negative: worked out from `done`. `detail` stands at the end.
  void progress(const Progress& progress, const std::string& unit = "", double rate = -1,
                const std::string& detail = "");
  /// Ends the bar, so that the next line starts on its own.
  void end_progress();

  /// For long work: its progress drawn here, cancelled by Ctrl-C.
  [[nodiscard]] WorkContext work();

 private:
  void draw(const std::string& line);
  void tell(const std::string& text);

  std::ostream& out_;
  std::ostream& err_;
  bool terminal_;
  std::string what_;
  std::chrono::steady_clock::time_point started_, drawn_;
  int64_t first_ = 0;
  size_t width_ = 0;  ///< of the bar's line on screen, 0: none
  std::optional<Failure> output_lost_;
};

/// The bar's line, for tests: "Training  [#####-----]  50 %  500/1,000 steps  100 steps/s  0:05 left".
[[nodiscard]] std::string progress_text(const Progress& progress, const std::string& unit, double rate,
                                        const std::string& detail, bool bar, const text::Strings& tr = {});
[[nodiscard]] std::string duration_text(double seconds);  ///< "0:05", "1:02:03"

}  // namespace ganscope::commands
