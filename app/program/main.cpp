#include <cstdio>

#include "core/config/version.h"

int main() {
  std::puts(ganscope::config::versions().c_str());
  return 0;
}
