#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "app/model/ui_model.h"

/// Where files go that are saved from the window.
namespace ganscope::model {

/// The user's own folder for pictures, or the program's data folder.
[[nodiscard]] std::filesystem::path pictures_folder();
/// "20260102-150405", of now.
[[nodiscard]] std::string time_stamp();
/// A name that is free, in the run's folder `exports`: RUN-WHAT-TIME.ENDING. Of a run without a folder among
/// the user's pictures.
[[nodiscard]] std::filesystem::path new_export(const UiModel& model, std::string_view what,
                                               std::string_view ending);
/// Has the shell write pictures as they are shown, of the path or of the film; or one picture alone.
void order_export(UiModel& model, std::shared_ptr<const api::Answer> drawn, bool path,
                  ExportOrder::Kind kind);
/// Writes a text to such a file, as a whole or not at all, and says where it is, or why it is not.
void save_text(UiModel& model, std::string_view what, std::string_view ending, std::string_view text,
               double now_s);

}  // namespace ganscope::model
