#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/api/ask.h"
#include "core/base/failure.h"
#include "core/image/picture.h"

namespace ganscope::storage {

/// A latent that somebody wants to find again, with everything that its picture depends on.
struct Bookmark {
  std::string name;
  api::Space space = api::Space::z;
  std::vector<float> latent;  ///< [latent_dim], finite; before truncation
  int label = -1;             ///< class; -1: an unconditional model's
  std::vector<float> shares;  ///< [classes] of a mixture of classes, whose heaviest is `label`; else empty
  double truncation = 1;
  api::Model model = api::Model::ema;
  int64_t step = 0;  ///< the moment it was made at
  std::string made;  ///< UTC, "2026-11-28T13:25:38Z"; empty: unknown

  /// What was drawn of it; it stays, whatever becomes of the weights.
  struct Drawn {
    int64_t step = 0;          ///< of the weights that really drew it
    image::Picture picture;    ///< empty for points; of films one of the frames
    std::vector<float> point;  ///< [2] in the data's frame; empty for pictures
    image::Picture film = {};  ///< of films all frames side by side, grey; else empty
  };
  std::shared_ptr<const Drawn> drawn;  ///< null: nothing yet
};

/// What a file of bookmarks says.
struct ReadBookmarks {
  std::vector<Bookmark> list;
  std::string run;                   ///< whose they are; empty: the file does not say
  std::vector<std::string> classes;  ///< names that `label` and `shares` count; empty: the file has none
  std::vector<std::string> remarks;  ///< sentences: what of it was not taken
};

/// {"ganscope": "bookmarks", "version": 1, "run": "...", "classes": [...], "bookmarks": [...]}, a bookmark a
/// line; pictures as PNG in base64. Read back, every number is bitwise the same.
[[nodiscard]] std::string bookmarks_as_json(std::span<const Bookmark> list,
                                            std::span<const std::string> classes,
                                            const std::string& run = {});
/// name,step,label,z0,z1,…, truncation, model, made (RFC 4180), without pictures. A mixture of classes is
/// written "3=0.25 7=0.75" in the column of the label. In w the columns are w0, …; where both spaces occur
/// there is a column `space`. Read back, every number is bitwise the same.
[[nodiscard]] std::string bookmarks_as_csv(std::span<const Bookmark> list);

/// Whether a file that begins like this holds bookmarks, as JSON or CSV.
[[nodiscard]] bool begins_like_bookmarks(std::string_view first_bytes);
constexpr size_t bookmarks_telling_bytes = 512;

/// Either form, told apart by how it begins. Fails with `bad_data` and the line or the bookmark at fault: a
/// damaged file, a newer version, a number that is none or not finite. `where` names the file.
[[nodiscard]] Expected<ReadBookmarks> parse_bookmarks(std::string_view text, const std::string& where);
[[nodiscard]] Expected<ReadBookmarks> read_bookmarks(const std::filesystem::path& file);

/// RUN/bookmarks.json; no file: no bookmarks. One that cannot be understood is renamed aside
/// (bookmarks-unreadable.json, -2, …), so that nothing is lost, and fails with `bad_data`, naming where it is
/// now; one that cannot be read, or not be put aside, stays where it is and fails with `io`.
[[nodiscard]] Expected<ReadBookmarks> open_bookmarks(const std::filesystem::path& run_folder);
/// Renames RUN/bookmarks.json to a name that nothing has yet; returns that.
[[nodiscard]] Expected<std::filesystem::path> put_bookmarks_aside(const std::filesystem::path& run_folder);
/// Replaces RUN/bookmarks.json as a whole. No file is made for an empty list.
[[nodiscard]] Expected<void> keep_bookmarks(const std::filesystem::path& run_folder,
                                            std::span<const Bookmark> list,
                                            std::span<const std::string> classes,
                                            const std::string& run = {});

/// The bookmarks of a file for a model of `latent_dim` numbers and these classes (none: unconditional),
/// counted as the model counts them. What does not fit is left out and said in `remarks`; fails with
/// `bad_data` when nothing fits.
[[nodiscard]] Expected<ReadBookmarks> fitted_bookmarks(ReadBookmarks read, int latent_dim, bool has_w,
                                                       int classes, std::span<const std::string> class_names,
                                                       const std::string& where);

/// Whether two say the same; what was drawn of them does not count.
[[nodiscard]] bool same_bookmark(const Bookmark& a, const Bookmark& b);

}  // namespace ganscope::storage
