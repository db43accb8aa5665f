#pragma once
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <vector>

#include "core/base/failure.h"
#include "core/storage/tensor_file.h"

namespace ganscope::train {

/// Writes and deletes the files of one run's history on a thread of its own, so that flushing them to the
/// disk costs the trainer nothing. What is handed over are plain bytes: no tensor is seen by two threads.
/// Destruction waits until everything is on disk.
class HistoryWriter {
 public:
  explicit HistoryWriter(std::filesystem::path run_folder);
  ~HistoryWriter();
  HistoryWriter(const HistoryWriter&) = delete;
  HistoryWriter& operator=(const HistoryWriter&) = delete;

  void write(int64_t step, storage::TensorFile content);
  /// Deletes the file of `step`, or does not write it if that has not happened yet.
  void remove(int64_t step);
  /// Returns when nothing is left to do.
  void wait();

  /// Steps whose files could not be written since the last call, and why the first of them could not.
  struct Trouble {
    std::vector<int64_t> steps;
    std::optional<Failure> why;
  };
  [[nodiscard]] Trouble take_trouble();

 private:
  void run(const std::stop_token& stop);
  [[nodiscard]] Expected<void> carry_out(int64_t step,
                                         const std::optional<storage::TensorFile>& content) const;

  std::filesystem::path run_folder_;
  std::mutex mutex_;
  std::condition_variable_any wake_;  ///< there is something to do, or nothing is left
  std::map<int64_t, std::optional<storage::TensorFile>> jobs_;  ///< by step; without content: delete it
  bool busy_ = false;
  Trouble trouble_;
  std::jthread thread_;
};

}  // namespace ganscope::train
