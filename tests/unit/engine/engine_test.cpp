#include "core/engine/engine.h"

#include <dlfcn.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <map>

#include "core/config/experiment.h"
#include "core/explore/latent_math.h"
#include "core/storage/run_folder.h"
#include "tests/support/eventually.h"
#include "tests/support/temporary_folder.h"

namespace ganscope {
namespace {

constexpr api::View picture_view = 0, grid_view = 1, sums_view = 2;

using testing::eventually;

/// A small, quick experiment on the real networks.
config::Experiment small_experiment(int64_t seed = 1) {
  auto loaded = config::load_experiment(catalogue(), "ring");
  EXPECT_TRUE(loaded) << describe(loaded.error());
  auto changed =
      config::with_overrides(catalogue(), *loaded, "", {{"seed", std::to_string(seed)}, {"batch", "32"}});
  EXPECT_TRUE(changed) << describe(changed.error());
  return *changed;
}

/// Convolutions, batch norm, labels and an average: what images are trained with. A few pictures will do.
config::Experiment convolutional_experiment() {
  auto loaded = config::load_experiment(catalogue(), "digits");
  EXPECT_TRUE(loaded) << describe(loaded.error());
  auto changed = config::with_overrides(catalogue(), *loaded, "",
                                        {{"data_count", "300"}, {"width", "8"}, {"batch", "8"}});
  EXPECT_TRUE(changed) << describe(changed.error());
  return *changed;
}

/// The interface's side of an engine, as a blocking caller.
class Caller {
 public:
  explicit Caller(const std::filesystem::path& runs, bool measure = false)
      : engine_(options(runs, measure)) {}

  api::Status apply(api::Command command) {
    const api::Ticket ticket = engine_.post(std::move(command));
    EXPECT_TRUE(wait([&] { return status_.applied >= ticket; }));
    return status_;
  }
  api::Status train_until(int64_t step) {
    apply(api::Train{step});
    EXPECT_TRUE(wait([&] { return status_.phase != api::Phase::running; }));
    return status_;
  }
  template <class Condition>
  bool wait(Condition condition) {
    return eventually(
        [&] {
          refresh();
          return condition();
        },
        std::chrono::seconds(60));
  }
  void refresh() {
    engine_.flush();
    if (auto newest = engine_.status(status_seen_)) status_ = *newest;
    engine_.drain_metrics(rows_);
  }
  /// Every series but the one that is a matter of time, by step.
  std::vector<std::vector<float>> series() {
    refresh();
    uint64_t seen = 0;
    const auto table = engine_.series(seen);
    std::vector<std::vector<float>> values;
    for (api::MetricRow& row : rows_) {
      for (size_t i = 0; i < row.values.size(); ++i)
        if (table->series[i].key == "steps_per_s" || std::isnan(row.values[i])) row.values[i] = -1;
      values.push_back(std::move(row.values));
    }
    rows_.clear();
    return values;
  }
  /// As a person drags: one request after another while it trains.
  void drag() {
    api::Ask request;
    request.view = picture_view;
    request.urgency = api::Urgency::hand;
    request.scored = true;
    request.id = ++id_;
    request.generation = status_.generation;
    request.follow = true;
    request.latents = explore::latent_of_seed(id_, status_.latent_dim);
    if (const size_t classes = status_.data.label_names.size(); classes > 0) {
      request.labels = {static_cast<int>(id_ % classes)};
    }
    engine_.ask(request);
    request.view = grid_view;
    engine_.ask(std::move(request));
  }
  std::shared_ptr<const api::Answer> picture() { return engine_.answer(picture_view, picture_seen_); }
  Engine& engine() { return engine_; }
  [[nodiscard]] const api::Status& status() const { return status_; }

 private:
  static EngineOptions options(const std::filesystem::path& runs, bool measure) {
    EngineOptions options;
    options.measure = measure;
    options.measure_after_s = 0;
    options.measure_at_once = true;
    options.runs = runs;
    options.device = DeviceChoice::cpu;
    return options;
  }
  Engine engine_;
  api::Status status_;
  std::vector<api::MetricRow> rows_;
  uint64_t status_seen_ = 0, picture_seen_ = 0, id_ = 0;
};

class EngineTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { configure_threads(1); }
  testing::TemporaryFolder folder_;
};

TEST_F(EngineTest, TheCatalogueHoldsEveryRegistry) {
  const config::Catalogue& all = catalogue();
  EXPECT_NE(config::find(all.data, "faces"), nullptr);
  EXPECT_NE(config::find(all.networks, "dcgan"), nullptr);
  EXPECT_NE(config::find(all.networks, "mlp"), nullptr);
  EXPECT_GE(all.objectives.size(), 5U);
  EXPECT_FALSE(all.regularisers.empty());
  EXPECT_FALSE(all.metrics.empty());
  EXPECT_FALSE(all.common.empty());
}

TEST_F(EngineTest, BlasUsesKernelsThatFitTheProcessor) {
#if defined(__x86_64__)
  auto* core = reinterpret_cast<char* (*)()>(dlsym(RTLD_DEFAULT, "openblas_get_corename"));
  if (core == nullptr) GTEST_SKIP() << "the BLAS is no OpenBLAS that can be asked";
  if (!__builtin_cpu_supports("avx2")) GTEST_SKIP() << "an old processor";
  EXPECT_STRNE(core(), "Prescott");
#else
  GTEST_SKIP() << "another kind of processor";
#endif
}

TEST_F(EngineTest, OneThreadIsOneThread) {
  const ThreadReport report = configure_threads(1);
  EXPECT_EQ(report.torch_intraop, 1);
  EXPECT_EQ(report.blas, 1) << report.blas_name;
  Caller caller(folder_.path());
  ASSERT_TRUE(caller.wait([&] { return caller.status().threads > 0; }));
  EXPECT_EQ(caller.status().threads, 1) << "on the trainer's thread too";
  std::vector<LogLine> lines;
  ASSERT_TRUE(caller.wait([&] { return caller.engine().drain_log(lines); }));
  EXPECT_TRUE(lines[0].text.starts_with("threads: torch 1")) << lines[0].text;
}

TEST_F(EngineTest, DraggingWhileTrainingChangesNothingThatIsLearned) {
  Caller alone(folder_.path());
  ASSERT_EQ(alone.apply(api::Configure{small_experiment(), ""}).phase, api::Phase::ready);
  alone.train_until(120);
  const auto expected = alone.series();
  ASSERT_EQ(expected.size(), 120U);

  Caller watched(folder_.path());
  watched.apply(api::Configure{small_experiment(), ""});
  watched.apply(api::Train{120});
  int pictures = 0;
  ASSERT_TRUE(watched.wait([&] {
    watched.drag();
    pictures += watched.picture() != nullptr ? 1 : 0;
    return watched.status().phase != api::Phase::running && pictures > 0;
  }));
  EXPECT_EQ(watched.series(), expected);
}

TEST_F(EngineTest, TwoAtOnceInOneProcessLearnWhatEachDoesAlone) {
  std::vector<std::vector<std::vector<float>>> expected;
  for (const config::Experiment& experiment : {convolutional_experiment(), small_experiment(2)}) {
    Caller alone(folder_.path());
    alone.apply(api::Configure{experiment, ""});
    alone.train_until(12);
    expected.push_back(alone.series());
  }
  Caller first(folder_.path()), second(folder_.path());
  first.apply(api::Configure{convolutional_experiment(), ""});
  second.apply(api::Configure{small_experiment(2), ""});
  // In step, as Compare leads them, a few steps at a time.
  for (const int64_t until : {4, 9, 12}) {
    first.engine().post(api::Train{until});
    second.engine().post(api::Train{until});
    ASSERT_TRUE(first.wait([&] { return first.status().step == until; }));
    ASSERT_TRUE(second.wait([&] { return second.status().step == until; }));
    ASSERT_TRUE(first.wait([&] { return first.status().phase == api::Phase::ready; }));
    ASSERT_TRUE(second.wait([&] { return second.status().phase == api::Phase::ready; }));
  }
  EXPECT_EQ(first.series(), expected[0]);
  EXPECT_EQ(second.series(), expected[1]);
}

TEST_F(EngineTest, MeasuringWhileTrainingChangesNothingThatIsLearned) {
  Caller alone(folder_.path());
  alone.apply(api::Configure{small_experiment(), ""});
  alone.train_until(150);
  const auto expected = alone.series();

  Caller measured(folder_.path(), true);
  measured.apply(api::Configure{small_experiment(), ""});
  std::vector<api::MeasureRow> rows;
  for (int64_t step = 30; step <= 150; step += 30) {
    measured.train_until(step);
    ASSERT_TRUE(measured.wait(
        [&] { return measured.engine().drain_measures(rows), !rows.empty() && rows.back().step == step; }));
  }
  EXPECT_EQ(measured.series(), expected);
  uint64_t seen = 0;
  const auto table = measured.engine().measure_table(seen);
  ASSERT_TRUE(table);
  EXPECT_EQ(table->table.series[0].key, "modes");
  EXPECT_EQ(table->floors[0], 8);
  EXPECT_TRUE(std::filesystem::exists(std::filesystem::path(measured.status().folder) / "measures.csv"));
}

TEST_F(EngineTest, ConvolutionsToo_DraggingChangesNothingAndAReopenedRunContinuesBitwise) {
  std::vector<std::vector<float>> expected;
  {
    Caller alone(folder_.path());
    ASSERT_EQ(alone.apply(api::Configure{convolutional_experiment(), ""}).phase, api::Phase::ready);
    alone.train_until(16);
    expected = alone.series();
    ASSERT_EQ(expected.size(), 16U);
  }
  std::string run;
  {
    Caller watched(folder_.path());
    watched.apply(api::Configure{convolutional_experiment(), ""});
    watched.apply(api::Train{8});
    ASSERT_TRUE(watched.wait([&] {
      watched.drag();
      return watched.status().phase != api::Phase::running && watched.picture() != nullptr;
    }));
    EXPECT_EQ(watched.series(), (std::vector<std::vector<float>>(expected.begin(), expected.begin() + 8)));
    run = watched.status().folder;
  }  // leaving saves
  Caller again(folder_.path());
  ASSERT_EQ(again.apply(api::Open{run}).step, 8);
  static_cast<void>(again.series());  // the curves so far, read from the disk
  again.train_until(16);
  EXPECT_EQ(again.series(), (std::vector<std::vector<float>>(expected.begin() + 8, expected.end())));
}

TEST_F(EngineTest, TrainTenIsTrainFiveSaveLoadTrainFive) {
  std::string run;
  std::vector<std::vector<float>> ten;
  {
    Caller caller(folder_.path());
    caller.apply(api::Configure{small_experiment(3), ""});
    caller.train_until(10);
    ten = caller.series();
    caller.apply(api::Reset{});
    caller.train_until(5);
    run = caller.status().folder;
  }  // leaving saves
  Caller caller(folder_.path());
  const api::Status opened = caller.apply(api::Open{run});
  ASSERT_EQ(opened.phase, api::Phase::ready) << (opened.failure ? describe(*opened.failure) : "");
  EXPECT_EQ(opened.step, 5);
  caller.train_until(10);
  EXPECT_EQ(caller.series(), ten);
}

TEST_F(EngineTest, ResetAndRewindTrainOnBitwiseAsBefore) {
  Caller caller(folder_.path());
  caller.apply(api::Configure{small_experiment(5), ""});
  caller.train_until(20);
  const auto first = caller.series();
  caller.apply(api::Reset{});
  caller.train_until(20);
  EXPECT_EQ(caller.series(), first);
  EXPECT_EQ(caller.apply(api::Rewind{8}).step, 8);
  caller.train_until(20);
  EXPECT_EQ(caller.series(), (std::vector<std::vector<float>>(first.begin() + 8, first.end())));
}

/// One fixed latent as it was at `moment`.
api::Answer drawn_at(Caller& caller, int64_t moment, uint64_t id, api::Model model = api::Model::ema) {
  api::Ask request;
  request.view = sums_view;
  request.scored = true;
  request.id = id;
  request.generation = caller.status().generation;
  request.moment = moment;
  request.model = model;
  request.latents = explore::latent_of_seed(5, caller.status().latent_dim);
  request.labels = {2};
  caller.engine().ask(request);
  uint64_t seen = 0;
  std::shared_ptr<const api::Answer> result;
  EXPECT_TRUE(caller.wait([&] {
    if (auto newer = caller.engine().answer(sums_view, seen)) result = newer;
    return result && result->id == id;
  }));
  return *result;
}

TEST_F(EngineTest, AReopenedRunShowsEveryMomentExactlyAsItWasShownLive) {
  std::map<int64_t, std::vector<uint8_t>> live;
  std::string run;
  {
    Caller caller(folder_.path());
    ASSERT_EQ(caller.apply(api::Configure{convolutional_experiment(), ""}).phase, api::Phase::ready);
    caller.train_until(12);
    for (const int64_t step : {0, 3, 7, 11}) {
      const auto picture = drawn_at(caller, step, static_cast<uint64_t>(step) + 1);
      ASSERT_EQ(picture.step, step);
      live[step] = picture.pixels;
    }
    EXPECT_NE(live[3], live[11]);
    run = caller.status().folder;
  }
  Caller again(folder_.path());
  ASSERT_EQ(again.apply(api::Open{run}).step, 12);
  for (const auto& [step, pixels] : live) {
    const auto picture = drawn_at(again, step, static_cast<uint64_t>(step) + 1);
    EXPECT_EQ(picture.step, step);
    EXPECT_EQ(picture.pixels, pixels) << step;
    EXPECT_EQ(picture.scores.empty(), step != 0) << "D was not kept";
  }
  const auto raw = drawn_at(again, 7, 100, api::Model::raw);
  EXPECT_EQ(raw.model, api::Model::ema) << "of that moment there is only the average, and the result says so";
  EXPECT_EQ(raw.pixels, live[7]);
}

TEST_F(EngineTest, ClosingWhileTrainingSavesAndIsGoneSoon) {
  std::string run;
  int64_t step = 0;
  std::chrono::steady_clock::time_point begin;
  {
    Caller caller(folder_.path());
    caller.apply(api::Configure{small_experiment(), ""});
    caller.apply(api::Train{});
    ASSERT_TRUE(caller.wait([&] { return caller.status().step > 20; }));
    run = caller.status().folder;
    step = caller.status().step;
    begin = std::chrono::steady_clock::now();
  }
  // Two seconds are promised on a machine of one's own; sanitizers and neighbours get five times that.
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(10));
  const auto info = storage::inspect_run(run);
  ASSERT_TRUE(info);
  EXPECT_GE(info->step, step);
  EXPECT_FALSE(info->interrupted);
  EXPECT_TRUE(storage::find_checkpoint(*info, std::nullopt));
  EXPECT_TRUE(std::filesystem::exists(std::filesystem::path(run) / "samples"));
  EXPECT_FALSE(std::filesystem::is_empty(std::filesystem::path(run) / "samples"));
}

TEST_F(EngineTest, ClosingWhileLoadingGivesItUp) {
  auto faces = config::load_experiment(catalogue(), "faces");
  ASSERT_TRUE(faces);
  const auto begin = std::chrono::steady_clock::now();
  {
    Caller caller(folder_.path());
    caller.engine().post(api::Configure{*faces, ""});
    ASSERT_TRUE(caller.wait([&] { return caller.status().phase == api::Phase::loading; }));
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(30));
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
}

}  // namespace
}  // namespace ganscope
