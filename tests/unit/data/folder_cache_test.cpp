#include "core/data/folder_cache.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "core/image/png_io.h"
#include "core/image/transform.h"
#include "core/storage/run_folder.h"
#include "tests/unit/data/support.h"

namespace ganscope::data {
namespace {

namespace fs = std::filesystem;
using test::Environment;
using test::load;
using test::settings_for;
using test::TemporaryFolder;
using test::with;

class Cached : public ::testing::Test {
 protected:
  Cached() {
    for (const std::string name : {"a/1.png", "a/2.png", "b/1.png"}) {
      fs::create_directories((pictures() / name).parent_path());
      EXPECT_TRUE(image::write_png(pictures() / name, image::test::pattern(20, 20, 3)));
    }
    test::write(pictures() / "a/broken.png", {1, 2, 3});
  }
  [[nodiscard]] fs::path pictures() const { return folder_.path() / "pictures"; }
  [[nodiscard]] config::Settings settings() const { return settings_for("folder:" + pictures().string()); }

  /// The cache files that stand on disk.
  [[nodiscard]] std::vector<fs::path> caches() const {
    std::vector<fs::path> files;
    std::error_code error;
    for (fs::directory_iterator it(storage::user_cache_folder() / "data", error), end; !error && it != end;
         ++it) {
      files.push_back(it->path());
    }
    return files;
  }

  TemporaryFolder folder_;
  Environment cache_{"XDG_CACHE_HOME", folder_.path() / "cache"};
};

void expect_same(const Dataset& a, const Dataset& b) {
  EXPECT_EQ(a.key, b.key);
  EXPECT_EQ(a.title, b.title);
  EXPECT_EQ(a.count, b.count);
  EXPECT_EQ(a.channels, b.channels);
  EXPECT_EQ(a.width, b.width);
  EXPECT_EQ(a.height, b.height);
  EXPECT_EQ(a.pixels, b.pixels);
  EXPECT_EQ(a.labels, b.labels);
  EXPECT_EQ(a.label_names, b.label_names);
  EXPECT_EQ(a.skipped, b.skipped);
}

/// Changes the content but neither size nor time: only one who reads the cache does not notice.
void change_unseen(const fs::path& file) {
  const auto time = fs::last_write_time(file);
  test::write(file, std::vector<uint8_t>(fs::file_size(file), 7));
  fs::last_write_time(file, time);
}

TEST_F(Cached, TheSecondLoadComesFromTheCacheAndIsTheSame) {
  const auto first = load(settings());
  ASSERT_TRUE(first);
  ASSERT_EQ(caches().size(), 1U);
  change_unseen(pictures() / "a/1.png");
  const auto second = load(settings());
  ASSERT_TRUE(second);
  expect_same(**first, **second);
  EXPECT_EQ((*first)->skipped.size(), 1U);
}

TEST_F(Cached, PicturesWithoutLabelsComeFromTheCacheToo) {
  fs::remove_all(pictures() / "b");
  const auto first = load(settings());
  ASSERT_TRUE(first);
  ASSERT_FALSE((*first)->has_labels());
  change_unseen(pictures() / "a/1.png");
  const auto second = load(settings());
  ASSERT_TRUE(second);
  expect_same(**first, **second);
}

TEST_F(Cached, AChangedFileAnotherFileOrAnotherOptionIsAnotherCache) {
  ASSERT_TRUE(load(settings()));
  ASSERT_TRUE(load(with(settings(), "size", int64_t{16})));
  EXPECT_EQ(caches().size(), 2U);
  ASSERT_TRUE(image::write_png(pictures() / "b/2.png", image::test::pattern(20, 20, 3)));
  EXPECT_EQ((*load(settings()))->count, 4);
  ASSERT_TRUE(image::write_png(pictures() / "b/2.png", image::plain(30, 30, {1, 2, 3})));
  EXPECT_EQ((*load(settings()))->picture(3)[0], 1);
}

TEST_F(Cached, ABrokenCacheIsBuiltAnewWhereverItIsBroken) {
  const auto first = load(settings());
  ASSERT_TRUE(first);
  const fs::path file = caches().at(0);
  std::ifstream in(file, std::ios::binary);
  const std::vector<char> good(std::istreambuf_iterator<char>(in), {});
  for (size_t i = 0; i < good.size(); i += good.size() / 40 + 1) {
    auto bad = good;
    bad[i] = static_cast<char>(bad[i] ^ 0x10);
    std::ofstream(file, std::ios::binary).write(bad.data(), static_cast<std::streamsize>(bad.size()));
    const auto again = load(settings());
    ASSERT_TRUE(again);
    expect_same(**first, **again);
  }
  for (const size_t length : {size_t{0}, size_t{5}, size_t{19}, good.size() - 1}) {
    std::ofstream(file, std::ios::binary | std::ios::trunc)
        .write(good.data(), static_cast<std::streamsize>(length));
    const auto again = load(settings());
    ASSERT_TRUE(again);
    expect_same(**first, **again);
  }
}

TEST_F(Cached, WhereTheCacheCannotBeWrittenThePicturesAreLoadedAllTheSame) {
  const Environment nowhere("XDG_CACHE_HOME", "/proc/ganscope");
  const auto set = load(settings());
  ASSERT_TRUE(set);
  EXPECT_EQ((*set)->count, 3);
}

TEST_F(Cached, OnlyTheNewestFewAreKept) {
  for (int64_t size = 16; size < 30; ++size) ASSERT_TRUE(load(with(settings(), "size", size)));
  EXPECT_LE(caches().size(), 8U);
}

}  // namespace
}  // namespace ganscope::data
