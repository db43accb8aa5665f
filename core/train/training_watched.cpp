#include <exception>
#include <utility>

#include "core/train/training_loop.h"

namespace ganscope::train {
namespace {

namespace fs = std::filesystem;
constexpr int most_slow_generators = 3;
constexpr auto slow_after = std::chrono::seconds(10);

/// The folder's own name.
std::string name_of(const fs::path& folder) {
  return (folder.has_filename() ? folder : folder.parent_path()).filename().string();
}

}  // namespace

Expected<void> TrainingLoop::follow_watched(const fs::path& folder, bool trusted, const std::string& data) {
  auto watch = follow::read_watch_file(folder);
  if (!watch) return tl::unexpected(watch.error());
  if (auto shown = show_watched(folder, {watch->name, watch->latent_dim, watch->labels},
                                api::Followed::Source::watch, trusted);
      !shown)
    return shown;
  following_->watch = std::move(*watch);
  following_->data = data;
  return {};
}

Expected<void> TrainingLoop::follow_events(const fs::path& folder) {
  return show_watched(folder, {name_of(fs::absolute(folder).lexically_normal())},
                      api::Followed::Source::events, false);
}

Expected<void> TrainingLoop::show_watched(const fs::path& folder, const WatchedFacts& facts,
                                          api::Followed::Source source, bool trusted) {
  config::Experiment experiment;
  if (options_.watched.experiment) {
    auto made = options_.watched.experiment(facts.name, facts.latent_dim, !facts.labels.empty());
    if (!made) return tl::unexpected(made.error());
    experiment = std::move(*made);
  }
  record_.close();
  leave_slowly();
  stepper_.reset();
  subject_.reset();
  initial_.reset();
  history_.clear();
  api::Status fresh;
  fresh.applied = status_.applied;
  fresh.generation = status_.generation;
  fresh.speed_limit = status_.speed_limit;
  fresh.device = "CPU";
  fresh.threads = status_.threads;
  fresh.measuring = status_.measuring;
  fresh.notice = status_.notice;
  fresh.refusal = status_.refusal;
  fresh.experiment = std::move(experiment);
  fresh.trainable = false;
  fresh.data.key = "generator";
  fresh.data.title = facts.name;
  fresh.data.label_names = facts.labels;
  fresh.latent_dim = facts.latent_dim;
  const fs::path whole = fs::absolute(folder).lexically_normal();
  fresh.run = name_of(whole);
  status_ = std::move(fresh);
  new_generation();
  begin_following(whole, source, trusted);
  series_ = table_of({}, {});
  series_.generation = status_.generation;
  ports_.series.publish(series_);
  api::DataPreview preview;
  preview.generation = status_.generation;
  ports_.preview.publish(std::move(preview));
  publish_followed_moments();
  return {};
}

void TrainingLoop::take_watched_moments(follow::News& news) {
  if (!news.files) return;
  Following& followed = *following_;
  status_.followed->waits_for_trust = !followed.trusted && !news.files->empty();
  if (!followed.trusted || news.files->empty()) return;
  if (!followed.moment) open_watched_generator(news.files->back());
  if (following_.get() != &followed || !followed.moment) return;
  std::map<int64_t, Moment> moments;
  std::map<int64_t, follow::MomentFiles> files;
  for (follow::MomentFiles& each : *news.files) {
    const auto before = followed.files.find(each.step);
    moments[each.step] = before != followed.files.end() && before->second == each
                             ? followed.moments[each.step]
                             : Moment{followed.moment(each), 0};
    files[each.step] = std::move(each);
  }
  followed.moments = std::move(moments);
  followed.files = std::move(files);
  publish_followed_moments();
}

/// What cannot be opened stands in the status until a later snapshot can.
void TrainingLoop::open_watched_generator(const follow::MomentFiles& files) {
  if (!options_.generators || following_->slow_generators >= most_slow_generators) return;
  const int latent_dim = following_->watch.latent_dim;
  const auto begin = Clock::now();
  Expected<OpenedGenerator> opened = fail(FailureKind::cancelled, "", "", "");
  try {
    opened = options_.generators(files.raw.string(), latent_dim, loading_context());
  } catch (const std::exception& error) {
    opened = fail(FailureKind::bad_data, error.what(), files.raw.string(), "look at the curves only");
  }
  status_.progress.reset();
  if (opened) {
    following_->no_generator.reset();
    return take_generator(std::move(*opened));
  }
  if (opened.error().kind == FailureKind::cancelled) return;  // the next snapshot is another try
  if (Clock::now() - begin >= slow_after) ++following_->slow_generators;
  following_->no_generator = opened.error();
}

void TrainingLoop::take_generator(OpenedGenerator opened) {
  following_->moment = std::move(opened.moment);
  new_generation();
  stepper_ = std::move(opened.stepper);
  status_.data = stepper_->data_info();
  status_.data.title = following_->watch.name;
  if (following_->watch.labels.size() == status_.data.label_names.size())
    status_.data.label_names = following_->watch.labels;
  status_.latent_dim = stepper_->latent_dim();
  status_.model = stepper_->model_info();
  status_.device = stepper_->device();
  status_.experiment.change([&](config::Experiment& experiment) {
    if (!opened.experiment.settings.has("conditional")) return;
    experiment.settings.set("latent_dim", int64_t{status_.latent_dim});
    experiment.settings.set("conditional", !status_.data.label_names.empty());
  });
  for (const std::string& remark : stepper_->remarks()) log(LogLevel::info, remark);
  data::DatasetPointer dataset;
  if (!following_->data.empty()) dataset = take_reference();
  subject_ = std::make_shared<const Subject>(Subject{*status_.experiment, status_.data, status_.latent_dim,
                                                     status_.generation, dataset, stepper_->replicas()});
}

data::DatasetPointer TrainingLoop::take_reference() {
  Expected<Reference> reference = fail(FailureKind::unsupported, "Nothing can be measured here",
                                       following_->data, "look at its pictures");
  try {
    if (options_.watched.reference)
      reference =
          options_.watched.reference(following_->data, *status_.experiment, status_.data, loading_context());
  } catch (const std::exception& error) {
    reference = fail(FailureKind::bad_data, error.what(), following_->data, "name other data");
  }
  status_.progress.reset();
  if (!reference) {
    following_->no_data = reference.error();
    return nullptr;
  }
  // What the generator draws stays what it is; the data only stand beside it.
  status_.data.count = reference->info.count;
  status_.data.skipped = reference->info.skipped;
  status_.data.skipped_by_reason = std::move(reference->info.skipped_by_reason);
  status_.data.remarks = std::move(reference->info.remarks);
  status_.data.attribute_names = std::move(reference->info.attribute_names);
  reference->preview.generation = status_.generation;
  ports_.preview.publish(std::move(reference->preview));
  following_->measured = true;
  ports_.measuring.store(status_.measuring);
  return reference->dataset;
}

}  // namespace ganscope::train
