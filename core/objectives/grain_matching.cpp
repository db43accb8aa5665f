#include "core/objectives/grain_matching.h"

#include <ATen/ops/zeros_like.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "core/base/check.h"
#include "core/base/wide.h"

namespace ganscope::objectives {
namespace {

struct Shape {
  int64_t count, height, width, channels;
  [[nodiscard]] int64_t line() const { return width * channels; }
  [[nodiscard]] int64_t inner_line() const { return (width - 2) * channels; }
  [[nodiscard]] int64_t inner() const { return (height - 2) * inner_line(); }  ///< inner values of a picture
};

// ∇² of `length` values whose neighbours lie `across` and `down` away.
template <class T>
GANSCOPE_WIDE void laplacian_line(const T* __restrict from, int64_t across, int64_t down, int64_t length,
                                  T* __restrict to) {
  for (int64_t i = 0; i < length; ++i)
    to[i] = from[i - across] + from[i + across] + from[i - down] + from[i + down] - 4 * from[i];
}

// pictures [N, H, W, C] → [N, H − 2, W − 2, C]
template <class T>
std::vector<T> laplacian(const T* pictures, const Shape& shape) {
  std::vector<T> result(static_cast<size_t>(shape.count * shape.inner()));
  T* to = result.data();
  for (int64_t n = 0; n < shape.count; ++n) {
    for (int64_t row = 1; row + 1 < shape.height; ++row, to += shape.inner_line())
      laplacian_line(pictures + (n * shape.height + row) * shape.line() + shape.channels, shape.channels,
                     shape.line(), shape.inner_line(), to);
  }
  return result;
}

// means[i] += scale · min(|values[i]|, edge)
template <class T>
GANSCOPE_WIDE void add_flattened(const T* __restrict values, int64_t count, T edge, T scale,
                                 T* __restrict means) {
  for (int64_t i = 0; i < count; ++i) {
    const T size = std::abs(values[i]);
    means[i] += scale * (size < edge ? size : edge);
  }
}

// values[i] ← pull[i] · the slope of min(|values[i]|, edge)
template <class T>
GANSCOPE_WIDE void slope_of_flattened(T* __restrict values, const T* __restrict pull, int64_t count, T edge) {
  for (int64_t i = 0; i < count; ++i) {
    const T value = values[i];
    const T sign = value > 0 ? T{1} : value < 0 ? T{-1} : T{0};
    values[i] = std::abs(value) < edge ? sign * pull[i] : T{0};
  }
}

// The adjoint of `laplacian_line`: neighbours get each value, the pixel itself −4 of it.
template <class T>
void spread_line(const T* from, int64_t across, int64_t down, int64_t length, T* to) {
  for (int64_t i = 0; i < length; ++i) to[i - down] += from[i];
  for (int64_t i = 0; i < length; ++i) to[i + down] += from[i];
  for (int64_t i = 0; i < length; ++i) to[i - across] += from[i];
  for (int64_t i = 0; i < length; ++i) to[i + across] += from[i];
  for (int64_t i = 0; i < length; ++i) to[i] -= 4 * from[i];
}

// E φ(|∇²|) of pictures [N, H, W, C] → [H − 2, W − 2, C]
template <class T>
void add_contrast(const std::vector<T>& values, const Shape& shape, double edge, std::vector<T>& means) {
  means.assign(static_cast<size_t>(shape.inner()), T{0});
  for (int64_t n = 0; n < shape.count; ++n)
    add_flattened(values.data() + n * shape.inner(), shape.inner(), static_cast<T>(edge),
                  T{1} / static_cast<T>(shape.count), means.data());
}

class GrainMatching final : public Regulariser {
 public:
  GrainMatching(double lambda, double edge) : lambda_(lambda), edge_(edge) {}

  void see_data(const RealPictures& real) override {
    height_ = real.height, width_ = real.width, channels_ = real.channels;
    constexpr int64_t most = 4000;
    const int64_t count = std::min<int64_t>(most, real.count);
    const Shape one{1, height_, width_, channels_};
    if (height_ < 3 || width_ < 3) return;
    std::vector<float> picture(real.pixels.size() / static_cast<size_t>(real.count)), means;
    real_.assign(static_cast<size_t>(one.inner()), 0.0);
    for (int64_t n = 0; n < count; ++n) {  // evenly from all of them
      const auto bytes =
          real.pixels.subspan(static_cast<size_t>(n * real.count / count) * picture.size(), picture.size());
      for (size_t i = 0; i < picture.size(); ++i) picture[i] = static_cast<float>(bytes[i]) / 127.5F - 1.0F;
      add_contrast(laplacian(picture.data(), one), one, edge_, means);
      for (size_t i = 0; i < means.size(); ++i) real_[i] += double{means[i]} / static_cast<double>(count);
    }
  }

  std::optional<GeneratorTerm> generator_term(const at::Tensor& samples) const override {
    if (real_.empty()) return {};
    return samples.scalar_type() == at::kDouble ? term<double>(samples) : term<float>(samples);
  }

 private:
  template <class T>
  GeneratorTerm term(const at::Tensor& samples) const {
    const Shape shape{samples.size(0), samples.size(2), samples.size(3), samples.size(1)};
    GANSCOPE_CHECK(shape.height == height_ && shape.width == width_ && shape.channels == channels_,
                   "generated pictures are not of the data's size");
    const at::Tensor pictures =
        samples.detach().to(at::kCPU).permute({0, 2, 3, 1}).contiguous();  // [N, H, W, C]
    std::vector<T> values = laplacian(pictures.data_ptr<T>(), shape), means;
    add_contrast(values, shape, edge_, means);
    const double share = lambda_ / static_cast<double>(shape.inner());
    double loss = 0;
    for (size_t i = 0; i < means.size(); ++i) {
      const double excess = static_cast<double>(means[i]) - real_[i];
      loss += share * std::max(0.0, excess);
      means[i] = excess > 0 ? static_cast<T>(share / static_cast<double>(shape.count)) : T{0};
    }
    const at::Tensor slope = at::zeros_like(pictures);
    for (int64_t n = 0; n < shape.count; ++n) {
      T* of = values.data() + n * shape.inner();
      slope_of_flattened(of, means.data(), shape.inner(), static_cast<T>(edge_));
      T* to = slope.data_ptr<T>() + (n * shape.height + 1) * shape.line() + shape.channels;
      for (int64_t row = 1; row + 1 < shape.height; ++row, of += shape.inner_line(), to += shape.line())
        spread_line(of, shape.channels, shape.line(), shape.inner_line(), to);
    }
    return {loss, slope.permute({0, 3, 1, 2}).to(samples.device())};
  }

  double lambda_, edge_;
  int64_t height_ = 0, width_ = 0, channels_ = 0;
  std::vector<double> real_;  // [H − 2, W − 2, C]: E φ(|∇²x|) of real pictures; empty before they are seen
};

}  // namespace

std::unique_ptr<Regulariser> make_grain_matching(double lambda, double edge) {
  return std::make_unique<GrainMatching>(lambda, edge);
}

RegulariserEntry grain_matching() {
  return {
      {"grain-matching",
       "Grain matching",
       "λ · mean max(0, E φ(|∇²G(z)|) − E φ(|∇²x|)): keeps G from speckling what is flat in real pictures. "
       "φ stops at an edge's contrast, so that edges stay sharp. Our own.",
       {config::strength_option(
            "grain_lambda", "Grain matching λ",
            "How strictly G's pictures are kept as flat as real ones where those are flat. Much of it "
            "softens small things. 0 turns it off.",
            1, 1000, config::Player::generator),
        config::number_option(
            "grain_edge", "Contrast of an edge",
            "How far a pixel may differ from its four neighbours together before it counts as an edge, which "
            "is left alone. Black to white is 2 a neighbour; 8 leaves nothing alone.",
            0.15, 0.01, 8, config::Player::generator)}},
      [](const config::Settings& settings) -> std::unique_ptr<Regulariser> {
        const double lambda = settings.real("grain_lambda");
        return lambda > 0 ? make_grain_matching(lambda, settings.real("grain_edge")) : nullptr;
      }};
}

}  // namespace ganscope::objectives
