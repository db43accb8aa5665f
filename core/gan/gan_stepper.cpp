#include "core/gan/gan_stepper.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/ones_like.h>
#include <ATen/ops/zeros_like.h>

#include <cmath>
#include <limits>
#include <span>
#include <utility>

#include "core/base/check.h"
#include "core/gan/data_view.h"
#include "core/gan/series_table.h"
#include "core/gan/torch_compat.h"
#include "core/networks/describe.h"

namespace ganscope::gan {
namespace {

using api::StepKind;

std::vector<double> to_doubles(const at::Tensor& logits) {
  const at::Tensor plain = logits.detach().to(at::kCPU).contiguous();
  const float* values = plain.data_ptr<float>();
  return {values, values + plain.numel()};
}

at::Tensor to_tensor(std::span<const double> values, const at::Tensor& like) {
  const at::Tensor tensor = at::empty({static_cast<int64_t>(values.size())}, at::kFloat);
  float* target = tensor.data_ptr<float>();
  for (size_t i = 0; i < values.size(); ++i) target[i] = static_cast<float>(values[i]);
  return tensor.to(like.device());
}

// What D believes on average: the mean of σ(logit).
float belief(std::span<const double> logits) {
  double sum = 0;
  for (const double d : logits) sum += 1 / (1 + std::exp(-d));
  return static_cast<float>(sum / static_cast<double>(logits.size()));
}

void copy_all(const std::array<at::Tensor, 5>& to, const std::array<at::Tensor, 5>& from) {
  const at::NoGradGuard no_grad;
  for (size_t i = 0; i < to.size(); ++i) to[i].copy_(from[i]);
}

}  // namespace

GanStepper::GanStepper(GanParts parts, data::DatasetPointer data, config::Settings settings,
                       networks::Task task, at::Device device)
    : g_(std::move(parts.generator)),
      d_(std::move(parts.discriminator)),
      objective_(std::move(parts.objective)),
      regularisers_(std::move(parts.regularisers)),
      settings_(std::move(settings)),
      task_(task),
      device_(device),
      batch_size_(settings_.integer("batch")),
      batches_(data, mix_seed(static_cast<uint64_t>(settings_.integer("seed")), 1),
               task.points && settings_.flag("scale_points") ? unit_variance(*data) : PointScale{},
               augmentation_of(settings_)),
      scale_(task.points && settings_.flag("scale_points") ? unit_variance(*data) : PointScale{}) {
  const auto seed = static_cast<uint64_t>(settings_.integer("seed"));
  const networks::Initialisation initialisation = networks::initialisation_of(settings_.text("init"));
  Random for_weights(mix_seed(seed, 2));
  const networks::Weights g = g_->layout().initial(initialisation, for_weights);
  const networks::Weights d = d_->layout().initial(initialisation, for_weights);
  const auto moments = [](const at::Tensor& flat) {
    return Moments{at::zeros_like(flat), at::zeros_like(flat)};
  };
  state_ = {g.flat,          g.flat_buffers, g.flat.clone(), g.flat_buffers.clone(),
            moments(g.flat), d.flat,         d.flat_buffers, moments(d.flat)};
  for (at::Tensor* tensor : state_.all()) *tensor = tensor->to(device_);
  for (size_t i = 0; i < before_.size(); ++i) before_[i] = at::empty_like(endangered()[i]);
  bind_views();

  random_ = Random(mix_seed(seed, 3));
  progress_.noise = random_.state();
  progress_.lr_g = settings_.real("lr_g");
  progress_.lr_d = settings_.real("lr_d");
  progress_.ema = settings_.real("ema");
  progress_.critic_steps = settings_.integer("critic_steps");
}

void GanStepper::bind_views() {
  g_weights_ = g_->layout().view(state_.g, state_.g_buffers, true);
  d_weights_ = d_->layout().view(state_.d, state_.d_buffers, true);
  d_frozen_ = d_->layout().view(state_.d, state_.d_buffers, false);
}

std::array<at::Tensor, 5> GanStepper::endangered() const {
  return {state_.g_buffers, state_.d, state_.d_buffers, state_.d_moments.first, state_.d_moments.second};
}

api::SeriesTable GanStepper::series() const { return series_table(regularisers_); }

// ---- The training step
// ------------------------------------------------------------------------------------------------ Goodfellow
// et al. 2014, algorithm 1: `critic_steps` updates of D, then one of G. G learns from the very fakes that D
// was shown last (one generator pass saved, no harm seen), through a D that is frozen meanwhile.
train::StepReport GanStepper::step(StepKind kind) {
  train::StepReport report;
  report.values.assign(first_extra_series, std::numeric_limits<float>::quiet_NaN());
  for (const auto& regulariser : regularisers_) {
    report.values.resize(report.values.size() + regulariser->series().size(),
                         std::numeric_limits<float>::quiet_NaN());
  }
  const Progress start = progress_;
  copy_all(before_, endangered());

  Batch batch;
  at::Tensor fake;  // [N, C, H, W] float32 in [−1, 1], or points [N, dimensions]
  const int64_t d_updates = kind == StepKind::generator ? 0
                            : kind == StepKind::both    ? progress_.critic_steps
                                                        : 1;
  for (int64_t update = 0; update < d_updates && report.finite; ++update) {
    batch = next_batch();
    fake = generate(batch.labels, kind == StepKind::both && update + 1 == d_updates);
    report.finite = update_discriminator(batch, fake, report);
    report.images += batch_size_;
  }
  if (kind == StepKind::generator) {
    if (objective_->generator_needs_real())
      batch = next_batch();
    else
      batch.labels = draw_labels();
    fake = generate(batch.labels, true);
  }
  if (report.finite && kind != StepKind::discriminator) report.finite = update_generator(batch, fake, report);

  if (report.finite) {
    progress_.noise = random_.state();
    progress_.place = batches_.place();
  } else {
    copy_all(endangered(), before_);
    go_to(start);
  }
  return report;
}

bool GanStepper::update_discriminator(const Batch& batch, const at::Tensor& fake, train::StepReport& report) {
  const int64_t n = batch_size_;
  const auto half = [&](const at::Tensor& t, int64_t from) { return t.defined() ? t.narrow(0, from, n) : t; };
  const auto critic = [&](const at::Tensor& samples, const at::Tensor& labels) {
    return d_->forward(d_weights_, samples, labels, networks::Mode::training);  // logits [samples]
  };
  bool due = false, fake_slope = false;
  for (const auto& regulariser : regularisers_) {
    if (!regulariser->due(progress_.updates_d)) continue;
    due = true;
    fake_slope = fake_slope || regulariser->wants_fake_slope();
  }

  std::vector<at::Tensor> outputs;  // whose gradients are taken: logits, then penalties
  std::vector<double> logits;       // [2N]: real, then fake
  std::vector<float> extra;
  at::Tensor real, shown_fake;
  if (due || d_->mixes_samples()) {
    real = shown_to_d(half(batch.both, 0)).detach();  // [N, …]
    real.set_requires_grad(due);
    shown_fake = shown_to_d(fake.detach()).detach();  // [N, …]
    shown_fake.set_requires_grad(fake_slope);
    outputs = {critic(real, half(batch.labels, 0)), critic(shown_fake, half(batch.labels, n))};
  } else {  // one pass for both: fewer and larger operations
    {
      const at::NoGradGuard no_grad;
      half(batch.both, n).copy_(fake);
    }
    outputs = {critic(shown_to_d(batch.both), batch.labels)};
  }
  for (const at::Tensor& output : outputs) {
    const std::vector<double> values = to_doubles(output);
    logits.insert(logits.end(), values.begin(), values.end());
  }

  std::vector<double> slopes(logits.size());
  const std::span all_logits(logits);
  const std::span all_slopes(slopes);
  const auto count = static_cast<size_t>(n);
  const objectives::Logits judged{all_logits.first(count), all_logits.last(count)};
  const double loss =
      objective_->discriminator_loss(judged, {all_slopes.first(count), all_slopes.last(count)});
  std::vector<at::Tensor> weights;  // ∂L/∂output
  for (size_t i = 0, from = 0; i < outputs.size(); ++i) {
    const auto size = static_cast<size_t>(outputs[i].size(0));
    weights.push_back(to_tensor(all_slopes.subspan(from, size), outputs[i]));
    from += size;
  }

  size_t series = first_extra_series;
  for (const auto& regulariser : regularisers_) {
    if (regulariser->due(progress_.updates_d)) {
      const objectives::Penalty penalty = regulariser->penalty(
          {[&](const at::Tensor& samples) { return critic(samples, half(batch.labels, 0)); }, real,
           outputs[0], shown_fake, outputs[1], random_});
      outputs.push_back(penalty.loss);
      weights.push_back(at::ones_like(penalty.loss));
      for (size_t i = 0; i < penalty.values.size(); ++i) report.values[series + i] = penalty.values[i];
    }
    series += regulariser->series().size();
  }

  const std::vector<at::Tensor> gradients = torch::autograd::grad(outputs, d_weights_.parameters, weights,
                                                                  c10::nullopt, false, /*allow_unused=*/true);
  const double norm = gradient_norm(gradients);
  report.values[series_d_loss] = static_cast<float>(loss);
  report.values[series_d_real] = belief(judged.real);
  report.values[series_d_fake] = belief(judged.fake);
  report.values[series_grad_d] = static_cast<float>(norm);
  if (!std::isfinite(loss) || !std::isfinite(norm)) return false;

  adam_update(d_->layout(), d_weights_, state_.d_moments, gradients, ++progress_.updates_d,
              {rate_now(progress_.lr_d), settings_.real("beta1"), settings_.real("beta2")});
  for (const auto& regulariser : regularisers_) regulariser->after_update(d_weights_);
  return true;
}

bool GanStepper::update_generator(const Batch& batch, const at::Tensor& fake, train::StepReport& report) {
  const int64_t n = batch_size_;
  const auto half = [&](const at::Tensor& t, int64_t from) { return t.defined() ? t.narrow(0, from, n) : t; };
  // Frozen: no gradient by D's weights is asked for, so none is computed.
  const at::Tensor output =
      d_->forward(d_frozen_, shown_to_d(fake), half(batch.labels, 0), networks::Mode::training);
  const std::vector<double> logits_fake = to_doubles(output);  // [N]
  std::vector<double> logits_real;
  if (objective_->generator_needs_real()) {
    const at::NoGradGuard no_grad;
    logits_real = to_doubles(d_->forward(d_frozen_, shown_to_d(half(batch.both, 0)), half(batch.labels, 0),
                                         networks::Mode::training));
  }
  std::vector<double> slopes(logits_fake.size());
  const double loss = objective_->generator_loss({logits_real, logits_fake}, {{}, slopes});

  const std::vector<at::Tensor> gradients =
      torch::autograd::grad({output}, g_weights_.parameters, {to_tensor(slopes, output)}, c10::nullopt, false,
                            /*allow_unused=*/true);
  const double norm = gradient_norm(gradients);
  report.values[series_g_loss] = static_cast<float>(loss);
  report.values[series_grad_g] = static_cast<float>(norm);
  if (!std::isfinite(loss) || !std::isfinite(norm)) return false;

  adam_update(g_->layout(), g_weights_, state_.g_moments, gradients, progress_.step + 1,
              {rate_now(progress_.lr_g), settings_.real("beta1"), settings_.real("beta2")});
  const double keep = warm_decay(progress_.ema, progress_.step);
  average_into(state_.ema, state_.g, keep);
  average_into(state_.ema_buffers, state_.g_buffers, keep);
  ++progress_.step;
  return true;
}
// ------------------------------------------------------------------------------------------------------------------------

at::Tensor GanStepper::shown_to_d(at::Tensor samples) {
  for (const auto& regulariser : regularisers_) samples = regulariser->transform(samples, random_);
  return samples;
}

GanStepper::Batch GanStepper::next_batch() {
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
  if (task_.classes > 0) {
    batch.labels = at::empty({2 * batch_size_}, at::kLong);
    const std::span labels(batch.labels.data_ptr<int64_t>(), 2 * n);
    batches_.fill_labels(indices, labels.first(n));
    batches_.fill_labels(indices, labels.last(n));
    batch.labels = batch.labels.to(device_);
  }
  return batch;
}

at::Tensor GanStepper::draw_latents() {
  const at::Tensor latents =
      at::empty({batch_size_, task_.latent_dim}, at::kFloat);  // [N, latent_dim] normal
  random_.fill_normal({latents.data_ptr<float>(), static_cast<size_t>(latents.numel())});
  return latents.to(device_);
}

// Labels as frequent as in the data. [2N] int64 like a batch's, or undefined
at::Tensor GanStepper::draw_labels() {
  if (task_.classes == 0) return {};
  const at::Tensor labels = at::empty({2 * batch_size_}, at::kLong);
  const data::Dataset& data = batches_.data();
  for (int64_t i = 0; i < labels.numel(); ++i) {
    labels.data_ptr<int64_t>()[i] = data.labels[random_.below(static_cast<uint64_t>(data.count))];
  }
  return labels.to(device_);
}

at::Tensor GanStepper::generate(const at::Tensor& labels, bool with_graph) {
  const c10::AutoGradMode graph(with_graph);
  return g_->forward(g_weights_, draw_latents(), labels.defined() ? labels.narrow(0, 0, batch_size_) : labels,
                     networks::Mode::training);
}

double GanStepper::rate_now(double rate) const {
  if (settings_.text("lr_decay") == "none") return rate;
  const double done =
      static_cast<double>(progress_.step) / static_cast<double>(settings_.integer("lr_decay_steps"));
  return rate * std::max(0.1, 1 - 0.9 * done);
}

void GanStepper::go_to(const Progress& progress) {
  progress_ = progress;
  random_.set_state(progress.noise);
  batches_.go_to(progress.place);
}

void GanStepper::tune(const std::string& key, double value) {
  if (key == "lr_g")
    progress_.lr_g = value;
  else if (key == "lr_d")
    progress_.lr_d = value;
  else if (key == "ema")
    progress_.ema = value;
  else if (key == "critic_steps")
    progress_.critic_steps = static_cast<int64_t>(std::lround(value));
  else
    GANSCOPE_CHECK(false, "this option is not tunable: " + key);
}

train::SnapshotPointer GanStepper::snapshot() const {
  return std::make_shared<const GanSnapshot>(clone(state_), progress_, scale_);
}

void GanStepper::restore(const train::Snapshot& snapshot) {
  const auto* own = dynamic_cast<const GanSnapshot*>(&snapshot);
  GANSCOPE_CHECK(own != nullptr, "a snapshot of another stepper cannot be restored");
  copy_into(state_, own->tensors());
  go_to(own->progress());
}

storage::TensorFile GanStepper::export_state() const {
  storage::TensorFile file = write_state(state_, progress_, g_->layout(), d_->layout());
  write_info(data_info(), scale_, file.metadata);
  file.metadata["parameters_g"] = std::to_string(parameters_g());
  file.metadata["parameters_d"] = std::to_string(parameters_d());
  return file;
}

Expected<void> GanStepper::import_state(const storage::TensorFile& file) {
  Expected<ReadState> read = read_state(file, g_->layout(), d_->layout(), device_);
  if (!read) return tl::unexpected(read.error());
  if (read->progress.place.position > batches_.data().count) {
    return fail(FailureKind::bad_data, "the checkpoint's place lies beyond the end of the data",
                "checkpoint, position", "it was made with more data; train on the same data, or begin anew");
  }
  copy_into(state_, read->tensors);
  go_to(read->progress);
  return {};
}

api::DataInfo GanStepper::data_info() const { return describe(batches_.data()); }
data::DatasetPointer GanStepper::dataset() const { return batches_.dataset(); }

api::DataPreview GanStepper::data_preview(int count) const {
  const int shown = task_.points ? 16 * count : count;  // a point takes no room
  return preview(batches_.data(), shown, mix_seed(static_cast<uint64_t>(settings_.integer("seed")), 4));
}

std::vector<api::LayerRow> GanStepper::layers() const { return networks::describe(*g_, *d_, task_); }

std::string GanStepper::device() const {
  return device_.is_cpu() ? "CPU" : "CUDA " + std::to_string(device_.index() < 0 ? 0 : device_.index());
}

}  // namespace ganscope::gan
