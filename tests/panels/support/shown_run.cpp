#include "tests/panels/support/shown_run.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <utility>

#include "app/model/pump.h"
#include "app/panels/explore/explore_panel.h"
#include "core/base/random.h"
#include "core/forms/painter.h"
#include "core/melody/compose.h"
#include "core/sound/spectrogram.h"
#include "core/sound/synthesiser.h"
#include "tests/panels/support/answered_tools.h"
#include "tests/panels/support/sample_run.h"
#include "tests/panels/support/shown_plane.h"
#include "tests/panels/support/shown_verse.h"
#include "tests/panels/support/translating_run.h"

namespace ganscope::testing {
namespace {

constexpr int side = 32;

/// Which run it is, where there is one, and of which experiment.
void tell_of(api::Status& status, const char* run, const char* name, const char* title) {
  if (!status.run.empty()) status.run = run;
  status.experiment.change([&](config::Experiment& experiment) {
    experiment.name = name;
    experiment.title = title;
  });
}

/// One of eight blobs on a ring.
void append_point(uint64_t seed, double spread, std::vector<float>& points) {
  Random random(seed);
  const double angle = 0.7853981634 * static_cast<double>(random.below(8));
  points.push_back(static_cast<float>(2 * std::cos(angle) + spread * random.normal()));
  points.push_back(static_cast<float>(2 * std::sin(angle) + spread * random.normal()));
}

/// A drum of this kind, its spectrogram as values and as a grey picture.
void append_drum(uint64_t seed, int kind, std::vector<uint8_t>& values, std::vector<uint8_t>& rgba) {
  Random random(seed);
  const auto image = sound::spectrogram(sound::struck(static_cast<sound::Kind>(kind), random).samples);
  values.insert(values.end(), image.begin(), image.end());
  for (const uint8_t value : image) rgba.insert(rgba.end(), {value, value, value, 255});
}

/// A melody, its rows as values and as it is painted; every other one has a note that breaks rules.
void append_melody(uint64_t seed, bool real, std::vector<uint8_t>& values, std::vector<uint8_t>& rgba) {
  Random random(seed);
  melody::Line line = melody::compose(random);
  if (!real && seed % 2 == 1) line[2] = static_cast<uint8_t>(line[0] < 11 ? 22 : 1);
  std::vector<uint8_t> rows(static_cast<size_t>(melody::places) * melody::words);
  for (size_t place = 0; place < melody::places; ++place) rows[place * melody::words + line[place]] = 255;
  values.insert(values.end(), rows.begin(), rows.end());
  forms::painter_of({.form = Form::rolls})->paint(rows, rgba);
}

constexpr int film_frames = 8;

/// A face that goes from left to right, its frames as values and the first of them as a grey picture.
void append_film(uint64_t seed, std::vector<uint8_t>& values, std::vector<uint8_t>& rgba) {
  std::vector<uint8_t> face;
  append_face(face_of(seed), face);
  const auto grey = [&](int x, int y, int frame) {
    const int from = std::clamp(x + film_frames / 2 - frame, 0, side - 1);
    return face[4 * static_cast<size_t>(y * side + from)];
  };
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x) {
      for (int frame = 0; frame < film_frames; ++frame) values.push_back(grey(x, y, frame));
      rgba.insert(rgba.end(), {grey(x, y, 0), grey(x, y, 0), grey(x, y, 0), 255});
    }
}

uint64_t hash_of(const float* latent, int dimensions) {
  uint64_t hash = 17;
  for (int d = 0; d < dimensions; ++d) hash = mix_seed(hash, std::bit_cast<uint32_t>(latent[d]));
  return hash;
}

int painted_melody() { return forms::painter_of({.form = Form::rolls})->width(); }

/// As the tool "lines" says it: a real melody that differs at five places.
void answer_with_nearest(api::Answer& result) {
  Random random(77);
  const melody::Line line = melody::compose(random);
  for (int i = 0; i < result.count; ++i) {
    api::TableRow row{.key = "line", .text = "", .numbers = {5}};
    row.numbers.insert(row.numbers.end(), line.begin(), line.end());
    result.table.push_back(std::move(row));
  }
}

api::SeriesTable table() {
  using config::Player;
  api::SeriesTable table;
  table.generation = 1;
  table.plots = {{"loss", "Loss", "what each player minimises", false, 0, 0, {}, ""},
                 {"belief", "What D believes", "1 = real, 0 = fake", false, 0, 1, {0.5}, "½ unsure"},
                 {"gradient", "Gradient norm", "pull on each player", true, 0, 0, {}, ""},
                 {"speed", "Steps per second", "", false, 0, 0, {}, ""}};
  table.series = {{"d_loss", "D", "Discriminator loss", "", "loss", Player::discriminator},
                  {"g_loss", "G", "Generator loss", "", "loss", Player::generator},
                  {"d_real", "real", "D on real samples", "", "belief", Player::real},
                  {"d_fake", "fake", "D on generated samples", "", "belief", Player::generator},
                  {"grad_g", "G", "Generator gradient", "", "gradient", Player::generator},
                  {"grad_d", "D", "Discriminator gradient", "", "gradient", Player::discriminator},
                  {"steps_per_s", "steps/s", "Steps per second", "", "speed", Player::none}};
  return table;
}

}  // namespace

ShownRun::ShownRun(api::Phase phase, int64_t step, Kind kind)
    : session(sample_catalogue()),
      points_(kind == Kind::points),
      sounds_(kind == Kind::sounds),
      melodies_(kind == Kind::melodies),
      verse_(kind == Kind::verse),
      films_(kind == Kind::films) {
  set_up_run(model, phase, step);
  for (const model::View& view : panels::all_views()) model.views.push_back(view);
  api::Status status = *model.status;
  if (points_) {
    tell_of(status, "ring-01c4", "ring", "Ring");
    status.data = {.key = "ring",
                   .title = "Ring",
                   .form = Form::points,
                   .count = 20000,
                   .dimensions = 2,
                   .label_names = {},
                   .attribute_names = {}};
  }
  if (sounds_) {
    tell_of(status, "drums-51b2", "drums", "Drums");
    status.data = {.key = "drums",
                   .title = "Drums",
                   .form = Form::waves,
                   .count = 4096,
                   .channels = 1,
                   .height = sound::bands,
                   .width = sound::frames,
                   .label_names = {sound::kind_names.begin(), sound::kind_names.end()},
                   .attribute_names = {},
                   .rate = sound::usual_rate};
  }
  if (melodies_) set_melodies(status);
  if (verse_) set_verse(status);
  if (films_) set_films(status);
  session.set_history(*model.history);
  session.set_status(std::move(status));
  model.catalogue = &session.catalogue();
  model.selected_latent = phase == api::Phase::idle ? -1 : 18;
  if (phase == api::Phase::idle) return;
  session.set_preview(real_data());
  set_series(step);
  if (!verse_) return;
  session.set_measure_table(verse_measures());
  session.add_measures(verse_measured(step));
}

void ShownRun::set_verse(api::Status& status) {
  tell_of(status, "verse-9c14", "verse", "Verse");
  status.data = verse_data();
  status.model.judges = true;
}

void ShownRun::set_films(api::Status& status) {
  tell_of(status, "faces-film-3218", "faces-film", "Faces in motion");
  status.data = {.key = "faces-film",
                 .title = "Faces in motion",
                 .form = Form::films,
                 .count = 6000,
                 .channels = film_frames,
                 .height = side,
                 .width = side,
                 .label_names = {"turns", "nods", "blinks"},
                 .attribute_names = {}};
}

void ShownRun::set_melodies(api::Status& status) {
  tell_of(status, "melody-77a0", "melody", "Melody");
  status.data = {.key = "melody",
                 .title = "Melody",
                 .form = Form::rolls,
                 .count = 40000,
                 .channels = 1,
                 .height = melody::places,
                 .width = melody::words,
                 .label_names = {},
                 .attribute_names = {}};
  status.data.tokens =
      std::make_shared<const tokens::Vocabulary>(tokens::Vocabulary{melody::word_names(), " ", "melody"});
}

void ShownRun::set_series(int64_t steps) {
  session.set_series(table());
  Random random(5);
  std::vector<api::MetricRow> rows;
  for (int64_t step = 1; step <= steps; ++step) {
    const double t = static_cast<double>(step), learned = std::exp(-t / 400);
    const auto noisy = [&](double value, double noise) {
      return static_cast<float>(value + noise * random.normal());
    };
    rows.push_back(
        {1,
         step,
         t / 141,
         {noisy(1.25 - 0.5 * learned, 0.08), noisy(0.95 + 0.6 * learned, 0.12),
          noisy(0.62 + 0.2 * learned, 0.04), noisy(0.38 - 0.2 * learned, 0.04),
          std::exp(noisy(0.2 + learned, 0.2)), std::exp(noisy(0.9 + learned, 0.2)), noisy(141, 2)}});
  }
  session.add_metrics(std::move(rows));
}

api::DataPreview ShownRun::real_data() const {
  api::DataPreview preview;
  preview.generation = 1;
  preview.key = points_     ? "ring"
                : sounds_   ? "drums"
                : melodies_ ? "melody"
                : verse_    ? "verse"
                : films_    ? "faces-film"
                            : "faces";
  preview.count = points_ ? 1024 : 64;
  preview.width = preview.height = points_     ? 0
                                   : melodies_ ? painted_melody()
                                   : verse_    ? painted_verse()
                                               : side;
  for (uint64_t i = 0; i < static_cast<uint64_t>(preview.count); ++i) {
    if (sounds_) {
      preview.labels.push_back(static_cast<int>(i % sound::kind_names.size()));
      append_drum(1000 + i, preview.labels.back(), preview.values, preview.pixels);
      continue;
    }
    if (melodies_) {
      append_melody(1000 + i, true, preview.values, preview.pixels);
      continue;
    }
    if (verse_ || films_) {
      verse_ ? append_verse(1000 + i, true, preview.values, preview.pixels)
             : append_film(1000 + i, preview.values, preview.pixels);
      continue;
    }
    points_ ? append_point(1000 + i, 0.05, preview.points) : append_face(face_of(1000 + i), preview.pixels);
  }
  return preview;
}

void ShownRun::answer(const api::Ask& request) {
  const int dimensions = model.status->latent_dim;
  const int rows = static_cast<int>(request.latents.size()) / std::max(1, dimensions);
  api::Answer result;
  result.view = request.view;
  result.id = request.id;
  result.generation = request.generation;
  result.model = request.model;
  result.step = request.moment == api::now ? model.status->step : request.moment;
  result.steps = request.moments;
  result.count = std::max(rows, static_cast<int>(request.moments.size()));
  result.width = result.height = points_ ? 0 : melodies_ ? painted_melody() : verse_ ? painted_verse() : side;
  for (int i = 0; i < result.count && rows > 0; ++i) {
    const uint64_t hash =
        hash_of(&request.latents[static_cast<size_t>(std::min(i, rows - 1) * dimensions)], dimensions);
    if (sounds_) {
      const auto at = static_cast<size_t>(std::min(i, rows - 1));
      append_drum(hash, at < request.labels.size() ? request.labels[at] : 0, result.values, result.pixels);
    } else if (melodies_) {
      append_melody(hash, false, result.values, result.pixels);
    } else if (verse_) {
      append_verse(hash, false, result.values, result.pixels);
    } else if (films_) {
      append_film(hash, result.values, result.pixels);
    } else {
      points_ ? append_point(hash, 0.12, result.points) : append_face(face_of(hash), result.pixels);
    }
    result.scores.push_back(0.2F + 0.001F * static_cast<float>(hash % 500));
  }
  if (request.tool == "translate") answer_as_translator(request, model, result);
  if (melodies_ && request.tool == "lines") answer_with_nearest(result);
  if (verse_ && request.tool == "lines") answer_with_nearest_verse(result);
  if (!points_ && !sounds_ && !melodies_ && !verse_ && !films_) answer_as_tool(request, dimensions, result);
  answer_for_rooms(request, result);
  if (points_ && request.tool == "plane") answer_as_plane(request, dimensions, result);
  session.set_answer(std::move(result));
}

void ShownRun::settle(double now_s) {
  do {
    for (const api::Ask& request : std::exchange(session.asks, {})) answer(request);
    model::pump(model, session, now_s);
  } while (!session.asks.empty());
}

}  // namespace ganscope::testing
