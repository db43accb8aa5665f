#include "app/commands/translating.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

#include "core/base/way_out.h"
#include "core/data/tasks/task.h"
#include "core/engine/engine.h"

namespace ganscope::commands {

Expected<data::DatasetPointer> data_of(const OpenModel& model, const std::string& spec, Console& console) {
  const auto experiment = config::with_overrides(catalogue(), model.experiment, spec, {});
  if (!experiment) return tl::unexpected(experiment.error());
  auto dataset = data::load_dataset(experiment->settings, console.work());
  console.end_progress();
  return dataset;
}

std::vector<api::DirectionInfo> directions_of(const OpenModel& model) {
  const data::TaskEntry* task = data::find_task(model.experiment.settings.text("task"));
  if (task == nullptr) return {};
  api::DirectionInfo there{model.data.input_title, task->output_title, !task->unpaired};
  const std::string both = there.from + " and ";  // as two folders are called together
  if (there.to.empty())
    there.to = model.data.title.starts_with(both) ? model.data.title.substr(both.size()) : model.data.title;
  if (!task->unpaired) return {there};
  return {there, {there.to, there.from, there.truth_known}};
}

Expected<int> direction_of(const OpenModel& model, const std::optional<std::string>& word) {
  if (!word) return 0;
  const std::vector<api::DirectionInfo> all = directions_of(model);
  std::vector<std::string> known, titles;
  for (size_t i = 0; i < all.size(); ++i) {
    if (*word == all[i].to || *word == fmt::format("{}", i + 1)) return static_cast<int>(i);
    known.push_back(fmt::format("{}: {} → {}", i + 1, all[i].from, all[i].to));
    titles.push_back(all[i].to);
  }
  const std::string close = config::nearest(*word, titles);
  return fail(FailureKind::usage, fmt::format("this model has no direction {}", *word), "--direction",
              close.empty() ? fmt::format("it has {}", fmt::join(known, ", "))
                            : fmt::format("did you mean {}?", close));
}

Expected<api::Answer> translate_rows(const OpenModel& model, const api::Rows& inputs, int direction,
                                     Console& console) {
  constexpr int at_once = 64;
  api::Answer whole;
  whole.model = model.model;
  for (int from = 0; from < inputs.count; from += at_once) {
    if (end_wanted()) return fail(FailureKind::cancelled, "interrupted", "", "nothing was written");
    const int some = std::min(at_once, inputs.count - from);
    const auto begin = inputs.values.begin() + static_cast<std::ptrdiff_t>(from) * inputs.width;
    const api::Rows piece{
        some, inputs.width, {begin, begin + static_cast<std::ptrdiff_t>(some) * inputs.width}};
    const auto made = model.replica->translate(*model.snapshot, model.model, piece, direction);
    if (!made) return tl::unexpected(made.error());
    whole.append(made->pictures);
    console.progress({"Translating", from + some, inputs.count});
  }
  console.end_progress();
  return whole;
}

int64_t held_out_place(uint64_t seed, int64_t count) {
  if (count <= 1) return 0;
  const auto all = static_cast<uint64_t>(count);
  return static_cast<int64_t>((seed + all - 1) % all);
}

}  // namespace ganscope::commands
