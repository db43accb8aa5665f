#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/panels/explore/explore_parts.h"
#include "app/panels/explore/map/map_state.h"

/// What overview, column and band of the Map share.
namespace ganscope::panels::map {

/// Changes the model after the frame.
void do_on_model(explore_parts::Context& context, std::function<void(model::UiModel&, double now_s)> change);
using explore_parts::attribute_words;

/// How the bars below pictures are coloured.
class Colours {
 public:
  Colours(const ui::Ui& ui, const model::UiModel& model, const Laid& laid);
  [[nodiscard]] bool any() const { return kind_ != Kind::none; }
  /// Of one sample, and of the mean of some; 0: no bar.
  [[nodiscard]] ImU32 of(int sample) const;
  [[nodiscard]] ImU32 of(const std::vector<int>& samples) const;
  /// What can be chosen: keys, and how they are called.
  [[nodiscard]] const std::vector<std::string>& keys() const { return keys_; }
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  [[nodiscard]] int chosen() const { return chosen_; }
  /// The scale in the row below the overview, at most `width` px. Returns where it ends.
  float draw_legend(explore_parts::Context& context, ImVec2 at, float width) const;

 private:
  enum class Kind { none, score, classes, attribute };
  [[nodiscard]] double value(int sample) const;
  [[nodiscard]] ImU32 shade(double share) const;

  const ui::Theme& theme_;
  const Laid& laid_;
  std::shared_ptr<const Judgement> judgement_;
  Kind kind_ = Kind::none;
  size_t column_ = 0;
  int classes_ = 0, chosen_ = 0;
  std::vector<std::string> keys_, names_;
};

/// Where the enlarged part lies on the grid: its left upper corner and its size, in cells.
struct Window {
  double left = 0, top = 0, width = 1, height = 1;
};
/// `aspect`: how many cells high for one wide.
[[nodiscard]] Window window_of(const Laid& laid, const Look& look, double aspect);
/// Cells of the enlarged part are a little higher than wide, for the bar.
inline constexpr double cell_shape = 34.0 / 37;

/// A small picture of the map, as large as fits, in the middle.
void draw_thumbnail(const explore_parts::Context& context, ImDrawList* draw, api::View view, int sample,
                    ImVec2 min, ImVec2 max, ImU32 tint = IM_COL32_WHITE);
void draw_overview(explore_parts::Context& context, const explore_parts::Area& area, float side);
void draw_enlarged(explore_parts::Context& context, const explore_parts::Area& area, float side);
void draw_map_band(explore_parts::Context& context, const explore_parts::Area& area);
[[nodiscard]] std::vector<model::View> map_views();

}  // namespace ganscope::panels::map
