#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>

#include "core/base/random.h"

namespace ganscope::gan {

// What real samples are shown under, so that D learns to find it wrong (Reed 2016).

/// For every label another one, each as likely. [N] int64
[[nodiscard]] at::Tensor wrong_labels(const at::Tensor& labels, int64_t classes, Random& random);

/// For every caption that of another sample which says something that this one does not; where there is none,
/// a word is said more, or one less. [N, words] float32 of 0 and 1
[[nodiscard]] at::Tensor wrong_captions(const at::Tensor& captions, Random& random);

}  // namespace ganscope::gan
