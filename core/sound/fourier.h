#pragma once
#include <complex>
#include <memory>
#include <span>

namespace ganscope::sound {

/// The discrete Fourier transform of `size` real numbers (fftw3f). Plans are made one after another, whoever
/// asks; a made one may be used by several threads at once. Plans depend on nothing that is measured, so the
/// same numbers come out in every run of a machine.
class Fourier {
 public:
  explicit Fourier(size_t size);
  ~Fourier();
  Fourier(const Fourier&) = delete;
  Fourier& operator=(const Fourier&) = delete;

  [[nodiscard]] size_t size() const { return size_; }
  [[nodiscard]] size_t bins() const { return size_ / 2 + 1; }
  /// `values` [size] to `spectrum` [bins], without a factor.
  void forward(std::span<const float> values, std::span<std::complex<float>> spectrum) const;
  /// Back: gives `size` times what `forward` was given.
  void backward(std::span<const std::complex<float>> spectrum, std::span<float> values) const;

 private:
  struct Plans;
  size_t size_;
  std::unique_ptr<Plans> plans_;
};

}  // namespace ganscope::sound
