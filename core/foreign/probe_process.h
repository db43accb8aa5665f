#pragma once
#include <optional>
#include <string>

#include "core/base/failure.h"
#include "core/base/progress.h"
#include "core/foreign/facts.h"

namespace ganscope::foreign {

/// How a file is tried out in a process of its own.
struct Apart {
  std::string program = "/proc/self/exe";  ///< one whose main() begins with `answer_probe`
  double seconds = 20;                     ///< then it is given up
  /// With the seconds of the environment's GANSCOPE_PROBE_SECONDS, where they are set, for generators that
  /// are slower than that.
  [[nodiscard]] static Apart usual();
};

/// `probe` in a process of its own: a program in a file that hangs, crashes, or wants all memory takes
/// nothing with it. Waits for it; asks `context` several times a second whether it is still wanted.
[[nodiscard]] Expected<Facts> probe_apart(const Apart& apart, const std::string& path, int latent_dim,
                                          const WorkContext& context);

/// Early in main(), before any thread is started: where these are the words of `probe_apart`, does what they
/// ask for and returns the exit code.
[[nodiscard]] std::optional<int> answer_probe(int argc, char** argv);

}  // namespace ganscope::foreign
