#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/failure.h"
#include "core/base/progress.h"
#include "core/tensorboard/event_reader.h"

namespace ganscope::tensorboard {

/// One value of a curve: 24 bytes.
struct ScalarPoint {
  int64_t step = 0;
  double wall_time = 0;  ///< seconds since 1970
  double value = 0;      ///< may be NaN or infinite, as it was logged
};

struct ScalarSeries {
  std::string tag;
  std::string description = {};  ///< of the tag, where an event has one
  std::vector<ScalarPoint> points = {};
};

/// A tag that is no curve: pictures, histograms, texts.
struct OtherTag {
  std::string tag;
  bool images = false;
  int64_t count = 0;
};

/// All scalars of a folder's event files.
struct ScalarLog {
  std::vector<ScalarSeries> series = {};  ///< by tag; points rising by step, those of one step by wall time
  std::vector<OtherTag> others = {};      ///< by tag
  std::vector<std::filesystem::path> files = {};
  /// What could not be read, a damaged file for instance: what stands before the damage is in `series`.
  std::vector<Failure> problems = {};
};

/// Reads the event files of a folder (or one of them) as one run, whatever program wrote them. Where an event
/// says that logging started anew at a step, what was logged of later steps before it is void, as TensorBoard
/// has it; otherwise nothing is left out, so that a step may have several points. Progress is in bytes. About
/// 24 bytes of memory a point. Fails with `not_found` where there are no event files, with `cancelled`, and
/// with the first problem where nothing at all could be read.
[[nodiscard]] Expected<ScalarLog> read_scalars(const std::filesystem::path& folder,
                                               const WorkContext& work = {});

/// A picture as a file of its own (PNG, also JPEG or GIF).
struct LoggedImage {
  std::string tag;
  int64_t step = 0;
  std::string file = {};
};

/// What has come since the last look.
struct EventNews {
  /// New points alone, in the order in which they stand in the files: `merge` puts them where they belong.
  std::vector<ScalarSeries> series = {};
  std::vector<OtherTag> others = {};     ///< how many more of each
  std::vector<LoggedImage> images = {};  ///< of each tag the newest of these
  /// Logging started anew: what is known from before of this step and later, is void.
  std::optional<int64_t> restarted_at = {};
  std::vector<Failure> problems = {};  ///< those that were not told yet
  bool more = false;                   ///< there is more to read at once: look again soon
  [[nodiscard]] bool empty() const;
};

/// Takes the news of a follower into what is known already; pictures are not kept.
void merge(ScalarLog& log, EventNews news);

/// Follows a folder of event files while somebody trains: new files, longer files. Never writes. A file that
/// is damaged, vanishes or cannot be opened is a problem that is told once; the others go on, and so does it
/// behind a damaged record, or where it becomes readable again. Belongs to one thread, which waits where the
/// disk does: give it one of its own, and `poll` it a few times a second.
///
///     EventFollower follower("runs/mine");
///     ScalarLog log;
///     for (;; pause()) if (auto news = follower.poll()) merge(log, std::move(*news));
class EventFollower {
 public:
  explicit EventFollower(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// Reads on for about `most_bytes`. Fails as `event_files` does while the folder is not there or has no
  /// event files; it may be called again.
  Expected<EventNews> poll(uint64_t most_bytes = uint64_t{16} << 20);

  /// Bytes read so far, and how many the files had when they were last looked at.
  [[nodiscard]] Progress progress() const;
  [[nodiscard]] std::vector<std::filesystem::path> files() const;

 private:
  struct Followed {
    EventReader reader;
    std::string told;  ///< the last problem, so that it is told once
  };
  struct Gathering;
  Expected<void> find_files(EventNews& news);
  static void read_on(Followed& file, uint64_t until, Gathering& gathering);

  std::filesystem::path folder_;
  std::map<std::filesystem::path, Followed> files_;  ///< by name: in TensorBoard's order
};

}  // namespace ganscope::tensorboard
