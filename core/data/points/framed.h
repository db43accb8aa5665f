#pragma once
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/data/dataset.h"

namespace ganscope::data {

/// The frame for points x [count, dimensions], finite. The origin moves to the middle of a column, rounded,
/// where that lies more than 1000 standard deviations from zero. With `units` columns that vary by less than
/// 1e-3 or more than 1e3 get a unit of about their standard deviation, one for both while they are within a
/// factor of 100 of each other, else each its own. Otherwise nothing changes: p = x.
[[nodiscard]] PointFrame frame_for(std::span<const double> x, int dimensions, bool units);

/// x → p, as floats.
[[nodiscard]] std::vector<float> in_frame(std::span<const double> x, int dimensions, const PointFrame& frame);

/// A data set of somebody's own points x, in the frame that suits them, with a kernel estimate for their law.
/// Fails with `bad_data` where no two points differ.
[[nodiscard]] Expected<DatasetPointer> own_points(const std::string& key, const std::string& title,
                                                  int dimensions, std::span<const double> x,
                                                  const std::string& where);

/// The law of p where `law` is that of x; `law` itself in a plain frame.
[[nodiscard]] std::shared_ptr<const Law> in_frame(std::shared_ptr<const Law> law, const PointFrame& frame);
/// The modes likewise; the frame has one unit for both dimensions.
[[nodiscard]] Modes in_frame(Modes modes, const PointFrame& frame);

/// Points p [count, dimensions] from one frame into another; pairs, as replicas give them, have two.
/// Unchanged between equal frames.
void move_to(const PointFrame& to, const PointFrame& from, std::span<float> points, int dimensions = 2);

}  // namespace ganscope::data
