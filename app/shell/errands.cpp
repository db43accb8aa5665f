#include "app/shell/errands.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <utility>

#include "app/model/bookmarks.h"
#include "app/model/reduce.h"
#include "app/shell/export_pictures.h"
#include "app/shell/run_pictures.h"
#include "core/base/hash.h"
#include "core/base/user_path.h"
#include "core/config/experiment.h"
#include "core/data/tasks/task.h"
#include "core/data/thumbnail.h"
#include "core/image/png_io.h"
#include "core/image/read.h"
#include "core/image/rgba.h"

namespace ganscope::shell {
namespace {

namespace fs = std::filesystem;

constexpr const char* drawn_as = "thumbnail 1";  // another number when they are drawn in another way
constexpr int64_t samples_drawn = 600;

/// The experiment with as few samples as a thumbnail needs, where data are generated.
Expected<config::Experiment> small_experiment(const config::Catalogue& catalogue, const std::string& name) {
  auto experiment = config::load_experiment(catalogue, name);
  if (!experiment) return experiment;
  // Points are drawn in any number; of pictures four are shown, and those are the first whatever the count.
  if (experiment->settings.has("data_count"))
    return config::with_overrides(catalogue, std::move(*experiment), "",
                                  {{"data_count", std::to_string(samples_drawn)}});
  return experiment;
}

/// Everything of an experiment that its data depend on.
uint64_t data_fingerprint(const config::Catalogue& catalogue, const config::Settings& settings) {
  Fnv1a hash;
  hash.add(drawn_as);
  hash.add(settings.text("data"));
  if (const auto* entry = config::find(catalogue.data, config::data_key(settings))) {
    for (const config::Option& option : entry->options)
      if (settings.has(option.key))
        hash.add(option.key + "=" + config::to_text(settings.at(option.key)) + ";");
  }
  return hash.value();
}

model::Thumbnails as_thumbnail(const std::string& experiment, bool tinted, const image::Picture& picture) {
  return {picture.width, {{experiment, tinted}}, picture.pixels};
}

/// Draws those that are not there yet, in the order of the list, and publishes after each.
void draw_all(const config::Catalogue& catalogue, const std::vector<config::EntryInfo>& experiments,
              const fs::path& cache, const std::function<bool()>& superseded,
              const std::function<void(model::Thumbnails)>& publish) {
  model::Thumbnails all;
  all.edge = thumbnail_edge;
  for (const config::EntryInfo& experiment : experiments) {
    if (superseded()) return;
    const auto one = thumbnail_of(catalogue, experiment.key, cache, superseded);
    if (!one || one->edge != all.edge) continue;  // its data are not here: the list shows it without
    all.entries.push_back(one->entries.front());
    all.pixels.insert(all.pixels.end(), one->pixels.begin(), one->pixels.end());
    publish(all);
  }
}

void carry_out(const model::ExportOrder& order, const std::function<bool()>& superseded,
               const std::function<void(model::ExportState)>& publish) {
  if (order.drawn == nullptr) return;
  WorkContext work;
  work.cancelled = superseded;
  work.report = [&](const Progress& progress) { publish({order.id, progress}); };
  const auto written = export_pictures(order, work);
  model::ExportState state{order.id, {}, true};
  if (!written) state.failure = written.error();
  publish(std::move(state));
}

}  // namespace

Expected<model::Thumbnails> thumbnail_of(const config::Catalogue& catalogue, const std::string& experiment,
                                         const fs::path& cache, const std::function<bool()>& cancelled) {
  const auto small = small_experiment(catalogue, experiment);
  if (!small) return tl::unexpected(small.error());
  const uint64_t fingerprint = data_fingerprint(catalogue, small->settings);
  const auto file_of = [&](bool tinted) {
    return cache / fmt::format("{:016x}-{}.png", fingerprint, tinted ? "points" : "pictures");
  };
  std::error_code error;
  for (const bool tinted : {false, true}) {
    const fs::path file = file_of(tinted);
    if (!fs::exists(file, error)) continue;
    if (const auto kept = image::read_png(file); kept && kept->channels == 4)
      return as_thumbnail(experiment, tinted, *kept);
  }
  WorkContext context;
  context.cancelled = cancelled;
  const auto dataset = data::load_dataset(small->settings, context);
  if (!dataset) return tl::unexpected(dataset.error());
  const bool tinted = (*dataset)->is_points();
  const image::Picture picture = data::thumbnail(**dataset, thumbnail_edge);
  fs::create_directories(cache, error);
  // One that cannot be kept is drawn anew at the next start.
  static_cast<void>(image::write_png(file_of(tinted), picture));
  return as_thumbnail(experiment, tinted, picture);
}

model::ReadPicture read_picture_file(const std::string& path, const api::DataInfo& data,
                                     const config::Settings& settings) {
  // Twice as large as it is drawn: the area filter has something to average.
  const auto picture = image::read_picture(user_path(path), 2 * std::max(data.width, data.height));
  if (!picture) return {path, 0, 0, tl::unexpected(picture.error())};
  model::ReadPicture read{path, picture->width, picture->height,
                          explore::fit_picture(*picture, data, settings, path)};
  const data::TaskEntry* task =
      data.input_channels > 0 && settings.has("task") ? data::find_task(settings.text("task")) : nullptr;
  if (!read.fitted || task == nullptr) return read;
  const data::AdaptedInput adapted = data::adapted(*task, {data.channels, data.height, data.width}, *picture);
  read.input.emplace().remark = adapted.remark;
  image::append_rgba(adapted.pixels, data::input_channels_of(*task, data.channels), read.input->pixels);
  return read;
}

Errands::Errands(const config::Catalogue& catalogue, std::vector<config::EntryInfo> experiments,
                 fs::path cache, std::function<void()> wake,
                 std::function<api::GameInfo(const config::Settings&)> game)
    : thumbnails_([&catalogue, experiments = std::move(experiments), cache = std::move(cache)](
                      const Everything&, const auto& superseded,
                      const auto& publish) { draw_all(catalogue, experiments, cache, superseded, publish); },
                  wake),
      folders_([](const std::string& folder, const auto&,
                  const auto& publish) { publish(model::list_folder(folder)); },
               wake),
      pictures_(
          [](const PictureErrand& errand, const auto&, const auto& publish) {
            publish(read_picture_file(errand.path, errand.data, errand.settings));
          },
          wake),
      exports_(carry_out, wake),
      bookmarks_(
          std::in_place,
          [](const model::BookmarkErrand& errand, const auto&, const auto& publish) {
            publish(model::carry_out(errand));
          },
          wake),
      board_(
          std::in_place,
          [](const model::BoardErrand& errand, const auto& superseded, const auto& publish) {
            publish(model::carry_out(errand, superseded));
          },
          wake),
      sounds_([](const model::SoundErrand& errand, const auto&,
                 const auto& publish) { publish(model::carry_out(errand)); },
              wake),
      runs_([knowledge = runs::Knowledge{&catalogue, std::move(game)}](
                const model::RunsErrand& errand, const auto& superseded,
                const auto& publish) { model::read_runs(errand, knowledge, superseded, publish); },
            wake),
      run_changes_([](const model::RunChange& change, const auto&,
                      const auto& publish) { publish(model::carry_out(change)); },
                   wake),
      run_pictures_([reader = std::make_shared<RunPictureReader>()](
                        const PictureFiles& files, const auto& superseded,
                        const auto& publish) { reader->read(files, superseded, publish); },
                    wake) {}

bool Errands::exchange_runs(model::UiModel& model, double now_s) {
  bool changed = false;
  if (auto errand = model::next_runs_errand(model, now_s)) runs_.ask(std::move(*errand));
  if (auto table = runs_.poll(runs_seen_)) {
    model::take_runs(model, std::move(table), now_s);
    changed = true;
  }
  if (auto change = model::next_run_change(model)) run_changes_.ask(std::move(*change));
  if (const auto done = run_changes_.poll(run_changes_seen_)) {
    model::take_run_change(model, *done, now_s);
    changed = true;
  }
  if (const PictureFiles& wanted = model.runs_desk.pictures_wanted; wanted != run_pictures_asked_)
    run_pictures_.ask(run_pictures_asked_ = wanted);
  if (auto pictures = run_pictures_.poll(run_pictures_seen_)) {
    model.runs_desk.pictures = std::move(pictures);
    changed = true;
  }
  return changed;
}

bool Errands::exchange(model::UiModel& model, double now_s) {
  bool changed = false;
  if (const auto heard = sounds_.poll(sounds_seen_)) {
    model::take_sound_errand(model, *heard, now_s);
    changed = true;
  }
  if (model::follow_player(model)) changed = true;
  if (auto errand = model::next_sound_errand(model)) sounds_.ask(std::move(*errand));
  if (model.thumbnails_wanted && !std::exchange(thumbnails_asked_, model.thumbnails_wanted))
    thumbnails_.ask({});
  if (auto drawn = thumbnails_.poll(thumbnails_seen_)) {
    model.thumbnails = std::move(drawn);
    changed = true;
  }
  model::FolderBrowser& browser = model.browser;
  if (browser.reading() && browser.folder != folder_asked_) folders_.ask(folder_asked_ = browser.folder);
  if (auto read = folders_.poll(folders_seen_)) {
    if (browser.folder == folder_asked_) browser.listing = std::move(read);
    folder_asked_.clear();
    changed = true;
  }
  if (model.export_order.id != export_asked_) {
    export_asked_ = model.export_order.id;
    exports_.ask(model.export_order);
  }
  if (const auto state = exports_.poll(exports_seen_); state && state->id == export_asked_) {
    model::take_export(model, *state, now_s);
    changed = true;
  }
  model::PictureFile& file = model.picture_file;
  if (!file.wanted.empty() && !file.reading && !file.read) {
    file.reading = true;
    pictures_.ask({file.wanted.front(), model.status->data, model.status->experiment->settings});
    file.wanted.erase(file.wanted.begin());
  }
  if (auto read = pictures_.poll(pictures_seen_)) {
    file.read = std::move(read);
    file.reading = false;
    changed = true;
  }
  changed |= exchange_runs(model, now_s);
  if (board_) {
    if (auto errand = model::next_board_errand(model)) board_->ask(std::move(*errand));
    if (const auto done = board_->poll(board_seen_)) {
      model::take_board_errand(model, *done, now_s);
      changed = true;
    }
  }
  if (!bookmarks_) return changed;
  if (auto errand = model::next_bookmark_errand(model)) bookmarks_->ask(std::move(*errand));
  if (const auto done = bookmarks_->poll(bookmarks_seen_)) {
    model::take_bookmark_errand(model, *done, now_s);
    changed = true;
  }
  return changed;
}

Expected<void> Errands::finish(model::UiModel& model) {
  if (!bookmarks_) return {};
  bookmarks_.reset();  // what it is at is done; what it had to say no longer matters
  board_.reset();
  const Expected<void> bookmarks = model::keep_bookmarks_now(model);
  const Expected<void> board = model::keep_board_now(model);
  return bookmarks ? board : bookmarks;
}

}  // namespace ganscope::shell
