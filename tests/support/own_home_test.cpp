#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

namespace ganscope {
namespace {

TEST(OwnHome, HoldsEverythingThatTheProgramKeepsForItsUser) {
  const std::filesystem::path home = std::getenv("HOME");
  EXPECT_TRUE(home.filename().string().starts_with("ganscope-test-"));
  EXPECT_TRUE(std::filesystem::is_empty(home));
  for (const char* name : {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"})
    EXPECT_EQ(std::filesystem::path(std::getenv(name)).parent_path(), home) << name;
}

}  // namespace
}  // namespace ganscope
