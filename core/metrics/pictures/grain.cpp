#include "core/metrics/pictures/grain.h"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <numeric>

namespace ganscope::metrics {

Grain::Grain(std::span<const uint8_t> real, int64_t count, int height, int width, int channels)
    : height_(height), width_(width), channels_(channels) {
  const std::vector<double> contrasts = contrast(real, count);
  if (contrasts.empty()) return;
  flattest_.resize(contrasts.size());
  std::iota(flattest_.begin(), flattest_.end(), size_t{0});
  std::ranges::stable_sort(flattest_, {}, [&](size_t place) { return contrasts[place]; });
  flattest_.resize(std::max<size_t>(1, contrasts.size() / 10));
  const int side = std::max(1, width / 8), inner = width - 2;
  for (int row = 0; row < std::min(side, height - 2); ++row)
    for (int column = 0; column < inner; ++column)
      if (column < side || column >= inner - side)
        corners_.push_back(static_cast<size_t>(row * inner + column));
}

double Grain::flattest(std::span<const uint8_t> pictures, int64_t count) const {
  return over(flattest_, pictures, count);
}

double Grain::upper_corners(std::span<const uint8_t> pictures, int64_t count) const {
  return over(corners_, pictures, count);
}

double Grain::over(const std::vector<size_t>& places, std::span<const uint8_t> pictures,
                   int64_t count) const {
  if (places.empty() || count < 1) return std::numeric_limits<double>::quiet_NaN();
  const std::vector<double> contrasts = contrast(pictures, count);
  double sum = 0;
  for (const size_t place : places) sum += contrasts[place];
  return sum / static_cast<double>(places.size());
}

// Mean of |∇²| over pictures and channels, of every inner pixel: [height − 2, width − 2]
std::vector<double> Grain::contrast(std::span<const uint8_t> pictures, int64_t count) const {
  if (height_ < 3 || width_ < 3 || channels_ < 1) return {};
  const auto rows = static_cast<size_t>(height_ - 2), columns = static_cast<size_t>(width_ - 2);
  const auto across = static_cast<size_t>(channels_), down = static_cast<size_t>(width_) * across;
  std::vector<int64_t> sums(rows * columns);
  for (size_t n = 0; n < static_cast<size_t>(count); ++n) {
    const uint8_t* picture = pictures.data() + n * static_cast<size_t>(height_) * down;
    for (size_t row = 0; row < rows; ++row) {
      const uint8_t* pixel = picture + (row + 1) * down + across;
      for (size_t column = 0; column < columns; ++column) {
        int sum = 0;
        for (size_t c = 0; c < across; ++c, ++pixel)
          sum += std::abs(*(pixel - across) + *(pixel + across) + *(pixel - down) + *(pixel + down) -
                          4 * *pixel);
        sums[row * columns + column] += sum;
      }
    }
  }
  const double unit = 1 / (127.5 * static_cast<double>(count) * static_cast<double>(channels_));
  std::vector<double> means;
  means.reserve(sums.size());
  for (const int64_t sum : sums) means.push_back(static_cast<double>(sum) * unit);
  return means;
}

}  // namespace ganscope::metrics
