#include "app/model/reconstruction.h"

#include <algorithm>

#include "app/model/asks.h"
#include "app/model/ui_model.h"

namespace ganscope::model {
namespace {

/// RGBA rows → [channels, height, width] in [−1, 1], as the data's bytes are shown to networks.
void append_values(const api::DataPreview& preview, int index, int channels, std::vector<float>& values) {
  const auto area = static_cast<size_t>(preview.width) * static_cast<size_t>(preview.height);
  const uint8_t* pixels = preview.pixels.data() + static_cast<size_t>(index) * area * 4;
  for (int c = 0; c < channels; ++c)
    for (size_t p = 0; p < area; ++p)
      values.push_back(static_cast<float>(pixels[4 * p + static_cast<size_t>(c)]) / 127.5F - 1.0F);
}

std::optional<api::Ask> wanted(const UiModel& model) {
  if (!reconstructs(model)) return std::nullopt;
  const api::DataPreview& preview = *model.preview;
  api::Ask ask = blank_ask(model);
  ask.tool = "reconstruct";
  const int count = std::min(preview.count, reconstructed_pictures);
  for (int i = 0; i < count; ++i) append_values(preview, i, model.status->data.channels, ask.pictures);
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
