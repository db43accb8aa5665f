#include "app/model/reconstruction.h"

#include <algorithm>

#include "app/model/asks.h"
#include "app/model/ui_model.h"
#include "core/explore/picture_values.h"

namespace ganscope::model {
namespace {

std::optional<api::Ask> wanted(const UiModel& model) {
  if (!reconstructs(model)) return std::nullopt;
  const api::DataPreview& preview = *model.preview;
  api::Ask ask = blank_ask(model);
  ask.tool = "reconstruct";
  const int count = std::min(preview.count, reconstructed_pictures);
  const auto bytes = static_cast<size_t>(preview.width) * static_cast<size_t>(preview.height) * 4;
  for (size_t i = 0; i < static_cast<size_t>(count); ++i)
    explore::append_values({preview.pixels.data() + i * bytes, bytes}, model.status->data.channels,
                           ask.pictures);
  if (model.conditional()) ask.labels.assign(preview.labels.begin(), preview.labels.begin() + count);
  return ask;
}

}  // namespace

bool reconstructs(const RunModel& run) {
  const api::DataPreview& preview = *run.preview;
  const bool labelled = !run.conditional() || static_cast<int>(preview.labels.size()) >= preview.count;
  return run.status->model.reconstructs && !run.status->data.points && preview.count > 0 && labelled &&
         preview.key == run.status->data.key && preview.width == run.status->data.width &&
         preview.height == run.status->data.height && run.status->data.channels <= 3;
}

std::optional<double> reconstruction_error(const RunModel& run) {
  const auto& result = run.result(view::reconstruction);
  const api::TableRow* row = result ? result->row("error") : nullptr;
  if (row == nullptr) return std::nullopt;
  return row->numbers.front();
}

View reconstruction_view() {
  return {.key = "reconstruction",
          .visible = [](const UiModel& model) { return model.scene() == Workspace::train; },
          .wanted = wanted};
}

}  // namespace ganscope::model
