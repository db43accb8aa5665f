#pragma once
#include <span>
#include <string>
#include <vector>

#include "app/ui/ui.h"
#include "app/ui/widgets/plot_scale.h"

namespace ganscope::ui {

struct ChartSpec {
  ImVec2 min, max;  ///< of all, the numbers of both axes included; pixels
  double x_low = 0, x_high = 1, y_low = 0, y_high = 1;
  std::string x_title = {}, y_title = {};  ///< translated; empty: none
  bool x_numbers = true, y_numbers = true;
};

/// Curves over one axis, drawn from plain numbers: a well with a horizontal grid, round numbers at both axes
/// and their titles. What lies outside is cut off; curves break where a value is no number. Draws on the
/// current window's list.
class Chart {
 public:
  Chart(const Ui& ui, const ChartSpec& spec);

  [[nodiscard]] ImVec2 min() const { return min_; }  ///< of the well, pixels
  [[nodiscard]] ImVec2 max() const { return max_; }
  [[nodiscard]] ImVec2 at(double x, double y) const { return {x_.at(x), y_.at(y)}; }
  [[nodiscard]] const Scale& x() const { return x_; }
  [[nodiscard]] const Scale& y() const { return y_; }
  [[nodiscard]] bool hovered() const;      ///< the mouse is over the well, and nothing lies over it
  [[nodiscard]] double pointed_x() const;  ///< the value under the mouse

  void line(std::span<const float> x, std::span<const float> y, ImU32 colour, float design_px,
            bool dashed = false) const;
  void fill(std::span<const float> x, std::span<const float> y, ImU32 colour) const;  ///< down to y = 0
  /// A bar around each x, `width` wide in units of x, from 0 to y.
  void bars(std::span<const float> x, std::span<const float> y, double width, ImU32 colour) const;
  void level(double y, ImU32 colour) const;                         ///< a dashed line across
  void upright(double x, ImU32 colour, bool dashed = false) const;  ///< … from top to bottom
  /// A plate with these lines (rich text, see widgets.h) beside a place, inside the well where it fits.
  void card(ImVec2 beside, const std::vector<std::string>& lines) const;

 private:
  const Ui& ui_;
  ImDrawList* draw_;
  ImVec2 min_, max_;
  Scale x_, y_;
};

/// y of a curve at x between its points, which rise; NaN outside.
[[nodiscard]] double curve_at(std::span<const float> x, std::span<const float> y, double at);

}  // namespace ganscope::ui
