#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <string>

namespace ganscope {

/// How far some long work is. `total` 0 means that nobody knows.
struct Progress {
  std::string what;  ///< in words, for people: "Reading 50,000 pictures"
  int64_t done = 0;
  int64_t total = 0;
};

/// Handed into long work. `report` may be called often and from the worker's thread only; `cancelled` is
/// asked often.
struct WorkContext {
  std::function<void(const Progress&)> report = [](const Progress&) {};
  std::function<bool()> cancelled = [] { return false; };
};

}  // namespace ganscope
