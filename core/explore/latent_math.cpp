#include "core/explore/latent_math.h"

#include <algorithm>
#include <cmath>

#include "core/base/check.h"
#include "core/base/random.h"

namespace ganscope::explore {
namespace {

// The first stream of an experiment's seed that belongs to the fixed latents; far from the small numbers that
// training uses.
constexpr uint64_t fixed_latent_stream = 0x66697865645f7a00ULL;

void check_same_size(const Latent& a, const Latent& b) {
  GANSCOPE_CHECK(a.size() == b.size(), "two latents that are combined have the same dimension");
}

}  // namespace

Latent latent_of_seed(uint64_t seed, int latent_dim) {
  GANSCOPE_CHECK(latent_dim >= 0, "latent_dim is not negative");
  Latent latent(static_cast<size_t>(latent_dim));
  Random random(seed);
  random.fill_normal(latent);
  return latent;
}

Latent fixed_latent(uint64_t experiment_seed, int index, int latent_dim) {
  return latent_of_seed(mix_seed(experiment_seed, fixed_latent_stream + static_cast<uint64_t>(index)),
                        latent_dim);
}

int fixed_label(int index, int classes) { return classes > 0 ? index % classes : 0; }

Latent lerp(const Latent& a, const Latent& b, double t) {
  check_same_size(a, b);
  Latent result(a.size());
  for (size_t i = 0; i < a.size(); ++i)
    result[i] = static_cast<float>((1.0 - t) * static_cast<double>(a[i]) + t * static_cast<double>(b[i]));
  return result;
}

Latent slerp(const Latent& a, const Latent& b, double t) {
  check_same_size(a, b);
  const double length_a = norm(a);
  const double length_b = norm(b);
  if (length_a == 0 || length_b == 0) return lerp(a, b, t);
  const double cosine = std::clamp(dot(a, b) / (length_a * length_b), -1.0, 1.0);
  const double angle = std::acos(cosine);
  const double sine = std::sin(angle);
  // Nearly (anti)parallel: the great circle is not defined well enough for float latents.
  if (sine < 1e-4) return lerp(a, b, t);
  const double weight_a = std::sin((1.0 - t) * angle) / sine;
  const double weight_b = std::sin(t * angle) / sine;
  const double length = (1.0 - t) * length_a + t * length_b;
  Latent result(a.size());
  for (size_t i = 0; i < a.size(); ++i) {
    const double direction =
        weight_a * static_cast<double>(a[i]) / length_a + weight_b * static_cast<double>(b[i]) / length_b;
    result[i] = static_cast<float>(length * direction);
  }
  return result;
}

Latent mean(std::span<const Latent> latents) {
  if (latents.empty()) return {};
  std::vector<double> sum(latents.front().size(), 0.0);
  for (const Latent& latent : latents) {
    check_same_size(latent, latents.front());
    for (size_t i = 0; i < latent.size(); ++i) sum[i] += static_cast<double>(latent[i]);
  }
  Latent result(sum.size());
  for (size_t i = 0; i < sum.size(); ++i)
    result[i] = static_cast<float>(sum[i] / static_cast<double>(latents.size()));
  return result;
}

Latent add(const Latent& a, const Latent& b, double scale) {
  check_same_size(a, b);
  Latent result(a.size());
  for (size_t i = 0; i < a.size(); ++i)
    result[i] = static_cast<float>(static_cast<double>(a[i]) + scale * static_cast<double>(b[i]));
  return result;
}

double dot(const Latent& a, const Latent& b) {
  check_same_size(a, b);
  double sum = 0;
  for (size_t i = 0; i < a.size(); ++i) sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
  return sum;
}

double norm(const Latent& a) { return std::sqrt(dot(a, a)); }

Latent normalized(const Latent& a) {
  const double length = norm(a);
  if (length == 0) return a;
  return truncated(a, 1.0 / length);
}

Latent truncated(const Latent& a, double psi) {
  Latent result(a.size());
  for (size_t i = 0; i < a.size(); ++i) result[i] = static_cast<float>(psi * static_cast<double>(a[i]));
  return result;
}

Latent arithmetic(std::span<const Term> terms, int latent_dim, bool renormalize) {
  Latent result(static_cast<size_t>(latent_dim), 0.0F);
  for (const Term& term : terms)
    if (!term.exemplars.empty()) result = add(result, mean(term.exemplars), term.plus ? 1.0 : -1.0);
  if (renormalize) result = truncated(normalized(result), std::sqrt(static_cast<double>(latent_dim)));
  return result;
}

Plane random_plane(uint64_t seed, int latent_dim) {
  Plane plane;
  plane.x = normalized(latent_of_seed(mix_seed(seed, 1), latent_dim));
  if (latent_dim < 2) return {plane.x, Latent(plane.x.size(), 0.0F)};
  const Latent second = normalized(latent_of_seed(mix_seed(seed, 2), latent_dim));
  plane.y = normalized(add(second, plane.x, -dot(second, plane.x)));
  // Once more: the first pass leaves a rounding error in the float components (Giraud et al. 2005, "twice is
  // enough").
  plane.y = normalized(add(plane.y, plane.x, -dot(plane.y, plane.x)));
  return plane;
}

}  // namespace ganscope::explore
