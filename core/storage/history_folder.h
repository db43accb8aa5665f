#pragma once
#include <cstdint>
#include <filesystem>
#include <vector>

#include "core/base/failure.h"
#include "core/storage/tensor_file.h"

namespace ganscope::storage {

/// A moment of a run's film as it lies on disk: RUN/history/step-NNNNNNNNN.safetensors, which holds G's
/// average at that step and nothing else, as exact float32. It can be drawn from; training cannot go on from
/// it.
struct StoredMoment {
  int64_t step = 0;
  uint64_t bytes = 0;  ///< of the file
  std::filesystem::path file;
};

/// The moments kept with the run in `run_folder`, oldest first; reads no tensors. Files of other names are
/// somebody else's: they are neither listed nor touched. Empty for a run without a history.
[[nodiscard]] std::vector<StoredMoment> stored_moments(const std::filesystem::path& run_folder);

/// Where the moment of `step` belongs.
[[nodiscard]] std::filesystem::path moment_file(const std::filesystem::path& run_folder, int64_t step);

/// Writes a moment safely; makes the folder.
[[nodiscard]] Expected<void> write_moment(const std::filesystem::path& run_folder, int64_t step,
                                          const TensorFile& content);

/// Moves these files to RUN/discarded/history/, where a person can still find them until the next time: what
/// lay there before is deleted, so that going back again and again cannot fill the disk.
void discard_moments(const std::filesystem::path& run_folder,
                     const std::vector<std::filesystem::path>& files);

/// Deletes what a killed program was writing.
void clear_unfinished_moments(const std::filesystem::path& run_folder);

/// About as many bytes as the file of this content takes, never fewer.
[[nodiscard]] uint64_t stored_bytes(const TensorFile& content);

}  // namespace ganscope::storage
