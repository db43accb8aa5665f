#include "core/gan/gan_stepper.h"

#include <ATen/ops/empty_like.h>
#include <ATen/ops/zeros_like.h>

#include <cmath>
#include <limits>
#include <utility>

#include "core/base/check.h"
#include "core/data/fingerprint.h"
#include "core/data/labels.h"
#include "core/gan/series_table.h"
#include "core/gan/step/average.h"
#include "core/gan/torch_compat.h"
#include "core/networks/describe.h"

namespace ganscope::gan {
namespace {

using api::StepKind;

PointScale scale_of(const data::Dataset& data, const config::Settings& settings, const networks::Task& task) {
  return task.points && settings.flag("scale_points") ? unit_variance(data) : PointScale{};
}

uint64_t seed_of(const config::Settings& settings) { return static_cast<uint64_t>(settings.integer("seed")); }

void copy_all(const std::vector<at::Tensor>& to, const std::vector<at::Tensor>& from) {
  const at::NoGradGuard no_grad;
  for (size_t i = 0; i < to.size(); ++i) to[i].copy_(from[i]);
}

}  // namespace

GanStepper::GanStepper(Game game, data::DatasetPointer data, config::Settings settings, networks::Task task,
                       at::Device device, Way way)
    : settings_(std::move(settings)),
      task_(task),
      device_(device),
      scale_(scale_of(*data, settings_, task)),
      game_(std::move(game)),
      supply_(std::move(data), seed_of(settings_), scale_, task, settings_.integer("batch"), device,
              augmentation_of(settings_)) {
  const networks::Initialisation initialisation = networks::initialisation_of(settings_.text("init"));
  Random for_weights(mix_seed(seed_of(settings_), 2));
  const networks::Weights g = game_.g->layout().initial(initialisation, for_weights);
  const networks::Weights d = game_.d->layout().initial(initialisation, for_weights);
  const auto moments = [](const at::Tensor& flat) {
    return Moments{at::zeros_like(flat), at::zeros_like(flat)};
  };
  state_ = {g.flat,          g.flat_buffers, g.flat.clone(), g.flat_buffers.clone(),
            moments(g.flat), d.flat,         d.flat_buffers, moments(d.flat)};
  for (at::Tensor* tensor : state_.all()) *tensor = tensor->to(device_);
  for (const at::Tensor& tensor : endangered()) before_.push_back(at::empty_like(tensor));
  bind_views();
  if (way == Way::quickest) gradients_ = plain_gradients(game_, device_);
  if (gradients_ == nullptr) gradients_ = graph_gradients();

  progress_.noise = supply_.random().state();
  progress_.lr_g = settings_.real("lr_g");
  progress_.lr_d = settings_.real("lr_d");
  progress_.ema = settings_.real("ema");
  progress_.critic_steps = settings_.integer("critic_steps");
}

void GanStepper::bind_views() {
  game_.g_weights = game_.g->layout().view(state_.g, state_.g_buffers, true);
  game_.d_weights = game_.d->layout().view(state_.d, state_.d_buffers, true);
  game_.d_frozen = game_.d->layout().view(state_.d, state_.d_buffers, false);
}

std::vector<at::Tensor> GanStepper::endangered() const {
  std::vector<at::Tensor> tensors = {state_.g_buffers, state_.d, state_.d_buffers, state_.d_moments.first,
                                     state_.d_moments.second};
  if (game_.rules.g_steps > 1) {
    for (const at::Tensor& tensor :
         {state_.g, state_.ema, state_.ema_buffers, state_.g_moments.first, state_.g_moments.second})
      tensors.push_back(tensor);
  }
  return tensors;
}

api::SeriesTable GanStepper::series() const {
  return series_table(game_.regularisers, game_.rules.classifier);
}

train::StepReport GanStepper::empty_report() const {
  train::StepReport report;
  report.values.assign(class_loss_place(game_.regularisers) + (game_.rules.classifier ? 1 : 0),
                       std::numeric_limits<float>::quiet_NaN());
  return report;
}

train::StepReport GanStepper::step(StepKind kind, train::StepObserver* observer) {
  train::StepReport report = empty_report();
  const Progress start = progress_;
  copy_all(before_, endangered());
  if (observer != nullptr)
    watch_ = std::make_unique<Watch>(
        *observer, game_, task_.points ? std::optional(watched_plane(supply_.data(), scale_)) : std::nullopt);
  report.finite = update_players(kind, report);
  watch_.reset();
  if (report.finite) {
    progress_.step += kind == StepKind::discriminator ? 0 : 1;
    progress_.noise = supply_.random().state();
    progress_.place = supply_.place();
  } else {
    copy_all(endangered(), before_);
    go_to(start);
  }
  return report;
}

// The training step: Goodfellow et al. 2014, algorithm 1. `critic_steps` updates of D, then one of G (or
// `g_steps`). G learns from the very fakes that D was shown last (one generator pass saved, no harm seen),
// through a D that is frozen meanwhile: D's newest weights when they alternate, those before its last update
// when they move simultaneously.
bool GanStepper::update_players(StepKind kind, train::StepReport& report) {
  const bool both = kind == StepKind::both;
  const int64_t d_updates = kind == StepKind::generator ? 0 : both ? progress_.critic_steps : 1;
  Batch batch;
  at::Tensor fake;   // [N, C, H, W] float32 in [−1, 1], or points [N, dimensions]
  Gradient waiting;  // D's last one, when both move simultaneously
  for (int64_t update = 0; update < d_updates; ++update) {
    const bool last = both && update + 1 == d_updates;
    batch = supply_.next_batch();
    if (watch_) watch_->drew_real(batch);
    fake = generate(batch, /*for_generator=*/last);
    Gradient gradient = gradients_->of_discriminator(game_, batch, fake, turn(), report);
    report.images += batch.count();
    if (watch_) watch_->found_gradient_d(gradient);
    if (!gradient.finite()) return false;
    if (last && game_.rules.simultaneous)
      waiting = std::move(gradient);
    else
      apply_to_discriminator(gradient);
  }
  if (kind == StepKind::discriminator) return true;
  if (!both) return update_generator_again(report);

  const Gradient gradient = gradients_->of_generator(game_, batch, fake, state_.d_moments, turn(), report);
  if (watch_) watch_->found_gradient_g(gradient);
  if (!gradient.finite()) return false;
  if (game_.rules.simultaneous) apply_to_discriminator(waiting);
  apply_to_generator(gradient);
  watch_.reset();  // of several updates of G the first is told
  for (int64_t more = 1; more < game_.rules.g_steps; ++more)
    if (!update_generator_again(report)) return false;
  return true;
}

// One more update of G, from fakes of its own.
bool GanStepper::update_generator_again(train::StepReport& report) {
  const bool needs_real = game_.objective->generator_needs_real() || game_.rules.unroll_steps > 0;
  const Batch batch = needs_real ? supply_.next_batch() : supply_.labels_only();
  const Gradient gradient =
      gradients_->of_generator(game_, batch, generate(batch, true), state_.d_moments, turn(), report);
  if (watch_) watch_->found_gradient_g(gradient);
  if (!gradient.finite()) return false;
  apply_to_generator(gradient);
  return true;
}

void GanStepper::apply_to_discriminator(const Gradient& gradient) {
  if (watch_) watch_->about_to_move(game_.d_weights, turn().rate_d);
  optimise(game_.rules.optimiser, game_.d->layout(), game_.d_weights, state_.d_moments, gradient.by_parameter,
           progress_.updates_d + 1, turn().rate_d);
  ++progress_.updates_d;
  for (const auto& regulariser : game_.regularisers) regulariser->after_update(game_.d_weights);
  if (watch_) watch_->discriminator_moved();
}

void GanStepper::apply_to_generator(const Gradient& gradient) {
  const double rate = progress_.lr_g * game_.rules.decay.at(progress_.step);
  if (watch_) watch_->about_to_move(game_.g_weights, rate);
  optimise(game_.rules.optimiser, game_.g->layout(), game_.g_weights, state_.g_moments, gradient.by_parameter,
           progress_.updates_g + 1, rate);
  const double keep = warm_decay(progress_.ema, progress_.updates_g);
  average_into(state_.ema, state_.g, keep);
  average_into(state_.ema_buffers, state_.g_buffers, keep);
  ++progress_.updates_g;
  if (watch_) watch_->generator_moved();
}

at::Tensor GanStepper::generate(const Batch& batch, bool for_generator) {
  const at::Tensor latents = supply_.draw_latents();
  if (watch_) watch_->drew_latents(latents, batch.half_labels());
  at::Tensor fake = gradients_->generate(game_, latents, batch.half_labels(), for_generator);
  if (watch_) watch_->generated(fake);
  return fake;
}

Turn GanStepper::turn() {
  return {progress_.step, progress_.updates_d, progress_.lr_d * game_.rules.decay.at(progress_.step),
          supply_.random(), watch_.get()};
}

void GanStepper::go_to(const Progress& progress) {
  progress_ = progress;
  supply_.go_to(progress.place, progress.noise);
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
  StateTensors kept = state_;
  kept.forget_unused(game_.rules.optimiser);
  return std::make_shared<const GanSnapshot>(clone(kept), progress_, scale_);
}

void GanStepper::restore(const train::Snapshot& snapshot) {
  const auto* own = dynamic_cast<const GanSnapshot*>(&snapshot);
  GANSCOPE_CHECK(own != nullptr, "a snapshot of another stepper cannot be restored");
  GANSCOPE_CHECK(own->whole(), "an average alone cannot be trained on");
  copy_into(state_, own->tensors());
  go_to(own->progress());
}

storage::TensorFile GanStepper::export_state() const {
  storage::TensorFile file = write_state(state_, progress_, game_.g->layout(), game_.d->layout());
  write_info({data_info(), scale_, fingerprint()}, file.metadata);
  file.metadata["parameters_g"] = std::to_string(parameters_g());
  file.metadata["parameters_d"] = std::to_string(parameters_d());
  return file;
}

Expected<void> GanStepper::import_state(const storage::TensorFile& file) {
  // Whether these are the data first: of other classes or another size no tensor would fit.
  StoredInfo own{data_info(), scale_, 0};
  const bool says = file.metadata.contains("data.key");
  const Expected<StoredInfo> stored = says ? read_info(file.metadata) : Expected<StoredInfo>(own);
  if (!stored) return tl::unexpected(stored.error());
  auto match = match_data(stored->data, own.data, task_.classes > 0, Join::training,
                          settings_.has("data") ? settings_.text("data") : own.data.title);
  if (!match) return tl::unexpected(match.error());
  Expected<ReadState> read = read_state(file, game_.g->layout(), game_.d->layout(), device_);
  if (!read) return tl::unexpected(read.error());
  Batches::Place& place = read->progress.place;
  if (place.position > stored->data.count) {
    return fail(FailureKind::bad_data, "the checkpoint's place lies beyond the end of its data",
                "checkpoint, position", "it is damaged; choose another checkpoint");
  }
  if (place.position > own.data.count) place = {place.epoch + 1, 0};

  take_data(*stored, *match);
  copy_into(state_, read->tensors);
  go_to(read->progress);
  return {};
}

void GanStepper::take_data(const StoredInfo& stored, const DataMatch& match) {
  data::DatasetPointer data = supply_.dataset();
  if (match.reordered) {
    data = data::with_class_order(*data, stored.data.label_names);
    fingerprint_ = 0;
  }
  scale_ =
      moved(stored.scale, stored.data.frame, data->frame);  // the run's own, whatever the data would have
  supply_.use(data, scale_);
  remarks_ = match.remarks;
  if (stored.fingerprint != 0 && stored.data.count == data->count && stored.fingerprint != fingerprint())
    remarks_.push_back(
        "The data are as many as before, but not the same: training goes on, but not bitwise as if they "
        "were");
}

uint64_t GanStepper::fingerprint() const {
  if (fingerprint_ == 0) fingerprint_ = data::fingerprint_of(supply_.data());
  return fingerprint_;
}

std::optional<storage::TensorFile> GanStepper::export_average(const train::Snapshot& snapshot) const {
  const auto* own = dynamic_cast<const GanSnapshot*>(&snapshot);
  GANSCOPE_CHECK(own != nullptr, "a snapshot of another stepper cannot be exported");
  storage::TensorFile file = write_average(own->tensors(), own->step(), game_.g->layout());
  write_info({data_info(), own->scale(), fingerprint()}, file.metadata);
  return file;
}

Expected<train::SnapshotPointer> GanStepper::import_average(const storage::TensorFile& file) const {
  const auto info = read_info(file.metadata);
  if (!info) return tl::unexpected(info.error());
  if (info->data.label_names != data_info().label_names)
    return fail(FailureKind::bad_data, "this moment was learned with other classes, or in another order",
                "history", "open the run with the data that it was trained on");
  auto read = read_average(file, game_.g->layout(), device_);
  if (!read) return tl::unexpected(read.error());
  return std::make_shared<const GanSnapshot>(std::move(read->tensors), read->progress,
                                             moved(info->scale, info->data.frame, supply_.data().frame));
}

api::DataInfo GanStepper::data_info() const { return describe(supply_.data()); }
api::GameInfo GanStepper::game_info() const {
  return {game_.objective->output_is_log_odds(), game_.objective->generator_saturates()};
}
data::DatasetPointer GanStepper::dataset() const { return supply_.dataset(); }

api::DataPreview GanStepper::data_preview(int count) const {
  const int shown = task_.points ? 16 * count : count;  // a point takes no room
  return preview(supply_.data(), shown, mix_seed(seed_of(settings_), 4));
}

std::vector<api::LayerRow> GanStepper::layers() const {
  return networks::describe(*game_.g, *game_.d, task_);
}

std::string GanStepper::device() const {
  return device_.is_cpu() ? "CPU" : "CUDA " + std::to_string(device_.index() < 0 ? 0 : device_.index());
}

}  // namespace ganscope::gan
