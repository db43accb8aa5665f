#include "tests/panels/support/translating_run.h"

#include <algorithm>

#include "app/model/translation.h"
#include "core/data/tasks/spoils.h"
#include "core/image/rgba.h"
#include "tests/panels/support/answered_tools.h"

namespace ganscope::testing {
namespace {

constexpr int side = 32, held_out_faces = 24;
constexpr size_t area = static_cast<size_t>(side) * side;

/// The lines of a face, as the task "drawing" takes them.
std::vector<uint8_t> lines_of(const std::vector<uint8_t>& rgba) {
  const data::Shape shape{3, side, side};
  std::vector<uint8_t> lines(area), pixels;
  Random unused(0);
  data::spoils::lines(shape, data::spoils::colours_of(shape, rgba), unused, lines);
  image::append_rgba(lines, 1, pixels);
  return pixels;
}

api::HeldOut faces(uint64_t first, bool drawn) {
  api::HeldOut held;
  held.count = held_out_faces;
  for (uint64_t i = 0; i < held_out_faces; ++i) {
    std::vector<uint8_t> face;
    append_face(face_of(first + i), face);
    const std::vector<uint8_t> input = drawn ? lines_of(face) : face;
    held.inputs.insert(held.inputs.end(), input.begin(), input.end());
    if (drawn) held.truths.insert(held.truths.end(), face.begin(), face.end());
  }
  return held;
}

}  // namespace

void make_translating(ShownRun& run, bool paired) {
  api::Status status = run.session.current_status();
  status.run = paired ? "drawing-41c7" : "hair-41c7";
  status.latent_dim = 0;
  status.experiment.change([&](config::Experiment& experiment) {
    experiment.name = paired ? "draw-faces" : "cycle-hair";
    experiment.title = paired ? "Drawing to face" : "Black hair, blond hair";
    experiment.settings.set("model", std::string(paired ? "pix2pix" : "cyclegan"));
    experiment.settings.set("task", std::string(paired ? "drawing" : "hair"));
    if (paired) experiment.settings.set("adversarial_weight", 1.0);
  });
  status.model.kind = paired ? "pix2pix" : "cyclegan";
  if (paired)
    status.model.directions = {{"drawing", "faces", true}};
  else
    status.model.directions = {{"black hair", "blond hair", false}, {"blond hair", "black hair", false}};
  status.data.input_title = status.model.directions.front().from;
  status.data.input_channels = paired ? 1 : 3;
  run.session.set_status(status);
  uint64_t seen = 0;
  api::DataPreview preview = *run.session.preview(seen);
  preview.held_out.push_back(faces(2000, paired));
  if (!paired) preview.held_out.push_back(faces(3000, false));
  run.session.set_preview(preview);
}

void answer_as_translator(const api::Ask& request, const model::UiModel& model, api::Answer& answer) {
  const auto direction = static_cast<int>(request.settings.integer("direction"));
  const int channels = model::input_channels(model, direction);
  const size_t width = area * static_cast<size_t>(channels);
  const auto given = static_cast<int>(request.pictures.size() / width);
  const api::HeldOut* held = model::held_out(model, direction);
  answer.count = request.moments.empty() ? given : static_cast<int>(request.moments.size());
  answer.width = answer.height = side;
  answer.pixels.clear();
  answer.scores.clear();
  for (int i = 0; i < answer.count; ++i) {
    const int row = request.moments.empty() ? i : 0;
    const auto from =
        request.pictures.begin() + static_cast<std::ptrdiff_t>(static_cast<size_t>(row) * width);
    const std::vector<float> input(from, from + static_cast<std::ptrdiff_t>(width));
    int known = -1;
    for (int k = 0; held != nullptr && k < held->count && !held->truths.empty() && known < 0; ++k)
      if (model::held_out_input(model, direction, k) == input) known = k;
    for (size_t p = 0; p < area; ++p)
      for (size_t c = 0; c < 4; ++c) {
        const size_t plane = channels == 1 ? 0 : std::min<size_t>(c, 2);
        int value = static_cast<int>((input[plane * area + p] + 1) * 127.5F);
        if (known >= 0) value = (3 * held->truths[(static_cast<size_t>(known) * area + p) * 4 + c] + 255) / 4;
        if (known < 0 && c == 2) value = value / 2 + 80;
        answer.pixels.push_back(c == 3 ? uint8_t{255} : static_cast<uint8_t>(value));
      }
    answer.scores.push_back(0.3F + 0.01F * static_cast<float>(i % 20));
  }
  if (model.status->model.directions.size() < 2) return;
  answer.vectors = {answer.count, static_cast<int>(area), {}};
  for (int i = 0; i < answer.count; ++i)
    for (size_t p = 0; p < area; ++p) answer.vectors.values.push_back(p < area / 2 ? 0.9F : 0.05F);
}

}  // namespace ganscope::testing
