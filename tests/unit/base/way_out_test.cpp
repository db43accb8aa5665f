#include "core/base/way_out.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <thread>

namespace ganscope {
namespace {

/// Every test ends in a process of its own (a death test): the handlers belong to the process.
class WayOut : public ::testing::Test {
 protected:
  void SetUp() override { GTEST_FLAG_SET(death_test_style, "threadsafe"); }
};

TEST_F(WayOut, EverySignalThatAsksSetsTheFlagAndNothingElse) {
  for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGXCPU, SIGUSR1, SIGUSR2})
    EXPECT_EXIT(
        {
          watch_ways_out();
          if (end_wanted()) std::_Exit(3);
          std::raise(number);
          std::_Exit(end_wanted() ? 0 : 4);
        },
        ::testing::ExitedWithCode(0), "")
        << number;
}

TEST_F(WayOut, TheSameKeyAMomentLaterEndsAtOnce) {
  for (const int number : {SIGINT, SIGTERM, SIGQUIT})
    EXPECT_EXIT(
        {
          watch_ways_out();
          std::raise(number);
          std::this_thread::sleep_for(std::chrono::milliseconds(80));
          std::raise(number);
          std::_Exit(0);
        },
        ::testing::KilledBySignal(number), "")
        << number;
}

TEST_F(WayOut, OneRequestThatArrivesTwiceIsOne) {
  EXPECT_EXIT(
      {
        watch_ways_out();
        std::raise(SIGTERM);  // as `timeout` sends it: to the process, and to its group
        std::raise(SIGTERM);
        std::raise(SIGHUP);
        std::this_thread::sleep_for(std::chrono::milliseconds(80));
        std::raise(SIGHUP);  // and a closed terminal says so twice
        std::_Exit(end_wanted() ? 0 : 4);
      },
      ::testing::ExitedWithCode(0), "");
}

TEST_F(WayOut, AHangUpIsNotHeardUnderNohup) {
  EXPECT_EXIT(
      {
        std::signal(SIGHUP, SIG_IGN);
        watch_ways_out();
        std::raise(SIGHUP);
        std::_Exit(end_wanted() ? 4 : 0);
      },
      ::testing::ExitedWithCode(0), "");
}

TEST_F(WayOut, AClosedPipeIsAnErrorOfTheWriteAndNotTheEnd) {
  EXPECT_EXIT(
      {
        watch_ways_out();
        int ends[2];
        if (::pipe(ends) != 0) std::_Exit(3);
        ::close(ends[0]);
        const bool refused = ::write(ends[1], "x", 1) < 0;
        std::_Exit(refused && errno == EPIPE ? 0 : 4);
      },
      ::testing::ExitedWithCode(0), "");
}

TEST_F(WayOut, ExitFromBelowCarriesOutTheLastActsAndFails) {
  EXPECT_EXIT(
      {
        watch_ways_out();
        const LastAct first([] { return std::string("the older act"); });
        const LastAct second([] { return std::string("the newer act,"); });
        std::exit(0);
      },
      ::testing::ExitedWithCode(1), "ganscope: error: .+\\)\n  hint: the newer act, the older act\n");
}

TEST_F(WayOut, AnExceptionThatNobodyCatchesIsTwoLinesAndTheLastAct) {
  EXPECT_EXIT(
      {
        watch_ways_out();
        const LastAct act([] { return std::string("the run is saved"); });
        std::thread([] { throw std::runtime_error("memory\nran out"); }).join();
      },
      ::testing::ExitedWithCode(1), "ganscope: error: memory ran out \\(.+\\)\n  hint: the run is saved\n");
}

TEST_F(WayOut, AnAbortCarriesOutTheLastActAndStaysAnAbort) {
  EXPECT_EXIT(
      {
        watch_ways_out();
        const LastAct act([] { return std::string("the run is saved"); });
        std::abort();
      },
      ::testing::KilledBySignal(SIGABRT), "the run is saved");
}

TEST_F(WayOut, AnActWhoseOwnerHasGoneIsNotCarriedOut) {
  EXPECT_EXIT(
      {
        watch_ways_out();
        {
          const LastAct act([] { return std::string("never"); });
        }
        std::exit(0);
      },
      ::testing::ExitedWithCode(0), "^$");
}

TEST_F(WayOut, ALastActThatFailsDoesNotKeepTheOthersFromActing) {
  EXPECT_EXIT(
      {
        watch_ways_out();
        const LastAct first([] { return std::string("saved"); });
        const LastAct second([]() -> std::string { throw std::runtime_error("no"); });
        go_now("the display went away", "DISPLAY :7");
      },
      ::testing::ExitedWithCode(1), "the display went away \\(DISPLAY :7\\)\n  hint: saved\n");
}

}  // namespace
}  // namespace ganscope
