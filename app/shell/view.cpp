#include "app/shell/view.h"

#include <imgui.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string_view>
#include <utility>
#include <variant>

#include "app/gl/texture.h"
#include "app/model/open_path.h"
#include "app/model/preferences.h"
#include "app/model/reduce.h"
#include "app/panels/explore/explore_panel.h"
#include "app/panels/panel.h"
#include "app/script/line.h"
#include "app/shell/frame_loop.h"
#include "app/shell/interface.h"
#include "app/shell/offscreen_surface.h"
#include "app/shell/waker.h"
#include "app/shell/window.h"
#include "app/text/translation.h"
#include "core/base/user_path.h"
#include "core/base/way_out.h"
#include "core/config/experiment.h"
#include "core/config/experiment_group.h"
#include "core/engine/engine.h"
#include "core/follow/events_reader.h"
#include "core/follow/watch_file.h"
#include "core/runs/comparison.h"
#include "core/storage/run_folder.h"

namespace ganscope::shell {
namespace {

/// ImGui's context; before everything that draws, after it in dying.
class ImGuiOwner {
 public:
  ImGuiOwner() {
    ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;
    ImGui::GetIO().LogFilename = nullptr;
  }
  ~ImGuiOwner() { ImGui::DestroyContext(); }
  ImGuiOwner(const ImGuiOwner&) = delete;
  ImGuiOwner& operator=(const ImGuiOwner&) = delete;
};

/// GANSCOPE_OFFSCREEN: draw off screen although there is a display; empty and 0 mean no.
bool offscreen_wanted() {
  const char* value = std::getenv("GANSCOPE_OFFSCREEN");
  return value != nullptr && *value != '\0' && std::string_view(value) != "0";
}

bool is_builtin(const std::string& experiment) {
  const auto builtin = config::builtin_experiments();
  return std::ranges::find(builtin, experiment, &config::EntryInfo::key) != builtin.end();
}

/// What the window begins with: an experiment by name or file, or a run to go on with.
Expected<api::Command> first_command(const ViewOptions& options) {
  const std::string target = options.target.empty() ? "faces" : options.target;
  std::error_code error;
  const std::filesystem::path path(user_path(target));
  const auto with_seed = [&](Expected<config::Experiment> experiment) -> Expected<api::Command> {
    if (experiment && !options.data.empty())
      experiment = config::with_overrides(catalogue(), std::move(*experiment), options.data, {});
    if (experiment && options.seed)
      experiment = config::with_overrides(catalogue(), std::move(*experiment), "",
                                          {{"seed", std::to_string(*options.seed)}});
    if (!experiment) return tl::unexpected(experiment.error());
    return api::Configure{std::move(*experiment), ""};
  };
  if (!is_builtin(target) && std::filesystem::exists(path, error) && path.extension() != ".toml") {
    auto command = model::command_for_path(catalogue(), path);
    if (!command) return command;
    if (auto* fresh = std::get_if<api::Configure>(&*command)) return with_seed(std::move(fresh->experiment));
    if (options.data.empty()) return command;
    auto* run = std::get_if<api::Open>(&*command);
    if (run == nullptr || follow::is_event_run(run->path))
      return fail(FailureKind::usage, "there is nothing here that data could be compared with",
                  "--data " + options.data,
                  "--data belongs to an experiment, or to a run of ganscope.py or ours");
    run->data = options.data;
    return command;
  }
  return with_seed(config::load_experiment(catalogue(), target));
}

/// A generator from elsewhere is a program: unless it is trusted by the words, the window asks first.
void begin_with(model::UiModel& model, api::Session& session, const ViewOptions& options,
                api::Command first) {
  if (auto* generator = std::get_if<api::OpenGenerator>(&first)) {
    if (!options.trust) return model::ask_about_generator(model, {generator->path});
    generator->latent_dim = options.latent_dim;
    return model::open_generator(model, session, std::move(*generator));
  }
  if (const auto* run = std::get_if<api::Open>(&first); run != nullptr && follow::is_watched(run->path)) {
    if (options.trust) {
      first = api::OpenGenerator{run->path, 0, options.data};
    } else {
      model::ask_about_generator(model, {run->path, false, "", options.data});
    }
  }
  model::post(model, session, std::move(first));
  if (options.start) model::post(model, session, api::Train{});
}

/// After a crash: what was being trained is offered, once.
void offer_interrupted(model::UiModel& model, const std::filesystem::path& runs, const ViewOptions& options,
                       const ui::Strings& tr) {
  const auto run = storage::find_interrupted(runs);
  if (!run || !run->newest_checkpoint) return;
  std::error_code error;
  if (!options.target.empty() && std::filesystem::equivalent(options.target, run->folder, error)) return;
  model::Toast toast;
  toast.text = tr("The last run was interrupted");
  toast.hint = run->id + ", " + tr("step") + " " + std::to_string(run->step);
  toast.action_label = tr("Go on with it");
  toast.action_path = run->folder.string();
  model::add_toast(model, std::move(toast), 0);
}

/// A run keeps the seed it was begun with; whoever names another one is told.
void tell_ignored_seed(const ViewOptions& options, const api::Command& first, model::UiModel& model,
                       const ui::Strings& tr) {
  if (!options.seed || !std::holds_alternative<api::Open>(first)) return;
  model::Toast toast;
  toast.text = tr("The seed was left as it is");
  toast.hint = tr("A run keeps its own seed; --seed belongs to a new one");
  model.log.push_back({LogLevel::warning, toast.text + ": " + toast.hint});
  model::add_toast(model, std::move(toast), 0);
}

Expected<std::unique_ptr<Surface>> open_surface(const ViewOptions& options, bool offscreen, Waker& waker) {
  if (!offscreen) {
    auto window = Window::open(options.width, options.height, waker);
    if (window) return std::move(*window);
    if (options.screenshot.empty()) return tl::unexpected(window.error());
  }
  auto picture = OffscreenSurface::make(options.width, options.height, waker);
  if (!picture) return tl::unexpected(picture.error());
  return std::move(*picture);
}

}  // namespace

Expected<int> run_view(const ViewOptions& options) {
  std::vector<script::Line> script;
  if (!options.automation.empty()) {
    auto loaded = script::load_script(options.automation);
    if (!loaded) return tl::unexpected(loaded.error());
    script = std::move(*loaded);
  }
  model::UiModel model;
  const std::filesystem::path preferences_file = model::preferences_file();
  const model::Preferences preferences = model::load_preferences(
      preferences_file, [&model](LogLine line) { model.log.push_back(std::move(line)); });
  model.language = text::language_or_own(options.language.empty() ? preferences.language : options.language);
  auto texts = ui::Strings::load(model.language);
  if (!texts) return tl::unexpected(texts.error());
  // A folder of runs opens their table; nothing is loaded until one of them is chosen.
  const bool many =
      !options.target.empty() && !is_builtin(options.target) && model::is_folder_of_runs(options.target);
  if (many && (options.start || options.seed))
    return fail(FailureKind::usage, "there is more than one run in this folder", options.target,
                "name one of them, or leave --start and --seed out");
  const std::string comparison =
      runs::looks_like_comparison(user_path(options.target)) ? user_path(options.target) : std::string();
  auto first = comparison.empty() && !many ? first_command(options) : api::Command{api::Pause{}};
  if (!first) return tl::unexpected(first.error());
  const bool offscreen = offscreen_wanted() || (!display_named() && !options.screenshot.empty());
  if (!offscreen && !display_named()) {
    return fail(FailureKind::unsupported, "there is no display to open a window on", "DISPLAY",
                "Train without a window (`ganscope train faces`), or draw off screen (`--screenshot FILE`).");
  }

  Waker waker;
  EngineOptions engine_options;
  engine_options.runs = storage::user_data_folder() / "runs";
  engine_options.wake = [&waker] { waker(); };
  offer_interrupted(model, engine_options.runs, options, *texts);
  tell_ignored_seed(options, *first, model, *texts);
  engine_options.measure = preferences.measure;
  const auto history_mb = options.history_mb ? options.history_mb : preferences.history_mb;
  if (history_mb) engine_options.history_on_disk = *history_mb << 20;
  Engine engine(engine_options);
  std::unique_ptr<Engine> second;  // of a comparison
  for (const model::View& view : panels::all_views()) model.views.push_back(view);
  model.catalogue = &engine.catalogue();
  model.experiments = config::builtin_experiments();
  model.comparisons = runs::builtin_comparisons();
  for (const config::EntryInfo& entry : model.experiments)
    model.experiment_groups[entry.key] = config::experiment_group(entry.key);
  // Data load while the window opens.
  if (options.lesson.empty() && comparison.empty() && !many)
    begin_with(model, engine, options, std::move(*first));

  model::apply_preferences(model, preferences);
  model.lesson_desk.library =
      std::make_shared<lessons::Library>(lessons::load_library(storage::user_data_folder() / "lessons"));
  if (!options.lesson.empty()) model::enter_lesson(model, engine, options.lesson, 0);
  if (!comparison.empty()) model::reduce(model, engine, {model::action::OpenComparison{comparison}}, 0);
  if (many) model::reduce(model, engine, {model::RunsAction(model::runs_action::Show{options.target})}, 0);

  const ImGuiOwner imgui;
  auto surface = open_surface(options, offscreen, waker);
  if (!surface) return tl::unexpected(surface.error());
  Interface interface(std::move(*texts), panels::all_panels(), gl::max_texture_size());
  LoopOptions loop_options;
  loop_options.scale = static_cast<float>(options.scale > 0 ? options.scale : 1);
  loop_options.script = std::move(script);
  loop_options.script_name = options.automation;
  loop_options.ui_map = options.ui_map;
  loop_options.screenshot = options.screenshot;
  loop_options.exit_after_s = options.exit_after_s;
  loop_options.started = options.start;
  loop_options.preferences = preferences_file;
  loop_options.waker = &waker;
  Errands errands(
      engine.catalogue(), model.experiments, storage::user_cache_folder() / "thumbnails",
      [&waker] { waker(); }, game_of);
  loop_options.errands = &errands;
  model.sound_desk.player = sound::make_player([&waker] { waker(); });
  loop_options.second_session = [&second, &engine_options]() -> api::Session* {
    second = std::make_unique<Engine>(engine_options);
    return second.get();
  };
  interface.prepare(model, typed_scale(model, loop_options.scale * (*surface)->monitor_scale()));
  FrameLoop loop(engine, model, **surface, interface, std::move(loop_options));
  Expected<int> code = loop.run([] { return end_wanted(); });
  model.sound_desk.player = nullptr;  // its thread ends here
  const Expected<void> bookmarks = errands.finish(model);
  // The run is saved whatever ended the loop, and who leaves is told if it could not be.
  const Expected<std::string> saved = engine.close();
  if (!saved) return tl::unexpected(saved.error());
  if (second != nullptr)
    if (const auto second_saved = second->close(); !second_saved) return tl::unexpected(second_saved.error());
  if (code && !bookmarks) return tl::unexpected(bookmarks.error());
  if (!code && !saved->empty()) code.error().hint += " · " + *saved;
  return code;
}

}  // namespace ganscope::shell
