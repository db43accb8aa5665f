#include "core/explore/tsne.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/base/check.h"
#include "core/base/random.h"

namespace ganscope::explore {
namespace {

using Four __attribute__((vector_size(16), aligned(4), may_alias)) = float;  // lanes, at any address

constexpr size_t neighbours_at_once = 16;   // whose neighbours are found in one piece
constexpr size_t pairs_together = 100'000;  // pushed apart in one piece: half a millisecond
constexpr double exaggeration = 12;         // of attraction, in the first quarter
constexpr double first_spread = 1e-4;       // of the plane, at the beginning
constexpr float early_momentum = 0.5F, late_momentum = 0.8F;

float total_of(Four sums) { return (sums[0] + sums[1]) + (sums[2] + sums[3]); }

float squared_distance(const float* a, const float* b, size_t width) {
  Four sums{};
  size_t k = 0;
  for (; k + 4 <= width; k += 4) {
    const Four difference = *reinterpret_cast<const Four*>(a + k) - *reinterpret_cast<const Four*>(b + k);
    sums += difference * difference;
  }
  float rest = 0;
  for (; k < width; ++k) rest += (a[k] - b[k]) * (a[k] - b[k]);
  return total_of(sums) + rest;
}

/// Probabilities ∝ exp(−β d²) whose entropy is ln(perplexity), from squared distances less their least.
std::vector<double> probabilities(const std::vector<float>& distances, double perplexity) {
  const double wanted = std::log(perplexity);
  double low = 0, high = std::numeric_limits<double>::infinity();
  double mean = 0;
  for (const float d : distances) mean += static_cast<double>(d) / static_cast<double>(distances.size());
  double beta = mean > 0 ? 1 / mean : 1;
  std::vector<double> p(distances.size());
  for (int round = 0; round < 64; ++round) {
    double sum = 0, weighted = 0;
    for (size_t i = 0; i < p.size(); ++i) {
      const auto d = static_cast<double>(distances[i]);
      p[i] = std::exp(-beta * d);
      sum += p[i];
      weighted += d * p[i];
    }
    for (double& value : p) value /= sum;
    const double off = std::log(sum) + beta * weighted / sum - wanted;
    if (std::abs(off) < 1e-5) break;
    (off > 0 ? low : high) = beta;
    beta = std::isfinite(high) ? (low + high) / 2 : beta * 2;
  }
  return p;
}

}  // namespace

Tsne::Tsne(std::vector<float> points, int count, int width, const Options& options)
    : count_(static_cast<size_t>(count)),
      width_(static_cast<size_t>(width)),
      options_(options),
      points_(std::move(points)),
      bonds_(count_) {
  GANSCOPE_CHECK(count > 0 && width > 0 && points_.size() == count_ * width_, "points of another shape");
  const double most = std::max(1.0, static_cast<double>(count - 1) / 3);
  options_.perplexity = std::clamp(options.perplexity, 1.0, most);
  options_.iterations = std::max(1, options.iterations);
}

int64_t Tsne::total() const {
  return static_cast<int64_t>(count_) + int64_t{8} * options_.iterations;  // an iteration is about eight rows
}

int64_t Tsne::done() const { return static_cast<int64_t>(looked_) + int64_t{8} * iteration_; }

bool Tsne::step() {
  if (looked_ < count_) {
    for (size_t i = 0; i < neighbours_at_once && looked_ < count_; ++i) find_neighbours(looked_++);
    return false;
  }
  if (joined_ < count_) {
    for (size_t i = 0; i < 8 * neighbours_at_once && joined_ < count_; ++i) join_bonds(joined_++);
    if (joined_ == count_) begin_plane();
    return false;
  }
  if (iteration_ >= options_.iterations) return true;
  for (size_t pairs = 0; pushed_ < count_ && pairs < pairs_together; pairs += count_ - pushed_++)
    push(pushed_);
  if (pushed_ < count_) return false;
  pull();
  move();
  pushed_ = 0;
  return ++iteration_ >= options_.iterations;
}

void Tsne::find_neighbours(size_t row) {
  std::vector<std::pair<float, uint32_t>> found;
  found.reserve(count_);
  for (size_t other = 0; other < count_; ++other)
    if (other != row)
      found.emplace_back(squared_distance(&points_[row * width_], &points_[other * width_], width_),
                         static_cast<uint32_t>(other));
  const auto wanted = static_cast<size_t>(3 * options_.perplexity);
  if (wanted < found.size()) {
    std::nth_element(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(wanted), found.end());
    found.resize(wanted);
  }
  if (found.empty()) return;
  const float least = std::min_element(found.begin(), found.end())->first;
  std::vector<float> distances;
  for (const auto& [distance, index] : found) distances.push_back(distance - least);
  const std::vector<double> p = probabilities(distances, options_.perplexity);
  const auto own = static_cast<uint32_t>(row);
  for (size_t i = 0; i < found.size(); ++i)
    bonds_[std::min(own, found[i].second)].push_back(
        {std::max(own, found[i].second), static_cast<float>(p[i])});
}

/// p_ij = (p_j|i + p_i|j) / 2n, both ways together in the earlier point's bonds.
void Tsne::join_bonds(size_t row) {
  std::vector<Bond>& bonds = bonds_[row];
  std::ranges::sort(bonds, [](const Bond& a, const Bond& b) { return a.j != b.j ? a.j < b.j : a.p < b.p; });
  size_t kept = 0;
  for (const Bond& bond : bonds) {
    if (kept > 0 && bonds[kept - 1].j == bond.j)
      bonds[kept - 1].p += bond.p;
    else
      bonds[kept++] = bond;
  }
  bonds.resize(kept);
  for (Bond& bond : bonds) {
    bond.p /= static_cast<float>(count_);
    if (bond.p > 0) entropy_ += static_cast<double>(bond.p) * std::log(static_cast<double>(bond.p) / 2);
  }
}

void Tsne::begin_plane() {
  Random random(options_.seed);
  double squares = 0;
  for (size_t i = 0; i < count_; ++i)
    squares += static_cast<double>(points_[i * width_] * points_[i * width_]) / static_cast<double>(count_);
  const double scale = squares > 0 ? first_spread / std::sqrt(squares) : 0;
  for (size_t i = 0; i < count_; ++i) {
    const float* point = &points_[i * width_];
    const double second = width_ > 1 ? static_cast<double>(point[1]) : 0;
    x_.push_back(
        static_cast<float>(scale * static_cast<double>(point[0]) + first_spread / 100 * random.normal()));
    y_.push_back(static_cast<float>(scale * second + first_spread / 100 * random.normal()));
  }
  for (auto* forces : {&push_x_, &push_y_, &pull_x_, &pull_y_}) forces->assign(count_, 0);
  speed_.assign(2 * count_, 0);
  gain_.assign(2 * count_, 1);
  points_ = {};
}

void Tsne::push(size_t row) {
  const float x = x_[row], y = y_[row];
  Four sum_x{}, sum_y{}, sum_w{};
  size_t j = row + 1;
  for (; j + 4 <= count_; j += 4) {
    const Four dx = x - *reinterpret_cast<const Four*>(&x_[j]),
               dy = y - *reinterpret_cast<const Four*>(&y_[j]);
    const Four w = 1 / (1 + dx * dx + dy * dy), square = w * w;
    const Four force_x = square * dx, force_y = square * dy;
    sum_w += w;
    sum_x += force_x;
    sum_y += force_y;
    *reinterpret_cast<Four*>(&push_x_[j]) -= force_x;
    *reinterpret_cast<Four*>(&push_y_[j]) -= force_y;
  }
  float all_w = total_of(sum_w), all_x = total_of(sum_x), all_y = total_of(sum_y);
  for (; j < count_; ++j) {
    const float dx = x - x_[j], dy = y - y_[j], w = 1 / (1 + dx * dx + dy * dy);
    all_w += w;
    all_x += w * w * dx;
    all_y += w * w * dy;
    push_x_[j] -= w * w * dx;
    push_y_[j] -= w * w * dy;
  }
  push_x_[row] += all_x;
  push_y_[row] += all_y;
  z_ += static_cast<double>(all_w);
}

void Tsne::pull() {
  const bool last = iteration_ + 1 == options_.iterations;
  double near = 0;  // Σ p ln w
  for (size_t i = 0; i < count_; ++i) {
    const float x = x_[i], y = y_[i];
    float sum_x = 0, sum_y = 0;
    for (const Bond& bond : bonds_[i]) {
      const float dx = x - x_[bond.j], dy = y - y_[bond.j], w = 1 / (1 + dx * dx + dy * dy);
      const float force_x = bond.p / 2 * w * dx, force_y = bond.p / 2 * w * dy;
      sum_x += force_x;
      sum_y += force_y;
      pull_x_[bond.j] -= force_x;
      pull_y_[bond.j] -= force_y;
      if (last) near += static_cast<double>(bond.p) * std::log(static_cast<double>(w));
    }
    pull_x_[i] += sum_x;
    pull_y_[i] += sum_y;
  }
  if (last && z_ > 0) divergence_ = entropy_ - near + std::log(2 * z_);
}

void Tsne::move() {
  const bool early = iteration_ < options_.iterations / 4;
  const float momentum = early ? early_momentum : late_momentum;
  const auto pulling = static_cast<float>(early ? exaggeration : 1.0);
  const auto pushing = static_cast<float>(z_ > 0 ? 1 / (2 * z_) : 0);
  const auto rate = static_cast<float>(std::max(static_cast<double>(count_) / (4 * exaggeration), 50.0));
  for (const bool up : {false, true}) {
    std::vector<float>&places = up ? y_ : x_, &pushes = up ? push_y_ : push_x_,
    &pulls = up ? pull_y_ : pull_x_;
    double mean = 0;
    for (size_t i = 0; i < count_; ++i) {
      float &speed = speed_[(up ? count_ : 0) + i], &gain = gain_[(up ? count_ : 0) + i];
      const float slope = 4 * (pulling * pulls[i] - pushing * pushes[i]);
      gain = (slope > 0) == (speed > 0) ? std::max(gain * 0.8F, 0.01F) : gain + 0.2F;
      speed = momentum * speed - rate * gain * slope;
      places[i] += speed;
      mean += static_cast<double>(places[i]) / static_cast<double>(count_);
      pushes[i] = pulls[i] = 0;
    }
    for (float& place : places) place -= static_cast<float>(mean);
  }
  z_ = 0;
}

std::vector<float> Tsne::positions() const {
  std::vector<float> positions;
  for (size_t i = 0; i < x_.size(); ++i) positions.insert(positions.end(), {x_[i], y_[i]});
  if (positions.empty()) positions.assign(2 * count_, 0);
  return positions;
}

}  // namespace ganscope::explore
