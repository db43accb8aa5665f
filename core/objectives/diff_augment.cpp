#include "core/objectives/diff_augment.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/constant_pad_nd.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/gather.h>
#include <ATen/ops/ones.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/check.h"

namespace ganscope::objectives {
namespace {

/// One number a picture, uniform in [low, high), to be broadcast: [N, 1, 1, 1].
at::Tensor one_each(const at::Tensor& like, double low, double high, Random& random) {
  const at::Tensor numbers = at::empty({like.size(0), 1, 1, 1}, at::kDouble);
  double* values = numbers.data_ptr<double>();
  for (int64_t i = 0; i < numbers.numel(); ++i) values[i] = random.uniform(low, high);
  return numbers.to(like.options());
}

at::Tensor coloured(at::Tensor x, double strength, Random& random) {
  x = x + one_each(x, -0.5 * strength, 0.5 * strength, random);
  if (x.size(1) > 1) {
    const at::Tensor grey = x.mean(at::IntArrayRef{1}, /*keepdim=*/true);  // [N, 1, H, W]
    x = grey + (x - grey) * one_each(x, 1 - strength, 1 + strength, random);
  }
  const at::Tensor middle = x.mean(at::IntArrayRef{1, 2, 3}, /*keepdim=*/true);  // [N, 1, 1, 1]
  return middle + (x - middle) * one_each(x, 1 - 0.5 * strength, 1 + 0.5 * strength, random);
}

/// Along dimension 2 or 3, each picture by a number of pixels in [−most, most].
at::Tensor moved_along(const at::Tensor& x, int64_t dimension, int64_t most, Random& random) {
  const int64_t n = x.size(0), side = x.size(dimension);
  // One pixel of zeros on each side, and places beyond them stay there.
  const at::Tensor padded =
      at::constant_pad_nd(x, dimension == 2 ? at::IntArrayRef{0, 0, 1, 1} : at::IntArrayRef{1, 1}, 0);
  const at::Tensor places = at::empty({n, side}, at::kLong);
  int64_t* place = places.data_ptr<int64_t>();
  for (int64_t i = 0; i < n; ++i) {
    const int64_t by = static_cast<int64_t>(random.below(static_cast<uint64_t>(2 * most + 1))) - most;
    for (int64_t k = 0; k < side; ++k) *place++ = std::clamp<int64_t>(k + 1 - by, 0, side + 1);
  }
  std::vector<int64_t> shape{n, 1, 1, 1}, whole = x.sizes().vec();
  shape[static_cast<size_t>(dimension)] = side;
  return at::gather(padded, dimension, places.to(x.device()).view(shape).expand(whole));
}

at::Tensor cut_out(const at::Tensor& x, double strength, Random& random) {
  const int64_t n = x.size(0), height = x.size(2), width = x.size(3);
  const auto rows = static_cast<int64_t>(std::lround(0.5 * strength * static_cast<double>(height)));
  const auto columns = static_cast<int64_t>(std::lround(0.5 * strength * static_cast<double>(width)));
  const at::Tensor mask = at::ones({n, 1, height, width}, at::kFloat);
  float* values = mask.data_ptr<float>();
  for (int64_t i = 0; i < n; ++i) {
    const int64_t top = static_cast<int64_t>(random.below(static_cast<uint64_t>(height))) - rows / 2;
    const int64_t left = static_cast<int64_t>(random.below(static_cast<uint64_t>(width))) - columns / 2;
    for (int64_t y = std::max<int64_t>(top, 0); y < std::min(top + rows, height); ++y)
      for (int64_t u = std::max<int64_t>(left, 0); u < std::min(left + columns, width); ++u)
        values[(i * height + y) * width + u] = 0;
  }
  return x * mask.to(x.options());
}

class DiffAugment final : public Regulariser {
 public:
  explicit DiffAugment(DiffAugmentation how) : how_(how) {}
  at::Tensor transform(const at::Tensor& samples, Random& random, int64_t) const override {
    return samples.dim() == 4 ? diff_augmented(samples, how_, random) : samples;
  }

 private:
  DiffAugmentation how_;
};

}  // namespace

at::Tensor diff_augmented(const at::Tensor& pictures, const DiffAugmentation& how, Random& random) {
  GANSCOPE_CHECK(pictures.dim() == 4, "`pictures` must be [N, C, H, W]");
  GANSCOPE_CHECK(how.strength >= 0 && how.strength <= 1, "`strength` must be in [0, 1]");
  at::Tensor x = pictures;
  if (how.colour) x = coloured(x, how.strength, random);
  if (how.translation) {
    for (const int64_t dimension : {int64_t{2}, int64_t{3}}) {
      const double most = 0.125 * how.strength * static_cast<double>(x.size(dimension));
      x = moved_along(x, dimension, std::lround(most), random);
    }
  }
  if (how.cutout) x = cut_out(x, how.strength, random);
  return x;
}

RegulariserEntry diff_augment() {
  using config::flag_option;
  using config::Player;
  return {
      {"diff-augment",
       "Differentiable augmentation",
       "Shows D every picture, real or generated, in changed colours, moved, and with a hole, and lets G's "
       "gradient through. For few pictures. Zhao 2020.",
       {config::strength_option(
            "diff_augment", "Augmentation strength",
            "How strongly all pictures are changed before D sees them. 1 is the paper's, 0 "
            "turns it off.",
            1.0, 1, Player::discriminator),
        flag_option("diff_augment_colour", "Augment colours",
                    "With augmentation: changes brightness, saturation and contrast.", true,
                    Player::discriminator),
        flag_option("diff_augment_translation", "Augment places",
                    "With augmentation: moves pictures by up to an eighth of their side.", true,
                    Player::discriminator),
        flag_option("diff_augment_cutout", "Augment with holes",
                    "With augmentation: hides a square of half the side.", true, Player::discriminator)}},
      [](const config::Settings& settings) -> std::unique_ptr<Regulariser> {
        if (!settings.has("diff_augment") || settings.real("diff_augment") <= 0) return nullptr;
        return std::make_unique<DiffAugment>(DiffAugmentation{
            settings.real("diff_augment"), settings.flag("diff_augment_colour"),
            settings.flag("diff_augment_translation"), settings.flag("diff_augment_cutout")});
      }};
}

}  // namespace ganscope::objectives
