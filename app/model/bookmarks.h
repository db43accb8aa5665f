#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/model/bookmark_desk.h"
#include "app/model/tools.h"

/// Bookmarks of the run that is shown: the list, what is done with it, and what becomes of it on disk.
namespace ganscope::model {

struct Bookmarks final : ToolState {
  static constexpr std::string_view key = "bookmarks";
  std::string run;  ///< whose they are
  MarkedList list;  ///< null: none
};
constexpr size_t most_bookmarks = 300;

[[nodiscard]] const std::vector<Marked>& bookmarks(const UiModel& model);
/// Null: there is none of this id (any more).
[[nodiscard]] const storage::Bookmark* bookmark_of(const UiModel& model, uint64_t id);

// What can be done. All but choosing is undone by Ctrl-Z; what cannot be done is told by a toast.
/// A latent that becomes a bookmark.
struct Marking {
  explore::Latent latent;
  api::Space space = api::Space::z;
  std::vector<float> shares = {};  ///< of the classes; empty: the class in hand
  std::string name;
};
/// The latent in hand, with its picture.
void add_bookmark(UiModel& model, const std::string& name, double now_s);
/// Another one, to be drawn.
void add_bookmark(UiModel& model, const Marking& what, double now_s);
void remove_bookmark(UiModel& model, uint64_t id);
void rename_bookmark(UiModel& model, uint64_t id, const std::string& name);
/// Takes it in hand; at the moment that is shown, or at its own.
void choose_bookmark(UiModel& model, uint64_t id);
void open_bookmark(UiModel& model, uint64_t id, double now_s);
/// Vectors from Python, or what a file of bookmarks holds. `name` is what those without one are called.
void paste_bookmarks(UiModel& model, std::string_view text, const std::string& name, double now_s);
void import_bookmarks(UiModel& model, const std::string& path);
/// .json or .csv: all of them; .py: lines that recreate the chosen one.
void export_bookmarks(UiModel& model, const std::string& path, double now_s);
/// A name for `export_bookmarks` that nothing has yet.
[[nodiscard]] std::string bookmarks_export_path(const UiModel& model);

/// " (2)" of "seed 7 (2)"; empty: the name ends otherwise.
[[nodiscard]] std::string_view numbered_ending(std::string_view name);

/// The vector (of z the one that its truncation makes, of w the one before) and the lines for Python; empty:
/// there is no such bookmark.
[[nodiscard]] std::string bookmark_vector(const UiModel& model, uint64_t id);
[[nodiscard]] std::string bookmark_python(const UiModel& model, uint64_t id);

// What goes on by itself.
/// Once a frame: follows the run, and what has become of the list. True: something has changed.
bool follow_bookmarks(UiModel& model);
/// The next thing for the disk, unless one is under way; and what came of it.
[[nodiscard]] std::optional<BookmarkErrand> next_bookmark_errand(UiModel& model);
void take_bookmark_errand(UiModel& model, const BookmarkErrandDone& done, double now_s);
/// All that is to be kept or written, at once: before the program ends. Nothing may be under way. Fails with
/// what could not be.
[[nodiscard]] Expected<void> keep_bookmarks_now(UiModel& model);

/// Whether the list of bookmarks is on screen.
[[nodiscard]] bool explore_shows_bookmarks(const UiModel& model);
/// What was drawn in a row of an answer; null: there is none.
[[nodiscard]] std::shared_ptr<const storage::Bookmark::Drawn> drawn_of(const api::Answer& answer, int row,
                                                                       int frames = 1);
/// Pictures of another run are to be drawn anew by this one's model.
void drop_pictures_of_others(storage::ReadBookmarks& read, const std::string& run);
/// A picture of another size than this run's data is to be drawn anew.
void drop_foreign_picture(const UiModel& model, storage::Bookmark& bookmark);
/// The run at the desk is left: what it has to keep is put first.
void leave_bookmarks(UiModel& model);

/// view::bookmarks, which holds the pictures, and the one that draws those that are missing.
[[nodiscard]] std::vector<View> bookmark_views();

}  // namespace ganscope::model
