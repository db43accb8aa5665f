#include <algorithm>
#include <cmath>
#include <limits>

#include "core/models/replica/generator_replica.h"

namespace ganscope::models {
namespace {

constexpr double rounding = 1e-3;  // of the sum of shares that were float all the way

}  // namespace

Expected<api::Answer> GeneratorReplica::render_blended(const train::Snapshot& snapshot, api::Model model,
                                                       const Blended& what) {
  if (task_.classes == 0)
    return fail(FailureKind::usage, "this model knows no classes", "labels", "leave the mixture out");
  const auto classes = static_cast<ptrdiff_t>(told());
  const auto count = static_cast<ptrdiff_t>(what.latents.size()) / task_.latent_dim;
  bool sound = static_cast<ptrdiff_t>(what.shares.size()) == count * classes, mixed = false;
  std::vector<int> heaviest;
  std::vector<bool> whole;
  for (ptrdiff_t i = 0; sound && i < count; ++i) {
    const float* row = what.shares.data() + i * classes;
    double sum = 0;
    for (ptrdiff_t c = 0; c < classes; ++c) sum += static_cast<double>(row[c]);
    const float* most = std::max_element(row, row + classes);
    sound = std::abs(sum - 1) < rounding;  // NaN and infinity are not
    heaviest.push_back(static_cast<int>(most - row));
    whole.push_back(*most == 1 && std::count(row, row + classes, 0.0F) == classes - 1);
    mixed = mixed || !whole.back();
  }
  if (!sound)
    return fail(FailureKind::usage, "these are not shares of " + std::to_string(classes) + " classes",
                "labels", "give every latent shares that sum to 1");
  const std::vector<float> none;
  auto answer = draw(snapshot, model, {what.latents, heaviest, mixed ? what.shares : none, what.scored},
                     to_w_of(what.space, what.truncation));
  for (size_t i = 0; answer && i < answer->scores.size(); ++i)
    if (!whole[i]) answer->scores[i] = std::numeric_limits<float>::quiet_NaN();
  return answer;
}

}  // namespace ganscope::models
