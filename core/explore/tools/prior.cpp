#include "core/explore/tools/prior.h"

#include <algorithm>
#include <utility>

#include "core/explore/fitted_codes.h"
#include "core/explore/real_samples.h"

namespace ganscope::explore {
namespace {

constexpr int64_t most_samples = 1000, encoded_at_once = 50;

class Prior final : public Tool {
 public:
  Expected<bool> work(Bench& bench, const Slice& slice, api::Answer& answer) override {
    const data::Dataset* data = bench.subject->dataset.get();
    if (data == nullptr || data->count == 0)
      return fail(FailureKind::unsupported, "the data of this run are not here", "prior",
                  "open the run with the data that it was trained on");
    const int64_t count = std::min(most_samples, data->count);
    while (codes_.count < count) {
      std::vector<int64_t> numbers;
      for (int64_t i = codes_.count; i < std::min(count, codes_.count + encoded_at_once); ++i)
        numbers.push_back(i * data->count / count);
      const auto codes = bench.replica->encode(*slice.snapshot, slice.ask.model,
                                               real_samples(*bench.subject, numbers).values);
      if (!codes) return tl::unexpected(codes.error());
      if (codes->count == 0)
        return fail(FailureKind::unsupported, "the data of this run are not here", "prior",
                    "open the run with the data that it was trained on");
      codes_.count += codes->count;
      codes_.width = codes->width;
      codes_.values.insert(codes_.values.end(), codes->values.begin(), codes->values.end());
      answer.progress = {"codes of real samples", codes_.count, count};
      if (Clock::now() >= slice.until && codes_.count < count) return false;
    }
    const auto fitted = fit_codes(codes_);
    if (!fitted) return tl::unexpected(fitted.error());
    answer.vectors = fitted->rows();
    return true;
  }

 private:
  api::Rows codes_;
};

}  // namespace

ToolEntry prior_tool() {
  return {.key = "prior", .failure = "Nothing was fitted to the codes", .of_latents = false, .make = [] {
            return std::unique_ptr<Tool>(new Prior);
          }};
}

}  // namespace ganscope::explore
