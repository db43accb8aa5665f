#include "core/follow/run_reader.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "core/follow/follower.h"
#include "core/image/png_io.h"
#include "core/image/transform.h"
#include "core/storage/run_marker.h"
#include "tests/support/bystander.h"
#include "tests/support/eventually.h"
#include "tests/support/fake_catalogue.h"
#include "tests/support/temporary_folder.h"

namespace ganscope::follow {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using State = Life::State;

using testing::Bystander;

class RunReaderTest : public ::testing::Test {
 protected:
  RunReaderTest() { fs::create_directories(run_); }
  void write(const std::string& name, const std::string& text) const {
    fs::create_directories((run_ / name).parent_path());
    std::ofstream(run_ / name) << text;
  }
  void write_watch(const std::string& state, long pid, uint64_t started, double beat,
                   const std::string& host = "", const std::string& more = "") const {
    std::array<char, 256> name{};
    ::gethostname(name.data(), name.size() - 1);
    std::ostringstream text;
    text << "format = 1\nname = \"mine\"\nlatent_dim = 8\nlatent_shape = [8]\nlabels = []\nstate = \""
         << state << "\"\npid = " << pid << "\nstarted = " << started << "\nhost = \""
         << (host.empty() ? name.data() : host) << "\"\nrewrites = 0\nbeat = " << beat << "\n"
         << more;
    write("watch.toml", text.str());
  }
  /// A later look, by the reader's own clock.
  [[nodiscard]] News later(RunReader& reader, std::chrono::seconds by = 3s) {
    return reader.look(now_ += by);
  }

  testing::TemporaryFolder folder_;
  fs::path run_ = folder_.path() / "run";
  config::Catalogue catalogue_ = testing::fake_catalogue();
  RunReader::Clock::time_point now_ = RunReader::Clock::now();
};

TEST_F(RunReaderTest, TellsOfARunOfOursWhetherItIsTrainedStoppedOrKilled) {
  Bystander other;
  write("experiment.toml", "x");
  write("running", other.marker());
  RunReader reader(run_, catalogue_);
  EXPECT_FALSE(reader.watched());
  const News first = later(reader);
  ASSERT_TRUE(first.life);
  EXPECT_EQ(first.life->state, State::running);
  EXPECT_EQ(first.life->by, "process " + std::to_string(other.pid()));
  EXPECT_TRUE(later(reader).empty()) << "nothing has changed";
  other.end();
  const News killed = later(reader);
  ASSERT_TRUE(killed.life);
  EXPECT_EQ(killed.life->state, State::killed);
  storage::remove_marker(run_);
  const News closed = later(reader);
  ASSERT_TRUE(closed.life);
  EXPECT_EQ(closed.life->state, State::stopped);
}

TEST_F(RunReaderTest, TellsRowsMomentsEventsAndAnotherExperimentOfARunOfOurs) {
  write("experiment.toml", "x");
  write("metrics.csv", "step,seconds,d_loss\n1,0.1,1\n");
  RunReader reader(run_, catalogue_);
  const News first = later(reader);
  EXPECT_TRUE(first.metrics.anew);
  EXPECT_EQ(first.metrics.rows.size(), 1U);
  storage::TensorFile content;
  content.tensors.push_back({"a", storage::DType::f32, {1}, {0, 0, 128, 63}});
  fs::create_directories(run_ / "history");
  fs::create_directories(run_ / "checkpoints");
  ASSERT_TRUE(storage::write_tensor_file(run_ / "history" / "step-000000005.safetensors", content));
  ASSERT_TRUE(storage::write_tensor_file(run_ / "checkpoints" / "step-000000007.safetensors", content));
  write("events.jsonl", R"({"step": 4, "key": "lr_d", "text": "D rate", "before": 1, "after": 2})"
                        "\n");
  fs::create_directories(run_ / "samples");
  ASSERT_TRUE(image::write_png(run_ / "samples" / "step-000000007.png", image::plain(3, 2, {1, 2, 3})));
  write("samples/step-000000006.png", "x");
  const News second = later(reader);
  ASSERT_TRUE(second.moments);
  EXPECT_EQ(*second.moments, std::vector<int64_t>{5});
  ASSERT_EQ(second.averages.size(), 1U);
  EXPECT_EQ(second.averages[0].step, 5);
  ASSERT_TRUE(second.state);
  EXPECT_EQ(second.state->step, 7);
  ASSERT_TRUE(second.events);
  EXPECT_EQ(second.events->at(0).key, "lr_d");
  ASSERT_TRUE(second.pictures);
  EXPECT_EQ(second.pictures->from, "step-000000007.png");
  EXPECT_EQ(second.pictures->step, 7);
  EXPECT_EQ(second.pictures->pixels.size(), 24U);
  fs::remove(run_ / "history" / "step-000000005.safetensors");
  write("experiment.toml", "y");
  const News third = later(reader);
  ASSERT_TRUE(third.moments);
  EXPECT_TRUE(third.moments->empty());
  EXPECT_TRUE(third.other_experiment);
  EXPECT_FALSE(third.state);
}

TEST_F(RunReaderTest, ADamagedMomentIsARemarkOnceAndTheRestIsThere) {
  write("experiment.toml", "x");
  write("history/step-000000005.safetensors", "rubbish");
  RunReader reader(run_, catalogue_);
  EXPECT_EQ(later(reader).remarks.size(), 1U);
  EXPECT_TRUE(later(reader).remarks.empty());
}

TEST_F(RunReaderTest, TellsOfAWatchedRunHowItGoesAndEnds) {
  Bystander other;
  const uint64_t started = other.started();
  write_watch("running", other.pid(), started, 1);
  RunReader reader(run_, catalogue_);
  EXPECT_TRUE(reader.watched());
  const News first = later(reader);
  ASSERT_TRUE(first.watch && first.life);
  EXPECT_EQ(first.watch->latent_dim, 8);
  EXPECT_EQ(first.life->state, State::running);
  // Its clock jumps back: a beat that changes is a beat.
  for (const double beat : {3.0, -500.0, 9e9}) {
    write_watch("running", other.pid(), started, beat);
    const News news = later(reader, 6s);
    EXPECT_FALSE(news.life) << beat;
  }
  const News silent = later(reader, 11s);
  ASSERT_TRUE(silent.life);
  EXPECT_EQ(silent.life->state, State::running);
  EXPECT_NE(silent.life->trouble.find("has written nothing"), std::string::npos);
  write_watch("running", other.pid(), started + 1, 11);
  const News another = later(reader);
  ASSERT_TRUE(another.life);
  EXPECT_EQ(another.life->state, State::killed) << "its number was given to another process";
  write_watch("failed", other.pid(), started, 12);
  EXPECT_EQ(later(reader).life->state, State::failed);
  write_watch("finished", other.pid(), started, 13);
  EXPECT_EQ(later(reader).life->state, State::stopped);
}

TEST_F(RunReaderTest, OnAnotherHostOnlyTheBeatTells) {
  write_watch("running", 1, 1, 1, "elsewhere");
  RunReader reader(run_, catalogue_);
  const News first = later(reader);
  ASSERT_TRUE(first.life);
  EXPECT_EQ(first.life->state, State::running);
  EXPECT_EQ(first.life->by, "process 1 on elsewhere");
  EXPECT_FALSE(later(reader, 5s).life);
  EXPECT_EQ(later(reader, 6s).life->state, State::killed);
  write_watch("running", 1, 1, 2, "elsewhere");
  EXPECT_EQ(later(reader).life->state, State::running) << "it was taken up again";
}

TEST_F(RunReaderTest, TellsSnapshotsAndTroublesOfAWatchedRun) {
  write_watch("running", 1, 0, 1, "elsewhere",
              "[[trouble]]\nkind = \"trace\"\ntext = \"G cannot be traced\"\ncount = 1\n");
  write("snapshots/step-000000000/generator.pt", "x");
  write("snapshots/step-000000020/generator.pt", "x");
  write("snapshots/step-000000020/average.pt", "x");
  write("snapshots/.step-000000030/generator.pt", "x");
  RunReader reader(run_, catalogue_);
  const News news = later(reader);
  ASSERT_TRUE(news.files);
  ASSERT_EQ(news.files->size(), 2U);
  EXPECT_TRUE(news.files->at(0).average.empty());
  EXPECT_EQ(news.files->at(1).step, 20);
  EXPECT_FALSE(news.files->at(1).average.empty());
  EXPECT_EQ(news.remarks, std::vector<std::string>{"G cannot be traced"});
  EXPECT_TRUE(later(reader).remarks.empty());
}

TEST_F(RunReaderTest, AFolderThatVanishesIsToldAndComesBack) {
  write("experiment.toml", "x");
  RunReader reader(run_, catalogue_);
  ASSERT_TRUE(later(reader).life);
  fs::rename(run_, folder_.path() / "away");
  const News gone = later(reader);
  ASSERT_TRUE(gone.life);
  EXPECT_FALSE(gone.life->trouble.empty());
  EXPECT_TRUE(later(reader).empty());
  fs::rename(folder_.path() / "away", run_);
  const News back = later(reader);
  ASSERT_TRUE(back.life);
  EXPECT_TRUE(back.life->trouble.empty());
}

TEST_F(RunReaderTest, AWatchFileThatIsNoneIsRefusedWithAHint) {
  for (const char* text :
       {"format = 2\nlatent_dim = 8\n", "format = 1\n", "= =", "format = 1\nlatent_dim = -3\n"}) {
    write("watch.toml", text);
    const auto read = read_watch_file(run_);
    ASSERT_FALSE(read) << text;
    EXPECT_FALSE(read.error().hint.empty());
  }
}

TEST_F(RunReaderTest, ARowThatIsWrittenIsThereSoonAndSomebodyIsRung) {
  write("experiment.toml", "x");
  write("metrics.csv", "step,seconds,a\n1,0,1\n");
  std::atomic<int> rings{0};
  Follower follower(run_, catalogue_, [&] { ++rings; });
  size_t rows = 0;
  const auto take = [&] {
    for (const News& news : follower.take()) rows += news.metrics.rows.size();
    return rows;
  };
  ASSERT_TRUE(testing::eventually([&] { return take() == 1; }));
  std::ofstream(run_ / "metrics.csv", std::ios::app) << "2,0,1\n";
  const auto written = std::chrono::steady_clock::now();
  ASSERT_TRUE(testing::eventually([&] { return take() == 2; }));
  EXPECT_LT(std::chrono::steady_clock::now() - written, 2s);
  EXPECT_GE(rings.load(), 2);
  EXPECT_FALSE(follower.hangs());
}

TEST_F(RunReaderTest, AProcessOnAnotherMachineCountsAsLivingAndItsSilenceIsTold) {
  write("experiment.toml", "x");
  write("running", "4711 99 elsewhere\n");
  EXPECT_EQ(storage::read_marker(run_), storage::RunMarker::other) << "nobody else may train it";
  RunReader reader(run_, catalogue_);
  const News first = later(reader);
  ASSERT_TRUE(first.life);
  EXPECT_EQ(first.life->state, State::running);
  EXPECT_EQ(first.life->by, "process 4711 on elsewhere");
  EXPECT_FALSE(later(reader, 30s).life);
  const News quiet = later(reader, 31s);
  ASSERT_TRUE(quiet.life);
  EXPECT_FALSE(quiet.life->trouble.empty());
  write("metrics.csv", "step,seconds,a\n1,0,1\n");
  EXPECT_TRUE(later(reader).life->trouble.empty());
  fs::remove(run_ / "running");
  EXPECT_EQ(later(reader).life->state, State::stopped);
}

TEST_F(RunReaderTest, AFolderThatDoesNotAnswerIsToldAndHoldsNobodyUp) {
  // A pipe that nobody writes into hangs as a network disk does.
  ASSERT_EQ(::mkfifo((run_ / "experiment.toml").c_str(), 0600), 0);
  const auto begin = std::chrono::steady_clock::now();
  {
    Follower follower(
        run_, catalogue_, [] {}, 50ms);
    ASSERT_TRUE(testing::eventually([&] { return follower.hangs(); }));
    EXPECT_TRUE(follower.take().empty());
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 2s) << "leaving waits for nothing";
  std::ofstream let_go(run_ / "experiment.toml");
}

}  // namespace
}  // namespace ganscope::follow
