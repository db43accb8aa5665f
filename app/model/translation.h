#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "app/model/tool_state.h"
#include "core/api/ask.h"
#include "core/api/preview.h"

/// Models that make pictures of pictures, as the window shows them: the same held-out inputs again and again,
/// beside what shall come out. In view::grid stands what they make of them.
namespace ganscope::model {

struct RunModel;
struct UiModel;

struct Translation final : ToolState {
  static constexpr std::string_view key = "translation";
  int direction = 0;         ///< that is shown
  int selected = -1;         ///< of the held-out pictures; -1: none was chosen
  double weight_of_d = 1.0;  ///< that "with D" brings back
};

/// Of the two ways, as the run says; none: it has no such option.
enum class Way { l1_only, with_d };
[[nodiscard]] std::optional<Way> way_of(const RunModel& run);

[[nodiscard]] int shown_direction(const UiModel& model);
/// The held-out picture that is shown large: the chosen one, else the first.
[[nodiscard]] int shown_triple(const UiModel& model);

/// The held-out pictures of a direction; null: the run has none.
[[nodiscard]] const api::HeldOut* held_out(const RunModel& run, int direction);
/// Channels of what goes in.
[[nodiscard]] int input_channels(const RunModel& run, int direction);
/// One picture RGBA as the model takes it.
[[nodiscard]] std::vector<float> input_values(const RunModel& run, int direction,
                                              std::span<const uint8_t> rgba);
/// One of the held-out inputs as the model takes it; empty: there is none.
[[nodiscard]] std::vector<float> held_out_input(const RunModel& run, int direction, int index);

/// How far a drawn picture is from the truth of a held-out one: the mean of |y − t| over pixels that run from
/// −1 to 1. None: nobody knows the truth, or it is not drawn yet.
[[nodiscard]] std::optional<double> off_truth(const RunModel& run, const api::Answer* drawn, int row,
                                              int direction, int index);
/// The share of a drawn picture where G drew, from 0 to 1; none: it has no mask.
[[nodiscard]] std::optional<double> share_drawn(const api::Answer* drawn, int row);

/// What view::grid asks: all held-out inputs of the shown direction.
[[nodiscard]] std::optional<api::Ask> held_out_ask(const UiModel& model);

// What can be done.
void show_direction(UiModel& model, int direction);
void show_triple(UiModel& model, int index);  ///< −1: none
/// The weight that "with D" brings back, noted before D rests.
void note_weight_of_d(UiModel& model);

}  // namespace ganscope::model
