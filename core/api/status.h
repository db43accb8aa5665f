#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/api/layers.h"
#include "core/api/model_info.h"
#include "core/base/failure.h"
#include "core/base/form.h"
#include "core/base/point_frame.h"
#include "core/base/progress.h"
#include "core/base/shared.h"
#include "core/base/token_vocabulary.h"
#include "core/captions/vocabulary.h"
#include "core/config/experiment.h"

namespace ganscope::api {

/// Numbers every command; the status echoes the last one applied, so that a button can show "pending".
using Ticket = uint64_t;

enum class Phase {
  idle,     ///< nothing is configured
  loading,  ///< data are being read, networks built
  ready,    ///< at step 0, or paused
  running,
  diverged,  ///< a loss was NaN or infinite; paused with the last good weights
  failed,    ///< the configuration or the numerical library failed; takes a new configuration
};

/// "idle", "loading", "ready" (step 0), "paused" (later), "running", "diverged", "failed": the status.phase
/// of the UI map.
[[nodiscard]] std::string phase_name(Phase phase, int64_t step);

/// What the data are, as far as the interface needs to know.
struct DataInfo {
  std::string key, title;
  Form form = Form::pictures;
  int64_t count = 0;
  int channels = 0, height = 0, width = 0;  ///< all but points
  int dimensions = 0;                       ///< points
  PointFrame frame = {};                    ///< of points, those that are drawn included
  std::string input_title = {};             ///< what samples are made of: "grey"
  int input_channels = 0;                   ///< of pictures as large; 0: samples are made of nothing
  std::vector<std::string> label_names;
  std::vector<std::string> attribute_names;
  std::shared_ptr<const captions::Vocabulary> captions =
      {};                                                 ///< what is said of them in words; null: nothing
  std::shared_ptr<const tokens::Vocabulary> tokens = {};  ///< of tokens and rolls; null elsewhere
  int rate = 0;                                           ///< of waves: samples a second; else 0
  int64_t skipped = 0;                                    ///< files that are not used
  std::vector<std::pair<std::string, int64_t>> skipped_by_reason = {};  ///< the most frequent first
  std::vector<std::string> remarks = {};  ///< sentences: what was made of the user's files

  [[nodiscard]] bool is_points() const { return form == Form::points; }
};

/// Captions that a model of these data is told in place of a class, when the experiment is conditional and
/// the data have some; else null.
[[nodiscard]] const captions::Vocabulary* told_captions(const config::Experiment& experiment,
                                                        const DataInfo& data);
/// Classes that a model of these data is told: those of the data when the experiment is conditional, else 0.
/// Where it is told captions, the examples stand for classes: a label is the number of one.
[[nodiscard]] int told_classes(const config::Experiment& experiment, const DataInfo& data);

/// What the curves mean under the run's objective, as the objective itself says.
struct GameInfo {
  bool output_is_belief = true;      ///< σ of D's output is how likely D finds a sample real
  bool generator_saturates = false;  ///< G's gradient is scaled by what D believes of fakes
};

/// Something that was changed by hand, for the timeline: "D rate 0.0010 → 0.0005".
struct Event {
  int64_t step = 0;
  std::string key;               ///< option key, or "rewind", "reset", "load"
  std::string text;              ///< for people
  double before = 0, after = 0;  ///< for tuned options
};

/// A remark of the trainer that the interface shows as a toast, once. `serial` grows by one with each.
struct Notice {
  uint64_t serial = 0;
  bool error = false;
  std::string text;
  std::string hint;
};

/// A command that could not be carried out as it was asked for, and why. Whoever posted it knows by the
/// ticket; remarks (Notice) are for people and mean nothing to a program.
struct Refusal {
  Ticket ticket = 0;
  Failure failure;
};

/// A sheet of samples as another program kept it.
struct LoggedPictures {
  int64_t step = 0;
  std::string from;  ///< the file's name, or the tag in event files
  int width = 0, height = 0;
  std::vector<uint8_t> pixels;  ///< [height, width, 4]
};

/// A run that another process trains, and that is only looked at here.
struct Followed {
  enum class Source {
    ours,
    watch,   ///< of assets/python/ganscope.py
    events,  ///< event files of TensorBoard, which have curves and pictures, but no model
  };
  Source source = Source::ours;
  bool running = false;  ///< it is being trained; else who trained it has stopped, or is gone
  std::string by;        ///< "process 4711", "process 4711 on HOST"; empty: not known
  std::string ended;     ///< how it ended, as a sentence; empty while it runs
  std::string folder;    ///< where it is read from
  std::string trouble;   ///< what is wrong just now, as a sentence: the folder is gone, does not answer …
  std::string hint;      ///< … and what can be done
  /// It keeps generators that are programs, which nobody has trusted yet (OpenGenerator with `folder` does).
  bool waits_for_trust = false;
  std::shared_ptr<const LoggedPictures> pictures = {};  ///< the newest; null: none
};

/// The state of the trainer, as one immutable value.
struct Status {
  Ticket applied = 0;  ///< every command up to here has been carried out or refused
  /// Grows with every configure, reset, rewind and load: stale data carry an older one.
  uint64_t generation = 0;
  std::string run;     ///< "faces-7f3a", empty while idle
  std::string folder;  ///< where the run is on disk, empty when it is not kept
  Phase phase = Phase::idle;
  int64_t step = 0;        ///< generator updates so far
  int64_t until_step = 0;  ///< where training will pause by itself, 0: never
  double seconds = 0;      ///< training time of this run
  double steps_per_s = 0;  ///< recent, 0 while paused
  double images_per_s = 0;
  double speed_limit = 0;                 ///< steps per second asked for, 0: full speed
  Shared<config::Experiment> experiment;  ///< as it runs, tuned values included
  bool trainable = true;  ///< false: a generator from elsewhere, which has neither D nor data here
  DataInfo data;
  GameInfo game;
  ModelInfo model;                                      ///< without players while there are none
  std::shared_ptr<const std::vector<LayerRow>> layers;  ///< of all networks; null while there are none
  int latent_dim = 0;
  std::string device;  ///< "CPU", "CUDA 0: …"
  int threads = 1;
  bool measuring = true;             ///< samples are judged at intervals beside training
  std::vector<Event> events;         ///< oldest first
  std::optional<Progress> progress;  ///< of loading, saving
  std::optional<Failure> failure;    ///< while failed or diverged
  /// While a run of another process is looked at: `folder` is then empty, and whatever would change the run
  /// is refused. The phase is running while that process trains.
  std::optional<Followed> followed;
  int64_t saved_step = -1;         ///< step of the newest checkpoint on disk, -1: none
  Notice notice;                   ///< the newest one
  std::optional<Refusal> refusal;  ///< the newest one
};

}  // namespace ganscope::api
