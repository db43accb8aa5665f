#include "core/data/parallel.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace ganscope::data {

tl::unexpected<Failure> stopped(const std::string& what) {
  return fail(FailureKind::cancelled, "stopped by you", what, "Start again whenever you like.");
}

Expected<void> parallel_for(int64_t count, int64_t piece, const std::string& what, const WorkContext& context,
                            const std::function<void(int64_t begin, int64_t end)>& work) {
  std::atomic<int64_t> next{0};
  std::atomic<int64_t> done{0};
  std::atomic<bool> stop{false};
  std::mutex mutex;
  std::condition_variable finished;
  const int64_t pieces = (count + piece - 1) / piece;
  const auto cores = std::max<int64_t>(1, std::thread::hardware_concurrency());
  int64_t running = std::min(pieces, cores);  // guarded by mutex
  const auto run = [&] {
    for (int64_t i = next++; i < pieces && !stop; i = next++) {
      const int64_t end = std::min(count, (i + 1) * piece);
      work(i * piece, end);
      done += end - i * piece;
    }
    const std::lock_guard lock(mutex);
    --running;
    finished.notify_one();
  };
  std::vector<std::jthread> threads;
  for (int64_t i = running; i > 0; --i) threads.emplace_back(run);
  std::unique_lock lock(mutex);
  while (running > 0) {
    finished.wait_for(lock, std::chrono::milliseconds(50));
    lock.unlock();  // what the caller does in its callbacks must not hold up the workers
    if (context.cancelled()) stop = true;
    context.report({what, done, count});
    lock.lock();
  }
  lock.unlock();
  if (stop) return stopped(what);
  context.report({what, done, count});  // the threads may have ended before the loop began
  return {};
}

}  // namespace ganscope::data
