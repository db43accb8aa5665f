#pragma once
#include <vector>

namespace ganscope::explore {

/// Where things stand that must not lie on each other: a cell each of a square grid.
struct GridPlaces {
  int side = 0;             ///< cells a side
  std::vector<int> column;  ///< [count], from the left
  std::vector<int> row;     ///< [count], from the top
};

/// Puts every one of `positions` [count, 2] (x to the right, y upwards, in [−1, 1]) into a cell of its own,
/// as near to its place as the others allow: first the nearest free one, from the middle outwards, then
/// neighbouring cells are exchanged while that brings the sum of squared distances down. The grid has about
/// 1.6 cells for each, so that what lies apart stays apart.
[[nodiscard]] GridPlaces grid_places(const std::vector<float>& positions);

/// `positions` [count, 2] moved and scaled, evenly in x and y, so that they just fit into [−1, 1] both ways.
void fit_into_square(std::vector<float>& positions);

}  // namespace ganscope::explore
