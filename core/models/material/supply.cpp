#include "core/models/material/supply.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/zeros.h>

#include <span>
#include <utility>
#include <vector>

namespace ganscope::models {

Supply::Supply(data::DatasetPointer data, uint64_t seed, PointScale scale, const networks::Task& task,
               int64_t batch_size, at::Device device, Augmentation augmentation)
    : batches_(std::move(data), mix_seed(seed, 1), scale, augmentation),
      random_(mix_seed(seed, 3)),
      task_(task),
      batch_size_(batch_size),
      device_(device) {}

Batch Supply::next_batch() {
  const auto n = static_cast<size_t>(batch_size_);
  std::vector<int64_t> indices(n);
  const Batches::Place from = batches_.place();
  batches_.next(indices);
  Batch batch;
  const std::vector<int64_t> shape =
      task_.points ? std::vector<int64_t>{2 * batch_size_, task_.dimensions}
                   : std::vector<int64_t>{2 * batch_size_, task_.height, task_.width, task_.channels};
  batch.both = at::empty(shape, at::kFloat);
  const auto values = static_cast<size_t>(batches_.values_per_sample());
  batches_.fill(indices, from, {batch.both.data_ptr<float>(), n * values});
  if (!task_.points) batch.both = batch.both.permute({0, 3, 1, 2});  // [2N, C, H, W], channels_last in memory
  batch.both = batch.both.to(device_);
  if (task_.captions) {
    batch.labels = draw_captions(indices);
  } else if (task_.classes > 0) {
    batch.labels = at::empty({2 * batch_size_}, at::kLong);
    const std::span labels(batch.labels.data_ptr<int64_t>(), 2 * n);
    batches_.fill_labels(indices, labels.first(n));
    batches_.fill_labels(indices, labels.last(n));
    batch.labels = batch.labels.to(device_);
  }
  if (task_.input_channels > 0) batch.inputs = inputs_of(indices, from);
  return batch;
}

at::Tensor Supply::inputs_of(const std::vector<int64_t>& indices, const Batches::Place& from) {
  const at::Tensor inputs =
      at::empty({batch_size_, task_.height, task_.width, task_.input_channels}, at::kFloat);
  const std::span values(inputs.data_ptr<float>(), static_cast<size_t>(inputs.numel()));
  if (batches_.data().inputs.paired)
    batches_.fill_inputs(indices, from, values);
  else
    batches_.fill_any_inputs(batch_size_, random_, values);
  return inputs.permute({0, 3, 1, 2}).to(device_);  // [N, C', H, W], channels_last in memory
}

Batch Supply::labels_only() {
  Batch batch;
  if (task_.classes == 0) return batch;
  if (task_.captions) {
    std::vector<int64_t> indices(static_cast<size_t>(batch_size_));
    for (int64_t& index : indices)
      index = static_cast<int64_t>(random_.below(static_cast<uint64_t>(batches_.data().count)));
    batch.labels = draw_captions(indices);
    return batch;
  }
  const at::Tensor labels = at::empty({2 * batch_size_}, at::kLong);
  const data::Dataset& data = batches_.data();
  for (int64_t i = 0; i < labels.numel(); ++i) {
    labels.data_ptr<int64_t>()[i] = data.labels[random_.below(static_cast<uint64_t>(data.count))];
  }
  batch.labels = labels.to(device_);
  return batch;
}

at::Tensor Supply::draw_captions(const std::vector<int64_t>& indices) {
  const at::Tensor rows = at::zeros({2, batch_size_, task_.classes}, at::kFloat);
  const data::Captions& captions = *batches_.data().captions;
  auto row = rows.accessor<float, 3>();
  for (size_t i = 0; i < indices.size(); ++i)
    for (const int word : captions.draw(indices[i], random_))
      for (int half = 0; half < 2; ++half) row[half][static_cast<int64_t>(i)][word] = 1;
  return rows.flatten(0, 1).to(device_);
}

at::Tensor Supply::draw_latents() {
  const at::Tensor latents = at::empty({batch_size_, task_.latent_dim}, at::kFloat);
  random_.fill_normal({latents.data_ptr<float>(), static_cast<size_t>(latents.numel())});
  return latents.to(device_);
}

void Supply::go_to(Batches::Place place, const Random::State& noise) {
  batches_.go_to(place);
  random_.set_state(noise);
}

}  // namespace ganscope::models
