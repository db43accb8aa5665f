#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace ganscope::explore {

using Latent = std::vector<float>;  ///< [latent_dim]

/// The latent of a seed: independent standard normals from `Random(seed)`. The same in the window, on the
/// command line and on every machine.
[[nodiscard]] Latent latent_of_seed(uint64_t seed, int latent_dim);

/// The fixed latent number `index` (0–63) of an experiment's seed: what the grid shows as "z index".
[[nodiscard]] Latent fixed_latent(uint64_t experiment_seed, int index, int latent_dim);
[[nodiscard]] int fixed_label(int index, int classes);  ///< index mod classes: every class in turn

[[nodiscard]] Latent lerp(const Latent& a, const Latent& b, double t);
/// Spherical interpolation (Shoemake 1985) between directions, with the length interpolated linearly; falls
/// back on lerp where the two are (anti)parallel or zero.
[[nodiscard]] Latent slerp(const Latent& a, const Latent& b, double t);

[[nodiscard]] Latent mean(std::span<const Latent> latents);
[[nodiscard]] Latent add(const Latent& a, const Latent& b, double scale = 1.0);  ///< a + scale·b
[[nodiscard]] double norm(const Latent& a);
[[nodiscard]] double dot(const Latent& a, const Latent& b);
[[nodiscard]] Latent normalized(const Latent& a);  ///< a/‖a‖; zero stays zero

/// Pulls a latent towards the centre: psi·z (the truncation trick of BigGAN in its linear form, StyleGAN's
/// ψ). 1: as it is.
[[nodiscard]] Latent truncated(const Latent& a, double psi);

/// plus₁ − minus₁ + plus₂ …, each term the mean of its exemplars, brought to the length √dim of a typical
/// latent when `renormalize` (Radford 2016 average three exemplars a term).
struct Term {
  bool plus = true;
  std::vector<Latent> exemplars;
};
[[nodiscard]] Latent arithmetic(std::span<const Term> terms, int latent_dim, bool renormalize = true);

/// Two orthonormal directions from a seed, for the pad's plane (Gram–Schmidt on two normal vectors).
struct Plane {
  Latent x, y;
};
[[nodiscard]] Plane random_plane(uint64_t seed, int latent_dim);

}  // namespace ganscope::explore
