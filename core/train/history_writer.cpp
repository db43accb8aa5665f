#include "core/train/history_writer.h"

#include <exception>
#include <system_error>
#include <utility>

#include "core/storage/history_folder.h"

namespace ganscope::train {

HistoryWriter::HistoryWriter(std::filesystem::path run_folder)
    : run_folder_(std::move(run_folder)), thread_([this](const std::stop_token& stop) { run(stop); }) {}

HistoryWriter::~HistoryWriter() {
  wait();
  thread_.request_stop();
}

void HistoryWriter::write(int64_t step, storage::TensorFile content) {
  const std::lock_guard lock(mutex_);
  jobs_.insert_or_assign(step, std::move(content));
  wake_.notify_all();
}

void HistoryWriter::remove(int64_t step) {
  const std::lock_guard lock(mutex_);
  jobs_.insert_or_assign(step, std::nullopt);
  wake_.notify_all();
}

void HistoryWriter::wait() {
  std::unique_lock lock(mutex_);
  wake_.wait(lock, [this] { return jobs_.empty() && !busy_; });
}

HistoryWriter::Trouble HistoryWriter::take_trouble() {
  const std::lock_guard lock(mutex_);
  return std::exchange(trouble_, {});
}

Expected<void> HistoryWriter::carry_out(int64_t step,
                                        const std::optional<storage::TensorFile>& content) const {
  try {
    if (content) return storage::write_moment(run_folder_, step, *content);
    std::error_code ignored;  // gone already, or it goes when the run is thinned out again
    std::filesystem::remove(storage::moment_file(run_folder_, step), ignored);
    return {};
  } catch (const std::exception& error) {  // no memory: training goes on, and this thread lives
    return fail(FailureKind::io, error.what(), run_folder_.string(), "close other programs");
  }
}

void HistoryWriter::run(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (wake_.wait(lock, stop, [this] { return !jobs_.empty(); })) {
    auto job = jobs_.extract(jobs_.begin());
    busy_ = true;
    lock.unlock();
    const Expected<void> done = carry_out(job.key(), job.mapped());
    lock.lock();
    busy_ = false;
    if (!done) {
      trouble_.steps.push_back(job.key());
      if (!trouble_.why) trouble_.why = done.error();
    }
    wake_.notify_all();
  }
}

}  // namespace ganscope::train
