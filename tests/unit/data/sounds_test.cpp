#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>

#include "core/data/drums.h"
#include "core/image/png_io.h"
#include "core/sound/spectrogram.h"
#include "core/sound/synthesiser.h"
#include "core/sound/wav_io.h"
#include "tests/unit/data/support.h"

namespace ganscope::data {
namespace {

namespace fs = std::filesystem;
using test::load;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class Sounds : public ::testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::temp_directory_path() / ("ganscope-sounds-" + std::to_string(::getpid()));
    fs::remove_all(root_);
    fs::create_directories(root_);
  }
  void TearDown() override { fs::remove_all(root_); }

  void put(const std::string& name, const sound::Wave& wave) {
    fs::create_directories((root_ / name).parent_path());
    ASSERT_TRUE(sound::write_wav(root_ / name, wave));
  }
  static sound::Wave drum(int64_t i) { return {sound::usual_rate, drum_of(1, i).samples}; }
  static sound::Wave tone(int rate, double seconds) {
    sound::Wave wave{rate, {}};
    for (int i = 0; i < rate * seconds; ++i)
      wave.samples.push_back(static_cast<float>(0.5 * std::sin(0.3 * i)));
    return wave;
  }
  std::string spec() const { return "sounds:" + root_.string(); }
  std::string refusal(const std::string& what) {
    const auto set = load(what);
    if (set) return "loaded";
    EXPECT_FALSE(set.error().hint.empty());
    return set.error().what;
  }

  fs::path root_;
};

TEST(Drums, AreSpectrogramsOfTheirKindsOneForEach) {
  const auto set = load(test::with(test::settings_for("drums"), "data_count", 200));
  ASSERT_TRUE(set);
  EXPECT_EQ((*set)->count, 200);
  EXPECT_THAT((*set)->label_names, ElementsAre("kick", "snare", "hat", "clap", "tom", "bell"));
  for (const int64_t i : {0, 57, 199}) {
    const Drum drum = drum_of(1, i);
    EXPECT_EQ(drum.kind, (*set)->labels[static_cast<size_t>(i)]);
    const auto picture = (*set)->picture(i);
    EXPECT_EQ(std::vector<uint8_t>(picture.begin(), picture.end()), sound::spectrogram(drum.samples));
  }
}

TEST_F(Sounds, AFolderIsReadOnceAndAgainWhenAFileHasChanged) {
  const test::Environment cache("XDG_CACHE_HOME", root_.string() + "-cache");
  for (int i = 0; i < 3; ++i) put("high/" + std::to_string(i) + ".wav", drum(i));
  for (int i = 3; i < 6; ++i) put("low/" + std::to_string(i) + ".wav", tone(44100, 0.7));
  const auto watched = [&](const config::Settings& settings, bool& read) {
    WorkContext context;
    read = false;
    context.report = [&](const Progress& progress) { read |= progress.what.starts_with("Reading"); };
    auto set = load_dataset(settings, context);
    EXPECT_TRUE(set) << describe(set.error());
    return set ? *set : nullptr;
  };
  bool read = false;
  const config::Settings settings = test::settings_for(spec());
  const auto first = watched(settings, read);
  EXPECT_TRUE(read);
  const auto second = watched(settings, read);
  EXPECT_FALSE(read);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(second->form, Form::waves);
  EXPECT_EQ(second->rate, sound::usual_rate);
  EXPECT_EQ(second->pixels, first->pixels);
  EXPECT_EQ(second->labels, first->labels);
  EXPECT_EQ(second->label_names, first->label_names);
  EXPECT_EQ(second->remarks, first->remarks);
  EXPECT_EQ(second->title, first->title);

  const config::Settings noisy = test::with(settings, "task", "denoise");
  const auto once = watched(noisy, read);
  EXPECT_TRUE(read) << "the waves were not kept so far";
  const auto twice = watched(noisy, read);
  EXPECT_FALSE(read);
  ASSERT_TRUE(once && twice);
  EXPECT_EQ(twice->inputs.pixels, once->inputs.pixels);

  put("low/4.wav", drum(9));
  const auto changed = watched(settings, read);
  EXPECT_TRUE(read);
  ASSERT_TRUE(changed);
  EXPECT_NE(changed->pixels, first->pixels);
  fs::remove_all(root_.string() + "-cache");
}

TEST_F(Sounds, FoldersNameClassesAndWhatIsNoSoundIsNamed) {
  for (int i = 0; i < 3; ++i) put("high/" + std::to_string(i) + ".wav", drum(i));
  for (int i = 3; i < 5; ++i) put("low/" + std::to_string(i) + ".wav", drum(i));
  std::ofstream(root_ / "low" / "readme.txt") << "hello, these are my sounds\n";
  put("low/still.wav", {8000, std::vector<float>(4000)});
  const auto set = load(spec());
  ASSERT_TRUE(set) << describe(set.error());
  EXPECT_EQ((*set)->count, 5);
  EXPECT_THAT((*set)->label_names, ElementsAre("high", "low"));
  EXPECT_THAT((*set)->labels, ElementsAre(0, 0, 0, 1, 1));
  EXPECT_THAT((*set)->skipped,
              ElementsAre("low/readme.txt: not a sound: text", "low/still.wav: a silent sound"));
}

TEST_F(Sounds, AFlatFolderHasNoClassesAndTellsHowManyWereConverted) {
  put("a.wav", tone(44100, 0.8));
  put("b.wav", tone(8000, 0.2));
  put("c.wav", tone(8000, 0.512));
  const auto set = load(spec());
  ASSERT_TRUE(set);
  EXPECT_EQ((*set)->count, 3);
  EXPECT_TRUE((*set)->label_names.empty());
  EXPECT_THAT((*set)->remarks,
              ElementsAre("1 of 3 had another rate than 8000 samples a second: what is above 4 kHz is gone.",
                          "1 of 3 were longer than half a second: what follows was cut off.",
                          "1 of 3 were shorter than half a second: silence follows."));
}

TEST_F(Sounds, WhatIsNoFolderOfSoundsIsRefused) {
  EXPECT_EQ(refusal("sounds:" + (root_ / "none").string()), "there is no such folder");
  EXPECT_EQ(refusal(spec()), "no sounds in the folder");
  put("hour.wav", {1000, std::vector<float>(3'600'000, 0.1F)});
  EXPECT_EQ(
      refusal(spec()),
      "no sound in the folder can be used; the first file: hour.wav: 3600 s of sound, longer than 60 s");
  put("a.wav", drum(1));
  ASSERT_TRUE(image::write_png(root_ / "a.png", {4, 4, 1, std::vector<uint8_t>(16)}));
  EXPECT_EQ(refusal(spec()), "1 sounds and 1 pictures are in one folder");
}

TEST_F(Sounds, PairsAreCutAtTheSameMomentAndKeepTheirLoudnessToEachOther) {
  for (int i = 0; i < 30; ++i) {
    sound::Wave clean = drum(i), noisy = clean;
    clean.samples.insert(clean.samples.begin(), 800, 0.0F);
    noisy.samples.insert(noisy.samples.begin(), 800, 0.2F);
    put("clean/" + std::to_string(i) + ".wav", clean);
    put("noisy/" + std::to_string(i) + ".wav", noisy);
  }
  put("clean/long.wav", tone(8000, 0.5));
  put("noisy/long.wav", tone(8000, 0.9));
  const auto set = load("sounds:" + (root_ / "noisy").string() + "," + (root_ / "clean").string());
  ASSERT_TRUE(set) << describe(set.error());
  EXPECT_EQ((*set)->count + (*set)->held_out.front()->count, 30);
  EXPECT_EQ((*set)->inputs.title, "noisy");
  EXPECT_EQ((*set)->title, "clean");
  // From the onset on both are the same sound: most of the spectrogram agrees.
  for (const int64_t i : {0, 10}) {
    double difference = 0;
    for (size_t k = 0; k < (*set)->picture_bytes(); ++k)
      difference += std::abs((*set)->picture(i)[k] - (*set)->input(i)[k]);
    EXPECT_LT(difference / static_cast<double>((*set)->picture_bytes()), 12);
  }
  EXPECT_THAT((*set)->skipped.front(), HasSubstr("they do not lie on each other"));
}

}  // namespace
}  // namespace ganscope::data
