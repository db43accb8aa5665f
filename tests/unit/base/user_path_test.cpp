#include "core/base/user_path.h"

#include <gtest/gtest.h>
#include <pwd.h>
#include <unistd.h>

#include <cstdlib>

namespace ganscope {
namespace {

/// A home of its own for as long as a test runs.
class UserPath : public ::testing::Test {
 protected:
  UserPath() { ::setenv("HOME", "/home of/ann", 1); }
  ~UserPath() override { ::setenv("HOME", before_.c_str(), 1); }

 private:
  std::string before_ = std::getenv("HOME") != nullptr ? std::getenv("HOME") : "";
};

TEST_F(UserPath, ATildeInFrontIsTheHomeFolder) {
  EXPECT_EQ(user_path("~"), "/home of/ann");
  EXPECT_EQ(user_path("~/"), "/home of/ann/");
  EXPECT_EQ(user_path("~/cats & dogs/1.png"), "/home of/ann/cats & dogs/1.png");
}

TEST_F(UserPath, ATildeWithANameIsTheHomeFolderOfThatUser) {
  const passwd* user = ::getpwuid(::getuid());
  ASSERT_NE(user, nullptr);
  const std::string name = user->pw_name, home = user->pw_dir;
  EXPECT_EQ(user_path("~" + name), home);
  EXPECT_EQ(user_path("~" + name + "/x"), home + "/x");
}

TEST_F(UserPath, WithoutHomeThePasswordFileSaysWhereItIs) {
  const passwd* user = ::getpwuid(::getuid());
  ASSERT_NE(user, nullptr);
  const std::string home = user->pw_dir;
  ::unsetenv("HOME");
  EXPECT_EQ(user_path("~/x"), home + "/x");
  ::setenv("HOME", "", 1);
  EXPECT_EQ(user_path("~/x"), home + "/x");
}

TEST_F(UserPath, EverythingElseStaysAsItIs) {
  for (const char* written : {"", "/a/~", "a/~b", "./~x", "~there-is-no-such-user/x", "~$draft.docx"})
    EXPECT_EQ(user_path(written), written);
}

}  // namespace
}  // namespace ganscope
