#include "core/explore/tools/translate.h"

#include <algorithm>
#include <memory>

#include "core/explore/tools/common.h"

namespace ganscope::explore {
namespace {

constexpr int translated_at_once = 16;  // pictures: some milliseconds

class Translate final : public Tool {
 public:
  Expected<bool> work(Bench& bench, const Slice& slice, api::Answer& answer) override {
    const api::DataInfo& data = bench.subject->data;
    const int direction = static_cast<int>(whole_setting(slice.ask.settings, "direction", 0, 0, 1));
    const int channels = direction == 0 ? data.input_channels : data.channels;
    inputs_.width = channels * data.height * data.width;
    const auto given = static_cast<int>(slice.ask.pictures.size());
    if (inputs_.width == 0 || given % inputs_.width != 0)
      return fail(FailureKind::usage, "these inputs are not of the size that the model was trained on",
                  "translate", "choose other pictures");
    const bool film = !slice.ask.moments.empty();
    const int total = film && given > 0 ? static_cast<int>(slice.ask.moments.size()) : given / inputs_.width;
    if (done_ >= total) return true;
    if (film) return frame(bench, slice, direction, answer);
    take(slice.ask.pictures, done_, std::min(translated_at_once, total - done_));
    if (auto added = add(bench, *slice.snapshot, slice.ask.model, direction, answer); !added)
      return tl::unexpected(added.error());
    done_ += inputs_.count;
    answer.progress = {"pictures made", done_, total};
    return done_ >= total;
  }

 private:
  void take(const std::vector<float>& pictures, int first, int count) {
    const auto begin = pictures.begin() + static_cast<std::ptrdiff_t>(first) * inputs_.width;
    inputs_.count = count;
    inputs_.values.assign(begin, begin + static_cast<std::ptrdiff_t>(count) * inputs_.width);
  }
  Expected<bool> frame(Bench& bench, const Slice& slice, int direction, api::Answer& answer) {
    const int64_t moment = slice.ask.moments[static_cast<size_t>(done_)];
    train::SnapshotPointer through = slice.snapshot;
    if (moment != api::now)
      if (const train::Moment* kept = bench.history->nearest(moment)) through = kept->snapshot;
    take(slice.ask.pictures, 0, 1);
    if (auto added = add(bench, *through, slice.ask.model, direction, answer); !added)
      return tl::unexpected(added.error());
    answer.steps.push_back(through->step());
    answer.step = through->step();
    const auto total = static_cast<int>(slice.ask.moments.size());
    answer.progress = {"film", ++done_, total};
    return done_ >= total;
  }
  Expected<void> add(Bench& bench, const train::Snapshot& snapshot, api::Model model, int direction,
                     api::Answer& answer) {
    auto made = bench.replica->translate(snapshot, model, inputs_, direction);
    if (!made) return tl::unexpected(made.error());
    answer.append(made->pictures);
    answer.vectors.width = made->masks.width;
    answer.vectors.count += made->masks.count;
    answer.vectors.values.insert(answer.vectors.values.end(), made->masks.values.begin(),
                                 made->masks.values.end());
    return {};
  }

  int done_ = 0;  // pictures, or frames
  api::Rows inputs_;
};

}  // namespace

ToolEntry translate_tool() {
  return {.key = "translate",
          .failure = "No picture could be made of this one",
          .piecemeal = true,
          .of_latents = false,
          .make = [] { return std::unique_ptr<Tool>(new Translate); }};
}

}  // namespace ganscope::explore
