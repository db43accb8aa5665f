#include <fmt/format.h>

#include "core/data/draw_face.h"
#include "core/data/drawn_faces.h"
#include "core/data/entries.h"
#include "core/data/face_captions.h"
#include "core/data/options.h"
#include "core/data/parallel.h"

namespace ganscope::data {
namespace {

constexpr int64_t usual_faces = 20000;
constexpr int64_t faces_at_once = 250;  // a thread draws these before it asks whether to stop

Expected<DatasetPointer> load_faces(const config::Settings& settings, const std::string& spec,
                                    const WorkContext& context) {
  if (!spec.empty()) {
    return fail(FailureKind::usage, "faces takes nothing after a colon", "faces:" + spec, "Write faces.");
  }
  return drawn_faces(settings, context, nullptr);
}

}  // namespace

Expected<std::shared_ptr<Dataset>> drawn_faces(const config::Settings& settings, const WorkContext& context,
                                               void (*edit)(FaceTraits& traits)) {
  auto result = std::make_shared<Dataset>();
  result->key = "faces";
  result->title = "Faces";
  const auto size = static_cast<int>(integer_of(settings, size_option()));
  const auto seed = static_cast<uint64_t>(integer_of(settings, seed_option()));
  const int64_t chosen = integer_of(settings, count_option());
  result->count = chosen > 0 ? chosen : usual_faces;
  result->channels = 3;
  result->width = result->height = size;
  result->pixels.resize(static_cast<size_t>(result->count) * result->picture_bytes());
  for (const FaceAttributeInfo& info : face_attributes()) {
    result->attributes.push_back(
        {info.key, info.values, std::vector<uint8_t>(static_cast<size_t>(result->count))});
  }
  const auto draw = [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      Random random(mix_seed(seed, static_cast<uint64_t>(i)));  // each its own: threads cannot change it
      FaceTraits traits = random_face(random);
      if (edit != nullptr) edit(traits);
      const auto at = static_cast<size_t>(i);
      draw_face(traits, size, result->pixels.data() + at * result->picture_bytes());
      for (size_t a = 0; a < face_attribute_count; ++a) result->attributes[a].of[at] = traits.attributes[a];
    }
  };
  if (auto done = parallel_for(result->count, faces_at_once, fmt::format("Drawing {} faces", result->count),
                               context, draw);
      !done) {
    return tl::unexpected(done.error());
  }
  if (flag_of(settings, captions_option()))
    result->captions = std::make_shared<const Captions>(face_captions(result->attributes, result->count));
  return result;
}

DatasetEntry faces_entry() {
  return {{"faces",
           "Faces",
           "Cartoon faces drawn by the program, with nine attributes such as glasses and hair colour that "
           "are known for every "
           "picture.",
           {size_option(), flip_option(), shift_option(), captions_option(), seed_option(), count_option()}},
          load_faces};
}

}  // namespace ganscope::data
