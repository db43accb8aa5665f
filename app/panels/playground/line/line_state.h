#pragma once
#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "app/model/tool_state.h"
#include "app/model/ui_model.h"
#include "app/panels/playground/layer_mask.h"

/// What the home of numbers on a line keeps and does.
namespace ganscope::panels::playground::line {

/// What can be drawn, in the order of the list.
enum class Layer { data, real, model, fake, d, optimal, push, latents, count };
constexpr size_t layer_count = static_cast<size_t>(Layer::count);
struct LayerInfo {
  std::string_view key;  ///< of its item: "playground/line/layer/data"
  const char *title, *help;
  std::string_view letter;  ///< that switches it
};
[[nodiscard]] const std::array<LayerInfo, layer_count>& layer_infos();

struct Look final : model::ToolState {
  static constexpr std::string_view key = "playground/line";
  LayerMask<Layer> layers{0xfd};  ///< at first all but single real numbers
  bool fitted = true;             ///< the view follows the data
  double low = -1, high = 1;      ///< else, in the data's frame
  int axis = -1;                  ///< of z, along which latents are laid; −1: the one that moves x most
};

[[nodiscard]] const Look& look_of(const model::UiModel& model);
[[nodiscard]] bool shows(const model::UiModel& model, Layer layer);
/// The data are numbers.
[[nodiscard]] bool has_line(const model::UiModel& model);
struct Seen {
  double low = -1, high = 1;  ///< in the data's frame
  double top = 1;             ///< the density at the upper edge
};
[[nodiscard]] Seen seen_of(const model::UiModel& model);

void show_layer(model::UiModel& model, Layer layer, bool on);
void show_only(model::UiModel& model, Layer layer);  ///< once more: as at first
void move_view(model::UiModel& model, double low, double high);
void fit_view(model::UiModel& model);
void choose_axis(model::UiModel& model, int axis);

/// Which way a generated number would be pulled at places evenly over what is seen: x, and minus the slope of
/// G's loss there, as the tool found it; both in the data's frame. Empty where D judges no single number.
struct Pushes {
  std::vector<double> x, push;
};
[[nodiscard]] Pushes pushes_of(const model::UiModel& model);

/// The newest answer of the tool; null: none, or it is of another model.
[[nodiscard]] const api::Answer* drawn_line(const model::UiModel& model);
[[nodiscard]] std::vector<model::View> views();

}  // namespace ganscope::panels::playground::line
