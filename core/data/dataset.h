#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/base/failure.h"
#include "core/base/form.h"
#include "core/base/point_frame.h"
#include "core/base/progress.h"
#include "core/config/catalogue.h"
#include "core/data/captions.h"
#include "core/data/law.h"
#include "core/forms/painter.h"

namespace ganscope::data {

/// A yes-or-no or several-valued property with a true answer for every picture (of `faces`). Not a class
/// label.
struct Attribute {
  std::string key;                  ///< "glasses"
  std::vector<std::string> values;  ///< {"no", "yes"}
  std::vector<uint8_t> of;          ///< [count], index into `values`
};

/// A mixture of isotropic Gaussians, in the units in which points are sampled and drawn.
struct Modes {
  std::vector<std::array<double, 2>> centres;  ///< the second is 0 in one dimension
  double sigma = 0;                            ///< standard deviation of each, or of the widest
  std::vector<double> weights = {};            ///< each one's share; empty: all equal
};

struct Dataset;
using DatasetPointer = std::shared_ptr<const Dataset>;

/// Pictures beside the samples, of which a model shall make samples: as high and wide as these.
struct Inputs {
  std::string title;  ///< what they are: "grey"
  int channels = 0;   ///< 1 grey, 3 colour, 4 colour and which pixels are known (255) or missing (0)
  int64_t count = 0;
  std::vector<uint8_t> pixels;  ///< [count, height, width, channels]
  bool paired = true;           ///< sample i is what shall become of input i; else nobody knows
};

/// A whole data set in memory, immutable once loaded. No torch here: pixels stay bytes until a batch is made.
struct Dataset {
  std::string key;    ///< registry key: "faces"
  std::string title;  ///< "Faces"
  Form form = Form::pictures;
  int64_t count = 0;

  int channels = 0, height = 0, width = 0;
  std::vector<uint8_t>
      pixels;  ///< all but points: [count, height, width, channels] (HWC, for display and channels_last)
  std::shared_ptr<const tokens::Vocabulary> tokens = {};  ///< of tokens and rolls; null elsewhere
  int rate = 0;                                           ///< of waves: samples a second; else 0

  int dimensions = 0;
  PointFrame frame = {};                ///< of the points, of the modes and of the law: nearly always plain
  std::vector<float> points;            ///< points: [count, dimensions], in the frame
  Modes modes;                          ///< mixtures only; else no centres
  std::shared_ptr<const Law> law = {};  ///< p_data of the points; null when it is not known

  std::vector<std::string> label_names;  ///< classes; empty: no labels
  std::vector<uint8_t> labels;           ///< [count] when there are labels
  std::vector<Attribute> attributes;
  std::shared_ptr<const Captions> captions = {};  ///< what is said of each sample in words; null: nothing

  Inputs inputs = {};  ///< without channels: the samples stand alone
  /// Inputs, and what shall become of them where that is known, which nobody trains on; one set a direction
  /// of translation. Empty: nothing was held out.
  std::vector<DatasetPointer> held_out = {};
  /// What a task was made of: who learns to judge pictures learns from that. Null: from these themselves.
  DatasetPointer base = {};

  std::vector<std::string> skipped;  ///< "FILE: reason" for every picture that was left out
  std::vector<std::pair<std::string, int64_t>> skipped_by_reason = {};  ///< the most frequent first
  std::vector<std::string> remarks = {};  ///< sentences: what was made of the user's files

  [[nodiscard]] bool is_points() const { return form == Form::points; }
  [[nodiscard]] bool has_labels() const { return !label_names.empty(); }
  [[nodiscard]] bool has_inputs() const { return inputs.channels > 0; }
  [[nodiscard]] size_t input_bytes() const {
    return static_cast<size_t>(inputs.channels) * static_cast<size_t>(height) * static_cast<size_t>(width);
  }
  [[nodiscard]] std::span<const uint8_t> input(int64_t index) const {
    return {inputs.pixels.data() + static_cast<size_t>(index) * input_bytes(), input_bytes()};
  }
  [[nodiscard]] size_t picture_bytes() const {
    return static_cast<size_t>(channels) * static_cast<size_t>(height) * static_cast<size_t>(width);
  }
  [[nodiscard]] std::span<const uint8_t> picture(int64_t index) const {
    return {pixels.data() + static_cast<size_t>(index) * picture_bytes(), picture_bytes()};
  }
};

/// For forms::painter_of.
[[nodiscard]] inline forms::Look look_of(const Dataset& data) {
  return {data.form, data.channels, data.height, data.width, data.tokens};
}

/// One line of the registry: what it is, and how it is loaded. `load` may take long: it reports, and asks
/// `cancelled`. `spec` is the part after the colon in `idx:IMAGES,LABELS`, empty for built-in data.
struct DatasetEntry {
  config::EntryInfo info;
  Expected<DatasetPointer> (*load)(const config::Settings& settings, const std::string& spec,
                                   const WorkContext& context);
  bool generated = false;  ///< from its settings alone; loads of equal settings share one while it is in use
};

/// All data sets in the order in which they are shown (`all_datasets.cpp`).
[[nodiscard]] const std::vector<DatasetEntry>& all_datasets();

/// Loads what `settings` say under `data`: a registry key or a SPEC, whose paths may begin with "~"
/// (user_path).
[[nodiscard]] Expected<DatasetPointer> load_dataset(const config::Settings& settings,
                                                    const WorkContext& context);

}  // namespace ganscope::data
