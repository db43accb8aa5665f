#include "core/networks/ordinary.h"

#include <utility>

namespace ganscope::networks {
namespace {

thread_local bool ordinary = false;

}  // namespace

OrdinaryOperations::OrdinaryOperations() : before_(std::exchange(ordinary, true)) {}
OrdinaryOperations::~OrdinaryOperations() { ordinary = before_; }

bool ordinary_operations() { return ordinary; }

}  // namespace ganscope::networks
