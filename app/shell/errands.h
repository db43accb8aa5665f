#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/model/ui_model.h"
#include "app/shell/background_worker.h"

namespace ganscope::shell {

/// What the interface wants of the disk, done beside it so that it never waits: the content of a folder,
/// a picture file, small pictures of what the experiments learn from, pictures written as they are shown,
/// bookmarks, what is drawn on the Playground's board, and the table of runs.
/// Interface thread only.
class Errands {
 public:
  /// `cache`: where drawn thumbnails are kept from one start to the next. `game`: runs::Knowledge::game;
  /// none: runs are listed without verdicts.
  Errands(const config::Catalogue& catalogue, std::vector<config::EntryInfo> experiments,
          std::filesystem::path cache, std::function<void()> wake,
          std::function<api::GameInfo(const config::Settings&)> game = {});

  /// Once a frame: sets off what the model wants, and puts what has come into it. True: something has.
  bool exchange(model::UiModel& model, double now_s = 0);
  /// Keeps the bookmarks and the drawing that are not on the disk yet, and waits for it: before the program
  /// ends.
  [[nodiscard]] Expected<void> finish(model::UiModel& model);

 private:
  bool exchange_runs(model::UiModel& model, double now_s);

  struct Everything {};  ///< there is one request only: all of them
  BackgroundWorker<Everything, model::Thumbnails> thumbnails_;
  BackgroundWorker<std::string, model::FolderListing> folders_;
  struct PictureErrand {
    std::string path;
    api::DataInfo data;
    config::Settings settings;
  };
  BackgroundWorker<PictureErrand, model::ReadPicture> pictures_;
  uint64_t thumbnails_seen_ = 0, folders_seen_ = 0, pictures_seen_ = 0, exports_seen_ = 0,
           bookmarks_seen_ = 0;
  BackgroundWorker<model::ExportOrder, model::ExportState> exports_;
  uint64_t export_asked_ = 0;  ///< id of the newest order
  using BookmarkWorker = BackgroundWorker<model::BookmarkErrand, model::BookmarkErrandDone>;
  std::optional<BookmarkWorker> bookmarks_;  ///< none: the last of them are kept
  using BoardWorker = BackgroundWorker<model::BoardErrand, model::BoardErrandDone>;
  std::optional<BoardWorker> board_;  ///< none: the last of what was drawn is kept
  uint64_t board_seen_ = 0;
  BackgroundWorker<model::SoundErrand, model::SoundErrandDone> sounds_;
  uint64_t sounds_seen_ = 0;
  BackgroundWorker<model::RunsErrand, model::RunsTable> runs_;
  BackgroundWorker<model::RunChange, model::RunChangeDone> run_changes_;
  using PictureFiles = std::vector<std::string>;
  BackgroundWorker<PictureFiles, model::RunPictures> run_pictures_;
  PictureFiles run_pictures_asked_;
  uint64_t runs_seen_ = 0, run_changes_seen_ = 0, run_pictures_seen_ = 0;
  bool thumbnails_asked_ = false;
  std::string folder_asked_;
};

/// Reads a picture file and brings it to what a model of these data draws. May take long.
[[nodiscard]] model::ReadPicture read_picture_file(const std::string& path, const api::DataInfo& data,
                                                   const config::Settings& settings);

/// Draws the thumbnail of one experiment's data, or reads it from `cache`. Only as many samples are generated
/// as it shows. Fails where the data are not on this machine.
[[nodiscard]] Expected<model::Thumbnails> thumbnail_of(const config::Catalogue& catalogue,
                                                       const std::string& experiment,
                                                       const std::filesystem::path& cache,
                                                       const std::function<bool()>& cancelled);

constexpr int thumbnail_edge = 96;  ///< px: 48 at scale 2

}  // namespace ganscope::shell
