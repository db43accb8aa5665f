#include "app/model/reduce.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "app/model/bookmarks.h"
#include "app/model/export_csv.h"
#include "app/model/film_export.h"
#include "app/model/open_path.h"
#include "app/model/preferences.h"
#include "app/model/reduce_compare.h"
#include "app/model/reduce_explore.h"
#include "app/model/runs/reduce_runs.h"
#include "app/model/saving.h"
#include "app/model/slowly.h"
#include "app/model/whole_film.h"
#include "core/base/user_path.h"
#include "core/data/points/drawing.h"
#include "core/follow/watch_file.h"
#include "core/runs/comparison.h"
#include "core/storage/run_folder.h"

namespace ganscope::model {
namespace {

namespace fs = std::filesystem;

std::string step_control(api::StepKind kind) {
  switch (kind) {
    case api::StepKind::both:
      return "transport/step_both";
    case api::StepKind::discriminator:
      return "transport/step_d";
    case api::StepKind::generator:
      return "transport/step_g";
  }
  return "transport/step_both";
}

struct Reducer {
  UiModel& model;
  api::Session& session;
  double now_s;
  api::Session* second = nullptr;

  void tell(const Failure& failure) { tell_failure(model, failure, now_s); }

  void configure(Expected<config::Experiment> experiment, const std::string& control) {
    if (!experiment) return tell(experiment.error());
    model.wanted = *experiment;
    model.show_hint = model.show_hint && model.status->step == 0;
    const api::Ticket ticket = post(model, session, api::Configure{std::move(*experiment), ""});
    model.pending[control] = ticket;
  }

  void operator()(const action::Post& a) {
    if (std::holds_alternative<api::Train>(a.command)) dismiss_hint();
    if (std::holds_alternative<api::Train>(a.command) || std::holds_alternative<api::StepOnce>(a.command)) {
      model.moment = api::now;  // what is trained is what is seen
      model.playback.playing = false;
    }
    if (const auto* measuring = std::get_if<api::SetMeasuring>(&a.command)) {
      model.preferences.measure = measuring->on;
      preferences_changed(model, now_s);
    }
    post(model, session, a.command);
  }
  void operator()(const action::SwitchWorkspace& a) {
    if (!row_of(a.to).available) return;
    model.workspace = a.to;
    model.open_sheet.clear();
    model.hovered_latent = -1;
  }
  void operator()(const action::ShowScene& a) { show_scene(model, a.to); }
  void operator()(const action::OpenLesson& a) { enter_lesson(model, session, a.key, now_s); }
  void operator()(const action::GoToLessonStep& a) {
    if (!a.anew) return go_to_step(model, session, a.step, now_s);
    model.lesson_desk.step = a.step;
    restore_step(model, session, now_s);
  }
  void operator()(const action::BeginLessonAnew&) { begin_anew(model, session, now_s); }
  void operator()(const action::Perform& a) {
    const auto lines = script::parse_script(a.line, "lesson");
    if (!lines) return tell(lines.error());
    for (const script::Line& line : *lines) perform(model, session, line, now_s);
  }
  void operator()(const action::EnterRoom& a) {
    show_scene(model, Workspace::playground);
    model.playground.room = a.key;
    model.open_sheet.clear();
    model.hovered_latent = -1;
  }
  void operator()(const action::SelectLatent& a) {
    if (a.index >= fixed_latents) return;
    const bool other = a.index != model.selected_latent;
    model.selected_latent = std::max(-1, a.index);
    if (a.index >= 0 &&
        (other || model.explore.moved || model.explore.origin != fmt::format("latent {}", a.index))) {
      take_fixed_latent(model, a.index);
    }
    if (a.open_in_explore && a.index >= 0) show_scene(model, Workspace::explore);
  }
  void operator()(const action::HoverLatent& a) { model.hovered_latent = a.index; }
  void operator()(const action::SetModel& a) {
    model.shown_model = a.model;
    if (model.drawn_model() == a.model) return;
    Toast toast;
    toast.text = fmt::format("Of step {} only the average (EMA) was kept", model.moment);
    toast.hint = "the raw weights are there for moments since this run was opened";
    add_toast(model, std::move(toast), now_s);
  }
  void operator()(const action::ShowEveryLabel& a) {
    model.every_label = a.on;
    model.explore.moved_samples.reset();  // it moved other samples
    model.selected_latent = model.hovered_latent = -1;
    ++model.touched;
  }
  void operator()(const action::DrawFromCodes& a) {
    model.from_codes = a.fitted;
    model.explore.moved_samples.reset();
    ++model.touched;
  }
  void operator()(const action::SetMoment& a) {
    const auto& steps = model.history->steps;
    model.moment = a.step < 0 || steps.empty() ? api::now : std::clamp(a.step, steps.front(), steps.back());
    model.playback.playing = false;  // the hand has it
  }
  void operator()(const action::PlayHistory& a) {
    if (a.playing)
      start_playing(model, now_s);
    else
      model.playback.playing = false;
  }
  void operator()(const action::PlayFilms& a) {
    model.film_clock.playing = a.playing;
    model.film_clock.due_s = 0;
  }
  void operator()(const action::ShowFrame& a) {
    const int frames = film_frames(model);
    model.film_clock.playing = false;
    model.film_clock.frame = ((a.frame % frames) + frames) % frames;
  }
  void operator()(const action::PlayMorph& a) {
    model.morph_clock.playing = a.playing;
    model.morph_clock.due_s = 0;
    if (a.playing) model.morph_clock.line = 0;
  }
  void operator()(const action::SetPlaySpeed& a) {
    model.playback.speed = std::clamp(a.speed, Playback::speeds.front(), Playback::speeds.back());
    model.playback.due_s = now_s;
  }
  void operator()(const action::ChooseExperiment& a) {
    auto chosen = config::load_experiment(session.catalogue(), a.name);
    // The seed is the user's, not the recipe's.
    const config::Settings& old = model.experiment().settings;
    if (chosen && old.has("seed") && !a.own_seed) chosen->settings.set("seed", old.integer("seed"));
    if (model.open_sheet == "experiment") model.open_sheet.clear();
    configure(std::move(chosen), "experiment/choose");
  }
  void operator()(const action::EditOption& a) {
    config::Experiment edited = model.experiment();
    for (const config::Option& option : config::active_options(session.catalogue(), edited.settings)) {
      if (option.key != a.key) continue;
      if (const auto checked = config::check(option, a.value); !checked) return tell(checked.error());
    }
    edited.settings.set(a.key, a.value);
    configure(config::completed(session.catalogue(), std::move(edited)), "experiment/" + a.key);
  }
  [[nodiscard]] double tuned_value(const std::string& key) const {
    if (const auto found = model.tuned.find(key); found != model.tuned.end()) return found->second;
    const config::Settings& settings = model.status->experiment->settings;
    return settings.has(key) ? settings.real(key) : 0;
  }
  void tune(const std::string& key, double value) {
    model.tuned[key] = value;
    post(model, session, api::Tune{key, value});
  }
  void operator()(const action::TuneOption& a) {
    if (!model.tuning || model.tuning->key != a.key)
      model.tuning = TuneChange{a.key, tuned_value(a.key), a.value};
    model.tuning->after = a.value;
    if (!a.final) return;  // one change, one mark on the timeline: when the drag has ended
    const TuneChange change = *std::exchange(model.tuning, std::nullopt);
    if (change.before == change.after) return;
    model.tune_undo.push(change);
    tune(change.key, change.after);
  }
  void alter(const config::Experiment& experiment) {
    model.wanted = experiment;
    model.tuned.clear();
    post(model, session, api::Alter{experiment});
  }
  /// The experiment with these changes; rates that were tuned and are not in the status yet are in it.
  [[nodiscard]] Expected<config::Experiment> changed(
      const std::vector<std::pair<std::string, config::Value>>& changes) const {
    config::Experiment edited = model.experiment();
    for (const auto& [key, value] : model.tuned)
      edited.settings.set(key, as_set(edited.settings, key, value));
    for (const auto& [key, value] : changes) edited.settings.set(key, value);
    return config::checked(session.catalogue(), std::move(edited));
  }
  static config::Value as_set(const config::Settings& settings, const std::string& key, double value) {
    const bool whole = settings.has(key) && std::holds_alternative<int64_t>(settings.at(key));
    return whole ? config::Value(std::llround(value)) : config::Value(value);
  }
  void operator()(const action::AlterRun& a) {
    if (!model.trainable()) return;
    auto before = changed({});
    auto after = changed(a.changes);
    if (!after || !before) return tell(after ? before.error() : after.error());
    if (before->settings == after->settings) return;
    model.tune_undo.push({"", 0, 0, std::make_shared<const config::Experiment>(std::move(*before)),
                          std::make_shared<const config::Experiment>(*after)});
    alter(*after);
  }
  void operator()(const action::LearnDrawing& a) {
    if (a.drawing->empty())
      return tell({FailureKind::usage, "The drawing is empty", "",
                   "paint on the board, lay a blob there, or paste a table of points"});
    const fs::path file = data::learned_drawing_file(*a.drawing);
    std::error_code ignored;
    if (!fs::exists(file, ignored))
      if (const auto written = data::write_drawing(file, *a.drawing); !written) return tell(written.error());
    const std::string spec = "drawing:" + file.string();
    const api::DataInfo& data = model.status->data;
    const bool fits = model.trainable() && data.is_points() && data.dimensions == 2;
    if (!a.anew && fits) return (*this)(action::AlterRun{{{"data", spec}}});
    auto wanted = fits ? changed({{"data", spec}}) : config::load_experiment(session.catalogue(), spec);
    if (wanted) wanted->name = "drawing";
    if (wanted) wanted->title = "Drawing";
    const bool sound = wanted.has_value();
    configure(std::move(wanted), "experiment/choose");
    if (!sound || !a.anew) return;
    // It is trained, and seen where data are seen.
    (*this)(action::Post{api::Train{}});
    if (model.playground.room == board_room) model.playground.room.clear();
  }
  void undo_to(const TuneChange& change, bool before) {
    if (const auto& experiment = before ? change.experiment_before : change.experiment_after)
      return alter(*experiment);
    tune(change.key, before ? change.before : change.after);
  }
  void operator()(const action::Undo&) {
    if (const auto change = model.tune_undo.undo()) {
      model.tune_undo.to_redo(*change);
      undo_to(*change, true);
    }
  }
  void operator()(const action::Redo&) {
    if (const auto change = model.tune_undo.redo()) {
      model.tune_undo.to_undo(*change);
      undo_to(*change, false);
    }
  }
  void operator()(const action::SetPlotView& a) {
    model.plots[a.plot] = a.view;
    if (!a.all_x) return;
    // Step axes are linked: every plot shows the same steps.
    for (const api::SeriesTable* table : {model.series.table(), model.measures.table()}) {
      if (!table) continue;
      for (const api::SeriesInfo& series : table->series) model.plots.try_emplace(series.plot);
    }
    for (auto& [key, view] : model.plots) {
      view.fitted_x = a.view.fitted_x;
      view.x_min = a.view.x_min;
      view.x_max = a.view.x_max;
      view.logarithmic_x = a.view.logarithmic_x;
    }
  }
  void operator()(const action::SetCrosshair& a) { model.crosshair_step = a.step; }
  void operator()(const action::SetSmoothing& a) {
    model.series.set_smoothing(a.weight01);
    model.preferences.smoothing = model.series.smoothing();
    preferences_changed(model, now_s);
  }
  void operator()(const action::ExportPlot& a) {
    const std::string run = model.status->run.empty() ? "ganscope" : model.status->run;
    const std::string name = fmt::format("{}-{}-{}", run, a.plot.empty() ? "all" : a.plot, time_stamp());
    if (!a.csv) {
      model.wishes.plot_picture = {a.plot, (pictures_folder() / (name + ".png")).string()};
      return;
    }
    const fs::path folder = model.status->folder.empty() ? pictures_folder() : fs::path(model.status->folder);
    const fs::path file = folder / (name + ".csv");
    const SeriesStore& store = has_plot(model.measures, a.plot) ? model.measures : model.series;
    if (const auto written = export_csv(store, a.plot, file); !written) return tell(written.error());
    Toast toast;
    toast.text = "Saved " + file.string();
    add_toast(model, std::move(toast), now_s);
  }
  void operator()(const action::ExportPictures& a) {
    if (a.view == view::film && !model.status->data.is_points()) return save_whole_film(model, a.kind);
    if (const auto& drawn = model.result(a.view)) order_export(model, drawn, a.view == view::path, a.kind);
  }
  void operator()(const action::ExportFilms& a) { order_films(model, a.index, a.kind); }
  void operator()(const action::CancelExport&) {
    cancel_whole_film(model);
    if (model.export_state.done || model.export_order.drawn == nullptr) return;
    model.export_order = {model.export_order.id + 1};
    model.export_state = {model.export_order.id, {}, true};
  }
  void operator()(const action::SetTheme& a) {
    model.dark = model.preferences.dark = a.dark;
    preferences_changed(model, now_s);
  }
  void operator()(const action::SetLanguage& a) {
    model.language = model.preferences.language = a.language;
    preferences_changed(model, now_s);
  }
  void operator()(const action::SetTypeSize& a) {
    model.preferences.type_px = std::clamp(a.px, least_type_px, most_type_px);
    preferences_changed(model, now_s);
  }
  void operator()(const action::SetSplit& a) {
    // 0: back to the design's own measure.
    if (a.fraction <= 0)
      model.preferences.splits.erase(a.key);
    else
      model.preferences.splits[a.key] = std::min(a.fraction, 0.95f);
    preferences_changed(model, now_s);
  }
  void browse(const std::string& folder) {
    FolderBrowser& browser = model.browser;
    browser.places = places();
    browser.folder = folder.starts_with("~") && folder.size() > 1 ? user_path(folder) : folder;
    if (folder == "~") {
      const auto by_label = [&](const char* label) {
        return std::ranges::find(browser.places, label, &Place::label);
      };
      auto start = by_label("Pictures folder");
      if (start == browser.places.end()) start = by_label("Home");
      browser.folder = start == browser.places.end() ? "/" : start->path;
    }
    browser.listing = nullptr;
    if (browser.folder.empty()) model.recent_runs = newest_runs(model.status->folder);
    model.open_sheet = "open";
  }
  void operator()(const action::BrowseFolder& a) { browse(a.path); }
  void operator()(const action::WantThumbnails&) { model.thumbnails_wanted = true; }
  void operator()(const action::ShowSheet& a) {
    if (a.open && a.key == "open") return browse("");
    if (a.open && a.key == "runs") return (*this)(RunsAction(runs_action::Show{}));
    if (a.open)
      model.open_sheet = a.key;
    else if (model.open_sheet == a.key || a.key.empty())
      model.open_sheet.clear();
  }
  void operator()(const action::ShowHelp& a) {
    model.help_glossary = a.glossary;
    model.help_words = a.words;
  }
  void operator()(const action::FilterOptions& a) {
    model.options_filter = a.words;
    model.options_changed_only = a.changed_only;
  }
  void operator()(const action::ShowPlot& a) {
    if (a.shown)
      model.preferences.hidden_plots.erase(a.plot);
    else
      model.preferences.hidden_plots.insert(a.plot);
    preferences_changed(model, now_s);
  }
  void operator()(const action::OrderPlots& a) {
    std::vector<std::string> order = a.plots;
    for (const std::string& key : model.preferences.plot_order)  // those of other runs stay behind them
      if (std::ranges::find(order, key) == order.end()) order.push_back(key);
    model.preferences.plot_order = std::move(order);
    preferences_changed(model, now_s);
  }
  void dismiss_hint() {
    if (!model.show_hint && !model.preferences.first_start) return;
    model.show_hint = false;
    model.preferences.first_start = false;
    preferences_changed(model, now_s);
  }
  void operator()(const action::DismissHint&) { dismiss_hint(); }
  void operator()(const action::DismissToast& a) {
    std::erase_if(model.toasts, [&](const Toast& toast) { return toast.serial == a.serial; });
  }
  void operator()(const action::AddToast& a) {
    Toast toast;
    toast.error = a.error;
    toast.text = a.text;
    toast.hint = a.hint;
    toast.action_label = a.action_label;
    toast.action_path = a.action_path;
    add_toast(model, std::move(toast), now_s);
  }
  void operator()(const action::OpenPath& a) {
    if (model.scene() == Workspace::playground && model.playground.room == board_room &&
        is_table_file(a.path))
      return take_table_file(model, a.path);
    if (model.scene() == Workspace::explore && model.configured() && is_picture_file(a.path)) {
      model.picture_file.wanted.push_back(a.path);
      if (model.open_sheet == "open") model.open_sheet.clear();
      return;
    }
    if (model.configured() && is_bookmarks_file(a.path)) {
      import_bookmarks(model, a.path);
      show_scene(model, Workspace::explore);
      model.explore.tab = ExploreState::tab_samples;
      model.explore.show_bookmarks = true;
      return;
    }
    if (!a.pictures && show_runs_in(model, sessions(), a.path, now_s)) return;
    if (runs::looks_like_comparison(a.path)) return (*this)(CompareAction(action::OpenComparison{a.path}));
    if (model.scene() == Workspace::compare && model.configured()) {
      model.open_sheet.clear();
      return (*this)(CompareAction(action::CompareWith{a.path}));
    }
    open_in_front(model, session, a.path, now_s);
  }
  void operator()(const action::OpenGenerator& a) {
    if (model.open_sheet == "generator") model.open_sheet.clear();
    open_generator(model, session,
                   {a.path, a.latent_dim, model.generator.path == a.path ? model.generator.data : ""});
  }
  void operator()(const action::Screenshot& a) {
    model.wishes.screenshot =
        a.path.empty() ? (pictures_folder() / fmt::format("ganscope-{}.png", time_stamp())).string() : a.path;
  }
  void operator()(const action::TogglePresentation&) { model.presentation = !model.presentation; }
  void operator()(const action::Quit&) { model.wishes.quit = true; }
  [[nodiscard]] Sessions sessions() const { return {session, second}; }
  void operator()(const CompareAction& a) { reduce_compare(model, sessions(), a, now_s); }
  void operator()(const ExploreAction& a) { reduce_explore(model, a, now_s); }
  void operator()(const RunsAction& a) { reduce_runs(model, sessions(), a, now_s); }
};

}  // namespace

void ask_about_generator(UiModel& model, GeneratorQuestion question) {
  model.generator = std::move(question);
  model.open_sheet = "generator";
}

bool open_in_front(UiModel& model, api::Session& session, const std::string& path, double now_s) {
  auto command = command_for_path(session.catalogue(), path);
  if (!command) {
    tell_failure(model, command.error(), now_s);
    return false;
  }
  if (const auto* generator = std::get_if<api::OpenGenerator>(&*command)) {
    ask_about_generator(model, {generator->path});
    return true;
  }
  if (const auto* wanted = std::get_if<api::Configure>(&*command)) model.wanted = wanted->experiment;
  if (model.open_sheet == "open" || model.open_sheet == "experiment") model.open_sheet.clear();
  if (const auto* run = std::get_if<api::Open>(&*command); run != nullptr && follow::is_watched(run->path))
    ask_about_generator(model, {run->path});
  post(model, session, std::move(*command));
  return true;
}

void open_generator(UiModel& model, api::Session& session, api::OpenGenerator command) {
  model.generator = {command.path, true, "", command.data};
  model.generator_ticket = post(model, session, std::move(command));
}

std::string control_of(const api::Command& command) {
  struct Name {
    std::string operator()(const api::Configure&) const { return "experiment/choose"; }
    std::string operator()(const api::Open&) const { return "experiment/choose"; }
    std::string operator()(const api::OpenGenerator&) const { return "experiment/choose"; }
    std::string operator()(const api::Train&) const { return "transport/start"; }
    std::string operator()(const api::Pause&) const { return "transport/start"; }
    std::string operator()(const api::StepOnce& step) const { return step_control(step.kind); }
    std::string operator()(const api::Slowly& slowly) const {
      return slowly.go == api::Slowly::Go::previous ? "playground/slowly/back" : "playground/slowly/forward";
    }
    std::string operator()(const api::Tune& tune) const { return "experiment/" + tune.key; }
    std::string operator()(const api::Alter&) const { return "experiment/alter"; }
    std::string operator()(const api::SetSpeed&) const { return "transport/speed"; }
    std::string operator()(const api::Reset&) const { return "transport/reset"; }
    std::string operator()(const api::Rewind&) const { return "transport/rewind"; }
    std::string operator()(const api::Save&) const { return "transport/save"; }
    std::string operator()(const api::SetMeasuring&) const { return "plot/measure"; }
    std::string operator()(const api::Cancel&) const { return "transport/cancel"; }
  };
  return std::visit(Name{}, command);
}

api::Ticket post(UiModel& model, api::Session& session, api::Command command) {
  heed_command_slowly(model, command);
  // Whoever pauses one of two runs that keep step, or makes another of it, does not want both led on.
  if (!std::holds_alternative<api::Train>(command) && !std::holds_alternative<api::Tune>(command) &&
      !std::holds_alternative<api::SetSpeed>(command) &&
      !std::holds_alternative<api::SetMeasuring>(command) && !std::holds_alternative<api::Save>(command))
    model.comparison.training = false;
  std::string control = control_of(command);
  const api::Ticket ticket = session.post(std::move(command));
  model.newest_ticket = ticket;
  model.pending[std::move(control)] = ticket;
  return ticket;
}

void reduce(UiModel& model, const Sessions& sessions, std::vector<Action> actions, double now_s) {
  Sessions now = sessions;
  if (!actions.empty()) ++model.touched;
  for (const Action& wanted : actions) {
    const auto* compare = std::get_if<CompareAction>(&wanted);
    if (compare != nullptr && std::holds_alternative<action::SwapRuns>(*compare)) {
      if (auto& other = model.comparison.other_moment; other && !model.second)
        std::swap(*other, model.moment);
      if (!model.second || now.second == nullptr) continue;
      swap_runs(model);
      std::swap(now.first, now.second);
      continue;
    }
    std::visit(Reducer{model, *now.first, now_s, now.second}, wanted);
  }
}

void take_export(UiModel& model, const ExportState& state, double now_s) {
  model.export_state = state;
  if (!state.done) return;
  model.export_order.drawn.reset();
  if (state.failure) {
    tell_failure(model, *state.failure, now_s);
    return;
  }
  Toast toast;
  toast.text = "Saved " + model.export_order.file.string();
  add_toast(model, std::move(toast), now_s);
}

}  // namespace ganscope::model
