#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/base/failure.h"
#include "core/storage/bookmarks.h"

namespace ganscope::model {

/// A bookmark in the list; `id` names it while the program runs.
struct Marked {
  uint64_t id = 0;
  storage::Bookmark bookmark;
};
/// Never changed: a change puts another one in its place.
using MarkedList = std::shared_ptr<const std::vector<Marked>>;

/// Something about bookmarks that the disk has to do, beside the interface.
struct BookmarkErrand {
  enum class Kind { open, keep, read, write } kind = Kind::open;
  std::string run;
  std::string path;  ///< of the run's folder (open, keep), else of a file
  MarkedList list;   ///< what is kept or written
  std::string text;  ///< what is written in place of a list
  // Of the model that they are for.
  int latent_dim = 0, classes = 0;
  bool has_w = false;
  std::vector<std::string> class_names;
};
struct BookmarkErrandDone {
  BookmarkErrand errand;
  storage::ReadBookmarks read = {};
  std::optional<Failure> failure = {};
  bool keepable = true;  ///< open: the run's file may be replaced
  bool absent = false;   ///< keep: the run has no folder yet
};
/// Does it; may take as long as the disk takes.
[[nodiscard]] BookmarkErrandDone carry_out(const BookmarkErrand& errand);

/// Where the bookmarks of the run that is shown stand between window and disk, and how they are looked at.
struct BookmarkDesk {
  std::string run, folder;               ///< whose they are
  std::vector<std::string> class_names;  ///< of that run, where it is conditional
  MarkedList newest;                     ///< as they are now
  MarkedList kept;                       ///< as the file has them
  MarkedList refused;                    ///< could not be written; not tried again before something changes
  bool opened = false;                   ///< the run's file has been read
  bool keepable = true;                  ///< it may be replaced
  int64_t absent_at = -1;                ///< the step at which the run had no folder yet
  std::vector<BookmarkErrand> wanted;    ///< in their order
  bool busy = false;                     ///< one is under way
  MarkedList pictured;                   ///< whose pictures stand in view::bookmarks

  uint64_t last_id = 0;           ///< that was given
  uint64_t chosen = 0;            ///< id; 0: none
  uint64_t after_w = 0;           ///< id of the one that comes in hand once everything is in w
  std::vector<uint64_t> drawing;  ///< ids whose pictures are being drawn
  std::set<uint64_t> undrawable;  ///< that could not be drawn
  uint64_t turn = 0;              ///< of drawing
  /// A field for a path is open.
  struct PathWanted {
    bool save = false;
    std::string path;
  };
  std::optional<PathWanted> path_wanted;
};

}  // namespace ganscope::model
