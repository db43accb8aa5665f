#include "core/sound/wav_io.h"

#include <gtest/gtest.h>
#include <sndfile.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>
#include <numbers>

#include "core/sound/describe.h"
#include "core/sound/resample.h"

namespace ganscope::sound {
namespace {

namespace fs = std::filesystem;

class WavFile : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("ganscope-wav-" + std::to_string(::getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  /// `channels` interleaved, written by libsndfile as it is.
  fs::path written(const char* name, int format, int rate, int channels, const std::vector<float>& values) {
    SF_INFO info{};
    info.samplerate = rate;
    info.channels = channels;
    info.format = SF_FORMAT_WAV | format;
    const fs::path file = folder_ / name;
    SNDFILE* out = sf_open(file.c_str(), SFM_WRITE, &info);
    EXPECT_NE(out, nullptr);
    sf_write_float(out, values.data(), static_cast<sf_count_t>(values.size()));
    sf_close(out);
    return file;
  }

  fs::path folder_;
};

std::vector<float> tone(double hz, int rate, double seconds, double amplitude = 0.5) {
  std::vector<float> samples(static_cast<size_t>(rate * seconds));
  for (size_t i = 0; i < samples.size(); ++i)
    samples[i] =
        static_cast<float>(amplitude * std::sin(2 * std::numbers::pi * hz * static_cast<double>(i) / rate));
  return samples;
}

std::string refusal(const fs::path& file) {
  const auto sound = read_sound(file);
  EXPECT_FALSE(sound);
  if (sound) return "";
  EXPECT_FALSE(sound.error().hint.empty());
  return sound.error().what;
}

TEST_F(WavFile, WhatIsWrittenIsReadBackWithinHalfAStepOf16Bit) {
  const Wave wave{8000, tone(300, 8000, 0.2)};
  ASSERT_TRUE(write_wav(folder_ / "a.wav", wave));
  const auto back = read_sound(folder_ / "a.wav");
  ASSERT_TRUE(back);
  EXPECT_EQ(back->wave.rate, 8000);
  EXPECT_EQ(back->coding, "16 bit");
  ASSERT_EQ(back->wave.samples.size(), wave.samples.size());
  for (size_t i = 0; i < wave.samples.size(); ++i) EXPECT_NEAR(back->wave.samples[i], wave.samples[i], 5e-5);
}

TEST_F(WavFile, AnotherProgramKnowsWhatWasWritten) {
  if (std::system("command -v file > /dev/null") != 0) GTEST_SKIP() << "the program file is not installed";
  ASSERT_TRUE(write_wav(folder_ / "a.wav", {8000, tone(300, 8000, 0.2)}));
  const std::string said = (folder_ / "said").string();
  ASSERT_EQ(std::system(("file -b '" + (folder_ / "a.wav").string() + "' > '" + said + "'").c_str()), 0);
  std::ifstream in(said);
  std::string line;
  std::getline(in, line);
  EXPECT_NE(line.find("WAVE audio, Microsoft PCM, 16 bit, mono 8000 Hz"), std::string::npos) << line;
  if (std::system("command -v soxi > /dev/null") != 0) return;
  EXPECT_EQ(std::system(("test \"$(soxi -s '" + (folder_ / "a.wav").string() + "')\" = 1600").c_str()), 0);
}

TEST_F(WavFile, OtherRatesChannelsAndCodingsBecomeTheSameSound) {
  struct Case {
    const char* name;
    int format, rate, channels;
    const char* coding;
  };
  for (const Case& one : {Case{"cd.wav", SF_FORMAT_PCM_16, 44100, 2, "16 bit"},
                          Case{"studio.wav", SF_FORMAT_PCM_24, 96000, 1, "24 bit"},
                          Case{"float.wav", SF_FORMAT_FLOAT, 48000, 3, "32 bit float"},
                          Case{"double.wav", SF_FORMAT_DOUBLE, 22050, 1, "64 bit float"},
                          Case{"old.wav", SF_FORMAT_PCM_U8, 11025, 1, "8 bit"},
                          Case{"slow.wav", SF_FORMAT_PCM_16, 4000, 1, "16 bit"}}) {
    SCOPED_TRACE(one.name);
    std::vector<float> values;
    for (const float sample : tone(600, one.rate, 0.7))
      for (int c = 0; c < one.channels; ++c) values.push_back(sample);
    const auto sound = read_sound(written(one.name, one.format, one.rate, one.channels, values));
    ASSERT_TRUE(sound) << describe(sound.error());
    EXPECT_EQ(sound->coding, one.coding);
    EXPECT_EQ(sound->channels, one.channels);
    const Fitted made = fitted(*sound);
    EXPECT_TRUE(made.resampled);
    EXPECT_EQ(made.mixed, one.channels > 1);
    EXPECT_TRUE(made.cut);
    EXPECT_FALSE(made.padded);
    ASSERT_EQ(made.wave.samples.size(), sound_samples);
    EXPECT_NEAR(heard(made.wave).pitch_hz, 600, 3);
    EXPECT_NEAR(heard(made.wave).peak, 0.9, 1e-3);
  }
}

TEST_F(WavFile, WhatCannotBeHeardAtTheLowerRateIsTakenOutRatherThanMirrored) {
  std::vector<float> both = tone(500, 44100, 0.6);
  const std::vector<float> high = tone(5000, 44100, 0.6);  // mirrored it would be at 3 kHz
  for (size_t i = 0; i < both.size(); ++i) both[i] += high[i];
  const Wave low = resampled({44100, both}, usual_rate);
  EXPECT_LT(share_between(low, 2500, 4001), 1e-4);
  EXPECT_GT(share_between(low, 480, 520), 0.99);
  EXPECT_NEAR(static_cast<double>(low.samples.size()), 4800, 1);
}

TEST_F(WavFile, SilenceBeforeASoundIsCutAndAShortOneIsFilledUp) {
  std::vector<float> late(4000, 0.0F);
  const std::vector<float> short_tone = tone(400, 8000, 0.1);
  late.insert(late.end(), short_tone.begin(), short_tone.end());
  const auto sound = read_sound(written("late.wav", SF_FORMAT_PCM_16, 8000, 1, late));
  ASSERT_TRUE(sound);
  const Fitted made = fitted(*sound);
  EXPECT_TRUE(made.trimmed);
  EXPECT_TRUE(made.padded);
  EXPECT_FALSE(made.cut);
  EXPECT_LT(heard(made.wave).decay_s, 0.12);
}

TEST_F(WavFile, WhatIsNoShortSoundIsRefusedWithTheReason) {
  EXPECT_EQ(refusal(written("empty.wav", SF_FORMAT_PCM_16, 8000, 1, {})),
            "an empty sound: there is nothing in it");
  EXPECT_EQ(refusal(written("silent.wav", SF_FORMAT_PCM_16, 8000, 1, std::vector<float>(800))),
            "a silent sound");
  EXPECT_EQ(refusal(written("nan.wav", SF_FORMAT_FLOAT, 8000, 1,
                            {0.1F, std::numeric_limits<float>::quiet_NaN(), 0.2F})),
            "values that are no numbers in it");
  EXPECT_EQ(refusal(written("hour.wav", SF_FORMAT_PCM_U8, 1000, 1, tone(100, 1000, 3600))),
            "3600 s of sound, longer than 60 s");
  std::ofstream(folder_ / "text.wav") << "this is no sound at all, but a text\n";
  EXPECT_EQ(refusal(folder_ / "text.wav"), "not a sound");
  EXPECT_EQ(refusal(folder_ / "none.wav"), "there is no such file");
  EXPECT_EQ(refusal(folder_), "this is not a file");
  const fs::path whole = written("whole.wav", SF_FORMAT_PCM_16, 8000, 1, tone(400, 8000, 0.5));
  fs::resize_file(whole, 20);
  EXPECT_EQ(refusal(whole), "a broken sound: its header cannot be read");
}

TEST_F(WavFile, AFolderThatIsNotThereIsAFailureOfWriting) {
  const auto done = write_wav(folder_ / "none" / "a.wav", {8000, tone(300, 8000, 0.1)});
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, FailureKind::io);
}

}  // namespace
}  // namespace ganscope::sound
