#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/data/dataset.h"
#include "core/image/picture.h"

namespace ganscope::data {

/// Size of the samples of a data set.
struct Shape {
  int channels = 0, height = 0, width = 0;
  [[nodiscard]] size_t pixels() const { return static_cast<size_t>(height) * static_cast<size_t>(width); }
};

/// A line of the registry: what is to be made of what, as the option `task` names it.
struct TaskEntry {
  config::EntryInfo info;         ///< title and help, for people
  std::string input_title;        ///< what goes in: "grey"
  std::string output_title = {};  ///< what comes out: "blond hair"; empty: as the data are called
  int input_channels = 0;         ///< 0: as many as the samples have
  /// Makes of a sample what a model is given in its place, [height, width, input_channels]; the same number
  /// of `random` makes the same. Null: the data bring their inputs, or `make` makes them.
  void (*spoil)(const Shape& shape, std::span<const uint8_t> sample, Random& random,
                std::span<uint8_t> input) = nullptr;
  /// Makes the whole data set anew of what the settings name, where `spoil` is not enough: `base` is what
  /// they name without a task.
  Expected<DatasetPointer> (*make)(const config::Settings& settings, const DatasetPointer& base,
                                   const WorkContext& context) = nullptr;
  /// The same of sounds; null: the task is not done on sounds.
  Expected<DatasetPointer> (*of_sounds)(const config::Settings& settings, const DatasetPointer& base,
                                        const WorkContext& context) = nullptr;
  /// Makes an input of somebody's picture, RGBA of the samples' size, its colours over white; says in a
  /// sentence what it had to do that one would not expect. Null: the picture as it is.
  std::string (*adapt)(const Shape& shape, std::span<const uint8_t> rgba, std::span<uint8_t> input) = nullptr;
  bool needs_colour = false;  ///< there is nothing to be done on grey samples
  bool unpaired = false;      ///< a sample and its input have nothing to do with each other
};

/// All tasks in the order in which they are shown: first the paired ones.
[[nodiscard]] const std::vector<TaskEntry>& all_tasks();
/// The entry of this key; null: there is none.
[[nodiscard]] const TaskEntry* find_task(const std::string& key);
/// The keys of those that are paired, or not.
[[nodiscard]] std::vector<std::string> task_keys(bool unpaired);

/// The data with what goes in beside every sample, and some of them held out (Dataset::held_out): a tenth, at
/// most a thousand, none of fewer than twenty. Fails with `usage` where these data cannot give the task.
[[nodiscard]] Expected<DatasetPointer> with_task(const config::Settings& settings, const DatasetPointer& base,
                                                 const WorkContext& context);

/// An input, and what had to be done for it.
struct AdaptedInput {
  std::vector<uint8_t> pixels;  ///< [height, width, input channels]
  std::string remark;           ///< a sentence, or empty
};
/// Somebody's picture, cropped to its middle square, as an input of this task.
[[nodiscard]] AdaptedInput adapted(const TaskEntry& task, const Shape& shape, const image::Picture& picture);

/// Channels of the inputs of `task` for samples of so many.
[[nodiscard]] int input_channels_of(const TaskEntry& task, int sample_channels);

}  // namespace ganscope::data
