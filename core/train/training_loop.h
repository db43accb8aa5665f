#pragma once
#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/train/following.h"
#include "core/train/history.h"
#include "core/train/ports.h"
#include "core/train/rate_meter.h"
#include "core/train/run_record.h"
#include "core/train/trainer.h"

namespace ganscope::train {

/// The trainer thread's own state and what it does between two looks at its inbox. Everything here belongs to
/// that thread; others see only what is published through the ports.
class TrainingLoop {
 public:
  TrainingLoop(TrainerOptions options, const config::Catalogue& catalogue, StepperFactory factory,
               Ports& ports);
  void run(const std::stop_token& stop);

 private:
  using Clock = std::chrono::steady_clock;

  // training_loop.cpp: the loop, one step, and what follows from it
  void take_commands();
  void apply_pending();
  void train_if_due();
  void step(api::StepKind kind);
  void record_step(const StepReport& report);
  void keep_moment();
  void autosave();
  [[nodiscard]] bool begin_record();
  void round();
  Expected<void> save_in_folder();  ///< what went wrong has been told as a remark
  Expected<void> save_unsaved();    ///< what is not on disk yet, if anything is
  [[nodiscard]] storage::TensorFile state_for_disk() const;
  void leave();

  // training_commands.cpp: one function a command
  void apply(const api::Command& command);
  void on(const api::Configure& command);
  void on(const api::Open& command);
  void on(const api::OpenGenerator& command);
  void on(const api::Train& command);
  void on(const api::Pause& command);
  void on(const api::StepOnce& command);
  void on(const api::Slowly& command);
  void on(const api::Tune& command);
  void on(const api::Alter& command);  // training_alter.cpp, as are the next four
  void go_on_with(Altered altered, config::Experiment experiment);
  void continue_tables();
  void find_columns(const api::SeriesTable& of_stepper);
  void mark_changes(const config::Experiment& before);
  void on(const api::SetSpeed& command);
  void on(const api::Reset& command);
  void on(const api::Rewind& command);
  void on(const api::Save& command);
  void on(const api::SetMeasuring& command);
  void on(const api::Cancel& command);
  [[nodiscard]] bool require_model(std::string_view doing);
  /// A command that only a run can carry out was asked of a generator from elsewhere: refused.
  [[nodiscard]] bool beyond_generator(const api::Command& command);
  void go_back_to(const Snapshot& snapshot, double seconds);

  // training_follow.cpp: a run that another process trains
  [[nodiscard]] Expected<void> follow_run(const storage::RunInfo& run, const std::string& data);
  void begin_following(const std::filesystem::path& folder, api::Followed::Source source, bool trusted);
  void follow_on();
  void take_news(follow::News news);
  void take_rows(follow::CsvTail::News news);
  void take_followed_measures(follow::News& news);
  void take_own_moments(follow::News& news);
  void take_tuned_rates(const std::map<std::string, std::string>& metadata);
  void publish_followed_moments();
  [[nodiscard]] bool take_life(const follow::Life& life);
  [[nodiscard]] bool watch_over_followed();
  [[nodiscard]] bool beyond_followed(const api::Command& command);

  // training_watched.cpp: one of another program: curves and pictures, generators that are programs
  [[nodiscard]] Expected<void> follow_watched(const std::filesystem::path& folder, bool trusted,
                                              const std::string& data);
  [[nodiscard]] Expected<void> follow_events(const std::filesystem::path& folder);
  struct WatchedFacts {
    std::string name;
    int latent_dim = 0;
    std::vector<std::string> labels = {};
  };
  /// Takes the place of whatever is there.
  [[nodiscard]] Expected<void> show_watched(const std::filesystem::path& folder, const WatchedFacts& facts,
                                            api::Followed::Source source, bool trusted);
  void take_watched_moments(follow::News& news);
  void open_watched_generator(const follow::MomentFiles& files);
  void take_generator(OpenedGenerator opened);
  /// Loads the data to measure with; null: it failed, which stands in the status.
  [[nodiscard]] data::DatasetPointer take_reference();

  // training_slowly.cpp: one step, part by part
  void look_slowly_if_due();
  void look_slowly();
  void take_shown_step();
  void take_back_step();
  void leave_slowly();
  void keep_to_go_back();

  // training_setup.cpp: loading
  /// What the numerical library throws meanwhile becomes a Failure.
  [[nodiscard]] Expected<std::unique_ptr<Stepper>> load(const config::Experiment& experiment);
  [[nodiscard]] Expected<std::unique_ptr<Stepper>> load_or_throw(const config::Experiment& experiment);
  /// Writes into the experiment what it is trained with where the data are few; what is to be said of it.
  [[nodiscard]] static std::optional<std::string> take_smaller_batch(const Stepper& stepper,
                                                                     config::Experiment& experiment);
  [[nodiscard]] WorkContext loading_context();
  [[nodiscard]] bool loading_cancelled();
  void adopt(std::unique_ptr<Stepper> stepper, config::Experiment experiment);
  /// What was there before goes on as if nothing had been asked for.
  /// Saves what there is, then has something else take its place; when that fails, all stays as it was.
  void load(const char* what, const std::function<Expected<void>()>& take_in);
  void refuse_load(const Failure& failure, api::Status before);
  [[nodiscard]] Expected<void> configure(const api::Configure& command);
  [[nodiscard]] Expected<void> open_run(const api::Open& command);
  [[nodiscard]] Expected<void> open_generator(const api::OpenGenerator& command);
  /// The folder of a run that is about to take the place of this one. The same folder cannot be open twice:
  /// then this run's is closed.
  [[nodiscard]] Expected<storage::RunFolder> open_folder(const std::filesystem::path& folder,
                                                         const config::Experiment& experiment,
                                                         const api::SeriesTable& series, int64_t from_step);
  void show_opened(int64_t step, double seconds, std::vector<api::MetricRow> rows,
                   const StoredHistory& stored);
  void tell_damaged(const StoredHistory& stored);
  void tell_film_trouble(bool wait);

  // training_publish.cpp: what the other threads see
  void set_phase(api::Phase phase);
  void new_generation();
  void publish_status();
  void publish_status_if_due();
  void publish_tables();
  void publish_preview();
  void publish_history();
  void publish_weights();
  void publish_weights_if_wanted();
  void take_measures();
  void begin_measures(const api::MeasureTable& measures);
  [[nodiscard]] SnapshotPointer current_snapshot();
  void notice(bool error, std::string text, std::string hint = {});
  /// The same, told with the next status: a change of phase and its reason then arrive as one.
  void prepare_notice(bool error, std::string text, std::string hint);
  void complain(const Failure& failure);
  /// The command that is being carried out was refused: told as a remark, and in the status.
  void refuse(const Failure& failure);
  void note_refusal(const Failure& failure);
  void fail_run(Failure failure);
  void log(LogLevel level, std::string text);

  TrainerOptions options_;
  const config::Catalogue& catalogue_;
  StepperFactory factory_;
  Ports& ports_;
  std::stop_token stop_;

  std::unique_ptr<Stepper> stepper_;
  SnapshotPointer initial_;  ///< step 0, for Reset
  SnapshotPointer cached_;   ///< of the weights as they are now, or null
  bool weights_stale_ = false;
  std::shared_ptr<const Subject> subject_;
  config::Experiment founded_;  ///< what the run was configured or last altered to, before it was tuned
  api::SeriesTable series_;
  std::vector<size_t> columns_;         ///< of `series_`, for each series of the stepper
  std::optional<size_t> speed_column_;  ///< of the series that the loop itself fills: steps_per_s
  std::map<std::string, double> tuned_;
  HistoryKeeper history_;
  /// While training is looked at part by part.
  struct Slow {
    bool on = false, stale = false;  ///< stale: what is published is not the next step (any more)
    std::deque<Moment> before = {};  ///< the steps that were taken meanwhile, as they were found
    uint64_t serial = 0;
  };
  Slow slow_;
  api::StepKind repeated_ = api::StepKind::both;  ///< of the steps that are made while `repeats_` last
  int64_t repeats_ = 0;
  RunRecord record_;
  RateMeter rate_;
  std::unique_ptr<Following> following_;  ///< while another process trains what is shown

  uint64_t measure_table_seen_ = 0;
  std::vector<api::MeasureRow> measured_;

  api::Status status_;
  api::Ticket applying_ = 0;  ///< of the command that is being carried out
  Clock::time_point published_{};
  Clock::time_point due_{};  ///< of the next step under a speed limit
  double saved_seconds_ = 0;
  bool saved_ = true;  ///< nothing has changed since the last checkpoint

  std::mutex pending_mutex_;  ///< loading may ask from several threads whether it was cancelled
  std::deque<Envelope> pending_;
};

}  // namespace ganscope::train
