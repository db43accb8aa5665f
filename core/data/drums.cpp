#include "core/data/drums.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/data/entries.h"
#include "core/data/options.h"
#include "core/data/parallel.h"
#include "core/sound/spectrogram.h"
#include "core/sound/synthesiser.h"

namespace ganscope::data {
namespace {

constexpr int64_t usual_drums = 4096;
constexpr int64_t drums_at_once = 128;

Expected<DatasetPointer> load_drums(const config::Settings& settings, const std::string& spec,
                                    const WorkContext& context) {
  if (!spec.empty()) {
    return fail(FailureKind::usage, "drums takes nothing after a colon", "drums:" + spec,
                "Write drums, or sounds:DIR for your own.");
  }
  auto result = std::make_shared<Dataset>();
  result->key = "drums";
  result->title = "Drums";
  result->form = Form::waves;
  result->rate = sound::usual_rate;
  const auto seed = static_cast<uint64_t>(integer_of(settings, seed_option()));
  const int64_t chosen = integer_of(settings, count_option());
  result->count = chosen > 0 ? chosen : usual_drums;
  result->channels = 1;
  result->height = sound::bands;
  result->width = sound::frames;
  result->pixels.resize(static_cast<size_t>(result->count) * result->picture_bytes());
  result->labels.resize(static_cast<size_t>(result->count));
  result->label_names.assign(sound::kind_names.begin(), sound::kind_names.end());
  const auto strike = [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      const Drum drum = drum_of(seed, i);
      const auto at = static_cast<size_t>(i);
      result->labels[at] = drum.kind;
      std::ranges::copy(sound::spectrogram(drum.samples),
                        result->pixels.data() + at * result->picture_bytes());
    }
  };
  if (auto done = parallel_for(result->count, drums_at_once, fmt::format("Striking {} drums", result->count),
                               context, strike);
      !done)
    return tl::unexpected(done.error());
  return result;
}

}  // namespace

Drum drum_of(uint64_t seed, int64_t index) {
  Random random(mix_seed(seed, static_cast<uint64_t>(index)));  // each its own: threads cannot change it
  const auto kind = static_cast<uint8_t>(random.below(sound::kind_names.size()));
  return {kind, sound::struck(static_cast<sound::Kind>(kind), random).samples};
}

DatasetEntry drums_entry() {
  return {{"drums",
           "Drums",
           "Half a second of a kick, a snare, a hat, a clap, a tom or a bell each, struck by the program "
           "itself, as spectrograms, with the six kinds as labels.",
           {seed_option(), count_option()}},
          load_drums};
}

}  // namespace ganscope::data
