#pragma once
#include <string>
#include <vector>

#include "app/ui/ui.h"
#include "core/api/status.h"

namespace ganscope::panels {

/// How large samples are, by their form: "32×32 colour", "7 words of 78", "8 frames of 32×32".
[[nodiscard]] std::string size_words(const ui::Ui& ui, const api::DataInfo& data);
/// Of how many samples a second are learned from: "images/s", "lines/s". Points: empty.
[[nodiscard]] std::string per_second_words(const ui::Ui& ui, Form form);
/// The name of a class: that of the program's own data is translated, a folder's is as somebody wrote it.
/// Empty: there is no such class.
[[nodiscard]] std::string class_words(const ui::Ui& ui, const api::DataInfo& data, int kind);
/// All of them, in their order.
[[nodiscard]] std::vector<std::string> classes_words(const ui::Ui& ui, const api::DataInfo& data);
/// The heading over the sample in hand: "Picture", "Line", "Sound".
[[nodiscard]] std::string one_sample_words(const ui::Ui& ui, Form form);

}  // namespace ganscope::panels
