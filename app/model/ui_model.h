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
#include "app/model/comparison.h"
#include "app/model/explore_state.h"
#include "app/model/exporting.h"
#include "app/model/film_clock.h"
#include "app/model/folder_listing.h"
#include "app/model/lesson_desk.h"
#include "app/model/picture_file.h"
#include "app/model/playback.h"
#include "app/model/run_model.h"
#include "app/model/runs/desk.h"
#include "app/model/sound_desk.h"
#include "app/model/thumbnails.h"
#include "app/model/tool_state.h"
#include "app/model/undo.h"
#include "app/model/view.h"
#include "app/model/workspaces.h"
#include "core/api/session.h"

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
  struct Listening {
    double loudness_db = SoundDesk::usual_db;
    bool on_hover = false, again = false;  ///< see SoundDesk
  } listening;
  std::vector<std::string> plot_order;  ///< keys of plots as the user put them; empty: as they are declared
};

/// Explore before a change: where one was, and what one tool had.
struct ExploreRecord {
  ExploreState state;
  std::string tool = {};  ///< its key; empty: none
  std::shared_ptr<const ToolState> tool_state = nullptr;
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
  std::string data = {};   ///< of a run of ganscope.py: what to measure it with
};

/// The Playground, besides what its rooms keep as tools.
struct PlaygroundState {
  std::string room;  ///< key of the one that was entered; empty: the home of the data
};

/// Everything a panel may read. Filled by `pump` (from the session) and `reduce` (from actions), never by
/// panels. What it is as a RunModel is the run in front: the one that every workspace shows.
struct UiModel : RunModel {
  Comparison comparison;
  std::optional<RunModel> second;  ///< the run that the one in front is compared with
  bool swapped = false;            ///< the one in front is the one that was opened second
  bool turned = false;             ///< for a moment the second is in front (two_runs.h); panels never see it

  std::vector<View> views = own_views();  ///< their place is their number
  const config::Catalogue* catalogue = nullptr;
  std::vector<config::EntryInfo> experiments;            ///< built-in ones, in order
  std::vector<config::EntryInfo> comparisons;            ///< … of two runs
  std::map<std::string, std::string> experiment_groups;  ///< by key: the heading it is listed under
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
  FilmClock film_clock;
  MorphClock morph_clock;
  int selected_latent = -1;  ///< index among the 64 fixed ones; -1: none
  int hovered_latent = -1;
  int grid_cells = 64;       ///< how many fixed latents fit: asked of the explorer
  bool every_label = false;  ///< of a conditional run: fewer fixed latents, each under every class
  bool from_codes = false;   ///< of a model with an encoder: latents are drawn as its codes fall
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
  SoundDesk sound_desk;      ///< what is played, and waves to be drawn
  RunsDesk runs_desk;        ///< the table of all runs in a folder
  ToolStates tools;          ///< of Explore's tools; what is not there is as it begins
  ExportOrder export_order;  ///< the newest; the shell carries it out
  ExportState export_state;  ///< of that order

  UndoStack<ExploreRecord> explore_undo{10'000};  ///< more than anybody does
  ShellWishes wishes;
  uint64_t newest_toast = 0;
  double preferences_changed_s = -1;  ///< not yet on disk; -1: nothing changed
  uint64_t touched = 0;               ///< grows with everything that the user or a ranking changes

  /// Whose picture is shown: panels ask for this.
  [[nodiscard]] Workspace scene() const {
    return workspace == Workspace::lessons && !lesson_desk.lesson.empty() ? lesson_desk.driving : workspace;
  }
  /// The number of a view; an unknown key is a bug.
  [[nodiscard]] api::View view(std::string_view key) const;
  /// Which weights are really drawn: of a moment that the run kept on disk there is only the average.
  [[nodiscard]] api::Model drawn_model() const { return drawn_model(moment); }
  [[nodiscard]] api::Model drawn_model(int64_t at) const {
    return history->average_only(at) ? api::Model::ema : shown_model;
  }
  /// The fixed latent `index` of the current run as it is shown, and its label (-1 when unconditional).
  [[nodiscard]] explore::Latent fixed_latent(int index) const;
  [[nodiscard]] bool samples_moved() const;  ///< fixed latents are shown where directions have moved them
  [[nodiscard]] int fixed_label(int index) const;
  /// Fixed latents stand under so many classes each, side by side: sample i is latent i / columns of class i
  /// % columns. 0: each under one class, in turn.
  [[nodiscard]] int label_columns() const;
  static constexpr int most_label_columns = 16;
  /// A latent of N(0, 1) as it is drawn: as it is, or of the prior that fits the codes.
  [[nodiscard]] explore::Latent as_drawn(explore::Latent z) const;
  /// They are, and that prior is there.
  [[nodiscard]] bool draws_from_codes() const;
  /// Of a run that is told captions: the label of the one that was typed, behind those of the examples.
  [[nodiscard]] int typed_label() const { return classes() - 1; }
  /// What a label says, where captions are told.
  [[nodiscard]] captions::Caption caption_of(int label) const;
  /// What labels are called where they are kept: classes, or captions as English sentences; "(typed)".
  [[nodiscard]] std::vector<std::string> told_names() const;
  /// What Ctrl-Z would undo in the current workspace, and Ctrl-Y redo.
  [[nodiscard]] bool can_undo() const;
  [[nodiscard]] bool can_redo() const;
};

/// Adds a toast; returns its serial.
uint64_t add_toast(UiModel& model, Toast toast, double now_s);
/// A toast that says what failed, where, and what can be done; it stays.
void tell_failure(UiModel& model, const Failure& failure, double now_s);

}  // namespace ganscope::model
