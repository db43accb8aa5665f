#include <fmt/format.h>

#include "core/data/entries.h"
#include "core/data/films/face_film.h"
#include "core/data/options.h"
#include "core/data/parallel.h"

namespace ganscope::data {
namespace {

constexpr int64_t usual_films = 6000;
constexpr int64_t films_at_once = 50;

Expected<DatasetPointer> load_faces_film(const config::Settings& settings, const std::string& spec,
                                         const WorkContext& context) {
  if (!spec.empty())
    return fail(FailureKind::usage, "faces-film takes nothing after a colon", "faces-film:" + spec,
                "Write faces-film; film:PATH reads films of your own.");
  auto result = std::make_shared<Dataset>();
  result->key = "faces-film";
  result->title = "Faces in motion";
  result->form = Form::films;
  const auto size = static_cast<int>(integer_of(settings, size_option()));
  const auto seed = static_cast<uint64_t>(integer_of(settings, seed_option()));
  const int64_t chosen = integer_of(settings, count_option());
  result->count = chosen > 0 ? chosen : usual_films;
  result->channels = film_frames;
  result->width = result->height = size;
  const auto count = static_cast<size_t>(result->count);
  result->pixels.resize(count * result->picture_bytes());
  result->label_names = face_motions();
  result->labels.resize(count);
  for (const FaceAttribute which : actor_attributes()) {
    const FaceAttributeInfo& info = face_attributes()[static_cast<size_t>(which)];
    result->attributes.push_back({info.key, info.values, std::vector<uint8_t>(count)});
  }
  const auto draw = [&](int64_t begin, int64_t end) {
    for (auto i = static_cast<size_t>(begin); i < static_cast<size_t>(end); ++i) {
      Random random(mix_seed(seed, i));  // each its own: threads cannot change it
      const auto motion = static_cast<FaceMotion>(random.below(face_motions().size()));
      const FaceTraits traits = random_actor(random);
      draw_film(traits, motion, size, result->pixels.data() + i * result->picture_bytes());
      result->labels[i] = static_cast<uint8_t>(motion);
      for (size_t a = 0; a < actor_attributes().size(); ++a)
        result->attributes[a].of[i] = traits[actor_attributes()[a]];
    }
  };
  if (auto done = parallel_for(result->count, films_at_once, fmt::format("Drawing {} films", result->count),
                               context, draw);
      !done)
    return tl::unexpected(done.error());
  return result;
}

}  // namespace

DatasetEntry faces_film_entry() {
  return {
      {"faces-film",
       "Faces in motion",
       "Films of eight grey frames, drawn by the program: a face turns, nods or blinks, over and over. What "
       "it does is the class; hair, glasses, smile and skin are the same in all frames of a film.",
       {size_option(), seed_option(), count_option()}},
      load_faces_film};
}

}  // namespace ganscope::data
