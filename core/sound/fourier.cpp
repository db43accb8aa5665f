#include "core/sound/fourier.h"

#include <fftw3.h>

#include <mutex>
#include <vector>

#include "core/base/check.h"

namespace ganscope::sound {
namespace {

std::mutex& planning() {  // FFTW: only execution may happen on several threads at once
  static std::mutex mutex;
  return mutex;
}

fftwf_complex* fftw_values(const std::complex<float>* values) {
  return reinterpret_cast<fftwf_complex*>(const_cast<std::complex<float>*>(values));
}

}  // namespace

struct Fourier::Plans {
  fftwf_plan forward = nullptr, backward = nullptr;
};

Fourier::Fourier(size_t size) : size_(size), plans_(std::make_unique<Plans>()) {
  GANSCOPE_CHECK(size >= 2 && size % 2 == 0, "Fourier: an even size");
  std::vector<float> values(size);
  std::vector<std::complex<float>> spectrum(bins());
  const std::scoped_lock lock(planning());
  const auto n = static_cast<int>(size);
  plans_->forward = fftwf_plan_dft_r2c_1d(n, values.data(), fftw_values(spectrum.data()),
                                          FFTW_ESTIMATE | FFTW_UNALIGNED | FFTW_PRESERVE_INPUT);
  plans_->backward = fftwf_plan_dft_c2r_1d(n, fftw_values(spectrum.data()), values.data(),
                                           FFTW_ESTIMATE | FFTW_UNALIGNED | FFTW_PRESERVE_INPUT);
  GANSCOPE_CHECK(plans_->forward != nullptr && plans_->backward != nullptr, "Fourier: no plan");
}

Fourier::~Fourier() {
  const std::scoped_lock lock(planning());
  fftwf_destroy_plan(plans_->forward);
  fftwf_destroy_plan(plans_->backward);
}

void Fourier::forward(std::span<const float> values, std::span<std::complex<float>> spectrum) const {
  GANSCOPE_CHECK(values.size() == size_ && spectrum.size() == bins(), "Fourier: sizes");
  fftwf_execute_dft_r2c(plans_->forward, const_cast<float*>(values.data()), fftw_values(spectrum.data()));
}

void Fourier::backward(std::span<const std::complex<float>> spectrum, std::span<float> values) const {
  GANSCOPE_CHECK(values.size() == size_ && spectrum.size() == bins(), "Fourier: sizes");
  fftwf_execute_dft_c2r(plans_->backward, fftw_values(spectrum.data()), values.data());
}

}  // namespace ganscope::sound
