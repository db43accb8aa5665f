#include "core/image/gif_io.h"

#include <gif_lib.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <cstring>

#include "core/image/file_bytes.h"
#include "core/image/palette.h"
#include "core/image/read.h"
#include "core/image/transform.h"
#include "tests/unit/image/support.h"

namespace ganscope::image {
namespace {

using test::TemporaryFolder;

/// A file as giflib understands it.
class Animation {
 public:
  explicit Animation(const std::filesystem::path& file) : gif_(DGifOpenFileName(file.c_str(), nullptr)) {
    good_ = gif_ != nullptr && DGifSlurp(gif_) == GIF_OK;
  }
  ~Animation() {
    if (gif_ != nullptr) DGifCloseFile(gif_, nullptr);
  }
  Animation(const Animation&) = delete;
  Animation& operator=(const Animation&) = delete;
  [[nodiscard]] bool good() const { return good_; }
  [[nodiscard]] const GifFileType& raw() const { return *gif_; }
  [[nodiscard]] Colour pixel(int frame, int x, int y) const {
    const auto index = gif_->SavedImages[frame].RasterBits[y * gif_->SWidth + x];
    const GifColorType& colour = gif_->SColorMap->Colors[index];
    return {colour.Red, colour.Green, colour.Blue};
  }

 private:
  GifFileType* gif_;
  bool good_;
};

TEST(Gif, FramesOfFewColoursComeBackExactly) {
  const TemporaryFolder folder;
  std::vector<Picture> frames;
  for (int i = 0; i < 5; ++i) frames.push_back(plain(10, 8, {static_cast<uint8_t>(40 * i), 100, 200}));
  ASSERT_TRUE(write_gif(folder / "walk.gif", frames, 70));
  const Animation animation(folder / "walk.gif");
  ASSERT_TRUE(animation.good());
  EXPECT_EQ(animation.raw().ImageCount, 5);
  EXPECT_EQ(animation.raw().SWidth, 10);
  EXPECT_EQ(animation.raw().SHeight, 8);
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(animation.pixel(i, 3, 3), (Colour{static_cast<uint8_t>(40 * i), 100, 200}));
    GraphicsControlBlock control{};
    ASSERT_EQ(DGifSavedExtensionToGCB(const_cast<GifFileType*>(&animation.raw()), i, &control), GIF_OK);
    EXPECT_EQ(control.DelayTime, 7) << "hundredths of a second";
  }
}

TEST(Gif, TheAnimationRepeatsForEver) {
  const TemporaryFolder folder;
  const std::vector<Picture> frames{plain(4, 4, {1, 2, 3}), plain(4, 4, {200, 2, 3})};
  ASSERT_TRUE(write_gif(folder / "a.gif", frames));
  const auto bytes = read_bytes(folder / "a.gif");
  ASSERT_TRUE(bytes);
  const std::string text(bytes->begin(), bytes->end());
  EXPECT_EQ(text.substr(0, 6), "GIF89a");
  const size_t block = text.find("NETSCAPE2.0");
  ASSERT_NE(block, std::string::npos);
  EXPECT_EQ(text.substr(block + 11, 4), (std::string{3, 1, 0, 0})) << "0 repetitions mean no end";
}

TEST(Gif, ManyColoursAreMatchedClosely) {
  Picture gradient{64, 64, 3, {}};
  for (int y = 0; y < 64; ++y) {
    for (int x = 0; x < 64; ++x) {
      for (const int value : {x * 4, y * 4, (x + y) * 2})
        gradient.pixels.push_back(static_cast<uint8_t>(value));
    }
  }
  const Palette palette({&gradient, 1});
  EXPECT_LE(palette.colours().size(), 256U);
  double error = 0;
  for (size_t i = 0; i < gradient.pixels.size(); i += 3) {
    const Colour& colour = palette.colours()[palette.nearest(gradient.pixels.data() + i)];
    for (size_t c = 0; c < 3; ++c) error += std::abs(colour[c] - gradient.pixels[i + c]);
  }
  // 256 boxes over a plane of 64×64 colours are 4×4 colours each: 4 levels off on average, with room for the
  // cut.
  EXPECT_LT(error / static_cast<double>(gradient.pixels.size()), 6.0);
}

TEST(Gif, GreyFramesAndASingleFrameAreFine) {
  const TemporaryFolder folder;
  const std::vector<Picture> frames{test::pattern(5, 5, 1)};
  ASSERT_TRUE(write_gif(folder / "one.gif", frames));
  EXPECT_TRUE(Animation(folder / "one.gif").good());
  EXPECT_FALSE(gif_moves(read_bytes(folder / "one.gif").value()));
  EXPECT_FALSE(write_gif("/proc/ganscope.gif", frames));
}

TEST(Gif, TheFirstFrameIsReadAndTheOthersAreNotLookedAt) {
  const TemporaryFolder folder;
  ASSERT_TRUE(write_gif(folder / "a.gif", std::vector{plain(10, 8, {200, 10, 30}), plain(10, 8, {1, 2, 3})}));
  const auto bytes = read_bytes(folder / "a.gif").value();
  const auto first = decode_picture(bytes, "a.gif");
  ASSERT_TRUE(first) << first.error().what;
  EXPECT_EQ(first->channels, 3);
  EXPECT_EQ(first->width, 10);
  EXPECT_EQ(first->height, 8);
  EXPECT_EQ(first->pixels, plain(10, 8, {200, 10, 30}).pixels);
  EXPECT_TRUE(decode_gif(std::span(bytes).first(bytes.size() - 4), "cut in the second frame"));
  EXPECT_TRUE(gif_moves(bytes));
  EXPECT_FALSE(gif_moves(std::span(bytes).first(20))) << "damaged before that";
}

TEST(Gif, AFirstFrameThatIsCutFailsAndSaysSo) {
  const TemporaryFolder folder;
  ASSERT_TRUE(write_gif(folder / "a.gif", std::vector{test::pattern(10, 8, 3)}));
  const auto bytes = read_bytes(folder / "a.gif").value();
  for (size_t length = 6; length + 8 < bytes.size(); length += 5) {
    const auto cut = decode_gif(std::span(bytes).first(length), "cut.gif");
    ASSERT_FALSE(cut) << length;
    EXPECT_EQ(cut.error().kind, FailureKind::bad_data);
    EXPECT_EQ(cut.error().what.substr(0, 14), "a broken GIF: ");
  }
}

TEST(Gif, NoFlippedByteCrashesTheReader) {
  const TemporaryFolder folder;
  ASSERT_TRUE(write_gif(folder / "a.gif", std::vector{test::pattern(6, 5, 3)}));
  const auto whole = read_bytes(folder / "a.gif").value();
  for (size_t i = 0; i < whole.size(); ++i) {
    for (const uint8_t flip : {uint8_t{1}, uint8_t{0x80}, uint8_t{0xFF}}) {
      auto broken = whole;
      broken[i] ^= flip;
      const auto picture = decode_gif(broken, "broken.gif");
      EXPECT_TRUE(picture ? !picture->empty() : !picture.error().what.empty());
    }
  }
}

/// A GIF of 8×8 pixels, grey levels as colours: each frame a square at its place, with its control.
struct Part {
  int left = 0, top = 0, side = 8, level = 0, delay = 10, disposal = DISPOSE_DO_NOT,
      hole = NO_TRANSPARENT_COLOR;
};
std::vector<uint8_t> gif_of(const std::vector<Part>& parts) {
  std::vector<uint8_t> bytes;
  int error = 0;
  GifFileType* gif = EGifOpen(
      &bytes,
      [](GifFileType* to, const GifByteType* some, int count) {
        auto& all = *static_cast<std::vector<uint8_t>*>(to->UserData);
        all.insert(all.end(), some, some + count);
        return count;
      },
      &error);
  EGifSetGifVersion(gif, true);
  ColorMapObject* map = GifMakeMapObject(256, nullptr);
  for (int i = 0; i < 256; ++i) {
    const auto grey = static_cast<GifByteType>(i);
    map->Colors[i] = {grey, grey, grey};
  }
  EGifPutScreenDesc(gif, 8, 8, 8, 0, map);
  for (const Part& part : parts) {
    GraphicsControlBlock control{part.disposal, false, part.delay, part.hole};
    std::array<GifByteType, 4> block{};
    EGifGCBToExtension(&control, block.data());
    EGifPutExtension(gif, GRAPHICS_EXT_FUNC_CODE, 4, block.data());
    EGifPutImageDesc(gif, part.left, part.top, part.side, part.side, false, nullptr);
    std::vector<GifPixelType> line(static_cast<size_t>(part.side), static_cast<GifPixelType>(part.level));
    for (int y = 0; y < part.side; ++y) EGifPutLine(gif, line.data(), part.side);
  }
  GifFreeMapObject(map);
  EGifCloseFile(gif, &error);
  return bytes;
}

std::vector<int> levels_at(const GifFilm& film, int x, int y) {
  std::vector<int> levels;
  for (const Picture& picture : film.seen)
    levels.push_back(picture.channels == 4 && picture.at(x, y)[3] == 0 ? -1 : picture.at(x, y)[0]);
  return levels;
}

TEST(GifFilms, FramesAreTakenByTheTimeForWhichTheyAreShown) {
  const auto film =
      decode_gif_film(gif_of({{.level = 10, .delay = 30}, {.level = 20, .delay = 10}}), "a.gif", 4);
  ASSERT_TRUE(film) << film.error().what;
  EXPECT_EQ(film->frames, 2);
  EXPECT_EQ(levels_at(*film, 3, 3), (std::vector<int>{10, 10, 10, 20}));
  const auto hasty =
      decode_gif_film(gif_of({{.level = 10, .delay = 0}, {.level = 20, .delay = 10}}), "a.gif", 4);
  ASSERT_TRUE(hasty);
  EXPECT_EQ(levels_at(*hasty, 3, 3), (std::vector<int>{10, 10, 20, 20})) << "no delay is a tenth of a second";
}

TEST(GifFilms, FramesAreLaidOnEachOtherAsTheySay) {
  const auto film =
      decode_gif_film(gif_of({{.level = 50},
                              {.left = 2, .top = 2, .side = 3, .level = 90, .disposal = DISPOSE_PREVIOUS},
                              {.left = 6, .top = 6, .side = 2, .level = 120, .disposal = DISPOSE_BACKGROUND},
                              {.left = 0, .top = 0, .side = 1, .level = 7, .hole = 7}}),
                      "a.gif", 4);
  ASSERT_TRUE(film) << film.error().what;
  EXPECT_EQ(levels_at(*film, 3, 3), (std::vector<int>{50, 90, 50, 50})) << "what was there comes back";
  EXPECT_EQ(levels_at(*film, 7, 7), (std::vector<int>{50, 50, 120, -1})) << "cleared";
  EXPECT_EQ(levels_at(*film, 0, 0), (std::vector<int>{50, 50, 50, 50}))
      << "transparent pixels change nothing";
  EXPECT_EQ(film->seen[0].channels, 3);
  EXPECT_EQ(film->seen[3].channels, 4);
}

TEST(GifFilms, OurOwnComeBackAndMayBeLongerOrShorterThanAskedFor) {
  std::vector<Picture> frames;
  for (int i = 0; i < 20; ++i) frames.push_back(plain(9, 9, {static_cast<uint8_t>(10 * i), 1, 2}));
  const auto bytes = encode_gif(frames, 50, "a.gif");
  ASSERT_TRUE(bytes);
  const auto film = decode_gif_film(*bytes, "a.gif", 5);
  ASSERT_TRUE(film) << film.error().what;
  EXPECT_EQ(film->frames, 20);
  EXPECT_EQ(levels_at(*film, 4, 4), (std::vector<int>{0, 40, 80, 120, 160}));
  const auto one = encode_gif(std::span(frames).first(1), 50, "a.gif");
  const auto still = decode_gif_film(*one, "a.gif", 8);
  ASSERT_TRUE(still) << still.error().what;
  EXPECT_EQ(still->frames, 1);
  EXPECT_EQ(still->seen.size(), 8U);
}

TEST(GifFilms, WhatIsCutOrEndlessFails) {
  const auto whole = gif_of({{.level = 10}, {.level = 20}});
  for (size_t size = 0; size + 1 < whole.size(); ++size) {
    const auto film = decode_gif_film(std::span(whole).first(size), "a.gif", 8);
    ASSERT_FALSE(film) << size;
    EXPECT_EQ(film.error().kind, FailureKind::bad_data);
  }
  const auto hour = decode_gif_film(gif_of(std::vector<Part>(5000, Part{.side = 1})), "a.gif", 8);
  ASSERT_FALSE(hour);
  EXPECT_NE(hour.error().what.find("more than 4096 frames"), std::string::npos) << hour.error().what;
}

}  // namespace
}  // namespace ganscope::image
