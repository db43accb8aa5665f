#include "core/models/learning/state.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/zeros_like.h>
#include <sys/mman.h>

#include "core/base/check.h"
#include "core/models/torch_compat.h"

namespace ganscope::models {
namespace {

/// [count] float32 in pages of its own, undefined when there is no memory. The history keeps and drops many
/// megabytes over and over: from the heap they would leave holes that never close, and memory would creep.
at::Tensor block_of_pages(int64_t count) {
  const size_t bytes = static_cast<size_t>(count) * sizeof(float);
  void* pages =
      mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
  if (pages == MAP_FAILED) return {};
  return at::from_blob(
      pages, {count}, [bytes](void* begin) { munmap(begin, bytes); }, at::TensorOptions(at::kFloat));
}

}  // namespace

api::PlayerInfo shown(const PlayerNames& names, int64_t parameters) {
  return {names.key, names.title, names.letter, names.role, parameters};
}

void State::forget_unused(const Optimiser& optimiser) {
  for (PlayerState& player : players) {
    Moments& moments = player.moments;
    if (!optimiser.remembers_first()) moments.first = moments.first.narrow(0, 0, 0);
    if (!optimiser.remembers_second()) moments.second = moments.second.narrow(0, 0, 0);
  }
}

namespace {

// The one list of a player's tensors, for states that may be written and for those that may not.
template <class Pointer, class Players>
std::vector<Pointer> tensors_in(Players& players) {
  std::vector<Pointer> tensors;
  for (auto& player : players) {
    for (Pointer tensor : {&player.weights, &player.buffers, &player.average, &player.average_buffers,
                           &player.moments.first, &player.moments.second})
      tensors.push_back(tensor);
  }
  return tensors;
}

}  // namespace

std::vector<at::Tensor*> State::all() { return tensors_in<at::Tensor*>(players); }
std::vector<const at::Tensor*> State::all() const { return tensors_in<const at::Tensor*>(players); }

State initial_state(const PlayerPlans& plans, networks::Initialisation initialisation, Random& random) {
  State state;
  for (const PlayerPlan& plan : plans) {
    const networks::Weights first = plan.layout->initial(initialisation, random);
    const at::Tensor none = at::empty({0}, at::kFloat);
    state.players.push_back({first.flat,
                             first.flat_buffers,
                             plan.names.averaged ? first.flat.clone() : none,
                             plan.names.averaged ? first.flat_buffers.clone() : none,
                             {at::zeros_like(first.flat), at::zeros_like(first.flat)}});
  }
  return state;
}

double Progress::tuned_to(std::string_view key) const {
  const auto value = tuned.find(key);
  GANSCOPE_CHECK(value != tuned.end(), "this option is not tunable: " + std::string(key));
  return value->second;
}

size_t ModelSnapshot::bytes() const {
  size_t sum = sizeof(*this);
  for (const at::Tensor* tensor : state_.all()) sum += static_cast<size_t>(tensor->numel()) * sizeof(float);
  return sum;
}

State clone(const State& state) {
  const at::NoGradGuard no_grad;
  constexpr int64_t line = 16;  // floats: every tensor begins on a cache line
  const auto room = [](const at::Tensor& tensor) { return (tensor.numel() + line - 1) / line * line; };
  int64_t total = line;
  for (const at::Tensor* tensor : state.all()) total += room(*tensor);
  const at::Tensor block = state.players.front().average.is_cpu() ? block_of_pages(total) : at::Tensor();
  State copy = state;
  int64_t place = 0;
  for (at::Tensor* tensor : copy.all()) {
    const at::Tensor source = tensor->detach();
    if (!block.defined()) {
      *tensor = source.clone();
      continue;
    }
    *tensor = block.narrow(0, place, source.numel());
    tensor->copy_(source);
    place += room(source);
  }
  return copy;
}

void copy_into(State& target, const State& source) {
  const at::NoGradGuard no_grad;
  const auto to = target.all();
  const auto from = source.all();
  GANSCOPE_CHECK(to.size() == from.size(), "a state of another model cannot be restored");
  for (size_t i = 0; i < to.size(); ++i) {
    if (from[i]->numel() == 0) {  // left out
      to[i]->zero_();
      continue;
    }
    GANSCOPE_CHECK(to[i]->sizes() == from[i]->sizes(), "a state of other networks cannot be restored");
    to[i]->copy_(*from[i]);
  }
}

}  // namespace ganscope::models
