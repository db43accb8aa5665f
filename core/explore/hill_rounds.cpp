#include "core/explore/hill_rounds.h"

#include <algorithm>
#include <cmath>

#include "core/base/sigmoid.h"
#include "core/explore/three_ways.h"

namespace ganscope::explore {
namespace {

constexpr int hill_reals = 128, steps_a_round = 20;
constexpr size_t hills_remembered = 12'800;
constexpr double hill_rate = 0.004, hill_pull = 0.02;
constexpr int hill_places = 481;  // on which hills are climbed: 0.025 apart

/// The density that 99 of 100 of the data exceed, by bisection of what the integral above it holds.
double density_of_99() {
  const Bells& data = ThreeWays::data();
  double below = 0, above = 1;
  for (int i = 0; i < 40; ++i) {
    const double middle = (below + above) / 2;
    double held = 0;
    for (double x = HillRounds::low; x <= HillRounds::high; x += 0.005)
      if (const double p = density(data, x); p >= middle) held += p * 0.005;
    (held >= 0.99 ? below : above) = middle;
  }
  return below;
}

/// `hill_places` of them, evenly over the range.
std::vector<double> hill_axis() {
  std::vector<double> all(hill_places);
  for (size_t i = 0; i < all.size(); ++i)
    all[i] =
        HillRounds::low + (HillRounds::high - HillRounds::low) * static_cast<double>(i) / (hill_places - 1);
  return all;
}

}  // namespace

HillRounds::HillRounds(const HillOptions& options)
    : options_(options),
      d_(mix_seed(options.seed, 0)),
      adam_(TinyMlp::weight_count, 0.5, 0.9),
      random_(mix_seed(options.seed, 1)),
      negatives_(negatives_a_round) {
  climb();
}

const Bells& HillRounds::data() { return ThreeWays::data(); }

void HillRounds::round() {
  learn();
  earlier_.insert(earlier_.end(), negatives_.begin(), negatives_.end());
  if (earlier_.size() > hills_remembered) earlier_.erase(earlier_.begin(), earlier_.end() - hills_remembered);
  climb();
  ++rounds_;
}

/// Of all rounds alike; of the newest alone where nothing is hills_remembered.
float HillRounds::a_negative() {
  const size_t all = options_.remembers ? earlier_.size() + negatives_.size() : negatives_.size();
  const auto index = static_cast<size_t>(random_.below(all));
  return index < negatives_.size() ? negatives_[index] : earlier_[index - negatives_.size()];
}

void HillRounds::learn() {
  for (int step = 0; step < steps_a_round; ++step) {
    std::vector<float> x, by_logit;
    for (int i = 0; i < hill_reals; ++i) x.push_back(static_cast<float>(sample(data(), random_)));
    for (int i = 0; i < hill_reals; ++i) x.push_back(a_negative());
    const auto logits = d_.forward(x);
    for (size_t i = 0; i < x.size(); ++i) {
      const double logit = static_cast<double>(logits[i]), d = sigmoid(logit);
      // A little pull towards ½ keeps D from growing for ever where nothing contradicts it.
      const double slope = (i < size_t{hill_reals} ? d - 1 : d) + hill_pull * logit;
      by_logit.push_back(static_cast<float>(slope / hill_reals));
    }
    std::vector<double> gradient(TinyMlp::weight_count);
    d_.backward(by_logit, gradient, {});
    adam_.move(d_.weights(), gradient, hill_rate);
  }
}

void HillRounds::climb() {
  const std::vector<double> x = hill_axis(), d = judged(x);
  std::vector<double> odds_below;  // summed up
  double sum = 0;
  for (const double there : d) odds_below.push_back(sum += there / (1 - there + 1e-9));
  for (float& negative : negatives_) {
    const auto start = std::ranges::lower_bound(odds_below, random_.uniform() * sum);
    auto at = std::min(static_cast<size_t>(start - odds_below.begin()), d.size() - 1);
    for (;;) {
      const size_t left = at > 0 ? at - 1 : at, right = at + 1 < d.size() ? at + 1 : at;
      const size_t higher = d[left] > d[right] ? left : right;
      if (d[higher] <= d[at]) break;
      at = higher;
    }
    constexpr double scatter = 0.1;  // so that a hill gives more than one number
    negative = static_cast<float>(std::clamp(x[at] + scatter * random_.normal(), low, high));
  }
}

std::vector<double> HillRounds::judged(const std::vector<double>& x) {
  const std::vector<float> at(x.begin(), x.end());
  const auto logits = d_.forward(at);
  std::vector<double> d;
  for (const float logit : logits) d.push_back(sigmoid(static_cast<double>(logit)));
  return d;
}

std::vector<double> HillRounds::hilltops() {
  constexpr double least = 0.2;
  const std::vector<double> x = hill_axis(), d = judged(x);
  std::vector<double> tops;
  for (size_t i = 0; i < d.size(); ++i)
    if (d[i] >= least && (i == 0 || d[i] > d[i - 1]) && (i + 1 == d.size() || d[i] >= d[i + 1]))
      tops.push_back(x[i]);
  return tops;
}

double HillRounds::on_data() const {
  static const double least = density_of_99();
  const auto on = std::ranges::count_if(
      negatives_, [](float x) { return density(data(), static_cast<double>(x)) >= least; });
  return static_cast<double>(on) / static_cast<double>(negatives_.size());
}

}  // namespace ganscope::explore
