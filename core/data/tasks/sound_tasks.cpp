#include "core/data/tasks/sound_tasks.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "core/base/user_path.h"
#include "core/data/drums.h"
#include "core/data/options.h"
#include "core/data/parallel.h"
#include "core/data/sound_files.h"
#include "core/data/tasks/held_out.h"
#include "core/sound/spectrogram.h"

namespace ganscope::data {
namespace {

constexpr uint64_t noise_stream = 0x7f4a7c15;
constexpr double softest_noise = 0.02,
                 loudest_noise = 0.1;  // standard deviation; sounds have peaks of .5 to .95
constexpr int64_t noisy_at_once = 64;

/// Sound number `index` with noise of a loudness of its own.
std::vector<uint8_t> under_noise(std::span<const float> wave, int64_t index) {
  Random random(mix_seed(noise_stream, static_cast<uint64_t>(index)));
  const double spread = softest_noise * std::pow(loudest_noise / softest_noise, random.uniform());
  std::vector<float> noisy(wave.size());
  random.fill_normal(noisy);
  for (size_t i = 0; i < wave.size(); ++i) noisy[i] = wave[i] + static_cast<float>(spread) * noisy[i];
  return sound::spectrogram(noisy);
}

}  // namespace

Expected<DatasetPointer> noisy_sounds(const config::Settings& settings, const DatasetPointer& base,
                                      const WorkContext& context) {
  if (base->has_inputs())
    return fail(FailureKind::usage, "these data bring their own inputs", "task",
                "set task=pairs, or train pix2pix");
  std::vector<float> waves;  // of a folder
  if (base->key == "sounds") {
    const std::string& spec = settings.text("data");
    auto read = read_sounds(user_path(spec.substr(spec.find(':') + 1)), true, context);
    if (!read) return tl::unexpected(read.error());
    waves = std::move(read->waves);
    if (read->set->count != base->count)
      return fail(FailureKind::bad_data, "the folder has changed while it was read", spec, "Try again.");
  } else if (base->key != "drums") {
    return fail(FailureKind::usage, "of these sounds the waves are not known", "task",
                "choose data = drums, or sounds:DIR");
  }
  const auto seed = static_cast<uint64_t>(integer_of(settings, seed_option()));
  std::shared_ptr<Dataset> set = part_of(*base, 0, base->count);
  set->inputs.title = "noisy";
  set->inputs.channels = 1;
  set->inputs.count = base->count;
  set->inputs.pixels.resize(static_cast<size_t>(base->count) * set->input_bytes());
  const auto make = [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      const auto at = static_cast<size_t>(i);
      const Drum drum = waves.empty() ? drum_of(seed, i) : Drum{};
      const std::span<const float> wave =
          waves.empty()
              ? std::span<const float>(drum.samples)
              : std::span<const float>(waves).subspan(at * sound::sound_samples, sound::sound_samples);
      std::ranges::copy(under_noise(wave, i), set->inputs.pixels.data() + at * set->input_bytes());
    }
  };
  if (auto done = parallel_for(base->count, noisy_at_once, fmt::format("Preparing {} inputs", base->count),
                               context, make);
      !done)
    return tl::unexpected(done.error());
  return hold_out(set);
}

}  // namespace ganscope::data
