#include "core/data/idx.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <limits>

#include "tests/unit/data/support.h"

namespace ganscope::data {
namespace {

using test::idx;
using test::idx_labels;
using test::idx_pictures;
using test::load;
using test::settings_for;
using test::TemporaryFolder;
using test::with;
using test::write;
using test::write_gzip;
using ::testing::HasSubstr;

/// The failure names the file and a way out.
void expect_bad(const Expected<DatasetPointer>& result, const std::string& file, const std::string& what) {
  ASSERT_FALSE(result) << what;
  EXPECT_EQ(result.error().kind, FailureKind::bad_data) << result.error().what;
  EXPECT_THAT(result.error().what, HasSubstr(what));
  EXPECT_THAT(result.error().where, HasSubstr(file));
  EXPECT_FALSE(result.error().hint.empty());
}

TEST(Idx, PlainAndGzipGiveTheSamePicturesAndLabels) {
  const TemporaryFolder folder;
  write(folder / "a", idx_pictures(5, 28, 28));
  write(folder / "l", idx_labels(5, 3));
  write_gzip(folder / "a.gz", idx_pictures(5, 28, 28));
  write_gzip(folder / "l.gz", idx_labels(5, 3));
  const auto plain = load("idx:" + (folder / "a").string() + "," + (folder / "l").string());
  const auto packed = load("idx:" + (folder / "a.gz").string() + "," + (folder / "l.gz").string());
  ASSERT_TRUE(plain) << plain.error().what;
  ASSERT_TRUE(packed) << packed.error().what;
  EXPECT_EQ((*plain)->pixels, (*packed)->pixels);
  EXPECT_EQ((*plain)->labels, (std::vector<uint8_t>{0, 1, 2, 0, 1}));
  EXPECT_EQ((*plain)->labels, (*packed)->labels);
  EXPECT_EQ((*plain)->label_names, (std::vector<std::string>{"0", "1", "2"}));
  EXPECT_EQ((*plain)->count, 5);
  EXPECT_EQ((*plain)->channels, 1);
}

TEST(Idx, TwentyEightPixelsArePaddedToThirtyTwoAndScaledToSixteen) {
  const TemporaryFolder folder;
  write(folder / "a", idx_pictures(3, 28, 28));
  const std::string spec = "idx:" + (folder / "a").string();
  const auto padded = load(spec);
  ASSERT_TRUE(padded);
  const auto picture = (*padded)->picture(1);
  EXPECT_EQ((*padded)->width, 32);
  EXPECT_EQ(picture[0], 0);
  EXPECT_EQ(picture[1 * 32 + 16], 0);
  EXPECT_EQ(picture[2 * 32 + 2], 2);
  EXPECT_EQ(picture[29 * 32 + 29], 2);
  EXPECT_EQ(picture[30 * 32 + 29], 0);

  const auto scaled = load(with(settings_for(spec), "size", int64_t{16}));
  ASSERT_TRUE(scaled);
  for (const uint8_t pixel : (*scaled)->picture(2)) EXPECT_EQ(pixel, 3) << "no margin when scaled";
}

TEST(Idx, APictureThatIsNotSquareIsNotStretched) {
  const TemporaryFolder folder;
  write(folder / "a", idx_pictures(1, 40, 20));
  const auto set = load("idx:" + (folder / "a").string());
  ASSERT_TRUE(set);
  EXPECT_EQ((*set)->picture(0)[16 * 32 + 2], 0) << "black at the sides";
  EXPECT_EQ((*set)->picture(0)[16 * 32 + 16], 1);
}

TEST(Idx, WithoutLabelsThereAreNone) {
  const TemporaryFolder folder;
  write(folder / "a", idx_pictures(2, 28, 28));
  const auto set = load("idx:" + (folder / "a").string());
  ASSERT_TRUE(set);
  EXPECT_FALSE((*set)->has_labels());
  EXPECT_TRUE((*set)->labels.empty());
}

TEST(Idx, ATruncatedFileFailsWhereverItIsCut) {
  const TemporaryFolder folder;
  auto bytes = idx_pictures(4, 28, 28);
  for (const size_t length : {size_t{0}, size_t{3}, size_t{9}, size_t{16}, size_t{1000}, bytes.size() - 1}) {
    write(folder / "cut", {bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length)});
    expect_bad(load("idx:" + (folder / "cut").string()), "cut", "truncated");
  }
}

TEST(Idx, ATruncatedGzipFileFailsWhereverItIsCut) {
  const TemporaryFolder folder;
  write_gzip(folder / "whole.gz", idx_pictures(40, 28, 28));
  const auto size = std::filesystem::file_size(folder / "whole.gz");
  for (uintmax_t length = 20; length < size; length += 7) {
    std::filesystem::copy_file(folder / "whole.gz", folder / "cut.gz",
                               std::filesystem::copy_options::overwrite_existing);
    std::filesystem::resize_file(folder / "cut.gz", length);
    EXPECT_FALSE(load("idx:" + (folder / "cut.gz").string())) << length;
  }
}

TEST(Idx, AGzipFileWithABrokenByteNeverGivesOtherPictures) {
  const TemporaryFolder folder;
  write_gzip(folder / "a.gz", idx_pictures(40, 28, 28));
  std::vector<uint8_t> bytes(std::filesystem::file_size(folder / "a.gz"));
  {
    FILE* in = std::fopen((folder / "a.gz").c_str(), "rb");
    ASSERT_NE(in, nullptr);
    ASSERT_EQ(std::fread(bytes.data(), 1, bytes.size(), in), bytes.size());
    std::fclose(in);
  }
  const auto whole = load("idx:" + (folder / "a.gz").string());
  ASSERT_TRUE(whole);
  int failures = 0;
  for (size_t i = 12; i < bytes.size(); i += 3) {
    auto broken = bytes;
    broken[i] ^= 0x55;
    write(folder / "broken.gz", broken);
    const auto loaded = load("idx:" + (folder / "broken.gz").string());
    failures += loaded ? 0 : 1;
    // A copy from a little further back in an even area unpacks to the same bytes, and then the file is not
    // broken.
    if (loaded) {
      EXPECT_EQ((*loaded)->pixels, (*whole)->pixels) << i;
    }
  }
  EXPECT_GT(failures, 20);
}

TEST(Idx, AWrongMagicNumberIsNamed) {
  const TemporaryFolder folder;
  write(folder / "a", idx(0x12345678, {1, 2, 2}, {1, 2, 3, 4}));
  expect_bad(load("idx:" + (folder / "a").string()), "a", "0x12345678");
}

TEST(Idx, LabelsGivenAsPicturesAndPicturesGivenAsLabelsAreRecognised) {
  const TemporaryFolder folder;
  write(folder / "pictures", idx_pictures(5, 28, 28));
  write(folder / "labels", idx_labels(5, 3));
  const std::string pictures = (folder / "pictures").string(), labels = (folder / "labels").string();
  expect_bad(load("idx:" + labels + "," + pictures), "labels", "holds labels");
  expect_bad(load("idx:" + pictures + "," + pictures), "pictures", "holds pictures");
}

TEST(Idx, AnotherNumberOfLabelsThanOfPicturesFails) {
  const TemporaryFolder folder;
  write(folder / "a", idx_pictures(5, 28, 28));
  write(folder / "l", idx_labels(6, 3));
  expect_bad(load("idx:" + (folder / "a").string() + "," + (folder / "l").string()), "l",
             "6 labels for 5 pictures");
}

TEST(Idx, AGzipBombIsReadOnlyAsFarAsItsHeaderPromises) {
  const TemporaryFolder folder;
  auto bomb = idx_pictures(2, 28, 28);
  bomb.resize(bomb.size() + (size_t{64} << 20));  // 64 MB of zeros: 64 kB on disk
  write_gzip(folder / "bomb.gz", bomb);
  EXPECT_LT(std::filesystem::file_size(folder / "bomb.gz"), 100000U);
  expect_bad(load("idx:" + (folder / "bomb.gz").string()), "bomb.gz", "goes on");
}

TEST(Idx, AHeaderThatPromisesTooMuchIsRefusedBeforeMemoryIsTaken) {
  const TemporaryFolder folder;
  const std::vector<std::vector<uint32_t>> headers{{0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF},
                                                   {0xFFFFFFFF, 28, 28},
                                                   {1, 2000, 2000},
                                                   {0, 28, 28},
                                                   {5, 0, 28},
                                                   {4000000, 1024, 1024}};
  for (const auto& header : headers) {
    write(folder / "a", idx(0x803, header, {1, 2, 3}));
    expect_bad(load("idx:" + (folder / "a").string()), "a", "promises");
  }
  write(folder / "a",
        idx(0x803, {3000000, 28, 28}, {1, 2, 3}));  // 2.3 GB: allowed, but only 3 bytes are there
  expect_bad(load("idx:" + (folder / "a").string()), "a", "truncated");
}

TEST(Idx, ALabelBeyondTheNamesFails) {
  const TemporaryFolder folder;
  write(folder / "a", idx_pictures(20, 28, 28));
  write(folder / "l", idx_labels(20, 12));
  IdxRequest request{
      "mnist", "MNIST", folder / "a", folder / "l", {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}, 32};
  expect_bad(load_idx_dataset(request, {}), "l", "a label 11");
}

/// An IDX file of numbers of any type.
template <class T>
std::vector<uint8_t> idx_of(uint8_t type, const std::vector<uint32_t>& sizes, const std::vector<T>& numbers) {
  std::vector<uint8_t> content;
  for (const T number : numbers) {
    const auto* from = reinterpret_cast<const uint8_t*>(&number);
    content.insert(content.end(), std::make_reverse_iterator(from + sizeof(T)),
                   std::make_reverse_iterator(from));
  }
  return idx(uint32_t{type} << 8 | static_cast<uint32_t>(sizes.size()), sizes, content);
}

TEST(Idx, ClassesAreTheLabelsThatOccur) {
  const TemporaryFolder folder;
  write(folder / "a", idx_pictures(4, 28, 28));
  write(folder / "l", idx(0x801, {4}, {9, 1, 4, 1}));
  const auto set = load("idx:" + (folder / "a").string() + "," + (folder / "l").string());
  ASSERT_TRUE(set);
  EXPECT_EQ((*set)->label_names, (std::vector<std::string>{"1", "4", "9"}));
  EXPECT_EQ((*set)->labels, (std::vector<uint8_t>{2, 0, 1, 0}));
}

TEST(Idx, LabelsMayBeAnyWholeNumbers) {
  const TemporaryFolder folder;
  write(folder / "a", idx_pictures(3, 28, 28));
  const std::string spec = "idx:" + (folder / "a").string() + "," + (folder / "l").string();
  write(folder / "l", idx_of<int32_t>(0x0C, {3}, {1000, -1, 1000}));
  const auto set = load(spec);
  ASSERT_TRUE(set) << set.error().what;
  EXPECT_EQ((*set)->label_names, (std::vector<std::string>{"-1", "1000"}));
  EXPECT_EQ((*set)->labels, (std::vector<uint8_t>{1, 0, 1}));
  write(folder / "l", idx_of<float>(0x0D, {3}, {1, 0.5F, 2}));
  expect_bad(load(spec), "l", "label 2 is 0.5");
}

TEST(Idx, PicturesOfOtherNumbersAreStretchedByTheRangeOfTheFile) {
  const TemporaryFolder folder;
  const auto grey = [&](const std::vector<uint8_t>& file) {
    write(folder / "a", file);
    const auto set = load(with(settings_for("idx:" + (folder / "a").string()), "size", int64_t{16}));
    EXPECT_TRUE(set) << set.error().what;
    std::vector<int> levels;
    for (int i = 0; set && i < (*set)->count; ++i) levels.push_back((*set)->picture(i)[0]);
    return levels;
  };
  const auto flat = [](auto a, auto b) {  // two pictures of 16 × 16
    std::vector<decltype(a)> numbers(512, a);
    std::fill(numbers.begin() + 256, numbers.end(), b);
    return numbers;
  };
  using Levels = std::vector<int>;
  EXPECT_EQ(grey(idx_of(0x0E, {2, 16, 16}, flat(0.0, 0.5))), (Levels{0, 128}));
  EXPECT_EQ(grey(idx_of(0x0E, {2, 16, 16}, flat(-1.0, 0.0))), (Levels{0, 128}));
  EXPECT_EQ(grey(idx_of(0x0D, {2, 16, 16}, flat(0.0F, 200.0F))), (Levels{0, 200}));
  EXPECT_EQ(grey(idx_of(0x0D, {2, 16, 16}, flat(-1000.0F, 3000.0F))), (Levels{0, 255}));
  EXPECT_EQ(grey(idx_of(0x0C, {2, 16, 16}, flat(int32_t{7}, int32_t{255}))), (Levels{7, 255}));
  EXPECT_EQ(grey(idx_of(0x0B, {2, 16, 16}, flat(int16_t{-300}, int16_t{300}))), (Levels{0, 255}));
  EXPECT_EQ(grey(idx_of(0x09, {2, 16, 16}, flat(int8_t{-128}, int8_t{127}))), (Levels{0, 255}));
  EXPECT_EQ(grey(idx_of(0x08, {2, 256}, flat(uint8_t{3}, uint8_t{9}))), (Levels{3, 9})) << "rows of squares";
}

TEST(Idx, ANumberThatIsNoneIsNamed) {
  const TemporaryFolder folder;
  std::vector<float> numbers(256, 0.5F);
  numbers[3] = std::numeric_limits<float>::quiet_NaN();
  write(folder / "a", idx_of(0x0D, {1, 16, 16}, numbers));
  expect_bad(load("idx:" + (folder / "a").string()), "a", "number 4 is nan");
}

TEST(Idx, FourDimensionsAreColours) {
  const TemporaryFolder folder;
  std::vector<uint8_t> last, second;
  for (int i = 0; i < 256; ++i)
    for (const uint8_t level : {10, 20, 30}) last.push_back(level);
  for (const uint8_t level : {10, 20, 30}) second.insert(second.end(), 256, level);
  write(folder / "a", idx(0x804, {1, 16, 16, 3}, last));
  write(folder / "b", idx(0x804, {1, 3, 16, 16}, second));
  const auto a = load("idx:" + (folder / "a").string()), b = load("idx:" + (folder / "b").string());
  ASSERT_TRUE(a && b);
  EXPECT_EQ((*a)->channels, 3);
  EXPECT_EQ((*a)->pixels, (*b)->pixels);
  EXPECT_EQ((*a)->picture(0)[1], 20);
}

TEST(Idx, RowsOfOneOrTwoNumbersArePointsAndOthersAreNamed) {
  const TemporaryFolder folder;
  const std::string spec = "idx:" + (folder / "a").string();
  write(folder / "a", idx_of<double>(0x0E, {3, 2}, {1e8, 2, 1e8 + 1, 3, 1e8 + 2, 4}));
  const auto plane = load(spec);
  ASSERT_TRUE(plane) << plane.error().what;
  EXPECT_EQ((*plane)->form, Form::points);
  EXPECT_EQ((*plane)->dimensions, 2);
  EXPECT_EQ((*plane)->frame.out(0, static_cast<double>((*plane)->points[2])), 1e8 + 1);
  write(folder / "a", idx_of<float>(0x0D, {3}, {1, 2, 3}));
  const auto line = load(spec);
  ASSERT_TRUE(line);
  EXPECT_EQ((*line)->dimensions, 1);
  write(folder / "a", idx_of<float>(0x0D, {2, 10}, std::vector<float>(20, 1)));
  expect_bad(load(spec), "a", "rows of 10 numbers");
}

TEST(Idx, APathMayHoldCommas) {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder / "red, green");
  write(folder / "red, green" / "a,b", idx_pictures(5, 28, 28));
  write(folder / "red, green" / "l,m", idx_labels(5, 3));
  const std::string a = (folder / "red, green" / "a,b").string(),
                    l = (folder / "red, green" / "l,m").string();
  const auto alone = load("idx:" + a), both = load("idx:" + a + "," + l);
  ASSERT_TRUE(alone) << alone.error().where;
  EXPECT_FALSE((*alone)->has_labels());
  ASSERT_TRUE(both) << both.error().where;
  EXPECT_EQ((*both)->label_names.size(), 3U);
}

TEST(Idx, MissingFilesAndMissingWordsAreToldApart) {
  const auto missing = load("idx:/nowhere/at/all");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, FailureKind::not_found);
  const auto empty = load("idx");
  ASSERT_FALSE(empty);
  EXPECT_EQ(empty.error().kind, FailureKind::usage);
  const TemporaryFolder folder;
  expect_bad(load("idx:" + folder.path().string()), folder.path().string(), "not a file");
}

}  // namespace
}  // namespace ganscope::data
