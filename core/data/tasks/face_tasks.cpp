#include "core/data/tasks/face_tasks.h"

#include <utility>

#include "core/data/drawn_faces.h"
#include "core/data/tasks/held_out.h"

namespace ganscope::data {
namespace {

using Edit = void (*)(FaceTraits& traits);

void without_glasses(FaceTraits& face) { face[FaceAttribute::glasses] = 0; }
void with_glasses(FaceTraits& face) { face[FaceAttribute::glasses] = 1; }
void black_hair(FaceTraits& face) { face[FaceAttribute::hair_colour] = 0; }
void blond_hair(FaceTraits& face) { face[FaceAttribute::hair_colour] = 2; }

/// The same faces before and after.
struct Twins {
  std::shared_ptr<Dataset> before, after;
};

Expected<Twins> twins(const config::Settings& settings, const Dataset& base, const WorkContext& context,
                      Edit before, Edit after) {
  if (base.key != "faces" || base.has_inputs())
    return fail(FailureKind::usage, "only of the program's own faces is the truth known", "task",
                "choose data = faces, or another task");
  auto first = drawn_faces(settings, context, before);
  if (!first) return tl::unexpected(first.error());
  auto second = drawn_faces(settings, context, after);
  if (!second) return tl::unexpected(second.error());
  return Twins{std::move(*first), std::move(*second)};
}

/// `to` with the pictures of `from` beside them.
std::shared_ptr<Dataset> made_of(const Dataset& from, std::shared_ptr<Dataset> to, const std::string& title,
                                 bool paired) {
  to->inputs = {title, from.channels, from.count, from.pixels, paired};
  return to;
}

Expected<DatasetPointer> apart(const config::Settings& settings, const Dataset& base,
                               const WorkContext& context, Edit before, Edit after,
                               const std::pair<std::string, std::string>& titles) {
  auto faces = twins(settings, base, context, before, after);
  if (!faces) return tl::unexpected(faces.error());
  const auto& [a, b] = *faces;
  const int64_t held = held_out_count(a->count), half = (a->count - held) / 2;
  if (half < 1)
    return fail(FailureKind::bad_data, "two domains need more than one face", "data_count",
                "choose more faces");
  // Nobody is in both: the first half shows its before, the second its after.
  std::shared_ptr<Dataset> set =
      made_of(*part_of(*a, 0, half), part_of(*b, half, half), titles.first, /*paired=*/false);
  if (held == 0) return set;
  const int64_t first = a->count - held;
  set->held_out = {made_of(*part_of(*a, first, held), part_of(*b, first, held), titles.first, true),
                   made_of(*part_of(*b, first, held), part_of(*a, first, held), titles.second, true)};
  return set;
}

}  // namespace

Expected<DatasetPointer> faces_with_glasses(const config::Settings& settings, const DatasetPointer& base,
                                            const WorkContext& context) {
  auto faces = twins(settings, *base, context, without_glasses, with_glasses);
  if (!faces) return tl::unexpected(faces.error());
  return hold_out(made_of(*faces->before, faces->after, "without glasses", /*paired=*/true));
}

Expected<DatasetPointer> faces_glasses_apart(const config::Settings& settings, const DatasetPointer& base,
                                             const WorkContext& context) {
  return apart(settings, *base, context, without_glasses, with_glasses, {"without glasses", "with glasses"});
}

Expected<DatasetPointer> faces_black_and_blond(const config::Settings& settings, const DatasetPointer& base,
                                               const WorkContext& context) {
  return apart(settings, *base, context, black_hair, blond_hair, {"black hair", "blond hair"});
}

}  // namespace ganscope::data
