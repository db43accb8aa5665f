#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string_view>

#include "core/api/ask.h"

namespace ganscope::explore {

/// What the tool "plane" is asked for and says, see plane.h.
namespace plane {

/// Bits of the setting "layers": only these are computed.
enum Layer : int64_t {
  field = 1,           ///< D over the plane
  slopes = 2,          ///< ∇D on a coarse lattice
  forces = 4,          ///< what each generated point is told
  bent = 8,            ///< a lattice of latents, drawn
  data_density = 16,   ///< p_data over the plane
  model_density = 32,  ///< p_model over the plane
  optimum = 64         ///< the optimal D over the plane, and how far D is from it; brings both densities
};

// The answer's `vectors`: one row a field, [rows · columns] from the lowest y up, each row from the lowest x;
// the values stand at the corners and edges of the view, too. Which row is which says a line of the table
// "field" with the field's name as its text and its lowest and highest value.
inline constexpr std::string_view logit = "logit";      ///< D's raw output
inline constexpr std::string_view verdict = "verdict";  ///< read as log odds, see "reading"
inline constexpr std::string_view p_data = "p_data";    ///< a probability per unit of area of the frame
inline constexpr std::string_view p_model = "p_model";  ///< the same, of what G draws
inline constexpr std::string_view optimal = "optimal";  ///< D* in [0, 1]; NaN where neither law has points
inline constexpr std::string_view difference = "difference";  ///< σ(D) − D*; NaN where D* is

// The answer's `curves`, pairs of numbers by name.
inline constexpr std::string_view force = "force";            ///< of every generated point: −∂L_G/∂x
inline constexpr std::string_view slope_at = "slope at";      ///< where ∇D was looked at
inline constexpr std::string_view slope = "slope";            ///< ∇D there
inline constexpr std::string_view node = "node";              ///< the lattice drawn, row by row
inline constexpr std::string_view stretching = "stretching";  ///< of every cell: x: √det(JᵀJ); y: −1 folded
                                                              ///< over, else 1

// The answer's `table`.
inline constexpr std::string_view view = "view";        ///< low x, high x, low y, high y, columns, rows
inline constexpr std::string_view lattice = "lattice";  ///< nodes across, nodes up, reach in latent units
inline constexpr std::string_view kernel = "kernel";    ///< bandwidth of the estimate of p_model, samples
inline constexpr std::string_view level =
    "level";  ///< of verdicts: what is taken from raw outputs, and their unit
inline constexpr std::string_view missing = "missing";  ///< text: why there is nothing of D

inline constexpr int most_across = 256;  ///< columns and rows

/// A field's row of `vectors`, and its extremes; null: it was not computed.
struct Field {
  const float* values = nullptr;
  double low = 0, high = 0;
};
[[nodiscard]] inline Field field_of(const api::Answer& answer, std::string_view name) {
  int row = 0;
  for (const api::TableRow& line : answer.table) {
    if (line.key != "field") continue;
    if (line.text == name && row < answer.vectors.count)
      return {answer.vectors.row(row), line.numbers[0], line.numbers[1]};
    ++row;
  }
  return {};
}

}  // namespace plane
}  // namespace ganscope::explore
