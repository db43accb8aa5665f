#include "tests/panels/support/answered_tools.h"

#include <algorithm>
#include <cmath>

#include "core/base/random.h"
#include "core/data/draw_face.h"
#include "core/explore/bells.h"
#include "core/explore/picture_values.h"
#include "core/explore/tools/all_tools.h"
#include "core/explore/tools/inside_numbers.h"
#include "core/explore/tools/invert_numbers.h"
#include "core/explore/tools/line_names.h"
#include "core/explore/tools/neighbour_numbers.h"

namespace ganscope::testing {
namespace {

constexpr int face_side = 32;

struct Network {
  int channels, size;
};
constexpr Network layers[]{{64, 4}, {32, 8}, {16, 16}};

void invert(const api::Ask& ask, int latent_dim, api::Answer& answer) {
  namespace inverted = explore::inverted;
  answer.count = 4;
  answer.pixels.clear();
  explore::append_pixels(ask.pictures, {3, face_side, face_side}, answer.pixels);
  data::FaceTraits found = face_of(77);
  append_face(found, answer.pixels);
  found[data::FaceAttribute::smile] ^= 1;
  append_face(found, answer.pixels);
  for (int i = 0; i < face_side * face_side; ++i) {  // the difference: more of it below
    const auto grey = static_cast<uint8_t>(i / face_side * 4);
    answer.pixels.insert(answer.pixels.end(), {grey, grey, grey, 255});
  }
  answer.vectors = {2, latent_dim, std::vector<float>(static_cast<size_t>(2 * latent_dim))};
  Random(7).fill_normal(answer.vectors.values);
  std::vector<double> numbers(inverted::numbers, -1);
  numbers[inverted::distance] = 0.0089;
  numbers[inverted::guess] = 0.0174;
  numbers[inverted::start] = 0.0174;
  numbers[inverted::steps] = 1000;
  numbers[inverted::encoder_step] = 4000;
  numbers[inverted::encoder_fits] = 1;
  answer.table = {{"inverted", "", numbers}};
  api::Curve now{"now", {}, {}}, best{"best", {}, {}};
  for (int step = 0; step <= 1000; step += 10) {
    const auto distance = static_cast<float>(0.0089 + 0.0085 * std::exp(-step / 150.0));
    now.x.push_back(static_cast<float>(step));
    best.x.push_back(static_cast<float>(step));
    best.y.push_back(distance);
    now.y.push_back(distance * (step % 20 == 0 ? 1.0F : 1.05F));
  }
  answer.curves = {now, best};
  answer.progress = {"refining", 1000, 1000};
  answer.scores = {0.76F, 0.71F, 0.69F, 0};
}

/// Tiles of waves, each of another length and direction.
void inside(api::Answer& answer) {
  answer.table.clear();
  answer.pixels.clear();
  answer.vectors = {0, 3, {}};
  constexpr int tile = 16;
  for (int layer = 0; layer < 3; ++layer) {
    const Network& of = layers[layer];
    answer.table.push_back(
        {"layer",
         std::to_string(layer),
         {static_cast<double>(of.channels), static_cast<double>(of.size), static_cast<double>(of.size),
          38.0 - 9 * layer, static_cast<double>(answer.vectors.count), static_cast<double>(of.channels)}});
    for (int channel = 0; channel < of.channels; ++channel, ++answer.vectors.count) {
      const int strength = (channel * 7 + layer * 3) % 10;
      answer.vectors.values.insert(
          answer.vectors.values.end(),
          {static_cast<float>(layer), static_cast<float>(channel), static_cast<float>(strength) / 8});
      for (int i = 0; i < tile * tile; ++i) {
        const int step = tile / of.size, row = i / tile / step, column = i % tile / step;
        const int wave = (row * (1 + channel % 3) + column * (1 + channel % 4) + channel) % 8;
        const auto opaque = static_cast<uint8_t>(wave * strength * 4);
        answer.pixels.insert(answer.pixels.end(), {255, 255, 255, opaque});
      }
    }
  }
  answer.count = answer.vectors.count;
  answer.width = answer.height = tile;
}

/// A channel that is the hat's.
void channel(api::Answer& answer) {
  answer.pixels.clear();
  data::FaceTraits face = face_of(77);
  answer.count = 2 + static_cast<int>(explore::channel_scales.size());
  for (int i = 0; i < answer.count; ++i) {
    const float scale = i < 2 ? 1 : explore::channel_scales[static_cast<size_t>(i - 2)];
    face[data::FaceAttribute::hat] = scale > 0.5F ? 1 : 0;
    append_face(face, answer.pixels);
  }
}

void channel_use(const api::Ask& ask, int latent_dim, api::Answer& answer) {
  api::Curve answers{"answers", {}, {}};
  const size_t count = ask.latents.size() / static_cast<size_t>(latent_dim);
  for (size_t i = 0; i < count; ++i) {
    answers.x.push_back(static_cast<float>(i));
    answers.y.push_back(static_cast<float>(i * 29 % 64) / 32);
  }
  answer.curves = {answers};
}

void dissect(const api::Ask& ask, api::Answer& answer) {
  answer.table = {{"question", "glasses", {45}},
                  {"question", "hat", {31}},
                  {"question", "smile", {52}},
                  {"question", "open mouth", {44}}};
  answer.table.push_back({"channel", std::to_string(ask.settings.integer("channel")), {4.2, 9, 77, 6, 2}});
  answer.progress = {"dissecting", 100, 100};
}

void neighbours(api::Answer& answer) {
  namespace neighbour = explore::neighbour;
  answer.pixels.clear();
  answer.count = 10;
  for (uint64_t i = 0; i < 10; ++i) append_face(face_of(3000 + i), answer.pixels);
  std::vector<double> pixels, features;
  for (int i = 0; i < 5; ++i) {
    pixels.insert(pixels.end(), {100.0 + i, 0.07 + 0.004 * i});
    features.insert(features.end(), {200.0 + i, 1.3 + 0.1 * i});
  }
  answer.table = {{neighbour::pixels, "0", pixels}, {neighbour::features, "0", features}};
  api::Curve real_pixels{neighbour::real_pixels, {}, {}}, real_features{neighbour::real_features, {}, {}};
  for (int i = 0; i <= 100; ++i) {
    const float share = static_cast<float>(i) / 100;
    real_pixels.x.push_back(share);
    real_features.x.push_back(share);
    real_pixels.y.push_back(0.04F + 0.06F * share);
    real_features.y.push_back(0.8F + share);
  }
  answer.curves = {real_pixels, real_features};
}

/// A square of samples whose faces have hats in one corner and long hair in the lower half.
void map_of_samples(int latent_dim, api::Answer& answer) {
  constexpr int across = 20;
  answer.count = across * across;
  answer.pixels.clear();
  answer.vectors = {answer.count, latent_dim,
                    std::vector<float>(static_cast<size_t>(answer.count * latent_dim))};
  Random(9).fill_normal(answer.vectors.values);
  answer.scores.clear();
  api::Curve cells{"cells", {}, {}};
  for (int i = 0; i < answer.count; ++i) {
    const int column = i % across, row = i / across;
    data::FaceTraits face = face_of(static_cast<uint64_t>(i));
    face[data::FaceAttribute::hat] = row + column < 12 ? 1 : 0;
    face[data::FaceAttribute::hair_length] = row < across / 2 ? 0 : 1;
    append_face(face, answer.pixels);
    cells.x.push_back(static_cast<float>(column));
    cells.y.push_back(static_cast<float>(row));
    answer.points.push_back(static_cast<float>(column) / 10 - 1);
    answer.points.push_back(static_cast<float>(row) / 10 - 1);
    answer.scores.push_back(0.1F + 0.04F * static_cast<float>(column));
  }
  answer.curves = {cells};
  answer.table = {{"grid", "", {across}}, {"features", "learned", {}}};
  answer.progress = {"map: laying out", 1, 1};
}

/// Whether samples of that map have a hat.
void scored(api::Answer& answer) {
  answer.table = {{"hat", "no\nyes", {0.99}}};
  answer.vectors = {400, 2, {}};
  for (int i = 0; i < 400; ++i) {
    const float hat = i / 20 + i % 20 < 12 ? 0.98F : 0.03F;
    answer.vectors.values.insert(answer.vectors.values.end(), {1 - hat, hat});
  }
}

}  // namespace

data::FaceTraits face_of(uint64_t seed) {
  Random random(seed);
  return data::random_face(random);
}

void append_face(const data::FaceTraits& traits, std::vector<uint8_t>& rgba) {
  const image::Picture face = data::draw_face(traits, face_side);
  for (size_t i = 0; i < face.pixels.size(); i += 3)
    rgba.insert(rgba.end(), {face.pixels[i], face.pixels[i + 1], face.pixels[i + 2], 255});
}

void answer_as_tool(const api::Ask& ask, int latent_dim, api::Answer& answer) {
  const std::string& tool = ask.tool;
  if (tool == "invert") invert(ask, latent_dim, answer);
  if (tool == "encoder") answer.table = {{"encoder", "", {4000, 0.02}}};
  if (tool == "encoder") answer.progress = {"learning", 600, 600};
  if (tool == "judged") answer.table = {{"mean", "", {0.71, 128}}};
  if (tool == "inside") inside(answer);
  if (tool == "channel") channel(answer);
  if (tool == "channel_use") channel_use(ask, latent_dim, answer);
  if (tool == "dissect") dissect(ask, answer);
  if (tool == "neighbours") neighbours(answer);
  if (tool == "layout") map_of_samples(latent_dim, answer);
  if (tool == "scored") scored(answer);
}

namespace {

void line_of_bells(const api::Ask& ask, api::Answer& answer) {
  namespace line = explore::line;
  const explore::Bells data{{-2, 0.5, 0.5}, {2, 0.5, 0.5}}, model{{-1.6, 0.6, 0.4}, {1.9, 0.4, 0.6}};
  api::Curve p{std::string(line::data), {}, {}}, q{std::string(line::model), {}, {}},
      d{std::string(line::d), {}, {}}, best{std::string(line::optimal), {}, {}},
      push{std::string(line::push), {}, {}}, latents{std::string(line::latents), {}, {}};
  const double low = ask.settings.real("low"), high = ask.settings.real("high");
  constexpr int places = 301;
  for (int i = 0; i < places; ++i) {
    const double x = low + (high - low) * i / (places - 1);
    const double at_p = explore::density(data, x), at_q = explore::density(model, x);
    const auto add = [&](api::Curve& curve, double y) {
      curve.x.push_back(static_cast<float>(x));
      curve.y.push_back(static_cast<float>(y));
    };
    add(p, at_p);
    add(q, at_q);
    add(d, 0.15 + 0.7 * at_p / (at_p + at_q + 0.02));
    add(best, at_p / (at_p + at_q));
    add(push, -std::sin(x));
  }
  for (int i = 0; i <= 40; ++i) {
    const double z = -2.5 + 5.0 * i / 40;
    latents.x.push_back(static_cast<float>(z));
    latents.y.push_back(static_cast<float>(1.9 * std::tanh(3 * z) + 0.25 * z));
  }
  answer.curves = {p, q, d, best, push, latents};
  answer.table = {{std::string(line::axis), "", {1, 4}}, {std::string(line::bandwidth), "", {0.08, 8192}}};
}

}  // namespace

void answer_for_rooms(const api::Ask& ask, api::Answer& answer) {
  if (ask.tool == "line") return line_of_bells(ask, answer);
  if (ask.tool != "ways" && ask.tool != "hills") return;
  explore::Bench nothing;
  const auto forever = explore::Clock::now() + std::chrono::hours(1);
  static_cast<void>(explore::find_tool(ask.tool)->make()->work(nothing, {ask, nullptr, forever}, answer));
}

}  // namespace ganscope::testing
