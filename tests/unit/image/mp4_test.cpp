#include "core/image/mp4_io.h"

#include <fcntl.h>
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <string>

#include "core/image/file_bytes.h"
#include "core/image/transform.h"
#include "tests/unit/image/support.h"

namespace ganscope::image {
namespace {

namespace fs = std::filesystem;
using test::TemporaryFolder;

/// A PATH on which the only program is an ffmpeg that this shell script plays; `$last` is where it is to
/// write.
class Mp4 : public testing::Test {
 protected:
  Mp4() : before_(std::getenv("PATH")) {
    std::signal(SIGPIPE, SIG_IGN);  // as in the program
    fs::create_directory(programs_);
    ::setenv("PATH", programs_.c_str(), 1);
  }
  ~Mp4() override { ::setenv("PATH", before_.c_str(), 1); }

  void ffmpeg_does(const std::string& script) const {
    const fs::path program = programs_ / "ffmpeg";
    std::ofstream(program) << "#!/bin/sh\nPATH=/usr/bin:/bin\nfor last; do :; done\nlast=${last#file:}\n"
                           << script << "\n";
    fs::permissions(program, fs::perms::owner_all);
  }
  [[nodiscard]] std::string words() const {
    std::ifstream file(folder_ / "words");
    return {std::istreambuf_iterator<char>(file), {}};
  }
  /// All that lies beside the film.
  [[nodiscard]] int files_there() const {
    return static_cast<int>(std::distance(fs::directory_iterator(films_), {}));
  }

  TemporaryFolder folder_;
  fs::path programs_ = folder_ / "programs", films_ = folder_ / "films", film_ = films_ / "walk.mp4";
  bool made_ = fs::create_directory(films_);

 private:
  std::string before_;
};

Expected<Picture> grey_step(int index) { return plain(5, 3, {static_cast<uint8_t>(10 * index), 0, 0}); }

TEST_F(Mp4, FramesAreFedAsRowsOfEvenSides) {
  ffmpeg_does("echo \"$@\" >" + (folder_ / "words").string() + "; cat >\"$last\"");
  ASSERT_TRUE(write_mp4(film_, 4, grey_step, 12));
  const auto bytes = read_bytes(film_);
  ASSERT_TRUE(bytes);
  ASSERT_EQ(bytes->size(), 4U * 6 * 4 * 3);
  for (size_t i = 0; i < bytes->size(); i += 3) EXPECT_EQ((*bytes)[i], 10 * (i / (6 * 4 * 3)));
  EXPECT_NE(words().find("-s 6x4 -r 12"), std::string::npos) << words();
  EXPECT_EQ(files_there(), 1) << "nothing but the film is left";
}

TEST_F(Mp4, WithoutFfmpegItSaysWhatToInstall) {
  const auto written = write_mp4(film_, 2, grey_step, 12);
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().kind, FailureKind::unsupported);
  EXPECT_NE(written.error().hint.find("apt-get install ffmpeg"), std::string::npos);
}

TEST_F(Mp4, WhatFfmpegComplainsAboutIsTold) {
  ffmpeg_does("cat >\"$last\"; echo first >&2; echo 'No space left on device' >&2; exit 1");
  const auto written = write_mp4(film_, 2, grey_step, 12);
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().what, "ffmpeg could not write the film: No space left on device");
  EXPECT_EQ(files_there(), 0);
}

TEST_F(Mp4, AnFfmpegThatGoesEarlyIsNoticed) {
  ffmpeg_does("echo 'Unknown encoder' >&2; exit 3");
  const auto large = [](int) -> Expected<Picture> { return plain(400, 400, {1, 2, 3}); };
  const auto written = write_mp4(film_, 50, large, 12);
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().what, "ffmpeg could not write the film: Unknown encoder");
  EXPECT_EQ(files_there(), 0);
}

TEST_F(Mp4, CancellingEndsAnFfmpegThatHangs) {
  ffmpeg_does("exec sleep 600");
  int asked = 0;
  WorkContext work;
  work.cancelled = [&] { return ++asked > 3; };
  const auto large = [](int) -> Expected<Picture> { return plain(400, 400, {1, 2, 3}); };
  const auto begin = std::chrono::steady_clock::now();
  const auto written = write_mp4(film_, 50, large, 12, work);
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().kind, FailureKind::cancelled);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
  EXPECT_EQ(files_there(), 0);
}

TEST_F(Mp4, AFrameThatFailsLeavesNothing) {
  ffmpeg_does("cat >\"$last\"");
  std::ofstream(film_) << "the old one";
  const auto failing = [](int index) -> Expected<Picture> {
    if (index == 0) return plain(4, 4, {1, 2, 3});
    return fail(FailureKind::bad_data, "no picture", "", "");
  };
  const auto written = write_mp4(film_, 2, failing, 12);
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().what, "no picture");
  EXPECT_EQ(files_there(), 1);
  EXPECT_EQ(read_bytes(film_)->size(), 11U) << "the old film stands";
}

TEST_F(Mp4, AFolderThatIsNotThereIsNamed) {
  ffmpeg_does("cat >\"$last\"");
  const auto written = write_mp4(folder_ / "nowhere/film.mp4", 2, grey_step, 12);
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().kind, FailureKind::io);
  EXPECT_NE(written.error().where.find("nowhere"), std::string::npos);
}

}  // namespace
}  // namespace ganscope::image
