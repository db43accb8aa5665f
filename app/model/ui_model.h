#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "app/model/actions.h"
#include "app/model/board.h"
#include "app/model/bookmark_desk.h"
#include "app/model/explore_state.h"
#include "app/model/exporting.h"
#include "app/model/folder_listing.h"
#include "app/model/lesson_desk.h"
#include "app/model/picture_file.h"
#include "app/model/playback.h"
#include "app/model/pump_state.h"
#include "app/model/series_store.h"
#include "app/model/thumbnails.h"
#include "app/model/tool_state.h"
#include "app/model/undo.h"
#include "app/model/view.h"
#include "app/model/workspaces.h"
#include "core/api/session.h"
#include "core/diagnose/diagnosis.h"

namespace ganscope::model {

struct Toast {
  uint64_t serial = 0;
  bool error = false;
  std::string text, hint;
  std::string action_label, action_path;  ///< one action: opens the path
  double born_s = 0;                      ///< errors stay, others go after 5 s
};

/// What survives between starts, in the user's config folder.
/// Of the body text, px at scale 1; everything else keeps its proportion to it.
constexpr int least_type_px = 12, usual_type_px = 15, most_type_px = 24;

struct Preferences {
  bool dark = true;
  std::string language;         ///< "en" or "zh"; empty: nothing was chosen, the system's
  int type_px = usual_type_px;  ///< least_type_px … most_type_px
  bool first_start = true;
  double smoothing = 0.96;
  bool teaching = false;                        ///< the teacher's mode of lessons
  bool measure = true;                          ///< samples are judged while a run trains
  std::optional<int64_t> history_mb;            ///< of every run's film on disk; none: as the engine has it
  std::map<std::string, float> splits;          ///< "train.left" → share of the width
  std::set<std::string> hidden_plots;           ///< keys of plots that are not shown
  std::map<std::string, LessonRecord> lessons;  ///< by key: how far one is
  std::vector<std::string> plot_order;  ///< keys of plots as the user put them; empty: as they are declared
};

/// A live option that was changed by hand. Undoing it sets `before` from now on; it never rewinds training.
struct TuneChange {
  std::string key;
  double before = 0, after = 0;
  /// Where more than a live option was changed: the experiment before and after.
  std::shared_ptr<const config::Experiment> experiment_before = nullptr, experiment_after = nullptr;
};

/// Explore before a change: where one was, and what one tool had.
struct ExploreRecord {
  ExploreState state;
  std::string tool = {};  ///< its key; empty: none
  std::shared_ptr<const ToolState> tool_state = nullptr;
};

/// When the long work of `status->progress` was first seen, and how much of it was done then: from these, its
/// time left.
struct LongWork {
  std::string what;  ///< empty: none goes on
  double since_s = 0;
  int64_t done_then = 0;
};

/// What only the shell can do, because it owns the window and the pixels. It takes these once a frame.
struct ShellWishes {
  bool quit = false;
  std::optional<std::string> screenshot;  ///< write the window to this PNG, then tell with a toast
  struct PlotPicture {
    std::string plot, path;
  };
  std::optional<PlotPicture> plot_picture;  ///< write the pixels of item `plot/<key>` to this PNG
};

/// The part of the sheet "open" that looks into folders.
struct FolderBrowser {
  std::string folder;                                      ///< what is looked at; empty: the newest runs
  std::shared_ptr<const FolderListing> listing = nullptr;  ///< of `folder`, once it has been read
  std::vector<Place> places;
  [[nodiscard]] bool reading() const { return !folder.empty() && listing == nullptr; }
};

/// A generator from elsewhere that somebody wants to open: asked before anything of it is read, for it is a
/// program. Or its latent's size, which could not be found out.
struct GeneratorQuestion {
  std::string path;
  bool trusted = false;    ///< the size is what is asked
  std::string words = {};  ///< then: what was tried
};

/// The Playground, besides what its rooms keep as tools.
struct PlaygroundState {
  std::string room;  ///< key of the one that was entered; empty: the home of the data
};

/// Everything a panel may read. Filled by `pump` (from the session) and `reduce` (from actions), never by
/// panels.
struct UiModel {
  // From the session, immutable; never null after construction.
  std::shared_ptr<const api::Status> status = std::make_shared<api::Status>();
  std::shared_ptr<const api::HistoryIndex> history = std::make_shared<api::HistoryIndex>();
  std::shared_ptr<const api::DataPreview> preview = std::make_shared<api::DataPreview>();
  std::vector<View> views = own_views();                                    ///< their place is their number
  std::array<std::shared_ptr<const api::Answer>, api::most_views> results;  ///< null: nothing drawn yet
  /// Why the newest ask of a view failed, if it did: what stands in `results` is then of an older one.
  std::array<std::optional<Failure>, api::most_views> failures;
  std::shared_ptr<const api::SlowStep> slow_step = std::make_shared<api::SlowStep>();
  const config::Catalogue* catalogue = nullptr;
  std::vector<config::EntryInfo> experiments;            ///< built-in ones, in order
  std::map<std::string, std::string> experiment_groups;  ///< by key: the heading it is listed under
  SeriesStore series;
  SeriesStore measures;  ///< of samples, at intervals; no table while nothing was measured
  std::shared_ptr<const api::MeasureTable> measure_table;  ///< of `measures`, with what real data get
  diagnose::Course course;                                 ///< what the diagnosis looks at
  diagnose::Steady diagnosis;                              ///< what is said of it, for three seconds at least
  LongWork long_work;
  std::vector<LogLine> log;
  std::vector<std::string> recent_runs;  ///< folders, newest first; read when the open sheet opens
  FolderBrowser browser;
  PictureFile picture_file;                      ///< on its way into Explore
  bool thumbnails_wanted = false;                ///< somebody has looked at the list of experiments
  std::shared_ptr<const Thumbnails> thumbnails;  ///< those that are drawn; null: none yet

  // Of the interface.
  Workspace workspace = Workspace::train;
  api::Model shown_model = api::Model::ema;
  int64_t moment = api::now;
  Playback playback;
  int selected_latent = -1;  ///< index among the 64 fixed ones; -1: none
  int hovered_latent = -1;
  int grid_cells = 64;  ///< how many fixed latents fit: asked of the explorer
  double crosshair_step = -1;
  std::map<std::string, PlotView> plots;
  std::string open_sheet;             ///< "": none
  GeneratorQuestion generator;        ///< of the sheet "generator"; its path alone: of the newest one opened
  api::Ticket generator_ticket = 0;   ///< of the command that opens it
  bool help_glossary = false;         ///< the help shows its glossary instead of the keys
  std::string help_words;             ///< words that the glossary is narrowed to
  std::string options_filter;         ///< words that the sheet of all options is narrowed to
  bool options_changed_only = false;  ///< … and only what differs from its default
  bool show_hint = false;             ///< first start: three lines over the empty grid
  bool presentation = false;
  std::string language;  ///< that is shown: "en" or "zh"; empty: as the interface was made
  bool dark = true;
  std::vector<Toast> toasts;
  Preferences preferences;
  ExploreState explore;
  PlaygroundState playground;
  LessonDesk lesson_desk;
  BookmarkDesk bookmark_desk;
  BoardDesk board_desk;      ///< of the Playground's board
  ToolStates tools;          ///< of Explore's tools; what is not there is as it begins
  ExportOrder export_order;  ///< the newest; the shell carries it out
  ExportState export_state;  ///< of that order

  api::Ticket newest_ticket = 0;               ///< of the last command posted
  std::map<std::string, api::Ticket> pending;  ///< "transport/start" → the ticket it waits for

  UndoStack<TuneChange> tune_undo;
  UndoStack<ExploreRecord> explore_undo{10'000};  ///< more than anybody does
  std::optional<TuneChange> tuning;               ///< of the drag that goes on
  std::map<std::string, double> tuned;            ///< values posted that the status does not show yet
  std::optional<config::Experiment> wanted;       ///< configured, but not yet in the status
  ShellWishes wishes;
  uint64_t newest_toast = 0;
  double preferences_changed_s = -1;  ///< not yet on disk; -1: nothing changed
  uint64_t touched = 0;               ///< grows with everything that the user or a ranking changes
  PumpState pump;                     ///< of app/model alone; neither a panel nor a test reads it

  /// Whose picture is shown: panels ask for this.
  [[nodiscard]] Workspace scene() const {
    return workspace == Workspace::lessons && !lesson_desk.lesson.empty() ? lesson_desk.driving : workspace;
  }
  [[nodiscard]] bool running() const { return status->phase == api::Phase::running; }
  /// The experiment that edits build upon: the one being configured, else the one that runs.
  [[nodiscard]] const config::Experiment& experiment() const {
    return wanted ? *wanted : *status->experiment;
  }
  [[nodiscard]] bool configured() const;  ///< there is a model that can be looked at
  [[nodiscard]] bool trainable() const;  ///< … and a run that can be trained, not a generator from elsewhere
  [[nodiscard]] bool is_pending(const std::string& control) const;
  /// The number of a view; an unknown key is a bug.
  [[nodiscard]] api::View view(std::string_view key) const;
  [[nodiscard]] const std::shared_ptr<const api::Answer>& result(api::View view) const {
    return results.at(view);
  }
  [[nodiscard]] const std::optional<Failure>& failure(api::View view) const { return failures.at(view); }
  /// Which weights are really drawn: of a moment that the run kept on disk there is only the average.
  [[nodiscard]] api::Model drawn_model() const {
    return history->average_only(moment) ? api::Model::ema : shown_model;
  }
  /// The fixed latent `index` of the current run as it is shown, and its label (-1 when unconditional).
  [[nodiscard]] explore::Latent fixed_latent(int index) const;
  [[nodiscard]] int fixed_count() const;     ///< 64, or more of point data; 0 before there is a run
  [[nodiscard]] bool samples_moved() const;  ///< fixed latents are shown where directions have moved them
  [[nodiscard]] int fixed_label(int index) const;
  [[nodiscard]] bool conditional() const;
  [[nodiscard]] bool has_mapping() const;  ///< G maps z to w before it draws
  [[nodiscard]] int classes() const;       ///< of a conditional run, else 0
  /// What Ctrl-Z would undo in the current workspace, and Ctrl-Y redo.
  [[nodiscard]] bool can_undo() const;
  [[nodiscard]] bool can_redo() const;
};

/// Adds a toast; returns its serial.
uint64_t add_toast(UiModel& model, Toast toast, double now_s);

constexpr int fixed_latents = 64;

}  // namespace ganscope::model
