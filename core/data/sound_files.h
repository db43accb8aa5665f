#pragma once
#include <memory>
#include <string>
#include <vector>

#include "core/data/dataset.h"

namespace ganscope::data {

/// Sounds of a folder, as they are learned.
struct ReadSounds {
  std::shared_ptr<Dataset> set;  ///< spectrograms, classes, what was left out and what was made of the rest
  std::vector<float> waves;      ///< [count, sound::sound_samples]; empty: they were not wanted
};

/// Reads every sound in a folder and below it (core/sound/wav_io.h says what can be read); folders that name
/// classes as for pictures. Fails where there is none, or where pictures are in it as well. What was read
/// is kept (FolderCache): as long as the folder is the same, no file is read again.
[[nodiscard]] Expected<ReadSounds> read_sounds(const std::string& folder, bool with_waves,
                                               const WorkContext& context);

}  // namespace ganscope::data
