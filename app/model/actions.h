#pragma once
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "app/model/compare_actions.h"
#include "app/model/explore_actions.h"
#include "app/model/exporting.h"
#include "app/model/runs/actions.h"
#include "core/api/ask.h"
#include "core/api/command.h"
#include "core/config/option.h"

namespace ganscope::data {
struct Drawing;
}

namespace ganscope::model {

enum class Workspace { train, explore, playground, lessons, compare };

/// How a plot is looked at. Survives new data.
struct PlotView {
  bool fitted_x = true, fitted_y = true;  ///< follows the data until the user pans or zooms
  double x_min = 0, x_max = 1, y_min = 0, y_max = 1;
  bool logarithmic_x = false, logarithmic_y = false;
  bool logarithmic_y_chosen = false;  ///< false: as the plot declares
};

/// What a panel may ask for. Panels never change the model: they add one of these, and `reduce` carries it
/// out.
namespace action {
struct Post {
  api::Command command;
};  ///< straight to the trainer
struct SwitchWorkspace {
  Workspace to;
};
struct EnterRoom {
  std::string key;
};  ///< of the Playground; empty: back to its home
struct ShowScene {
  Workspace to;
};  ///< the same, but within a lesson that is open: the lesson stays
struct OpenLesson {
  std::string key = {};
};  ///< where it was left; empty: the list of all
struct GoToLessonStep {
  size_t step = 0;
  bool anew = false;  ///< with all that the steps before it have set
};
struct BeginLessonAnew {};
struct Perform {
  std::string line;
};  ///< of a script, no hand's: "go explore"
struct SelectLatent {
  int index = -1;
  bool open_in_explore = false;
};  ///< of the 64 fixed ones; -1: none
struct HoverLatent {
  int index = -1;
};
struct SetModel {
  api::Model model;
};
struct ShowEveryLabel {
  bool on = true;
};  ///< in place of many latents: few, each under every class
struct DrawFromCodes {
  bool fitted = true;
};  ///< fixed and random latents as the codes of real samples fall, not as N(0, 1)
struct SetMoment {
  int64_t step = api::now;
};  ///< what is shown, everywhere
struct PlayHistory {
  bool playing = true;
};  ///< the film, from the shown moment on; from step 0 when now is shown
struct PlayFilms {
  bool playing = true;
};  ///< samples that are films
struct ShowFrame {
  int frame = 0;
};  ///< of films, everywhere; they stand still then
struct PlayMorph {
  bool playing = true;
};  ///< the lines between two latents, one after another
struct SetPlaySpeed {
  double speed = 1;
};  ///< times Playback::moments_per_s
struct ChooseExperiment {
  std::string name;
  bool own_seed = false;  ///< the recipe's seed, not the user's
};                        ///< built-in name or file: configure it
struct EditOption {
  std::string key;
  config::Value value;
};  ///< an option that needs a new start: configure anew
struct TuneOption {
  std::string key;
  double value;
  bool final = true;
};  ///< live; `final`: the drag ended, one undo step
struct AlterRun {
  std::vector<std::pair<std::string, config::Value>> changes;
};  ///< options, also those that need other networks: live, what was learned is kept where it fits; undoable
struct LearnDrawing {
  std::shared_ptr<const data::Drawing> drawing;
  bool anew = true;  ///< false: what was learned is kept, as by AlterRun
};                   ///< the run learns it from now on
struct Undo {};
struct Redo {};
struct SetPlotView {
  std::string plot;
  PlotView view;
  bool all_x = false;
};  ///< all_x: x range of every plot (linked)
struct SetCrosshair {
  double step = -1;
};  ///< shown in all plots and on the scrubber; -1: none
struct SetSmoothing {
  double weight01 = 0.96;
};
struct ExportPlot {
  std::string plot;
  bool csv = false;
};
struct ExportPictures {
  api::View view = 0;  ///< view::path as it is shown, or view::film, of every moment that is kept
  ExportOrder::Kind kind = ExportOrder::Kind::gif;
};  ///< what it shows now, into a new file of the run
struct ExportFilms {
  int index = -1;  ///< of the samples that Train shows; −1: all, side by side
  ExportOrder::Kind kind = ExportOrder::Kind::gif;
};  ///< of samples that are films: gif, mp4, or a sheet of the frames
struct CancelExport {};
struct SetTheme {
  bool dark = true;
};
struct SetLanguage {
  std::string language;  ///< "en" or "zh"
};
struct SetTypeSize {
  int px = 0;  ///< of body text at scale 1; brought into its range
};
struct SetSplit {
  std::string key;
  float fraction = 0;
};
struct ShowSheet {
  std::string key;
  bool open = true;
};  ///< "experiment", "options", "layers", "meanings", "log", "help", "open", "generator", "settings", "runs"
struct ShowHelp {
  bool glossary = false;
  std::string words;
};  ///< which tab of the help, and what its glossary is narrowed to
struct FilterOptions {
  std::string words;
  bool changed_only = false;
};  ///< of the sheet "options"
struct ShowPlot {
  std::string plot;
  bool shown = true;
};
struct OrderPlots {
  std::vector<std::string> plots;
};  ///< keys of all plots of this run, as they shall stand
struct DismissHint {};
struct DismissToast {
  uint64_t serial = 0;
};
struct AddToast {
  bool error = false;
  std::string text, hint, action_label;
  std::string action_path;
};
struct BrowseFolder {
  std::string path;
};  ///< opens the sheet "open" on this folder; empty: on the newest runs; "~": where people keep pictures
struct WantThumbnails {};  ///< of every experiment's data
struct OpenPath {
  std::string path;
  bool pictures = false;  ///< a folder's pictures are meant, whatever else is in it
};                        ///< run, experiment, checkpoint, folder of pictures or of runs
struct OpenGenerator {
  std::string path;
  int latent_dim = 0;
};  ///< runs it: asked by the sheet "generator" before. latent_dim 0: found out
struct Screenshot {
  std::string path;
};  ///< empty: a new name in the user's pictures
struct TogglePresentation {};
struct Quit {};
}  // namespace action

using Action = std::variant<
    action::Post, action::SwitchWorkspace, action::ShowScene, action::OpenLesson, action::GoToLessonStep,
    action::BeginLessonAnew, action::Perform, action::EnterRoom, action::SelectLatent, action::HoverLatent,
    action::SetModel, action::ShowEveryLabel, action::DrawFromCodes, action::SetMoment, action::PlayHistory,
    action::SetPlaySpeed, action::PlayFilms, action::ShowFrame, action::PlayMorph, action::ChooseExperiment,
    action::EditOption, action::TuneOption, action::AlterRun, action::LearnDrawing, action::Undo,
    action::Redo, action::SetPlotView, action::SetCrosshair, action::SetSmoothing, action::ExportPlot,
    action::ExportPictures, action::ExportFilms, action::CancelExport, action::SetTheme, action::SetLanguage,
    action::SetTypeSize, action::SetSplit, action::ShowSheet, action::ShowHelp, action::FilterOptions,
    action::ShowPlot, action::OrderPlots, action::DismissHint, action::DismissToast, action::AddToast,
    action::BrowseFolder, action::WantThumbnails, action::OpenPath, action::OpenGenerator, action::Screenshot,
    action::TogglePresentation, action::Quit, CompareAction, ExploreAction, RunsAction>;

/// Collects what the panels of one frame ask for.
class UiActions {
 public:
  template <class A>
  void operator()(A&& wanted) {
    wanted_.emplace_back(std::forward<A>(wanted));
  }
  [[nodiscard]] const std::vector<Action>& wanted() const { return wanted_; }
  [[nodiscard]] std::vector<Action> take() { return std::exchange(wanted_, {}); }

 private:
  std::vector<Action> wanted_;
};

}  // namespace ganscope::model
