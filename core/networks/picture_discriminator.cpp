#include "core/networks/picture_discriminator.h"

namespace ganscope::networks {

PictureDiscriminator::PictureDiscriminator(const config::Settings& settings, const Task& task)
    : Discriminator(settings, task),
      channels_(int64_t{task.channels} * task.packing),
      size_(task.height),
      stddev_(minibatch_stddev()) {}

at::Tensor PictureDiscriminator::features(const Weights& weights, const at::Tensor& samples,
                                          const at::Tensor& columns, Mode mode) const {
  TORCH_CHECK(samples.dim() == 4 && samples.size(1) == channels_ && samples.size(2) == size_ &&
                  samples.size(3) == size_,
              "samples must be [N, ", channels_, ", ", size_, ", ", size_, "]");
  at::Tensor x = columns.defined() ? with_columns(samples, columns) : samples;
  for (size_t i = 0; i < block_count(); ++i) {
    if (stddev_ && i + 1 == block_count()) x = (*stddev_)(weights, x, mode);
    x = block(i, weights, x, mode);
  }
  return ending(x);
}

}  // namespace ganscope::networks
