#pragma once
#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/api/series.h"
#include "core/follow/follower.h"
#include "core/train/history.h"
#include "core/train/stepper.h"

namespace ganscope::train {

/// How fast another process trains, by the rows that it writes. Belongs to one thread.
class FollowedRate {
 public:
  using Clock = std::chrono::steady_clock;
  static constexpr double window_s = 5;                         ///< of its training time
  static constexpr auto still_after = std::chrono::seconds(4);  ///< without a row, by our clock

  void add(const api::MetricRow& row, Clock::time_point now);
  void reset() { *this = {}; }
  /// 0 where nothing has come for a while, or too little is known.
  [[nodiscard]] double steps_per_s(Clock::time_point now) const;

 private:
  std::deque<std::pair<int64_t, double>> rows_;  ///< step, seconds
  Clock::time_point arrived_{};
};

/// A run that another process trains, as far as the trainer thread has come with it.
struct Following {
  Following(std::filesystem::path where, const config::Catalogue& catalogue, std::function<void()> ring)
      : folder(std::move(where)), follower(folder, catalogue, std::move(ring)) {}

  std::filesystem::path folder;
  bool watched = false;   ///< of another program: ganscope.py, or event files
  bool trusted = false;   ///< its generators may be run
  std::string data;       ///< of Open; of ganscope.py's runs to measure with
  bool measured = false;  ///< by us, with that data
  follow::Life life;
  follow::WatchFile watch;
  std::map<int64_t, Moment> moments;
  std::map<int64_t, follow::MomentFiles> files;   ///< of those moments, where they are programs
  decltype(OpenedGenerator::moment) moment = {};  ///< makes them; empty: no generator is open
  /// Why no generator is open yet, and why it is not measured; empty: it is, or nobody wants it.
  std::optional<Failure> no_generator = {}, no_data = {};
  int slow_generators = 0;  ///< that were given up after a long time
  FollowedRate rate;
  api::Followed told;         ///< what the status said last
  follow::Follower follower;  // last: it is taken down first
};

/// The table of a file's columns: those of `known` as that describes them, every other with a plot of its
/// own, in the order of `keys`.
[[nodiscard]] api::SeriesTable table_of(const std::vector<std::string>& keys, const api::SeriesTable& known);

}  // namespace ganscope::train
