#include "core/models/gan/step/wrong_conditions.h"

#include <algorithm>
#include <functional>

namespace ganscope::gan {

at::Tensor wrong_labels(const at::Tensor& labels, int64_t classes, Random& random) {
  at::Tensor wrong = labels.to(at::kCPU).clone();
  for (int64_t i = 0; i < wrong.numel(); ++i) {
    int64_t& label = wrong.data_ptr<int64_t>()[i];
    label = (label + 1 + static_cast<int64_t>(random.below(static_cast<uint64_t>(classes - 1)))) % classes;
  }
  return wrong.to(labels.device());
}

at::Tensor wrong_captions(const at::Tensor& captions, Random& random) {
  const at::Tensor right = captions.to(at::kCPU).contiguous(), wrong = right.clone();
  const int64_t n = right.size(0), words = right.size(1);
  const auto row = [&](int64_t i) { return right.data_ptr<float>() + i * words; };
  for (int64_t i = 0; i < n; ++i) {
    const auto first = static_cast<int64_t>(random.below(static_cast<uint64_t>(n)));
    const auto says_more = [&](int64_t other) {
      return !std::equal(row(other), row(other) + words, row(i), std::less_equal<>());
    };
    int64_t tried = 0;
    while (tried < n && !says_more((first + tried) % n)) ++tried;
    float* to = wrong.data_ptr<float>() + i * words;
    if (tried < n) {
      std::copy_n(row((first + tried) % n), words, to);
    } else {
      float& word = to[random.below(static_cast<uint64_t>(words))];
      word = 1 - word;
    }
  }
  return wrong.to(captions.device());
}

}  // namespace ganscope::gan
