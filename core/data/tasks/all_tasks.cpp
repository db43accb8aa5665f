#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "core/data/parallel.h"
#include "core/data/tasks/face_tasks.h"
#include "core/data/tasks/held_out.h"
#include "core/data/tasks/sound_tasks.h"
#include "core/data/tasks/spoils.h"
#include "core/data/tasks/task.h"
#include "core/image/transform.h"

namespace ganscope::data {
namespace {

constexpr uint64_t task_stream = 0x7461736B;  // apart from what the data are drawn by
constexpr int64_t spoiled_at_once = 250;

Expected<DatasetPointer> as_they_are(const config::Settings& /*settings*/, const DatasetPointer& base,
                                     const WorkContext& /*context*/) {
  return base;
}

/// The data bring what goes in themselves.
Expected<DatasetPointer> own_pairs(const config::Settings& settings, const DatasetPointer& base,
                                   const WorkContext& context) {
  if (base->has_inputs() && base->inputs.paired) return as_they_are(settings, base, context);
  return fail(FailureKind::usage, "these data are no pairs: nothing says what goes in", "task",
              "choose a task such as colour or sharpen, or data = pairs:INPUTS,TARGETS");
}

Expected<DatasetPointer> own_domains(const config::Settings& settings, const DatasetPointer& base,
                                     const WorkContext& context) {
  if (base->has_inputs() && !base->inputs.paired) return as_they_are(settings, base, context);
  return fail(FailureKind::usage, "these data are no two domains", "task",
              "choose task = hair or glasses with faces, or data = domains:DIR_A,DIR_B");
}

Expected<DatasetPointer> spoiled(const TaskEntry& task, const Dataset& base, const WorkContext& context) {
  if (base.is_points())
    return fail(FailureKind::usage,
                fmt::format("{} is done on pictures, but the data are points", task.info.key), "task",
                "choose data that are pictures");
  if (base.has_inputs())
    return fail(FailureKind::usage, "these data bring their own inputs", "task",
                base.inputs.paired ? "set task=pairs" : "choose model = cyclegan and task = domains");
  if (task.needs_colour && base.channels == 1)
    return fail(FailureKind::bad_data, "the data are grey already", "task",
                "choose data in colour, or another task such as sharpen");
  const Shape shape{base.channels, base.height, base.width};
  std::shared_ptr<Dataset> set = part_of(base, 0, base.count);
  set->inputs.title = task.input_title;
  set->inputs.channels = input_channels_of(task, base.channels);
  set->inputs.count = base.count;
  set->inputs.pixels.resize(static_cast<size_t>(base.count) * set->input_bytes());
  const auto make = [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      Random random(mix_seed(task_stream, static_cast<uint64_t>(i)));  // each its own
      task.spoil(
          shape, base.picture(i), random,
          {set->inputs.pixels.data() + static_cast<size_t>(i) * set->input_bytes(), set->input_bytes()});
    }
  };
  if (auto done = parallel_for(base.count, spoiled_at_once, fmt::format("Preparing {} inputs", base.count),
                               context, make);
      !done)
    return tl::unexpected(done.error());
  return hold_out(set);
}

/// The middle square in the samples' size: its colours over white, and how opaque it is.
std::vector<uint8_t> fitted(const Shape& shape, const image::Picture& picture) {
  const auto fit = [&](const image::Picture& whole) {
    return image::resize_area(image::centre_crop(whole), shape.width, shape.height);
  };
  const image::Picture colours = fit(image::to_rgb(image::over_background(picture, {255, 255, 255})));
  image::Picture alpha{picture.width, picture.height, 1, {}};
  const auto channels = static_cast<size_t>(picture.channels);
  for (size_t p = 0; p < picture.pixels.size(); p += channels)
    alpha.pixels.push_back(channels == 4 ? picture.pixels[p + 3] : uint8_t{255});
  alpha = fit(alpha);
  std::vector<uint8_t> rgba;
  for (size_t i = 0; i < shape.pixels(); ++i) {
    rgba.insert(rgba.end(), &colours.pixels[3 * i], &colours.pixels[3 * i] + 3);
    rgba.push_back(alpha.pixels[i]);
  }
  return rgba;
}

std::vector<TaskEntry> build() {
  return {
      {.info = {"colour", "Grey to colour",
                "Colours a grey picture. What grey does not tell has to be chosen."},
       .input_title = "grey",
       .input_channels = 1,
       .spoil = spoils::grey,
       .adapt = spoils::adapt_grey,
       .needs_colour = true},
      {.info = {"sharpen", "Sharpen", "Makes a picture of one with a quarter of its pixels a side."},
       .input_title = "blurred",
       .spoil = spoils::coarse,
       .adapt = spoils::adapt_coarse},
      {.info = {"fill", "Fill a hole",
                "Paints what is missing in a square hole as large as half the picture."},
       .input_title = "with a hole",
       .input_channels = 4,
       .spoil = spoils::hole,
       .adapt = spoils::adapt_hole},
      {.info = {"denoise", "Take noise away",
                "Finds the picture under normal noise of a quarter of its range, or the sound under white "
                "noise."},
       .input_title = "noisy",
       .spoil = spoils::noise,
       .of_sounds = noisy_sounds},
      {.info = {"drawing", "Drawing to picture", "Paints a picture of the lines in it."},
       .input_title = "drawing",
       .input_channels = 1,
       .spoil = spoils::lines,
       .adapt = spoils::adapt_lines},
      {.info = {"glasses", "Put glasses on", "The same face, with glasses. Of the program's own faces only."},
       .input_title = "without glasses",
       .output_title = "with glasses",
       .make = faces_with_glasses},
      {.info = {"pairs", "Pairs of mine", "The data themselves say what goes in and what shall come out."},
       .input_title = "input",
       .make = own_pairs},
      {.info = {"hair", "Black or blond hair", "Faces with black hair become blond, and back."},
       .input_title = "black hair",
       .output_title = "blond hair",
       .make = faces_black_and_blond,
       .unpaired = true},
      {.info = {"glasses_apart", "With or without glasses", "Faces without glasses get some, and back."},
       .input_title = "without glasses",
       .output_title = "with glasses",
       .make = faces_glasses_apart,
       .unpaired = true},
      {.info = {"domains", "Two folders of mine",
                "Pictures of one folder become like those of another, and back."},
       .input_title = "A",
       .make = own_domains,
       .unpaired = true},
  };
}

}  // namespace

const std::vector<TaskEntry>& all_tasks() {
  static const std::vector<TaskEntry> tasks = build();
  return tasks;
}

const TaskEntry* find_task(const std::string& key) {
  for (const TaskEntry& task : all_tasks())
    if (task.info.key == key) return &task;
  return nullptr;
}

std::vector<std::string> task_keys(bool unpaired) {
  std::vector<std::string> keys;
  for (const TaskEntry& task : all_tasks())
    if (task.unpaired == unpaired) keys.push_back(task.info.key);
  return keys;
}

int input_channels_of(const TaskEntry& task, int sample_channels) {
  return task.input_channels > 0 ? task.input_channels : sample_channels;
}

Expected<DatasetPointer> with_task(const config::Settings& settings, const DatasetPointer& base,
                                   const WorkContext& context) {
  const std::string& key = settings.text("task");
  const TaskEntry* task = find_task(key);
  if (task == nullptr) {
    std::vector<std::string> keys = task_keys(false);
    std::ranges::copy(task_keys(true), std::back_inserter(keys));
    return fail(FailureKind::usage, "there is no task called " + key, "task",
                fmt::format("known: {}", fmt::join(keys, ", ")));
  }
  const bool sounds = base->form == Form::waves;
  if (sounds && task->of_sounds == nullptr && task->make == nullptr)
    return fail(FailureKind::usage, fmt::format("{} is done on pictures, but the data are sounds", key),
                "task", "choose task = denoise, or task = pairs with sounds:NOISY,CLEAN");
  const auto make = sounds && task->of_sounds != nullptr ? task->of_sounds : task->make;
  auto made = make != nullptr ? make(settings, base, context) : spoiled(*task, *base, context);
  if (made && *made != base) std::const_pointer_cast<Dataset>(*made)->base = base;  // nobody else has it yet
  return made;
}

AdaptedInput adapted(const TaskEntry& task, const Shape& shape, const image::Picture& picture) {
  const std::vector<uint8_t> rgba = fitted(shape, picture);
  AdaptedInput made;
  const int channels = input_channels_of(task, shape.channels);
  made.pixels.resize(shape.pixels() * static_cast<size_t>(channels));
  if (task.adapt != nullptr) {
    made.remark = task.adapt(shape, rgba, made.pixels);
    return made;
  }
  Random unused(0);
  const std::vector<uint8_t> colours = spoils::colours_of({3, shape.height, shape.width}, rgba);
  if (channels == 1)
    spoils::grey({3, shape.height, shape.width}, colours, unused, made.pixels);
  else
    made.pixels = colours;
  return made;
}

}  // namespace ganscope::data
