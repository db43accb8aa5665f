#include "app/model/reconstruction.h"

#include <algorithm>

#include "app/model/asks.h"
#include "app/model/ui_model.h"

namespace ganscope::model {
namespace {

std::optional<api::Ask> wanted(const UiModel& model) {
  if (!reconstructs(model)) return std::nullopt;
  const api::DataPreview& preview = *model.preview;
  api::Ask ask = blank_ask(model);
  ask.tool = "reconstruct";
  const int most = model.status->data.is_points() ? reconstructed_points : reconstructed_pictures;
  const auto count = std::min(preview.numbers.size(), static_cast<size_t>(most));
  ask.samples.assign(preview.numbers.begin(), preview.numbers.begin() + static_cast<std::ptrdiff_t>(count));
  return ask;
}

}  // namespace

bool reconstructs(const RunModel& run) {
  const api::DataPreview& preview = *run.preview;
  return run.status->model.reconstructs && !preview.numbers.empty() && preview.key == run.status->data.key &&
         preview.width == run.status->data.width && preview.height == run.status->data.height;
}

std::optional<double> reconstruction_error(const RunModel& run) {
  const auto& result = run.result(view::reconstruction);
  const api::TableRow* row = result ? result->row("error") : nullptr;
  if (row == nullptr) return std::nullopt;
  return row->numbers.front();
}

View reconstruction_view() {
  return {.key = "reconstruction",
          .visible =
              [](const UiModel& model) {
                return model.scene() == Workspace::train || model.scene() == Workspace::compare;
              },
          .wanted = wanted,
          .of_both = true};
}

}  // namespace ganscope::model
