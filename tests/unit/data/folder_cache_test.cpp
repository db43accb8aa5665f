#include "core/data/folder_cache.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

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
  EXPECT_EQ(a.skipped_by_reason, b.skipped_by_reason);
  EXPECT_EQ(a.remarks, b.remarks);
}

/// Loads, and says whether pictures were read to that end.
struct Loaded {
  Expected<DatasetPointer> set = nullptr;
  bool read = false;
};
Loaded load_watched(const config::Settings& settings) {
  Loaded loaded;
  WorkContext context;
  context.report = [&](const Progress& progress) { loaded.read |= progress.what.starts_with("Reading"); };
  loaded.set = load_dataset(settings, context);
  return loaded;
}

/// Without root's right to read everything for as long as it lives; somebody else's rights are as they were.
class AsNobody {
 public:
  AsNobody() : root_(::geteuid() == 0) {
    constexpr uid_t nobody = 65534;
    if (root_) {
      EXPECT_EQ(::seteuid(nobody), 0);
    }
  }
  ~AsNobody() {
    if (root_) {
      EXPECT_EQ(::seteuid(0), 0);
    }
  }
  AsNobody(const AsNobody&) = delete;
  AsNobody& operator=(const AsNobody&) = delete;

 private:
  bool root_;
};

TEST_F(Cached, TheSecondLoadComesFromTheCacheAndIsTheSame) {
  const Loaded first = load_watched(settings());
  ASSERT_TRUE(first.set);
  EXPECT_TRUE(first.read);
  ASSERT_EQ(caches().size(), 1U);
  const Loaded second = load_watched(settings());
  ASSERT_TRUE(second.set);
  EXPECT_FALSE(second.read);
  expect_same(**first.set, **second.set);
  EXPECT_EQ((*first.set)->skipped.size(), 1U);
  EXPECT_EQ((*first.set)->skipped_by_reason.size(), 1U);
}

TEST_F(Cached, PicturesWithoutLabelsComeFromTheCacheToo) {
  fs::remove_all(pictures() / "b");
  fs::create_directories(pictures() / "b");
  const Loaded first = load_watched(settings());
  ASSERT_TRUE(first.set);
  ASSERT_FALSE((*first.set)->has_labels());
  EXPECT_EQ((*first.set)->remarks.size(), 1U);
  const Loaded second = load_watched(settings());
  ASSERT_TRUE(second.set);
  EXPECT_FALSE(second.read);
  expect_same(**first.set, **second.set);
}

TEST_F(Cached, AFileWithTheSizeAndTimeOfAnotherIsReadAllTheSame) {
  ASSERT_TRUE(load(settings()));
  const fs::path file = pictures() / "a/1.png";
  const auto time = fs::last_write_time(file);
  test::write(file, std::vector<uint8_t>(fs::file_size(file), 7));
  fs::last_write_time(file, time);
  const auto second = load(settings());
  ASSERT_TRUE(second);
  EXPECT_EQ((*second)->count, 2);
}

TEST_F(Cached, AFileThatCouldNotBeReadIsTriedAgainAtEachLoad) {
  fs::permissions(folder_.path(), fs::perms::all);
  fs::create_directories(folder_ / "cache");
  fs::permissions(folder_ / "cache", fs::perms::all);
  const fs::path file = pictures() / "a/1.png";
  fs::permissions(file, fs::perms::none);
  {
    const AsNobody nobody;
    const Loaded first = load_watched(settings()), second = load_watched(settings());
    ASSERT_TRUE(first.set) << first.set.error().what;
    EXPECT_EQ((*first.set)->count, 2);
    EXPECT_THAT((*first.set)->skipped,
                ::testing::Contains(::testing::HasSubstr("a/1.png: cannot open the file")));
    EXPECT_FALSE(second.read) << "still not to be read";
    expect_same(**first.set, **second.set);
  }
  if (::geteuid() == 0) {
    // Another user, the same rights: nothing of the file has changed.
    const Loaded root = load_watched(settings());
    ASSERT_TRUE(root.set);
    EXPECT_TRUE(root.read);
    EXPECT_EQ((*root.set)->count, 3);
  }
  fs::permissions(file, fs::perms::all);
  const AsNobody nobody;
  EXPECT_EQ((*load(settings()))->count, 3) << "the permission came back";
}

TEST_F(Cached, AFolderThatCouldNotBeReadIsTriedAgainToo) {
  fs::permissions(folder_.path(), fs::perms::all);
  fs::create_directories(folder_ / "cache");
  fs::permissions(folder_ / "cache", fs::perms::all);
  fs::permissions(pictures() / "b", fs::perms::none);
  {
    const AsNobody nobody;
    const auto set = load(settings());
    ASSERT_TRUE(set);
    EXPECT_EQ((*set)->count, 2);
    EXPECT_THAT((*set)->skipped,
                ::testing::Contains(::testing::HasSubstr("b/: cannot look into the folder")));
  }
  fs::permissions(pictures() / "b", fs::perms::all);
  const AsNobody nobody;
  EXPECT_EQ((*load(settings()))->count, 3);
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
