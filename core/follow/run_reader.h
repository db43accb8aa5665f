#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/config/catalogue.h"
#include "core/follow/csv_tail.h"
#include "core/follow/news.h"
#include "core/follow/watch_file.h"

namespace ganscope::follow {

/// Reads the folder of a run of ours, or of ganscope.py.
class RunReader final : public FolderReader {
 public:
  /// `catalogue` names the figures of measures.csv; outlives the reader.
  RunReader(std::filesystem::path folder, const config::Catalogue& catalogue);

  [[nodiscard]] News look(Clock::time_point now) override;
  [[nodiscard]] bool watched() const { return watched_; }

 private:
  /// A file or folder as it was seen last; `changed` looks again.
  struct Seen {
    bool there = false;
    std::filesystem::file_time_type time;
    uintmax_t bytes = 0;
    Clock::time_point at;
  };
  [[nodiscard]] bool changed(const char* name, Clock::time_point now);
  void look_at_rows(News& news);
  void look_at_own(News& news, Clock::time_point now);
  void look_at_history(News& news);
  void look_at_checkpoints(News& news);
  void look_at_watched(News& news, Clock::time_point now);
  void look_at_samples(News& news, Clock::time_point now);
  [[nodiscard]] Life life_of_own(Clock::time_point now) const;
  [[nodiscard]] Life life_of_watched(Clock::time_point now);
  void remark(News& news, const Failure& failure);

  std::filesystem::path folder_;
  const config::Catalogue& catalogue_;
  bool watched_;
  CsvTail metrics_, measures_;
  std::map<std::string, Seen> seen_;
  std::optional<std::string> experiment_;
  std::vector<int64_t> moments_;
  std::set<int64_t> read_moments_;
  std::optional<std::filesystem::path> state_;
  std::vector<MomentFiles> files_;
  std::filesystem::path samples_;
  WatchFile watch_;
  bool watch_known_ = false, doubt_ = false;
  double beat_ = 0;
  std::optional<Clock::time_point> beat_at_, row_at_;
  std::optional<Life> life_;
  std::set<std::string> remarked_;
  size_t unreadable_ = 0;
};

}  // namespace ganscope::follow
