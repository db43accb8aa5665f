// Every test program's main: the tests get an empty home of their own, so that they neither read nor leave
// anything in the home of who runs them, and two runs at once do not meet. `GANSCOPE_DATA`, the real data,
// stays as it is.
#include <gmock/gmock.h>
#include <stdlib.h>

#include "tests/support/temporary_folder.h"

int main(int argc, char** argv) {
  ::testing::InitGoogleMock(&argc, argv);
  const ganscope::testing::TemporaryFolder home;
  const auto inside = [&](const char* name) { return (home.path() / name).string(); };
  setenv("HOME", home.path().c_str(), 1);
  setenv("XDG_CONFIG_HOME", inside("config").c_str(), 1);
  setenv("XDG_DATA_HOME", inside("data").c_str(), 1);
  setenv("XDG_CACHE_HOME", inside("cache").c_str(), 1);
  return RUN_ALL_TESTS();
}
