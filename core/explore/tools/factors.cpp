#include "core/explore/tools/factors.h"

#include <optional>
#include <string>
#include <utility>

#include "core/explore/kept_answers.h"
#include "core/explore/leading_eigen.h"
#include "core/explore/tools/common.h"

namespace ganscope::explore {
namespace {

class Factors final : public Tool {
 public:
  Expected<bool> work(Bench& bench, const Slice& slice, api::Answer& answer) override {
    if (!eigen_) {
      if (kept_answers(bench).recall(slice.ask, answer)) return true;
      if (auto begun = begin(bench, slice); !begun) return tl::unexpected(begun.error());
    }
    do {
      ++passes_;
      if (!eigen_->step()) continue;
      fill(answer);
      answer.progress = {"factors", passes_, passes_};
      kept_answers(bench).remember(slice.ask, answer);
      return true;
    } while (Clock::now() < slice.until);
    answer.progress = {"factors", passes_, 0};
    return false;
  }

 private:
  Expected<void> begin(Bench& bench, const Slice& slice) {
    const auto weights = bench.replica->first_weights(*slice.snapshot, slice.ask.model, slice.ask.space);
    if (!weights) return tl::unexpected(weights.error());
    const auto dim = static_cast<size_t>(weights->width);
    std::vector<float> square(dim * dim);  // AᵀA
    for (int row = 0; row < weights->count; ++row) {
      const float* a = weights->row(row);
      for (size_t i = 0; i < dim; ++i)
        for (size_t j = 0; j < dim; ++j) square[i * dim + j] += a[i] * a[j];
    }
    for (size_t i = 0; i < dim; ++i) total_ += static_cast<double>(square[i * dim + i]);
    dim_ = weights->width;
    eigen_.emplace(std::move(square), dim_,
                   static_cast<int>(whole_setting(slice.ask.settings, "count", 12, 1, dim_)));
    return {};
  }

  void fill(api::Answer& answer) const {
    answer.count = static_cast<int>(eigen_->values().size());
    answer.vectors = {answer.count, dim_, eigen_->vectors()};
    for (size_t k = 0; k < eigen_->values().size(); ++k)
      answer.table.push_back({std::to_string(k), "", {total_ > 0 ? eigen_->values()[k] / total_ : 0}});
  }

  std::optional<LeadingEigen> eigen_;
  int dim_ = 0;
  int64_t passes_ = 0;
  double total_ = 0;  ///< of all eigenvalues: the trace
};

}  // namespace

ToolEntry factors_tool() {
  return {.key = "factors",
          .failure = "The first layer's factors could not be found",
          .piecemeal = true,
          .of_latents = false,
          .make = [] { return std::unique_ptr<Tool>(new Factors); }};
}

}  // namespace ganscope::explore
