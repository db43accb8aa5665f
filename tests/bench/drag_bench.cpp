// How far a dragged point goes: handles at corners of random samples, dragged 4 px in eight directions; and
// the same looked for after a random step of latent space of the same length.
//   build/bench/tests/bench/bench_drag RUN [SAMPLES]
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <iostream>
#include <numbers>
#include <string>
#include <vector>

#include "app/commands/open_model.h"
#include "app/commands/tool_run.h"
#include "core/base/random.h"
#include "core/engine/engine.h"
#include "core/explore/drag_points.h"
#include "core/explore/picture_values.h"
#include "core/explore/tools/drag_numbers.h"

namespace ganscope::testing {
namespace {

using explore::PictureShape;
using explore::Place;

constexpr double asked_px = 4;

struct Stage {
  commands::OpenModel model;
  explore::Bench bench;
  PictureShape shape;

  [[nodiscard]] std::vector<float> draw(const std::vector<float>& latent, int label,
                                        commands::Console& console) const {
    const auto drawn =
        model.draw({latent}, label < 0 ? std::vector<int>{} : std::vector<int>{label}, console, "");
    return explore::values_of(drawn.value(), shape.channels).values;
  }
};

/// A place in the middle of the picture that can be told from its surroundings in every direction: drawn from
/// those whose structure tensor's smaller eigenvalue (Shi and Tomasi 1994) is at least 0.3 of the greatest.
Place corner_of(const std::vector<float>& picture, const PictureShape& shape, Random& random) {
  const auto at = [&](int row, int column) {
    float sum = 0;
    for (int c = 0; c < shape.channels; ++c)
      sum += picture[static_cast<size_t>((c * shape.height + row) * shape.width + column)];
    return static_cast<double>(sum);
  };
  struct Candidate {
    Place place;
    double worth;
  };
  std::vector<Candidate> all;
  double best = 0;
  for (int row = shape.height / 5; row < shape.height * 4 / 5; ++row)
    for (int column = shape.width / 5; column < shape.width * 4 / 5; ++column) {
      double a = 0, b = 0, c = 0;
      for (int i = row - 2; i <= row + 2; ++i)
        for (int j = column - 2; j <= column + 2; ++j) {
          const double right = at(i, j + 1) - at(i, j), down = at(i + 1, j) - at(i, j);
          a += right * right, b += down * down, c += right * down;
        }
      const double worth = (a + b) / 2 - std::hypot((a - b) / 2, c);
      all.push_back({{column + 0.5, row + 0.5}, worth});
      best = std::max(best, worth);
    }
  std::erase_if(all, [best](const Candidate& one) { return one.worth < 0.3 * best; });
  return all[random.below(all.size())].place;
}

/// The share of the asked way; 0 where something else is found.
double share(const explore::Handle& handle) {
  return handle.alike < explore::dragged::same_thing ? 0 : handle.moved() / asked_px;
}

std::string words_of(std::vector<double> shares) {
  std::ranges::sort(shares);
  const auto far = static_cast<double>(std::ranges::count_if(shares, [](double s) { return s >= 0.6; }));
  return fmt::format("median {:5.2f} of the way, {:3.0f} % went 0.6 of it or more", shares[shares.size() / 2],
                     100 * far / static_cast<double>(shares.size()));
}

Expected<void> measure(const std::string& run, int samples, commands::Console& console) {
  commands::ModelChoice choice;
  choice.run = run;
  auto model = commands::open_model(choice, console);
  if (!model) return tl::unexpected(model.error());
  Stage stage{std::move(*model), {}, {}};
  stage.bench.subject = std::make_shared<train::Subject>(
      train::Subject{stage.model.experiment, stage.model.data, stage.model.latent_dim, 1});
  stage.shape = explore::picture_shape(*stage.bench.subject);
  Random random(5);
  std::vector<double> dragged, by_chance, seconds, lengths;
  // The tool draws through a replica of its own.
  stage.bench.replica = std::move(commands::open_model(choice, console).value().replica);
  for (int n = 0; n < samples; ++n) {
    api::Ask ask;
    ask.tool = "drag";
    ask.latents.resize(static_cast<size_t>(stage.model.latent_dim));
    random.fill_normal(ask.latents);
    const int label = stage.model.classes > 0 ? n % stage.model.classes : -1;
    if (label >= 0) ask.labels = {label};
    const std::vector<float> before = stage.draw(ask.latents, label, console);
    const Place from = corner_of(before, stage.shape, random);
    const double angle = std::numbers::pi / 4 * static_cast<double>(random.below(8));
    const Place to{std::clamp(from.x + asked_px * std::cos(angle), 0.5, stage.shape.width - 0.5),
                   std::clamp(from.y + asked_px * std::sin(angle), 0.5, stage.shape.height - 0.5)};
    ask.settings.set("handles", int64_t{1});
    ask.settings.set("from_0_x", from.x);
    ask.settings.set("from_0_y", from.y);
    ask.settings.set("to_0_x", to.x);
    ask.settings.set("to_0_y", to.y);
    const auto began = std::chrono::steady_clock::now();
    const auto answer = commands::run_tool(stage.bench, stage.model.snapshot, ask, console);
    if (!answer) return tl::unexpected(answer.error());
    seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count());
    explore::DragPoints points({{from, to, from}}, stage.shape, before);
    const std::vector<float> moved(answer->vectors.row(0), answer->vectors.row(0) + stage.model.latent_dim);
    points.find(stage.draw(moved, label, console));
    dragged.push_back(share(points.handles()[0]));
    std::vector<float> step(moved.size());
    random.fill_normal(step);
    double length = 0, of_step = 0;
    for (size_t i = 0; i < step.size(); ++i) {
      length += std::pow(static_cast<double>(moved[i] - ask.latents[i]), 2);
      of_step += std::pow(static_cast<double>(step[i]), 2);
    }
    for (size_t i = 0; i < step.size(); ++i)
      step[i] = ask.latents[i] + step[i] * static_cast<float>(std::sqrt(length / of_step));
    points.find(stage.draw(step, label, console));
    by_chance.push_back(share(points.handles()[0]));
    lengths.push_back(std::sqrt(length));
  }
  std::ranges::sort(seconds);
  std::ranges::sort(lengths);
  console.say("{}, {} handles, {} px asked", stage.model.title(), samples, asked_px);
  console.say_line("  dragged             " + words_of(dragged));
  console.say_line("  random, as far      " + words_of(by_chance));
  console.say("  {:.1f} s at the median; the latent moved by {:.1f}", seconds[seconds.size() / 2],
              lengths[lengths.size() / 2]);
  return {};
}

}  // namespace
}  // namespace ganscope::testing

int main(int argc, char** argv) {
  using namespace ganscope;
  configure_threads(1);
  commands::Console console(std::cout, std::cerr, false);
  console.quiet = true;
  if (argc < 2) {
    console.say("bench_drag RUN [SAMPLES]");
    return 2;
  }
  const auto measured = testing::measure(argv[1], argc > 2 ? std::atoi(argv[2]) : 20, console);
  if (!measured) console.error(measured.error());
  return measured ? 0 : 1;
}
