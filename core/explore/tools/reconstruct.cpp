#include "core/explore/tools/reconstruct.h"

#include <algorithm>
#include <climits>
#include <cmath>
#include <utility>

#include "core/explore/real_samples.h"
#include "core/explore/tools/looked_at.h"

namespace ganscope::explore {
namespace {

constexpr int given_back_at_once = 32;  // pictures: some milliseconds

class Reconstruct final : public Tool {
 public:
  Expected<bool> work(Bench& bench, const Slice& slice, api::Answer& answer) override {
    if (!begun_)
      if (auto begun = begin(bench, slice); !begun) return tl::unexpected(begun.error());
    const int channels = picture_shape(*bench.subject).channels;
    const bool points = bench.subject->data.is_points();
    while (answer.count < shown_.values.count) {
      const api::Rows some = rows_of(shown_.values, answer.count);
      const auto codes = bench.replica->encode(*slice.snapshot, slice.ask.model, some);
      if (!codes) return tl::unexpected(codes.error());
      std::vector<int> labels;
      if (!shown_.labels.empty())
        labels.assign(shown_.labels.begin() + answer.count,
                      shown_.labels.begin() + answer.count + some.count);
      const auto drawn =
          bench.replica->render(*slice.snapshot, slice.ask.model, codes->values, labels, /*scored=*/false);
      if (!drawn) return tl::unexpected(drawn.error());
      add_errors(points ? coordinates(drawn->points, some.width) : values_of(*drawn, channels).values,
                 some.values);
      answer.append(*drawn);
      answer.vectors.count += codes->count;
      answer.vectors.width = codes->width;
      answer.vectors.values.insert(answer.vectors.values.end(), codes->values.begin(), codes->values.end());
      answer.progress = {"pictures given back", answer.count, shown_.values.count};
      if (Clock::now() >= slice.until && answer.count < shown_.values.count) return false;
    }
    answer.table = {{"error", "", {sum_ / static_cast<double>(shown_.values.values.size())}}};
    return true;
  }

 private:
  Expected<void> begin(Bench& bench, const Slice& slice) {
    begun_ = true;
    if (!slice.ask.samples.empty()) {
      RealPictures real = real_samples(*bench.subject, slice.ask.samples);
      if (real.values.count == 0)
        return fail(FailureKind::usage, "these are not samples of this run's data", "samples",
                    "open the run with the data that it was trained on");
      shown_ = {std::move(real.values), std::move(real.labels), {}};
      return {};
    }
    auto seen = pictures_of_ask(bench, slice, INT_MAX);
    if (!seen) return tl::unexpected(seen.error());
    shown_ = std::move(*seen);
    return {};
  }
  static api::Rows rows_of(const api::Rows& all, int first) {
    const int count = std::min(given_back_at_once, all.count - first);
    const float* begin = all.row(first);
    return {count, all.width, {begin, begin + static_cast<std::ptrdiff_t>(count) * all.width}};
  }
  /// Pairs as they are drawn → as many numbers as a point has.
  static std::vector<float> coordinates(const std::vector<float>& pairs, int dimensions) {
    if (dimensions != 1) return pairs;
    std::vector<float> alone;
    for (size_t i = 0; i < pairs.size(); i += 2) alone.push_back(pairs[i]);
    return alone;
  }
  void add_errors(const std::vector<float>& given_back, const std::vector<float>& shown) {
    for (size_t i = 0; i < given_back.size(); ++i)
      sum_ += std::abs(static_cast<double>(given_back[i]) - static_cast<double>(shown[i]));
  }

  bool begun_ = false;
  LookedAt shown_;
  double sum_ = 0;
};

}  // namespace

ToolEntry reconstruct_tool() {
  return {.key = "reconstruct",
          .failure = "Pictures could not be given back",
          .piecemeal = true,
          .of_latents = false,
          .make = [] { return std::unique_ptr<Tool>(new Reconstruct); }};
}

}  // namespace ganscope::explore
