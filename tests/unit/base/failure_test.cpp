#include "core/base/failure.h"

#include <gtest/gtest.h>

#include "core/base/check.h"

namespace ganscope {
namespace {

TEST(Failure, IsDescribedInTwoLines) {
  const Failure failure{FailureKind::bad_data, "the file is cut short", "a.gz", "download it again"};
  EXPECT_EQ(describe(failure), "ganscope: error: the file is cut short (a.gz)\n  hint: download it again");
}

TEST(Failure, StandsInOneLineWithItsPlace) {
  EXPECT_EQ(with_place({FailureKind::io, "the disk is full", "/home", "delete something"}),
            "the disk is full (/home)");
  EXPECT_EQ(with_place({FailureKind::io, "the disk is full", "", ""}), "the disk is full");
}

TEST(Failure, LeavesOutWhatIsNotKnown) {
  EXPECT_EQ(describe({FailureKind::io, "the disk is full", "", ""}), "ganscope: error: the disk is full");
}

TEST(Failure, WrongWordsExitWith2AndEverythingElseWith1) {
  EXPECT_EQ(exit_code({FailureKind::usage, "", "", ""}), 2);
  for (const FailureKind kind : {FailureKind::not_found, FailureKind::bad_data, FailureKind::io,
                                 FailureKind::unsupported, FailureKind::cancelled, FailureKind::training})
    EXPECT_EQ(exit_code({kind, "", "", ""}), 1);
}

TEST(Failure, TravelsInAnExpected) {
  const Expected<int> result = fail(FailureKind::not_found, "nothing", "there", "look elsewhere");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().where, "there");
}

TEST(CheckDeathTest, ABugEndsTheProgramWithItsPlace) {
  EXPECT_DEATH(GANSCOPE_CHECK(1 + 1 == 3, "arithmetic"), "bug: arithmetic .*1 \\+ 1 == 3.*failure_test.cpp");
}

}  // namespace
}  // namespace ganscope
