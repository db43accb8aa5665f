#pragma once

namespace ganscope::networks {

/// While one lives, the networks of this thread do without the kernels of their own: only with operations
/// that LibTorch itself has, which a tracer can write down and another program can run. The same results but
/// for rounding, more slowly.
class OrdinaryOperations {
 public:
  OrdinaryOperations();
  ~OrdinaryOperations();
  OrdinaryOperations(const OrdinaryOperations&) = delete;
  OrdinaryOperations& operator=(const OrdinaryOperations&) = delete;

 private:
  bool before_;
};
[[nodiscard]] bool ordinary_operations();

}  // namespace ganscope::networks
