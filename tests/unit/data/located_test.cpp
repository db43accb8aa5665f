#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/storage/run_folder.h"
#include "tests/unit/data/support.h"

namespace ganscope::data {
namespace {

using test::Environment;
using test::idx_labels;
using test::idx_pictures;
using test::load;
using test::TemporaryFolder;
using test::write;
using ::testing::HasSubstr;

/// An empty home and an empty data folder for as long as a test runs.
class Located : public ::testing::Test {
 protected:
  TemporaryFolder folder_;
  Environment home_{"HOME", folder_.path() / "home"};
  Environment user_{"XDG_DATA_HOME", folder_.path() / "user"};
  Environment data_{"GANSCOPE_DATA", folder_.path() / "given"};
};

TEST_F(Located, WhereNothingIsTheHintSaysWhereToPutWhat) {
  for (const std::string key : {"mnist", "fashion", "cifar10"}) {
    const auto failed = load(key);
    ASSERT_FALSE(failed) << key;
    EXPECT_EQ(failed.error().kind, FailureKind::not_found);
    EXPECT_THAT(failed.error().hint, HasSubstr(folder_.path() / "user"));
    EXPECT_THAT(failed.error().hint, HasSubstr("GANSCOPE_DATA"));
    EXPECT_THAT(failed.error().hint, HasSubstr(key));
  }
}

TEST_F(Located, TheGivenFolderComesBeforeTheUsersOwn) {
  write(storage::user_data_folder() / "data/mnist/train-images-idx3-ubyte", idx_pictures(7, 28, 28));
  EXPECT_EQ((*load("mnist"))->count, 7);
  write(folder_ / "given/mnist/t10k-images-idx3-ubyte", idx_pictures(3, 28, 28));
  EXPECT_EQ((*load("mnist"))->count, 3);
}

TEST_F(Located, TheGivenFolderAndEverySpecMayLieInTheHomeFolder) {
  write(folder_ / "home/mine/mnist/t10k-images-idx3-ubyte", idx_pictures(3, 28, 28));
  write(folder_ / "home/mine/labels", idx_labels(3, 2));
  write(folder_ / "home/mine/points.csv", {'1', '\n', '2', '\n', '3', '\n'});
  const Environment data("GANSCOPE_DATA", "~/mine");
  for (const std::string spec :
       {"mnist", "mnist:~/mine/mnist", "idx:~/mine/mnist/t10k-images-idx3-ubyte,~/mine/labels",
        "stacked:idx:~/mine/mnist/t10k-images-idx3-ubyte", "csv:~/mine/points.csv"}) {
    const auto set = load(spec);
    ASSERT_TRUE(set) << spec << ": " << set.error().what << " " << set.error().where;
    EXPECT_GE((*set)->count, 3) << spec;
  }
  EXPECT_TRUE((*load("idx:~/mine/mnist/t10k-images-idx3-ubyte,~/mine/labels"))->has_labels());
}

TEST_F(Located, TheTrainingPartIsPreferredAndGzipIsFound) {
  write(folder_ / "given/mnist/t10k-images-idx3-ubyte", idx_pictures(3, 28, 28));
  test::write_gzip(folder_ / "given/mnist/train-images-idx3-ubyte.gz", idx_pictures(5, 28, 28));
  test::write_gzip(folder_ / "given/mnist/train-labels-idx1-ubyte.gz", idx_labels(5, 4));
  const auto set = load("mnist");
  ASSERT_TRUE(set);
  EXPECT_EQ((*set)->count, 5);
  EXPECT_EQ((*set)->label_names, (std::vector<std::string>{"0", "1", "2", "3"})) << "the classes that occur";
  EXPECT_EQ((*set)->labels, (std::vector<uint8_t>{0, 1, 2, 3, 0}));
}

TEST_F(Located, FilesDirectlyInTheFolderAreMnistAndNeverFashion) {
  write(folder_ / "given/t10k-images-idx3-ubyte", idx_pictures(2, 28, 28));
  EXPECT_TRUE(load("mnist"));
  EXPECT_FALSE(load("fashion"));
  write(folder_ / "given/fashion-mnist/t10k-images-idx3-ubyte", idx_pictures(4, 28, 28));
  write(folder_ / "given/fashion-mnist/t10k-labels-idx1-ubyte", idx_labels(4, 2));
  const auto fashion = load("fashion");
  ASSERT_TRUE(fashion);
  EXPECT_EQ((*fashion)->label_names[1], "trouser");
}

TEST_F(Located, AFolderAfterTheColonIsLookedInAlone) {
  write(folder_ / "given/mnist/t10k-images-idx3-ubyte", idx_pictures(2, 28, 28));
  write(folder_ / "mine/t10k-images-idx3-ubyte", idx_pictures(9, 28, 28));
  EXPECT_EQ((*load("mnist:" + (folder_ / "mine").string()))->count, 9);
  EXPECT_FALSE(load("mnist:" + (folder_ / "nowhere").string()));
}

}  // namespace
}  // namespace ganscope::data
