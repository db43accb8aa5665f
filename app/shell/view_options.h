#pragma once
#include <cstdint>
#include <optional>
#include <string>

namespace ganscope::shell {

/// What the words of `ganscope view` say.
struct ViewOptions {
  std::string
      target;  ///< a built-in name, a .toml file, a run folder, a checkpoint, a .pt file; empty: faces
  int width = 0, height = 0;  ///< px; 0: the default, fitted to the monitor
  double scale = 0;           ///< times the monitor's own; 0: 1
  std::string language;       ///< "en", "zh"; empty: what the environment says, else English
  bool start = false;         ///< train at once
  std::optional<uint64_t> seed;
  std::string lesson;  ///< number or key of the one to open; empty: none
  bool trust = false;  ///< a generator from elsewhere (a .pt file, which is a program) is run without asking
  int latent_dim = 0;  ///< of such a generator; 0: found out, or asked
  std::string
      data;  ///< of the run or experiment: other data; of a run of ganscope.py what to measure it with
  std::optional<int64_t> history_mb;   ///< of every run's film on disk; none: what the preferences say
  std::string automation;              ///< script file; empty: none
  std::string ui_map;                  ///< file; empty: none
  std::string screenshot;              ///< file; empty: none
  std::optional<double> exit_after_s;  ///< none: when the window is closed
};

}  // namespace ganscope::shell
