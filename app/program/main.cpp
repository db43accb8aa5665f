#include <unistd.h>

#include <iostream>
#include <string>
#include <vector>

#include "app/commands/run.h"
#include "core/base/way_out.h"
#include "core/engine/engine.h"
#include "core/foreign/probe_process.h"
#ifdef GANSCOPE_HAS_WINDOW
#include "app/shell/view.h"
#endif

int main(int argc, char** argv) {
  using namespace ganscope;
  // Before any tensor operation: more threads would spin at barriers beside the interface (README, threads).
  configure_threads(1);
  if (const auto code = foreign::answer_probe(argc, argv)) return *code;
  watch_ways_out();
  commands::Console console(std::cout, std::cerr, ::isatty(STDERR_FILENO) == 1);
  commands::Hooks hooks;
#ifdef GANSCOPE_HAS_WINDOW
  hooks.view = shell::run_view;
#endif
  return commands::run({argv + 1, argv + argc}, console, hooks);
}
