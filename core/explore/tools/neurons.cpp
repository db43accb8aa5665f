#include "core/explore/tools/neurons.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "core/explore/tools/common.h"
#include "core/explore/tools/neuron_numbers.h"

namespace ganscope::explore {
namespace {

constexpr int places_at_once = 64;  // a millisecond of a small network
constexpr double farthest = 2.5;    // of z: 99 of 100 normal numbers are nearer to 0

/// All answers of a layer so far, place by place: [places, neurons].
struct Answers {
  int neurons = 0;
  std::vector<float> values;
};

/// What one neuron answers, everywhere.
struct Seen {
  int number = 0;
  float low = 0, high = 0, spread = 0;
};

Seen seen_of(const Answers& layer, int number, size_t places) {
  Seen seen{number, layer.values[static_cast<size_t>(number)], layer.values[static_cast<size_t>(number)]};
  double sum = 0, squares = 0;
  for (size_t i = 0; i < places; ++i) {
    const float value = layer.values[i * static_cast<size_t>(layer.neurons) + static_cast<size_t>(number)];
    seen.low = std::min(seen.low, value);
    seen.high = std::max(seen.high, value);
    sum += static_cast<double>(value);
    squares += static_cast<double>(value) * static_cast<double>(value);
  }
  const double count = static_cast<double>(places), mean = sum / count;
  seen.spread = static_cast<float>(std::sqrt(std::max(0.0, squares / count - mean * mean)));
  return seen;
}

class Neurons final : public Tool {
 public:
  Expected<bool> work(Bench& bench, const Slice& slice, api::Answer& answer) override {
    if (places() == 0)
      if (auto begun = begin(bench, slice); !begun) return tl::unexpected(begun.error());
    do {
      const size_t last = std::min(done_ + places_at_once, places());
      auto asked = of_d_ ? ask_d(bench, slice, last) : ask_g(bench, slice, last);
      if (!asked) return tl::unexpected(asked.error());
      done_ = last;
    } while (done_ < places() && Clock::now() < slice.until);
    answer.progress = {"neurons", static_cast<int64_t>(done_), static_cast<int64_t>(places())};
    if (done_ < places()) return false;
    tell(static_cast<size_t>(whole_setting(slice.ask.settings, "most", 128, 1, 2048)), answer);
    return true;
  }

 private:
  [[nodiscard]] size_t places() const { return x_.size(); }

  Expected<void> begin(const Bench& bench, const Slice& slice) {
    const api::DataInfo& data = bench.subject->data;
    if (!data.is_points())
      return fail(FailureKind::unsupported, "of these networks no neurons are shown, but feature maps",
                  "neurons", "look into them in Explore");
    const config::Settings& settings = slice.ask.settings;
    const std::string net = text_setting(settings, "net");
    if (net != "g" && net != "d")
      return fail(FailureKind::usage, "there is no network \"" + net + "\"", "net", "g or d");
    of_d_ = net == "d";
    line_ = (of_d_ ? data.dimensions : bench.subject->latent_dim) == 1;
    constexpr double far = 1e30;
    static constexpr std::array names{"x0", "x1", "y0", "y1"};
    for (size_t i = 0; i < names.size(); ++i) {
      const double usual = i % 2 == 0 ? -farthest : farthest;
      ends_[i] = of_d_ ? real_setting(settings, names[i], usual, -far, far) : usual;
    }
    if (!(ends_[0] < ends_[1]) || !(line_ || ends_[2] < ends_[3]))
      return fail(FailureKind::usage, "what is looked at has no width", "neurons",
                  "give it its low end before the high one");
    side_ = static_cast<size_t>(whole_setting(settings, "across", 24, 2, 64));
    if (line_) side_ *= 4;
    for (size_t row = 0; row < (line_ ? 1 : side_); ++row)
      for (size_t column = 0; column < side_; ++column) {
        x_.push_back(between(ends_[0], ends_[1], column));
        y_.push_back(line_ ? 0 : between(ends_[3], ends_[2], row));  // from the top
      }
    return {};
  }

  [[nodiscard]] float between(double low, double high, size_t at) const {
    return static_cast<float>(low + (high - low) * static_cast<double>(at) / static_cast<double>(side_ - 1));
  }

  Expected<void> ask_d(Bench& bench, const Slice& slice, size_t last) {
    std::vector<float> points;
    for (size_t i = done_; i < last; ++i) {
      points.push_back(x_[i]);
      if (!line_) points.push_back(y_[i]);
    }
    auto inside = bench.replica->judge_inside(*slice.snapshot, points);
    if (!inside) return tl::unexpected(inside.error());
    add(inside->layers, {1, std::move(inside->logits)});
    return {};
  }

  Expected<void> ask_g(Bench& bench, const Slice& slice, size_t last) {
    const auto dim = static_cast<size_t>(bench.subject->latent_dim);
    const size_t count = last - done_;
    train::InsideAsk ask;
    ask.latents.resize(count * dim);
    for (size_t i = 0; i < count; ++i) {
      ask.latents[i * dim] = x_[done_ + i];
      if (dim > 1) ask.latents[i * dim + 1] = y_[done_ + i];
    }
    const int label = slice.ask.labels.empty() ? 0 : slice.ask.labels.front();
    ask.labels = labels_in_turn(*bench.subject, {label}, 0, static_cast<int>(count));
    auto inside = bench.replica->look_inside(*slice.snapshot, slice.ask.model, ask);
    if (!inside) return tl::unexpected(inside.error());
    Answers made{bench.subject->data.dimensions, {}};
    const std::vector<float>& points = inside->pictures.points;  // pairs, in one dimension with a 0
    for (size_t i = 0; i + 1 < points.size(); i += 2) {
      made.values.push_back(points[i]);
      if (made.neurons > 1) made.values.push_back(points[i + 1]);
    }
    add(inside->layers, std::move(made));
    return {};
  }

  void add(const std::vector<train::HiddenLayer>& hidden, Answers made) {
    layers_.resize(hidden.size() + 1);
    for (size_t l = 0; l < hidden.size(); ++l) {
      layers_[l].neurons = hidden[l].answers.width;
      layers_[l].values.insert(layers_[l].values.end(), hidden[l].answers.values.begin(),
                               hidden[l].answers.values.end());
    }
    Answers& output = layers_.back();
    output.neurons = made.neurons;
    output.values.insert(output.values.end(), made.values.begin(), made.values.end());
  }

  void tell(size_t most, api::Answer& answer) const {
    answer.vectors.width = neurons::of_neuron::numbers;
    answer.table.push_back({std::string(neurons::net), of_d_ ? "d" : "g", {}});
    if (!line_) answer.width = answer.height = static_cast<int>(side_);
    for (size_t l = 0; l < layers_.size(); ++l) tell_layer(l, most, answer);
    answer.table.push_back(
        {std::string(neurons::over), line_ ? "line" : "plane", {ends_[0], ends_[1], ends_[2], ends_[3]}});
  }

  void tell_layer(size_t l, size_t most, api::Answer& answer) const {
    const Answers& layer = layers_[l];
    std::vector<Seen> all;
    for (int n = 0; n < layer.neurons; ++n) all.push_back(seen_of(layer, n, places()));
    const auto silent = std::ranges::count_if(all, [](const Seen& s) { return s.low == 0 && s.high == 0; });
    if (all.size() > most) {
      std::ranges::stable_sort(all, std::greater(), &Seen::spread);
      all.resize(most);
      std::ranges::sort(all, std::less(), &Seen::number);
    }
    answer.table.push_back({std::string(neurons::layer),
                            std::string(l + 1 == layers_.size() ? neurons::output : ""),
                            {static_cast<double>(layer.neurons), static_cast<double>(all.size()),
                             static_cast<double>(answer.vectors.count), static_cast<double>(silent)}});
    for (const Seen& seen : all) {
      answer.vectors.values.insert(
          answer.vectors.values.end(),
          {static_cast<float>(l), static_cast<float>(seen.number), seen.low, seen.high, seen.spread});
      ++answer.vectors.count;
      line_ ? add_curve(layer, seen, answer) : add_pictures(layer, seen, answer);
    }
  }

  void add_curve(const Answers& layer, const Seen& seen, api::Answer& answer) const {
    api::Curve& curve = answer.curves.emplace_back(api::Curve{"neuron", x_, {}});
    for (size_t i = 0; i < places(); ++i)
      curve.y.push_back(
          layer.values[i * static_cast<size_t>(layer.neurons) + static_cast<size_t>(seen.number)]);
  }

  void add_pictures(const Answers& layer, const Seen& seen, api::Answer& answer) const {
    const float full = std::max(std::abs(seen.low), std::abs(seen.high));
    for (const float sign : {1.0F, -1.0F}) {
      for (size_t i = 0; i < places(); ++i) {
        const float value =
            sign * layer.values[i * static_cast<size_t>(layer.neurons) + static_cast<size_t>(seen.number)];
        const float share = full > 0 ? value / full : 0;
        answer.pixels.insert(answer.pixels.end(), {255, 255, 255});
        answer.pixels.push_back(static_cast<uint8_t>(
            std::isfinite(share) ? std::lround(255 * std::clamp(share, 0.0F, 1.0F)) : 0));
      }
      ++answer.count;
    }
  }

  bool of_d_ = false, line_ = false;
  std::array<double, 4> ends_{};
  size_t side_ = 0, done_ = 0;
  std::vector<float> x_, y_;  // of every place; of pictures from the top left
  std::vector<Answers> layers_;
};

}  // namespace

ToolEntry neurons_tool() {
  return {.key = "neurons",
          .failure = "What the neurons answer could not be found",
          .piecemeal = false,
          .of_latents = false,
          .make = [] { return std::unique_ptr<Tool>(new Neurons); }};
}

}  // namespace ganscope::explore
