#include "app/model/saving.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <system_error>
#include <utility>

#include "app/model/film_clock.h"
#include "app/model/film_export.h"
#include "app/model/reduce_explore.h"
#include "core/storage/atomic_file.h"
#include "core/storage/run_folder.h"

namespace ganscope::model {

namespace fs = std::filesystem;

std::string time_stamp() { return fmt::format("{:%Y%m%d-%H%M%S}", fmt::localtime(std::time(nullptr))); }

fs::path pictures_folder() {
  std::error_code error;
  if (const char* home = std::getenv("HOME")) {
    const fs::path pictures = fs::path(home) / "Pictures";
    if (fs::is_directory(pictures, error)) return pictures;
  }
  const fs::path own = storage::user_data_folder() / "pictures";
  fs::create_directories(own, error);
  return own;
}

fs::path new_export(const UiModel& model, std::string_view what, std::string_view ending) {
  const std::string run = model.status->run.empty() ? "ganscope" : model.status->run;
  const fs::path folder =
      model.status->folder.empty() ? pictures_folder() : fs::path(model.status->folder) / "exports";
  const std::string name = fmt::format("{}-{}-{}", run, what, time_stamp());
  fs::path file = folder / fmt::format("{}{}", name, ending);
  std::error_code error;
  for (int other = 2; fs::exists(file, error); ++other)
    file = folder / fmt::format("{}-{}{}", name, other, ending);
  return file;
}

void order_export(UiModel& model, std::shared_ptr<const api::Answer> drawn, bool path,
                  ExportOrder::Kind kind) {
  using As = ExportOrder::Kind;
  if (const int frames = frames_of(model.status->data); path && drawn != nullptr && frames > 1 &&
                                                        !drawn->values.empty() &&
                                                        (kind == As::gif || kind == As::mp4))
    drawn = walking_film(*drawn, frames);
  const int count = path ? model.explore.path_frames : drawn->count;
  const char* ending = kind == As::gif                            ? ".gif"
                       : kind == As::mp4                          ? ".mp4"
                       : kind == As::sheet || kind == As::picture ? ".png"
                                                                  : "";
  // As fast as it plays.
  const double pace =
      path ? std::clamp((count - 1) * model.explore.path_speed / path_seconds, 1.0, 50.0) : 10;
  model.export_order = {model.export_order.id + 1,
                        std::move(drawn),
                        count,
                        kind,
                        new_export(model,
                                   kind == As::picture ? "drawing"
                                   : path              ? "path"
                                                       : "film",
                                   ending),
                        pace};
  model.export_state = {model.export_order.id};
}

void save_text(UiModel& model, std::string_view what, std::string_view ending, std::string_view text,
               double now_s) {
  const fs::path file = new_export(model, what, ending);
  std::error_code error;
  fs::create_directories(file.parent_path(), error);  // that it failed is said by the writing
  if (const auto written = storage::write_file_atomically(file, text); !written)
    return tell_failure(model, written.error(), now_s);
  Toast toast;
  toast.text = "Saved " + file.string();
  add_toast(model, std::move(toast), now_s);
}

}  // namespace ganscope::model
