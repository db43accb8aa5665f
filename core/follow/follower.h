#pragma once
#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "core/config/catalogue.h"
#include "core/follow/news.h"

namespace ganscope::follow {

/// Reads a run that another process trains, of ours, of ganscope.py or of event files, on a thread of its
/// own, so that neither millions of rows nor a folder that does not answer (a network disk) hold anybody up.
/// Destruction waits at most a quarter of a second: a thread that hangs in the system is left behind, and
/// ends when the system lets it go.
class Follower {
 public:
  static constexpr auto poll_interval = std::chrono::milliseconds(100);

  /// A look that takes longer than `patience` hangs. `catalogue` outlives the program's threads (it is the
  /// engine's); `ring` is called from the thread when there is news.
  Follower(std::filesystem::path folder, const config::Catalogue& catalogue, std::function<void()> ring,
           std::chrono::milliseconds patience = std::chrono::seconds(5));
  ~Follower();
  Follower(const Follower&) = delete;
  Follower& operator=(const Follower&) = delete;

  /// What has been found since the last call, oldest first. Never waits for the disk.
  [[nodiscard]] std::vector<News> take();
  /// Whether the folder has not answered for a while.
  [[nodiscard]] bool hangs() const;

 private:
  struct Shared;
  std::shared_ptr<Shared> shared_;
  std::chrono::milliseconds patience_;
};

}  // namespace ganscope::follow
