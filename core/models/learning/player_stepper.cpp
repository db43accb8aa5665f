#include "core/models/learning/player_stepper.h"

#include <ATen/ops/empty_like.h>

#include <cmath>
#include <limits>
#include <utility>

#include "core/base/check.h"
#include "core/data/fingerprint.h"
#include "core/data/labels.h"
#include "core/models/learning/average.h"
#include "core/models/torch_compat.h"

namespace ganscope::models {
namespace {

PointScale scale_of(const data::Dataset& data, const config::Settings& settings, const networks::Task& task) {
  return task.points && settings.flag("scale_points") ? unit_variance(data) : PointScale{};
}

uint64_t seed_of(const config::Settings& settings) { return static_cast<uint64_t>(settings.integer("seed")); }

void copy_all(const std::vector<at::Tensor>& to, const std::vector<at::Tensor>& from) {
  const at::NoGradGuard no_grad;
  for (size_t i = 0; i < to.size(); ++i) to[i].copy_(from[i]);
}

}  // namespace

PlayerStepper::PlayerStepper(Beginning beginning, PlayerPlans plans, Tunables tunables)
    : settings_(std::move(beginning.settings)),
      task_(beginning.task),
      device_(beginning.device),
      scale_(scale_of(*beginning.data, settings_, task_)),
      supply_(std::move(beginning.data), seed_of(settings_), scale_, task_, settings_.integer("batch"),
              device_, augmentation_of(settings_)),
      optimiser_(optimiser_of(settings_)),
      plans_(std::move(plans)),
      tunables_(tunables),
      decay_(decay_of(settings_)) {
  Random for_weights(mix_seed(seed_of(settings_), 2));
  state_ = initial_state(plans_, networks::initialisation_of(settings_.text("init")), for_weights);
  for (at::Tensor* tensor : state_.all()) *tensor = tensor->to(device_);
  progress_.updates.assign(plans_.size(), 0);
  progress_.noise = supply_.random().state();
  for (const Tunable& tunable : tunables_) {
    const std::string key(tunable.key);
    progress_.tuned[key] = settings_.real(key);
  }
}

std::vector<at::Tensor> PlayerStepper::endangered() const {
  std::vector<at::Tensor> buffers;
  for (const PlayerState& player : state_.players) buffers.push_back(player.buffers);
  return buffers;
}

train::StepReport PlayerStepper::step(api::StepKind kind, train::StepObserver* observer) {
  if (before_.empty())
    for (const at::Tensor& tensor : endangered()) before_.push_back(at::empty_like(tensor));
  if (reported_ == 0) reported_ = series().series.size();
  train::StepReport report;
  report.values.assign(reported_, std::numeric_limits<float>::quiet_NaN());
  const Progress start = progress_;
  copy_all(before_, endangered());
  report.finite = update(kind, observer, report);
  if (report.finite) {
    progress_.step += kind == api::StepKind::discriminator ? 0 : 1;
    progress_.noise = supply_.random().state();
    progress_.place = supply_.place();
  } else {
    copy_all(endangered(), before_);
    go_to(start);
  }
  return report;
}

void PlayerStepper::average_and_count(size_t index) {
  PlayerState& moved = player(index);
  const double keep = warm_decay(progress_.tuned_to("ema"), progress_.updates[index]);
  average_into(moved.average, moved.weights, keep);
  average_into(moved.average_buffers, moved.buffers, keep);
  ++progress_.updates[index];
}

void PlayerStepper::go_to(const Progress& progress) {
  progress_ = progress;
  supply_.go_to(progress.place, progress.noise);
}

void PlayerStepper::tune(const std::string& key, double value) {
  for (const Tunable& tunable : tunables_) {
    if (tunable.key != key) continue;
    progress_.tuned[key] = tunable.whole ? std::round(value) : value;
    return;
  }
  GANSCOPE_CHECK(false, "this option is not tunable: " + key);
}

train::SnapshotPointer PlayerStepper::snapshot() const {
  State kept = state_;
  kept.forget_unused(optimiser_);
  return std::make_shared<const ModelSnapshot>(clone(kept), progress_, scale_);
}

void PlayerStepper::restore(const train::Snapshot& snapshot) {
  const auto* own = dynamic_cast<const ModelSnapshot*>(&snapshot);
  GANSCOPE_CHECK(own != nullptr, "a snapshot of another stepper cannot be restored");
  GANSCOPE_CHECK(own->whole(), "an average alone cannot be trained on");
  copy_into(state_, own->state());
  go_to(own->progress());
}

storage::TensorFile PlayerStepper::export_state() const {
  storage::TensorFile file = write_state(state_, progress_, plans_, tunables_);
  write_info({data_info(), scale_, fingerprint()}, file.metadata);
  for (size_t i = 0; i < plans_.size(); ++i)
    file.metadata["parameters_" + plans_[i].names.short_key] = std::to_string(parameters(i));
  return file;
}

Expected<void> PlayerStepper::import_state(const storage::TensorFile& file) {
  // Whether these are the data first: of other classes or another size no tensor would fit.
  StoredInfo own{data_info(), scale_, 0};
  const bool says = file.metadata.contains("data.key");
  const Expected<StoredInfo> stored = says ? read_info(file.metadata) : Expected<StoredInfo>(own);
  if (!stored) return tl::unexpected(stored.error());
  auto match = match_data(stored->data, own.data, task_.classes > 0, Join::training,
                          settings_.has("data") ? settings_.text("data") : own.data.title);
  if (!match) return tl::unexpected(match.error());
  Expected<ReadState> read = read_state(file, plans_, tunables_, device_);
  if (!read) return tl::unexpected(read.error());
  Batches::Place& place = read->progress.place;
  if (place.position > stored->data.count) {
    return fail(FailureKind::bad_data, "the checkpoint's place lies beyond the end of its data",
                "checkpoint, position", "it is damaged; choose another checkpoint");
  }
  if (place.position > own.data.count) place = {place.epoch + 1, 0};

  take_data(*stored, *match);
  copy_into(state_, read->state);
  go_to(read->progress);
  return {};
}

void PlayerStepper::take_data(const StoredInfo& stored, const DataMatch& match) {
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

uint64_t PlayerStepper::fingerprint() const {
  if (fingerprint_ == 0) fingerprint_ = data::fingerprint_of(supply_.data());
  return fingerprint_;
}

std::optional<storage::TensorFile> PlayerStepper::export_average(const train::Snapshot& snapshot) const {
  const auto* own = dynamic_cast<const ModelSnapshot*>(&snapshot);
  GANSCOPE_CHECK(own != nullptr, "a snapshot of another stepper cannot be exported");
  storage::TensorFile file = write_average(own->state(), own->step(), plans_);
  write_info({data_info(), own->scale(), fingerprint()}, file.metadata);
  return file;
}

Expected<train::SnapshotPointer> PlayerStepper::import_average(const storage::TensorFile& file) const {
  const auto info = read_info(file.metadata);
  if (!info) return tl::unexpected(info.error());
  if (info->data.label_names != data_info().label_names)
    return fail(FailureKind::bad_data, "this moment was learned with other classes, or in another order",
                "history", "open the run with the data that it was trained on");
  auto read = read_average(file, plans_, device_);
  if (!read) return tl::unexpected(read.error());
  return std::make_shared<const ModelSnapshot>(std::move(read->state), std::move(read->progress),
                                               moved(info->scale, info->data.frame, supply_.data().frame));
}

api::DataPreview PlayerStepper::data_preview(int count) const {
  const int shown = task_.points ? 16 * count : count;  // a point takes no room
  return preview(supply_.data(), shown, mix_seed(seed_of(settings_), 4));
}

std::string PlayerStepper::device() const {
  return device_.is_cpu() ? "CPU" : "CUDA " + std::to_string(device_.index() < 0 ? 0 : device_.index());
}

api::ModelInfo PlayerStepper::model_info() const {
  api::ModelInfo info = abilities();
  for (size_t i = 0; i < plans_.size(); ++i) info.players.push_back(shown(plans_[i].names, parameters(i)));
  return info;
}

int64_t PlayerStepper::parameters(size_t index) const { return plans_.at(index).layout->parameter_count(); }

}  // namespace ganscope::models
