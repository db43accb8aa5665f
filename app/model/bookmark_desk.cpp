#include "app/model/bookmark_desk.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "app/model/bookmarks.h"
#include "core/base/user_path.h"
#include "core/base/utf8.h"
#include "core/storage/atomic_file.h"

namespace ganscope::model {
namespace {

namespace fs = std::filesystem;

std::vector<storage::Bookmark> plain(const MarkedList& list) {
  std::vector<storage::Bookmark> all;
  if (list == nullptr) return all;
  all.reserve(list->size());
  for (const Marked& marked : *list) all.push_back(marked.bookmark);
  return all;
}

Expected<storage::ReadBookmarks> fitted(const BookmarkErrand& errand, storage::ReadBookmarks read) {
  return storage::fitted_bookmarks(std::move(read), errand.latent_dim, errand.has_w, errand.classes,
                                   errand.class_names, errand.path);
}

/// Opens the run's own file. One of which a part does not fit (it came from elsewhere) is put aside like one
/// that is damaged: what is kept from now on would lack that part.
BookmarkErrandDone open(const BookmarkErrand& errand) {
  BookmarkErrandDone done{errand};
  auto read = storage::open_bookmarks(errand.path);
  if (!read) {
    done.keepable = read.error().kind == FailureKind::bad_data;
    done.failure = std::move(read.error());
    return done;
  }
  const size_t all = read->list.size();
  auto fit = fitted(errand, std::move(*read));
  if (fit) done.read = std::move(*fit);
  if (fit && done.read.list.size() == all) return done;
  const auto aside = storage::put_bookmarks_aside(errand.path);
  done.keepable = aside.has_value();
  done.failure =
      fit ? Failure{FailureKind::bad_data, "Some bookmarks of this run do not fit it", errand.path, ""}
          : fit.error();
  const std::string why = fit ? fmt::format("{}", fmt::join(done.read.remarks, "; ")) : fit.error().hint;
  done.failure->hint =
      aside ? fmt::format("{}; the file is kept as {}", why, aside->filename().string()) : why;
  return done;
}

/// Nothing is kept for a run that has not begun to train: who only looks around leaves nothing behind.
BookmarkErrandDone keep(const BookmarkErrand& errand) {
  BookmarkErrandDone done{errand};
  std::error_code error;
  done.absent = !fs::is_directory(errand.path, error);
  if (done.absent) return done;
  if (auto kept = storage::keep_bookmarks(errand.path, plain(errand.list), errand.class_names, errand.run);
      !kept)
    done.failure = std::move(kept.error());
  return done;
}

BookmarkErrandDone read_file(const BookmarkErrand& errand) {
  BookmarkErrandDone done{errand};
  auto read = storage::read_bookmarks(user_path(errand.path));
  if (read) {
    drop_pictures_of_others(*read, errand.run);
    read = fitted(errand, std::move(*read));
  }
  if (read)
    done.read = std::move(*read);
  else
    done.failure = std::move(read.error());
  return done;
}

BookmarkErrandDone write_file(const BookmarkErrand& errand) {
  BookmarkErrandDone done{errand};
  const fs::path file = user_path(errand.path);
  const std::string ending = lower_case(file.extension().string());
  std::error_code error;
  if (fs::exists(file, error)) {
    done.failure = {FailureKind::io, "There is a file of this name already", file.string(),
                    "choose another name; nothing was written"};
    return done;
  }
  // The run's own folder of exports is made when it is needed; others are the user's.
  if (file.parent_path().filename() == "exports") fs::create_directory(file.parent_path(), error);
  const std::string text =
      ending == ".py"    ? errand.text
      : ending == ".csv" ? storage::bookmarks_as_csv(plain(errand.list))
                         : storage::bookmarks_as_json(plain(errand.list), errand.class_names, errand.run);
  if (auto written = storage::write_file_atomically(file, text); !written)
    done.failure = std::move(written.error());
  return done;
}

/// An errand for the run that is at the desk.
BookmarkErrand errand_of(const UiModel& model, BookmarkErrand::Kind kind, std::string path) {
  BookmarkErrand errand;
  errand.kind = kind;
  errand.run = model.bookmark_desk.run;
  errand.path = std::move(path);
  errand.list = model.bookmark_desk.newest;
  errand.latent_dim = model.status->latent_dim;
  errand.classes = model.classes();
  errand.has_w = model.has_mapping();
  if (errand.classes > 0) errand.class_names = model.told_names();
  return errand;
}

bool to_be_kept(const BookmarkDesk& desk) {
  return desk.opened && desk.keepable && !desk.folder.empty() && desk.newest != desk.kept &&
         desk.newest != desk.refused;
}

}  // namespace

BookmarkErrandDone carry_out(const BookmarkErrand& errand) {
  switch (errand.kind) {
    case BookmarkErrand::Kind::open:
      return open(errand);
    case BookmarkErrand::Kind::keep:
      return keep(errand);
    case BookmarkErrand::Kind::read:
      return read_file(errand);
    case BookmarkErrand::Kind::write:
      break;
  }
  return write_file(errand);
}

void import_bookmarks(UiModel& model, const std::string& path) {
  model.bookmark_desk.wanted.push_back(errand_of(model, BookmarkErrand::Kind::read, path));
}

void export_bookmarks(UiModel& model, const std::string& path, double now_s) {
  const std::string ending = lower_case(fs::path(path).extension().string());
  const auto refuse = [&](const char* what, const char* hint) {
    tell_failure(model, {FailureKind::usage, what, path, hint}, now_s);
  };
  BookmarkErrand errand = errand_of(model, BookmarkErrand::Kind::write, path);
  if (ending != ".json" && ending != ".csv" && ending != ".py")
    return refuse("The file's name must end in .json, .csv or .py",
                  "JSON keeps the pictures, CSV is for tables, .py recreates the chosen one in Python");
  if (ending == ".py") errand.text = bookmark_python(model, model.bookmark_desk.chosen);
  if (ending == ".py" && errand.text.empty())
    return refuse("No bookmark is chosen", "click the one that the Python lines shall recreate");
  model.bookmark_desk.wanted.push_back(std::move(errand));
}

std::string bookmarks_export_path(const UiModel& model) {
  std::error_code error;
  const fs::path run = model.status->folder;
  const bool kept = !run.empty() && fs::is_directory(run, error);
  const fs::path folder = kept ? run / "exports" : fs::path(user_path("~"));
  const std::string stem = kept ? "bookmarks" : model.status->run + "-bookmarks";
  fs::path file = folder / (stem + ".json");
  for (int i = 2; fs::exists(file, error); ++i) file = folder / fmt::format("{}-{}.json", stem, i);
  return file.string();
}

std::optional<BookmarkErrand> next_bookmark_errand(UiModel& model) {
  BookmarkDesk& desk = model.bookmark_desk;
  if (desk.busy || desk.run.empty()) return std::nullopt;
  std::optional<BookmarkErrand> next;
  // What a run that was left has to keep stands before everything else.
  const bool leaving = !desk.wanted.empty() && desk.wanted.front().kind == BookmarkErrand::Kind::keep;
  if (!leaving && !desk.opened && model.configured()) {
    next = errand_of(model, BookmarkErrand::Kind::open, desk.folder);
  } else if (!leaving && to_be_kept(desk) && desk.absent_at != model.status->step && model.configured()) {
    next = errand_of(model, BookmarkErrand::Kind::keep, desk.folder);
  } else if (!desk.wanted.empty()) {
    next = std::move(desk.wanted.front());
    desk.wanted.erase(desk.wanted.begin());
  }
  desk.busy = next.has_value();
  return next;
}

void leave_bookmarks(UiModel& model) {
  BookmarkDesk& desk = model.bookmark_desk;
  if (!to_be_kept(desk)) return;
  BookmarkErrand last = errand_of(model, BookmarkErrand::Kind::keep, desk.folder);
  last.class_names = desk.class_names;
  desk.wanted.insert(desk.wanted.begin(), std::move(last));
}

Expected<void> keep_bookmarks_now(UiModel& model) {
  BookmarkDesk& desk = model.bookmark_desk;
  desk.refused = nullptr;
  leave_bookmarks(model);
  Expected<void> all;
  for (const BookmarkErrand& errand : std::exchange(desk.wanted, {})) {
    if (errand.kind != BookmarkErrand::Kind::keep && errand.kind != BookmarkErrand::Kind::write) continue;
    const BookmarkErrandDone done = carry_out(errand);
    if (done.failure) all = tl::unexpected(*done.failure);
  }
  return all;
}

}  // namespace ganscope::model
