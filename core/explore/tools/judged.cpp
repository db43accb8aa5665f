#include "core/explore/tools/judged.h"

#include <algorithm>
#include <climits>
#include <numeric>
#include <utility>

#include "core/explore/tools/common.h"
#include "core/explore/tools/looked_at.h"

namespace ganscope::explore {
namespace {

constexpr int judged_at_once = 32;  // pictures: some milliseconds

class Judged final : public Tool {
 public:
  Expected<bool> work(Bench& bench, const Slice& slice, api::Answer& answer) override {
    if (!begun_)
      if (auto begun = begin(bench, slice); !begun) return tl::unexpected(begun.error());
    while (answer.count < values_.count) {
      const int count = std::min(judged_at_once, values_.count - answer.count);
      const float* first = values_.row(answer.count);
      const api::Rows some{
          count, values_.width, {first, first + static_cast<std::ptrdiff_t>(count) * values_.width}};
      std::vector<int> labels;
      if (!labels_.empty())
        labels.assign(labels_.begin() + answer.count, labels_.begin() + answer.count + count);
      const auto scores = bench.replica->judge_pictures(*slice.snapshot, some, labels);
      if (!scores) return tl::unexpected(scores.error());
      answer.scores.insert(answer.scores.end(), scores->begin(), scores->end());
      answer.count += count;
      answer.progress = {"what D says", answer.count, values_.count};
      if (Clock::now() >= slice.until && answer.count < values_.count) return false;
    }
    const double sum = std::accumulate(answer.scores.begin(), answer.scores.end(), 0.0);
    answer.table = {{"mean", "", {sum / answer.count, static_cast<double>(answer.count)}}};
    return true;
  }

 private:
  Expected<void> begin(Bench& bench, const Slice& slice) {
    begun_ = true;
    if (const int64_t real = whole_setting(slice.ask.settings, "real", 0, 0, 4096); real > 0) {
      RealPictures found = real_pictures(*bench.subject, real);
      values_ = std::move(found.values);
      labels_ = std::move(found.labels);
      if (values_.count == 0)
        return fail(FailureKind::unsupported, "there are no real pictures at hand", "data",
                    "open the run with its data");
      return {};
    }
    if (slice.ask.pictures.empty())
      return fail(FailureKind::usage, "there is nothing to judge", "pictures", "give it pictures");
    auto seen = pictures_of_ask(bench, slice, INT_MAX);
    if (!seen) return tl::unexpected(seen.error());
    values_ = std::move(seen->values);
    labels_ = std::move(seen->labels);
    return {};
  }

  bool begun_ = false;
  api::Rows values_;
  std::vector<int> labels_;
};

}  // namespace

ToolEntry judged_tool() {
  return {
      .key = "judged", .failure = "D could not be asked", .piecemeal = true, .of_latents = false, .make = [] {
        return std::unique_ptr<Tool>(new Judged);
      }};
}

}  // namespace ganscope::explore
