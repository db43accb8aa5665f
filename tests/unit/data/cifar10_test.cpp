#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/data/support.h"

namespace ganscope::data {
namespace {

using test::load;
using test::settings_for;
using test::TemporaryFolder;
using test::with;
using test::write;
using ::testing::HasSubstr;

/// Records whose red plane is the record's number, green 100 more, blue 200.
std::vector<uint8_t> batch(int count, uint8_t label) {
  std::vector<uint8_t> bytes;
  for (int i = 0; i < count; ++i) {
    bytes.push_back(label);
    bytes.insert(bytes.end(), 1024, static_cast<uint8_t>(i));
    bytes.insert(bytes.end(), 1024, static_cast<uint8_t>(i + 100));
    bytes.insert(bytes.end(), 1024, 200);
  }
  return bytes;
}

TEST(Cifar10, PlanesBecomePixelsAndAllBatchesAreRead) {
  const TemporaryFolder folder;
  write(folder / "data_batch_1.bin", batch(3, 4));
  write(folder / "data_batch_2.bin", batch(2, 9));
  const auto set = load("cifar10:" + folder.path().string());
  ASSERT_TRUE(set) << set.error().what;
  EXPECT_EQ((*set)->count, 5);
  EXPECT_EQ((*set)->labels, (std::vector<uint8_t>{0, 0, 0, 1, 1}));
  EXPECT_EQ((*set)->label_names, (std::vector<std::string>{"deer", "truck"})) << "the classes that occur";
  const auto picture = (*set)->picture(2);
  EXPECT_EQ(picture.size(), 3072U);
  for (size_t i = 0; i < picture.size(); i += 3) {
    EXPECT_EQ(picture[i], 2);
    EXPECT_EQ(picture[i + 1], 102);
    EXPECT_EQ(picture[i + 2], 200);
  }
  EXPECT_EQ(
      (*load(with(settings_for("cifar10:" + folder.path().string()), "size", int64_t{16})))->picture_bytes(),
      768U);
}

TEST(Cifar10, NamesComeFromTheMetaFileWhereItIsWhole) {
  const TemporaryFolder folder;
  std::vector<uint8_t> bytes;
  for (uint8_t label = 0; label < 10; ++label) {
    const std::vector<uint8_t> one = batch(1, label);
    bytes.insert(bytes.end(), one.begin(), one.end());
  }
  write(folder / "data_batch_1.bin", bytes);
  const std::string names = "a\nb\nc\nd\ne\nf\ng\nh\ni\r\nj\n\n";
  write(folder / "batches.meta.txt", {names.begin(), names.end()});
  EXPECT_EQ((*load("cifar10:" + folder.path().string()))->label_names,
            (std::vector<std::string>{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"}));
}

TEST(Cifar10, AFileOfOddLengthFails) {
  const TemporaryFolder folder;
  auto bytes = batch(3, 1);
  for (const size_t length : {size_t{0}, size_t{1}, size_t{3072}, bytes.size() - 1}) {
    write(folder / "data_batch_1.bin", {bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length)});
    const auto failed = load("cifar10:" + folder.path().string());
    ASSERT_FALSE(failed) << length;
    EXPECT_EQ(failed.error().kind, FailureKind::bad_data);
    EXPECT_THAT(failed.error().where, HasSubstr("data_batch_1.bin"));
    EXPECT_THAT(failed.error().what, HasSubstr("3073"));
  }
}

TEST(Cifar10, ALabelOutOfRangeFails) {
  const TemporaryFolder folder;
  write(folder / "data_batch_1.bin", batch(2, 10));
  const auto failed = load("cifar10:" + folder.path().string());
  ASSERT_FALSE(failed);
  EXPECT_THAT(failed.error().what, HasSubstr("label 10"));
  EXPECT_THAT(failed.error().where, HasSubstr("data_batch_1.bin"));
}

TEST(Cifar10, AFolderWithoutBatchesFails) {
  const TemporaryFolder folder;
  const auto failed = load("cifar10:" + folder.path().string());
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().kind, FailureKind::not_found);
}

}  // namespace
}  // namespace ganscope::data
