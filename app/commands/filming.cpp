#include "app/commands/filming.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "app/commands/drawing.h"
#include "core/base/way_out.h"
#include "core/explore/latent_math.h"
#include "core/models/model.h"
#include "core/storage/history_folder.h"
#include "core/storage/tensor_file.h"

namespace ganscope::commands {
namespace {

constexpr int sheet_columns = 6, sheet_rows = 4, most_columns = 12;
constexpr int points_drawn = 1024;
constexpr int caption_height = 36;

Expected<api::Answer> draw_cast(train::Replica& replica, const train::Snapshot& snapshot, const Cast& cast) {
  std::vector<float> flat;
  for (const auto& latent : cast.latents) flat.insert(flat.end(), latent.begin(), latent.end());
  return replica.render(snapshot, api::Model::ema, flat, cast.labels, false);
}

Expected<api::Answer> draw_cast(const storage::StoredMoment& moment, const OpenModel& model,
                                const Cast& cast) {
  const auto state = storage::read_tensor_file(moment.file);
  if (!state) return tl::unexpected(state.error());
  auto stored = models::open_stored(models::Device::automatic, model.experiment, *state);
  if (!stored) return tl::unexpected(stored.error());
  return draw_cast(*stored->replica, *stored->snapshot, cast);
}

/// At most `most` of them, the first one included.
std::vector<storage::StoredMoment> spread(const std::vector<storage::StoredMoment>& moments, size_t most) {
  if (moments.size() <= most) return moments;
  std::vector<storage::StoredMoment> some;
  for (size_t i = 0; i < most; ++i) some.push_back(moments[i * moments.size() / most]);
  return some;
}

}  // namespace

Cast cast_of(const OpenModel& model, std::optional<uint64_t> seed, int label, double truncation) {
  Cast cast;
  int count = 1;
  if (model.data.is_points()) {
    count = points_drawn;
  } else if (!seed) {
    const bool by_class = label < 0 && model.classes > 1 && model.classes <= most_columns;
    cast.columns = by_class ? model.classes : sheet_columns;
    count = cast.columns * (by_class ? std::max(1, sheet_columns * sheet_rows / cast.columns) : sheet_rows);
  }
  const config::Settings& settings = model.experiment.settings;
  const uint64_t own = settings.has("seed") ? static_cast<uint64_t>(settings.integer("seed")) : 0;
  for (int i = 0; i < count; ++i) {
    const explore::Latent latent =
        !seed ? explore::fixed_latent(own, i, model.latent_dim)
              : explore::latent_of_seed(*seed + static_cast<uint64_t>(i), model.latent_dim);
    cast.latents.push_back(explore::truncated(latent, truncation));
    if (model.classes > 0)
      cast.labels.push_back(label >= 0 ? label : count == 1 ? 0 : explore::fixed_label(i, model.classes));
  }
  return cast;
}

Expected<Film> film_moments(const OpenModel& model, const Cast& cast, size_t most, Console& console) {
  std::vector<storage::StoredMoment> moments = storage::stored_moments(model.run.folder);
  std::erase_if(moments, [&](const auto& moment) { return moment.step >= model.snapshot->step(); });
  if (most > 1) moments = spread(moments, most - 1);
  Film film;
  const auto total = static_cast<int64_t>(moments.size()) + 1;
  for (const storage::StoredMoment& moment : moments) {
    if (end_wanted()) return fail(FailureKind::cancelled, "interrupted", "", "nothing was written");
    if (auto drawn = draw_cast(moment, model, cast)) {
      film.scenes.push_back({moment.step, std::move(*drawn)});
    } else {
      ++film.unreadable;
      console.remark("ganscope: step {} is left out: {}", moment.step, console.words_of(drawn.error()));
    }
    console.progress({"Drawing moments", static_cast<int64_t>(film.scenes.size()) + film.unreadable, total});
  }
  auto newest = draw_cast(*model.replica, *model.snapshot, cast);
  if (!newest) return tl::unexpected(newest.error());
  film.scenes.push_back({model.snapshot->step(), std::move(*newest)});
  console.end_progress();
  return film;
}

image::Picture with_caption(const image::Picture& picture, const std::string& words) {
  Drawing drawing(picture.width, picture.height + caption_height, ground);
  drawing.place(picture, 0, 0);
  drawing.text(words, {8, picture.height + 24.0}, 16, text_plain);
  return drawing.picture();
}

}  // namespace ganscope::commands
