#include "core/data/points/framed.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "core/data/laws/kernel_estimate.h"

namespace ganscope::data {
namespace {

constexpr double far = 1000;               // standard deviations from zero
constexpr double tiny = 1e-3, huge = 1e3;  // standard deviations that floats and thresholds are not made for
constexpr double uneven = 100;             // one column's standard deviation over the other's

struct Column {
  double mean = 0, sigma = 0;
};

Column column_of(std::span<const double> x, size_t dimensions, size_t d) {
  Column column;
  const auto count = static_cast<double>(x.size() / dimensions);
  if (count < 1) return column;
  // From the first value on, so that what is common to all does not swallow the differences.
  const double first = x[d];
  double sum = 0, squares = 0, reach = 0;
  for (size_t i = d; i < x.size(); i += dimensions) {
    sum += x[i] - first;
    reach = std::max(reach, std::abs(x[i] - first));
  }
  const double middle = sum / count;
  column.mean = first + middle;
  if (reach <= 0) return column;
  for (size_t i = d; i < x.size(); i += dimensions) squares += std::pow((x[i] - first - middle) / reach, 2);
  column.sigma = reach * std::sqrt(squares / count);
  return column;
}

double power_of_two(double sigma) { return std::exp2(std::round(std::log2(sigma))); }

/// The mean to a digit or two of the spread, which reads well and is exact where it is a whole number.
double rounded(const Column& column) {
  if (!(column.sigma > 0)) return column.mean;
  const double step = std::pow(10, std::floor(std::log10(column.sigma)));
  return step >= 1 ? std::round(column.mean / step) * step
                   : std::round(column.mean * (1 / step)) / (1 / step);
}

/// p is drawn and judged as x in its frame. Density per unit of the frame.
class FramedLaw final : public Law {
 public:
  FramedLaw(std::shared_ptr<const Law> law, const PointFrame& frame) : law_(std::move(law)), frame_(frame) {}
  [[nodiscard]] int dimensions() const override { return law_->dimensions(); }
  [[nodiscard]] double density(std::span<const double> p) const override {
    std::array<double, 2> x{};
    double area = 1;
    for (size_t d = 0; d < p.size(); ++d) {
      x[d] = frame_.out(d, p[d]);
      area *= frame_.unit[d];
    }
    return law_->density({x.data(), p.size()}) * area;
  }
  void sample(Random& random, std::span<double> p) const override {
    law_->sample(random, p);
    for (size_t d = 0; d < p.size(); ++d) p[d] = frame_.in(d, p[d]);
  }

 private:
  std::shared_ptr<const Law> law_;
  PointFrame frame_;
};

}  // namespace

PointFrame frame_for(std::span<const double> x, int dimensions, bool units) {
  const auto count = static_cast<size_t>(dimensions);
  std::array<Column, 2> columns;
  for (size_t d = 0; d < count; ++d) columns[d] = column_of(x, count, d);
  PointFrame frame;
  for (size_t d = 0; d < count; ++d)
    if (std::abs(columns[d].mean) > far * columns[d].sigma) frame.origin[d] = rounded(columns[d]);
  if (!units) return frame;
  double least = 0, most = 0;  // of the columns that vary
  for (size_t d = 0; d < count; ++d) {
    const double sigma = columns[d].sigma;
    if (sigma > 0) least = least > 0 ? std::min(least, sigma) : sigma;
    most = std::max(most, sigma);
  }
  if (!(least > 0)) return frame;
  if (most > uneven * least) {
    for (size_t d = 0; d < count; ++d) frame.unit[d] = power_of_two(columns[d].sigma);
  } else if (most < tiny || most > huge) {
    frame.unit.fill(power_of_two(most));
  }
  return frame;
}

std::vector<float> in_frame(std::span<const double> x, int dimensions, const PointFrame& frame) {
  std::vector<float> points;
  points.reserve(x.size());
  const auto count = static_cast<size_t>(dimensions);
  for (size_t i = 0; i < x.size(); ++i) points.push_back(static_cast<float>(frame.in(i % count, x[i])));
  return points;
}

Expected<DatasetPointer> own_points(const std::string& key, const std::string& title, int dimensions,
                                    std::span<const double> x, const std::string& where) {
  const auto columns = static_cast<size_t>(dimensions);
  bool differ = false;
  for (size_t i = columns; i < x.size() && !differ; ++i) differ = x[i] != x[i % columns];
  if (!differ)
    return fail(FailureKind::bad_data, "there are no two different points in it", where,
                "Give a file with a point a line, x or x,y.");
  auto set = std::make_shared<Dataset>();
  set->key = key;
  set->title = title;
  set->form = Form::points;
  set->dimensions = dimensions;
  set->count = static_cast<int64_t>(x.size() / columns);
  set->frame = frame_for(x, dimensions, /*units=*/true);
  set->points = in_frame(x, dimensions, set->frame);
  set->law = std::make_shared<KernelEstimate>(set->points, dimensions);
  return set;
}

std::shared_ptr<const Law> in_frame(std::shared_ptr<const Law> law, const PointFrame& frame) {
  if (!law || frame.is_plain()) return law;
  return std::make_shared<FramedLaw>(std::move(law), frame);
}

Modes in_frame(Modes modes, const PointFrame& frame) {
  if (frame.is_plain()) return modes;
  for (auto& centre : modes.centres)
    for (size_t d = 0; d < centre.size(); ++d) centre[d] = frame.in(d, centre[d]);
  modes.sigma /= frame.unit[0];
  return modes;
}

void move_to(const PointFrame& to, const PointFrame& from, std::span<float> points, int dimensions) {
  if (to == from) return;
  for (size_t i = 0; i < points.size(); ++i) {
    const size_t d = i % static_cast<size_t>(dimensions);
    points[i] = static_cast<float>(to.in(d, from.out(d, static_cast<double>(points[i]))));
  }
}

}  // namespace ganscope::data
