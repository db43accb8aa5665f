#pragma once
#include <string>

#include "app/ui/ui.h"
#include "core/api/status.h"

namespace ganscope::panels {

/// How large samples are, by their form: "32×32 colour", "7 words of 78", "8 frames of 32×32".
[[nodiscard]] std::string size_words(const ui::Ui& ui, const api::DataInfo& data);
/// Of how many samples a second are learned from: "images/s", "lines/s". Points: empty.
[[nodiscard]] std::string per_second_words(const ui::Ui& ui, Form form);
/// The heading over the sample in hand: "Picture", "Line", "Sound".
[[nodiscard]] std::string one_sample_words(const ui::Ui& ui, Form form);

}  // namespace ganscope::panels
