#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/follow/news.h"
#include "core/tensorboard/scalars.h"

namespace ganscope::follow {

/// Whether this is a folder of event files (or one such file) that is no run of ours or of ganscope.py.
[[nodiscard]] bool is_event_run(const std::filesystem::path& folder);

/// Reads TensorBoard's event files of one folder as a run: every tag a column (event_columns.h), every step a
/// row; rows of one step complement one another. `seconds` are those since the first point, by the writer's
/// clock, and never fall. Where a tag is new, or points come late (of files that are written side by side,
/// or of tags with steps of their own), the rows begin anew, at most every other second. The newest picture
/// of the tag that speaks most of samples is the sheet. About 24 bytes of memory a point.
class EventsReader final : public FolderReader {
 public:
  /// Of what stands there at first, about `shown_rows` rows are given, each for as many neighbours.
  explicit EventsReader(std::filesystem::path folder, size_t shown_rows = size_t{1} << 16);

  [[nodiscard]] News look(Clock::time_point now) override;

 private:
  void take(tensorboard::EventNews found, News& news, Clock::time_point now);
  void begin_anew(News& news);
  void add_rows(std::vector<tensorboard::ScalarSeries> series, News& news);
  void take_images(std::vector<tensorboard::LoggedImage> images, News& news);
  void give_image(News& news);
  void tell_rest(News& news);
  [[nodiscard]] bool needs_anew(const tensorboard::EventNews& found) const;
  [[nodiscard]] bool newest_file_is_old() const;
  void tell_life(News& news, Life life);
  void remark(News& news, std::string text);
  /// A point of this step was read: `seconds_` is then that of its row.
  void reach(int64_t step, double wall_time);

  std::filesystem::path folder_;
  size_t shown_rows_;
  tensorboard::EventFollower follower_;
  tensorboard::ScalarLog log_;
  std::map<std::string, size_t> column_at_;  ///< by tag
  std::vector<std::string> columns_;
  bool read_ = false;  ///< what stood there at first
  bool late_ = false;  ///< rows that were given are not all there is, or not in order
  std::optional<Clock::time_point> anew_at_, grown_at_;
  int64_t newest_step_ = -1;
  double first_wall_ = 0, seconds_ = 0;
  std::optional<tensorboard::LoggedImage> image_;  ///< that was read and not shown yet
  std::string image_tag_;                          ///< of the sheet
  std::optional<Life> life_;
  std::set<std::string> remarked_;
};

}  // namespace ganscope::follow
