#include "core/explore/real_samples.h"

#include <algorithm>
#include <cmath>

#include "core/data/dataset.h"

namespace ganscope::explore {

RealPictures real_samples(const train::Subject& subject, std::span<const int64_t> numbers) {
  RealPictures real;
  const data::Dataset* data = subject.dataset.get();
  const PictureShape shape = picture_shape(subject);
  const bool points = subject.data.is_points();
  real.values.width = points ? subject.data.dimensions : shape.size();
  const bool fits = data != nullptr && (data->is_points()) == points &&
                    (points ? data->dimensions == subject.data.dimensions
                            : data->channels == shape.channels && data->height == shape.height &&
                                  data->width == shape.width);
  const bool known = fits && std::ranges::all_of(numbers, [&](int64_t number) {
                       return number >= 0 && number < data->count;
                     });
  if (!known) return real;
  const bool labelled = api::told_classes(subject.experiment, subject.data) > 0 && data->has_labels();
  for (const int64_t number : numbers) {
    if (points) {
      const auto first = data->points.begin() + number * data->dimensions;
      real.values.values.insert(real.values.values.end(), first, first + data->dimensions);
    } else {
      append_values(*data, number, real.values.values);
    }
    if (labelled) real.labels.push_back(data->labels[static_cast<size_t>(number)]);
  }
  real.values.count = static_cast<int>(numbers.size());
  return real;
}

double mean_distance(std::span<const float> a, std::span<const float> b) {
  double sum = 0;
  for (size_t i = 0; i < a.size(); ++i)
    sum += std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i]));
  return sum / static_cast<double>(a.size());
}

std::vector<float> mean_rows(const api::Rows& rows) {
  const auto width = static_cast<size_t>(rows.width);
  std::vector<double> sum(width);
  for (size_t i = 0; i < rows.values.size(); ++i) sum[i % width] += static_cast<double>(rows.values[i]);
  std::vector<float> means(rows.values.size());
  for (size_t i = 0; i < means.size(); ++i) means[i] = static_cast<float>(sum[i % width] / rows.count);
  return means;
}

}  // namespace ganscope::explore
