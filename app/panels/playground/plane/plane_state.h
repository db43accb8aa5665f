#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "app/model/tools.h"
#include "app/panels/playground/layer_mask.h"

/// What the home of points in a plane keeps and does. Free functions on the model, so that they are tested
/// without a window.
namespace ganscope::panels::playground::plane {

/// What can be drawn, in the order of the list.
enum class Layer { real, fake, trails, bent, surface, boundary, push, slope, optimum, density, count };
struct LayerInfo {
  std::string_view key;  ///< of its item: "playground/plane/layer/real"
  const char *title, *help;
  std::string_view letter;  ///< that switches it
  bool of_d = false;        ///< there is none where D cannot be asked
};
[[nodiscard]] const std::array<LayerInfo, static_cast<size_t>(Layer::count)>& layer_infos();

/// How it is looked at. None of it changes a latent or the training, so nothing is undone.
struct Look final : model::ToolState {
  static constexpr std::string_view key = "playground/plane";
  LayerMask<Layer> layers{0x7b};                ///< at first all but trails and what follows the pushes
  bool fitted = true;                           ///< the view follows the data
  double centre_x = 0, centre_y = 0, half = 1;  ///< else; half: from the centre to the nearer edge
  double aspect = 1.15;                         ///< width over height of the drawing
  int columns = 84;                             ///< of what is painted, across
  std::optional<explore::Latent> free;          ///< chosen in latent space; drawn with the fixed ones
};

/// Where the generated points were, newest last.
struct Trail final : model::ToolState {
  static constexpr std::string_view key = "playground/plane/trail";
  uint64_t generation = 0;
  int64_t step = -1;
  double at_s = -1;
  std::vector<std::shared_ptr<const std::vector<float>>> points;  ///< each [count, 2]
};
constexpr int drawn_latents = 320;  ///< of the fixed ones; more would hide what is below
constexpr size_t longest_trail = 24;
constexpr double trail_pause_s = 0.15;

/// How D's raw outputs are read, see explore's tool "plane".
enum class Reading { belief, pairs, critic };

[[nodiscard]] const Look& look_of(const model::UiModel& model);
[[nodiscard]] bool shows(const model::UiModel& model, Layer layer);
/// The data are points of a plane.
[[nodiscard]] bool has_plane(const model::UiModel& model);
[[nodiscard]] Reading reading_of(const model::UiModel& model);

/// What is seen: centre, and half of the width and of the height.
struct Seen {
  double x = 0, y = 0, half_x = 1, half_y = 1;
};
[[nodiscard]] Seen seen_of(const model::UiModel& model);

// What can be done.
void show_layer(model::UiModel& model, Layer layer, bool on);
void show_only(model::UiModel& model, Layer layer);  ///< once more: as at first
void move_view(model::UiModel& model, double x, double y, double half);
void fit_view(model::UiModel& model);
void set_shape(model::UiModel& model, double aspect, int columns);
/// Its first numbers; the others are the selected latent's.
void choose_free(model::UiModel& model, float first, float second);
void drop_free(model::UiModel& model);

/// The newest answer of the tool; null: none, or it is of another model.
[[nodiscard]] const api::Answer* drawn_plane(const model::UiModel& model);
[[nodiscard]] std::vector<model::View> views();
constexpr std::string_view view_key = "playground/plane";

}  // namespace ganscope::panels::playground::plane
