#pragma once
#include <vector>

#include "app/panels/samples/parts.h"
#include "core/base/form.h"

namespace ganscope::panels::samples {

/// How Train shows the samples of a form, where pictures side by side are not enough: real samples included,
/// everything under the header.
struct SampleView {
  Form form;
  /// How many samples fit into `body`, for the header: "the same 16 latents".
  int (*shown)(const ui::Ui& ui, const model::UiModel& model, const Area& body);
  void (*draw)(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, const Area& body);
};

/// One line a form, in sample_views.cpp.
[[nodiscard]] const std::vector<SampleView>& all_sample_views();
/// Null: samples of this form are drawn as pictures or points.
[[nodiscard]] const SampleView* sample_view_of(Form form);

}  // namespace ganscope::panels::samples
