#include "core/explore/tools/plane.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "core/base/sigmoid.h"
#include "core/explore/plane_grid.h"
#include "core/explore/tools/common.h"
#include "core/explore/tools/draw.h"
#include "core/explore/tools/plane_numbers.h"
#include "core/metrics/points/optimal_discriminator.h"

namespace ganscope::explore {
namespace {

constexpr size_t judged_together = 2048;  // points: about a millisecond of a small D
constexpr size_t kernels_together = 256;  // points whose density is added in one piece
constexpr size_t bandwidth_points = 384;  // what the bandwidth is chosen by; its cost grows with their square
constexpr float hardly = 1e-4F;           // of the highest density: less, of both laws, is nothing

/// p_data over a grid, which changes with the view alone.
struct KeptDensity {
  PlaneGrid grid;
  size_t done = 0;
  std::vector<float> values;
};
/// The latents of p_model's samples: always the same, so that the density moves only as G does.
struct KeptLatents {
  std::vector<float> latents;
};

/// The bandwidth of p_model's kernels, whose choice takes 20 ms. It comes from 16 values, a factor of √2
/// apart, so it is nearly always the same again while the samples spread alike: it is kept for so many
/// rounds.
struct KeptBandwidth {
  static constexpr int most_rounds = 15;
  api::Model model = api::Model::ema;
  size_t samples = 0;
  double spread = 0, bandwidth = 0;
  int rounds = 0;
  [[nodiscard]] bool fits(api::Model of, size_t count, double now) const {
    constexpr double alike = 0.03;
    return rounds > 0 && rounds < most_rounds && of == model && count == samples &&
           std::abs(now - spread) <= alike * spread;
  }
};

class PlaneTool final : public Tool {
 public:
  Expected<bool> work(Bench& bench, const Slice& slice, api::Answer& answer) override {
    if (!begun_)
      if (auto sound = begin(bench, slice, answer); !sound) return tl::unexpected(sound.error());
    while (stage_ != Stage::done) {
      auto over = go_on(bench, slice, answer);
      if (!over) return tl::unexpected(over.error());
      if (*over) {
        stage_ = static_cast<Stage>(static_cast<int>(stage_) + 1);
        at_ = 0;
      }
      if (stage_ != Stage::done && Clock::now() >= slice.until) return false;
    }
    return true;
  }

 private:
  enum class Stage {
    drawing,
    forces,
    field,
    slopes,
    lattice,
    data,
    samples,
    bandwidth,
    model,
    optimum,
    done
  };

  [[nodiscard]] bool wants(plane::Layer layer) const { return (layers_ & layer) != 0; }
  [[nodiscard]] bool densities() const { return wants(plane::optimum); }

  Expected<void> begin(Bench& bench, const Slice& slice, api::Answer& answer) {
    const api::DataInfo& data = bench.subject->data;
    if (!data.is_points() || data.dimensions != 2)
      return fail(FailureKind::unsupported, "these data are not points of a plane", "plane",
                  "choose point data of two dimensions");
    if (auto sound = check_rows(slice.ask.latents, bench.subject->latent_dim); !sound) return sound;
    const config::Settings& settings = slice.ask.settings;
    constexpr double far = 1e30;
    grid_ = {real_setting(settings, "x0", -1, -far, far),
             real_setting(settings, "x1", 1, -far, far),
             real_setting(settings, "y0", -1, -far, far),
             real_setting(settings, "y1", 1, -far, far),
             static_cast<int>(whole_setting(settings, "columns", 64, 2, plane::most_across)),
             static_cast<int>(whole_setting(settings, "rows", 64, 2, plane::most_across))};
    if (!(grid_.x0 < grid_.x1) || !(grid_.y0 < grid_.y1))
      return fail(FailureKind::usage, "the view has no area", "plane",
                  "give it its low end before the high one");
    layers_ = whole_setting(settings, "layers", 0, 0, INT64_MAX);
    answer.table.push_back({std::string(plane::view),
                            "",
                            {grid_.x0, grid_.x1, grid_.y0, grid_.y1, static_cast<double>(grid_.columns),
                             static_cast<double>(grid_.rows)}});
    answer.vectors.width = static_cast<int>(grid_.count());
    answer.field_columns = grid_.columns;
    begun_ = true;
    return {};
  }

  Expected<bool> go_on(Bench& bench, const Slice& slice, api::Answer& answer) {
    switch (stage_) {
      case Stage::drawing:
        return draw_points(bench, slice, answer);
      case Stage::forces:
        return wants(plane::forces) ? find_forces(bench, slice, answer) : true;
      case Stage::field:
        return wants(plane::field) || wants(plane::optimum) ? judge_plane(bench, slice, answer) : true;
      case Stage::slopes:
        return wants(plane::slopes) ? find_slopes(bench, slice, answer) : true;
      case Stage::lattice:
        return wants(plane::bent) ? draw_lattice(bench, slice, answer) : true;
      case Stage::data:
        return wants(plane::data_density) || densities() ? add_data_density(bench, slice, answer) : true;
      case Stage::samples:
        return wants(plane::model_density) || densities() ? draw_samples(bench, slice) : true;
      case Stage::bandwidth:
        if (!samples_.empty()) choose_bandwidth(bench, slice, answer);
        return true;
      case Stage::model:
        return samples_.empty() ? true : add_model_density(answer);
      case Stage::optimum:
        if (densities()) compare(answer);
        return true;
      default:
        return true;
    }
  }

  /// The asked latents' points, and what D says of them.
  Expected<bool> draw_points(Bench& bench, const Slice& slice, api::Answer& answer) {
    const auto dim = static_cast<size_t>(bench.subject->latent_dim);
    const size_t total = dim == 0 ? 0 : slice.ask.latents.size() / dim;
    if (total == 0) return true;
    auto drawn = draw(bench, *slice.snapshot, slice.ask, slice.ask.latents,
                      labels_in_turn(*bench.subject, slice.ask.labels, 0, static_cast<int>(total)), false,
                      shares_of(bench, slice.ask, 0, static_cast<int>(total)));
    if (!drawn) return tl::unexpected(drawn.error());
    answer.append(*drawn);
    if (!wants(plane::field) && !wants(plane::forces) && !wants(plane::optimum)) return true;
    auto judged = bench.replica->judge_field(*slice.snapshot, answer.points, false);
    if (!judged) return without_d(judged.error(), answer);
    of_fakes_ = judged->logits;
    for (const float logit : judged->logits)
      answer.scores.push_back(static_cast<float>(sigmoid(static_cast<double>(logit))));
    return true;
  }

  /// D cannot be asked: everything else is drawn all the same.
  Expected<bool> without_d(const Failure& why, api::Answer& answer) {
    if (why.kind != FailureKind::unsupported) return tl::unexpected(why);
    if (answer.row(plane::missing) == nullptr)
      answer.table.push_back({std::string(plane::missing), why.what, {}});
    layers_ &= ~static_cast<int64_t>(plane::field | plane::slopes | plane::forces);
    no_d_ = true;
    return true;
  }

  Expected<bool> find_forces(Bench& bench, const Slice& slice, api::Answer& answer) {
    if (answer.points.empty()) return true;
    config::Settings game = bench.subject->experiment.settings;
    if (const std::string objective = text_setting(slice.ask.settings, "objective"); !objective.empty())
      game.set("objective", objective);
    auto forces = bench.replica->point_forces(*slice.snapshot, game, answer.points,
                                              real_beside(bench, answer.points.size()));
    if (!forces) return without_d(forces.error(), answer);
    answer.curves.push_back(pairs(plane::force, forces->values));
    return true;
  }

  /// So many numbers of real points, from the first on, again and again.
  static std::vector<float> real_beside(const Bench& bench, size_t count) {
    std::vector<float> real;
    const data::DatasetPointer& set = bench.subject->dataset;
    if (!set || set->points.empty()) return real;
    real.reserve(count);
    for (size_t i = 0; i < count; ++i) real.push_back(set->points[i % set->points.size()]);
    return real;
  }

  static api::Curve pairs(std::string_view key, std::span<const float> values) {
    api::Curve curve{std::string(key), {}, {}};
    for (size_t i = 0; i + 1 < values.size(); i += 2) {
      curve.x.push_back(values[i]);
      curve.y.push_back(values[i + 1]);
    }
    return curve;
  }

  Expected<bool> judge_plane(Bench& bench, const Slice& slice, api::Answer& answer) {
    if (no_d_) return true;
    const size_t first = logits_.size(), last = std::min(grid_.count(), first + judged_together);
    auto judged = bench.replica->judge_field(*slice.snapshot, grid_.places(first, last), false);
    if (!judged) return without_d(judged.error(), answer);
    logits_.insert(logits_.end(), judged->logits.begin(), judged->logits.end());
    if (last < grid_.count()) return false;
    add_field(plane::logit, logits_, answer);
    return read(bench, slice, answer);
  }

  /// Verdicts, where raw outputs are no log odds by themselves.
  Expected<bool> read(Bench& bench, const Slice& slice, api::Answer& answer) {
    const std::string reading = text_setting(slice.ask.settings, "reading");
    verdicts_ = logits_;
    if (reading.empty() || reading == "belief" || of_fakes_.empty()) return true;
    auto real = bench.replica->judge_field(*slice.snapshot, real_beside(bench, 2 * of_fakes_.size()), false);
    if (!real) return without_d(real.error(), answer);
    std::vector<float> both = of_fakes_;
    both.insert(both.end(), real->logits.begin(), real->logits.end());
    const double unit = reading == "critic" ? std::max(spread_of(both), 1e-6) : 1,
                 centre = level_of(both, unit);
    for (float& value : verdicts_) value = static_cast<float>((static_cast<double>(value) - centre) / unit);
    for (size_t i = 0; i < answer.scores.size(); ++i)
      answer.scores[i] = static_cast<float>(sigmoid((static_cast<double>(of_fakes_[i]) - centre) / unit));
    answer.table.push_back({std::string(plane::level), "", {centre, unit}});
    add_field(plane::verdict, verdicts_, answer);
    if (reading == "critic") verdicts_.clear();  // nothing to compare with the optimal D
    return true;
  }

  /// c with mean σ((value − c)/unit) = ½.
  static double level_of(std::span<const float> values, double unit) {
    const auto [lowest, highest] = std::ranges::minmax(values);
    double low = static_cast<double>(lowest), high = static_cast<double>(highest);
    for (int halving = 0; halving < 40; ++halving) {
      const double middle = (low + high) / 2;
      double sum = 0;
      for (const float value : values) sum += sigmoid((static_cast<double>(value) - middle) / unit);
      (sum > static_cast<double>(values.size()) / 2 ? low : high) = middle;
    }
    return (low + high) / 2;
  }

  Expected<bool> find_slopes(Bench& bench, const Slice& slice, api::Answer& answer) {
    PlaneGrid coarse = grid_;
    coarse.columns = static_cast<int>(whole_setting(slice.ask.settings, "arrows", 18, 2, 64));
    const double cell = (grid_.x1 - grid_.x0) / coarse.columns;
    coarse.rows = std::clamp(static_cast<int>(std::lround((grid_.y1 - grid_.y0) / cell)), 2, 64);
    const double half_x = cell / 2, half_y = (grid_.y1 - grid_.y0) / coarse.rows / 2;
    coarse = {grid_.x0 + half_x, grid_.x1 - half_x, grid_.y0 + half_y,
              grid_.y1 - half_y, coarse.columns,    coarse.rows};
    const std::vector<float> points = coarse.places(0, coarse.count());
    auto judged = bench.replica->judge_field(*slice.snapshot, points, true);
    if (!judged) return without_d(judged.error(), answer);
    answer.curves.push_back(pairs(plane::slope_at, points));
    answer.curves.push_back(pairs(plane::slope, judged->slopes.values));
    return true;
  }

  Expected<bool> draw_lattice(Bench& bench, const Slice& slice, api::Answer& answer) {
    const int dim = bench.subject->latent_dim;
    const int across = static_cast<int>(whole_setting(slice.ask.settings, "lattice", 33, 2, 128));
    const int up = dim < 2 ? 1 : across;
    const double reach = real_setting(slice.ask.settings, "reach", 2.5, 0.01, 100);
    const double step = 2 * reach / (across - 1);
    std::vector<float> latents(static_cast<size_t>(across) * static_cast<size_t>(up) *
                               static_cast<size_t>(dim));
    for (int row = 0; row < up; ++row)
      for (int column = 0; column < across; ++column) {
        float* z = latents.data() + (static_cast<ptrdiff_t>(row) * across + column) * dim;
        z[0] = static_cast<float>(-reach + step * column);
        if (dim > 1) z[1] = static_cast<float>(-reach + step * row);
      }
    auto drawn = draw(bench, *slice.snapshot, of_z(slice.ask), latents,
                      labels_in_turn(*bench.subject, slice.ask.labels, 0, across * up), false);
    if (!drawn) return tl::unexpected(drawn.error());
    const Stretching found = stretching_of(drawn->points, across, up, step);
    answer.curves.push_back(pairs(plane::node, drawn->points));
    answer.curves.push_back({std::string(plane::stretching), found.factors, found.sides});
    answer.table.push_back(
        {std::string(plane::lattice), "", {static_cast<double>(across), static_cast<double>(up), reach}});
    return true;
  }

  static api::Ask of_z(const api::Ask& ask) {
    api::Ask plain;
    plain.model = ask.model;
    return plain;
  }

  Expected<bool> add_data_density(Bench& bench, const Slice& slice, api::Answer& answer) {
    const data::DatasetPointer& set = bench.subject->dataset;
    if (!set || !set->law || set->law->dimensions() != 2) return true;  // not known
    auto& kept = bench.keep<KeptDensity>("plane: p_data");
    if (kept.grid != grid_ || kept.values.size() != grid_.count()) {
      kept = {grid_, 0, std::vector<float>(grid_.count())};
    }
    const auto columns = static_cast<size_t>(grid_.columns);
    while (kept.done < grid_.count()) {
      const std::array<double, 2> x{grid_.x(static_cast<int>(kept.done % columns)),
                                    grid_.y(static_cast<int>(kept.done / columns))};
      kept.values[kept.done] = static_cast<float>(set->law->density(x));
      if (++kept.done % 64 == 0 && kept.done < grid_.count() && Clock::now() >= slice.until) return false;
    }
    data_density_ = kept.values;
    add_field(plane::p_data, data_density_, answer);
    return true;
  }

  Expected<bool> draw_samples(Bench& bench, const Slice& slice) {
    const auto dim = static_cast<size_t>(bench.subject->latent_dim);
    const auto count = static_cast<size_t>(whole_setting(slice.ask.settings, "samples", 2048, 2, 65'536));
    auto& kept = bench.keep<KeptLatents>("plane: latents of p_model");
    if (kept.latents.size() != count * dim) {
      kept.latents.resize(count * dim);
      Random random(0x9a11);
      random.fill_normal(kept.latents);
    }
    const size_t first = samples_.size() / 2, last = std::min(count, first + judged_together);
    const auto begin = kept.latents.begin();
    const std::vector<float> latents(begin + static_cast<ptrdiff_t>(first * dim),
                                     begin + static_cast<ptrdiff_t>(last * dim));
    auto drawn =
        draw(bench, *slice.snapshot, of_z(slice.ask), latents,
             labels_in_turn(*bench.subject, {}, static_cast<int64_t>(first), static_cast<int>(last - first)),
             false);
    if (!drawn) return tl::unexpected(drawn.error());
    samples_.insert(samples_.end(), drawn->points.begin(), drawn->points.end());
    return last == count;
  }

  void choose_bandwidth(Bench& bench, const Slice& slice, api::Answer& answer) {
    std::vector<float> sound;
    for (size_t i = 0; i + 1 < samples_.size(); i += 2)
      if (std::isfinite(samples_[i]) && std::isfinite(samples_[i + 1]))
        sound.insert(sound.end(), {samples_[i], samples_[i + 1]});
    samples_ = std::move(sound);
    const size_t count = samples_.size() / 2, some = std::min(count, bandwidth_points);
    if (some < 2) {
      samples_.clear();
      return;
    }
    auto& kept = bench.keep<KeptBandwidth>("plane: bandwidth of p_model");
    const double spread = spread_of(samples_);
    // A density of two dimensions wants a bandwidth that falls with n^(−1/6).
    if (!kept.fits(slice.ask.model, count, spread))
      kept = {slice.ask.model, count, spread,
              metrics::KernelDensity({samples_.data(), 2 * some}, 2).bandwidth() *
                  std::pow(static_cast<double>(some) / static_cast<double>(count), 1.0 / 6)};
    ++kept.rounds;
    bandwidth_ = kept.bandwidth;
    model_density_.assign(grid_.count(), 0);
    answer.table.push_back({std::string(plane::kernel), "", {bandwidth_, static_cast<double>(count)}});
  }

  Expected<bool> add_model_density(api::Answer& answer) {
    const size_t first = 2 * at_, last = std::min(samples_.size(), first + 2 * kernels_together);
    add_kernels(grid_, std::span(samples_).subspan(first, last - first), bandwidth_,
                2 / static_cast<double>(samples_.size()), model_density_);
    at_ = last / 2;
    if (last < samples_.size()) return false;
    add_field(plane::p_model, model_density_, answer);
    return true;
  }

  void compare(api::Answer& answer) const {
    if (data_density_.empty() || model_density_.empty()) return;
    const float least = hardly * std::max(*std::ranges::max_element(data_density_),
                                          *std::ranges::max_element(model_density_));
    std::vector<float> optimum(grid_.count(), std::numeric_limits<float>::quiet_NaN());
    for (size_t i = 0; i < optimum.size(); ++i)
      if (data_density_[i] + model_density_[i] > least)
        optimum[i] = static_cast<float>(metrics::optimal_discriminator(
            static_cast<double>(data_density_[i]), static_cast<double>(model_density_[i])));
    add_field(plane::optimal, optimum, answer);
    if (verdicts_.size() != optimum.size()) return;
    for (size_t i = 0; i < optimum.size(); ++i)
      optimum[i] = static_cast<float>(sigmoid(static_cast<double>(verdicts_[i]))) - optimum[i];
    add_field(plane::difference, optimum, answer);
  }

  static void add_field(std::string_view name, const std::vector<float>& values, api::Answer& answer) {
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (const float value : values) {
      if (!std::isfinite(value)) continue;
      low = std::min(low, static_cast<double>(value));
      high = std::max(high, static_cast<double>(value));
    }
    if (!(low <= high)) low = high = 0;
    answer.table.push_back({"field", std::string(name), {low, high}});
    answer.vectors.values.insert(answer.vectors.values.end(), values.begin(), values.end());
    ++answer.vectors.count;
  }

  Stage stage_ = Stage::drawing;
  bool begun_ = false, no_d_ = false;
  PlaneGrid grid_;
  int64_t layers_ = 0;
  size_t at_ = 0;  ///< within the stage
  double bandwidth_ = 0;
  std::vector<float> of_fakes_, logits_, verdicts_, data_density_, samples_, model_density_;
};

}  // namespace

ToolEntry plane_tool() {
  return {.key = "plane",
          .failure = "The plane could not be drawn",
          .piecemeal = false,
          .of_latents = false,
          .make = [] { return std::unique_ptr<Tool>(new PlaneTool); }};
}

}  // namespace ganscope::explore
