#pragma once
#include <functional>
#include <string>

namespace ganscope {

enum class LogLevel { info, warning, error };

struct LogLine {
  LogLevel level = LogLevel::info;
  std::string text;
};

/// Where a worker's remarks go: the log panel, standard error, or a test. May be called from any thread.
using LogSink = std::function<void(LogLine)>;

}  // namespace ganscope
