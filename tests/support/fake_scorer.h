#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "core/train/replica.h"
#include "core/train/scorer.h"

namespace ganscope::testing {

/// Draws a latent as a picture of one row that can be read again: pixel i is grey 128 + 20 · component i.
class LegibleReplica final : public train::Replica {
 public:
  explicit LegibleReplica(int latent_dim) : dim_(static_cast<size_t>(latent_dim)) {}
  Expected<api::Answer> render(const train::Snapshot& snapshot, api::Model model,
                               const std::vector<float>& latents, const std::vector<int>&, bool) override {
    api::Answer drawn;
    drawn.model = model;
    drawn.step = snapshot.step();
    drawn.width = static_cast<int>(dim_);
    drawn.height = 1;
    drawn.count = static_cast<int>(latents.size() / dim_);
    for (const float value : latents) {
      const auto grey = static_cast<uint8_t>(std::clamp(128.5F + 20 * value, 0.0F, 255.0F));
      drawn.pixels.insert(drawn.pixels.end(), {grey, grey, grey, 255});
    }
    return drawn;
  }
  Expected<api::Rows> features(const train::Snapshot&, api::Model, const std::vector<float>& latents,
                               const std::vector<int>&, api::Space) override {
    return api::Rows{static_cast<int>(latents.size() / dim_), static_cast<int>(dim_), latents};
  }
  Expected<api::Rows> first_weights(const train::Snapshot&, api::Model, api::Space) override {
    api::Rows identity{static_cast<int>(dim_), static_cast<int>(dim_), std::vector<float>(dim_ * dim_)};
    for (size_t i = 0; i < dim_; ++i) identity.values[i * dim_ + i] = 1;
    return identity;
  }
  /// Inputs come out as they are.
  Expected<train::Translated> translate(const train::Snapshot& snapshot, api::Model model,
                                        const api::Rows& inputs, int) override {
    auto drawn = render(snapshot, model, inputs.values, {}, false);
    if (!drawn) return tl::unexpected(drawn.error());
    return train::Translated{std::move(*drawn), {}};
  }
  /// Its pictures are its latents.
  Expected<api::Rows> encode(const train::Snapshot&, api::Model, const api::Rows& samples) override {
    return samples;
  }
  /// The slopes are asked for at the latents themselves.
  Expected<api::Rows> pull(const train::Snapshot&, api::Model, const std::vector<float>& latents,
                           const std::vector<int>&, api::Space, const train::PictureSlopes& slopes) override {
    api::Rows pictures{static_cast<int>(latents.size() / dim_), static_cast<int>(dim_), latents};
    return slopes(pictures);
  }
  /// D's raw output is the sum of a picture's values, the last of which counts three times.
  Expected<std::vector<float>> judge_pictures(const train::Snapshot& snapshot, const api::Rows& pictures,
                                              const std::vector<int>& labels) override {
    auto judged = judge_slopes(snapshot, pictures, labels);
    if (!judged) return tl::unexpected(judged.error());
    return judged->scores;
  }
  Expected<train::JudgedSlopes> judge_slopes(const train::Snapshot& snapshot, const api::Rows& pictures,
                                             const std::vector<int>&) override {
    if (!snapshot.whole())
      return fail(FailureKind::unsupported, "of this moment D was not kept", "snapshot", "look at now");
    train::JudgedSlopes judged;
    judged.slopes = {pictures.count, pictures.width, {}};
    for (int n = 0; n < pictures.count; ++n) {
      float sum = 0;
      for (int i = 0; i < pictures.width; ++i) {
        const float slope = i + 1 == pictures.width ? 3.0F : 1.0F;
        sum += slope * pictures.row(n)[i];
        judged.slopes.values.push_back(slope);
      }
      judged.logits.push_back(sum);
      judged.scores.push_back(1 / (1 + std::exp(-sum)));
    }
    return judged;
  }
  /// One hidden layer, of a channel each component of the latent, out of which the pictures are drawn.
  Expected<train::Inside> look_inside(const train::Snapshot& snapshot, api::Model model,
                                      const train::InsideAsk& ask) override {
    std::vector<float> answers = ask.latents;
    for (const train::ChannelEdit& edit : ask.edits) {
      if (edit.layer != 0 || edit.channel < 0 || edit.channel >= static_cast<int>(dim_))
        return fail(FailureKind::usage, "there is no such channel", "channels", "choose another");
      for (size_t i = static_cast<size_t>(edit.channel); i < answers.size(); i += dim_)
        answers[i] *= edit.scale;
    }
    auto drawn = render(snapshot, model, answers, ask.labels, false);
    if (!drawn) return tl::unexpected(drawn.error());
    const auto channels = static_cast<int>(dim_);
    train::HiddenLayer layer{channels, 1, 1, {}};
    if (ask.answers) layer.answers = {drawn->count, channels, std::move(answers)};
    return train::Inside{{std::move(layer)}, std::move(*drawn)};
  }

 private:
  size_t dim_;
};

/// Reads the latents off legible pictures: `glasses` is yes where the sum of the first two components is
/// positive, `hair` is blond, red or black as component 2, 3 or 4 is the greatest.
class FakeScorer final : public train::Scorer {
 public:
  [[nodiscard]] const std::vector<train::Question>& questions() const override { return questions_; }
  bool learn() override { return ++learned_ >= lessons; }
  [[nodiscard]] Progress progress() const override { return {"learning", learned_, lessons}; }
  [[nodiscard]] const std::vector<double>& accuracy() const override { return accuracy_; }
  Expected<api::Rows> score(const api::Answer& pictures) override {
    api::Rows rows{pictures.count, 5, {}};
    for (int i = 0; i < pictures.count; ++i) {
      const auto grey = [&](int component) {
        return static_cast<int>(pictures.pixels[static_cast<size_t>((i * pictures.width + component) * 4)]);
      };
      const bool glasses = grey(0) + grey(1) > 256;
      int hair = 2;
      for (int c = 3; c <= 4; ++c)
        if (grey(c) > grey(hair)) hair = c;
      for (const bool said : {!glasses, glasses, hair == 2, hair == 3, hair == 4})
        rows.values.push_back(said ? 1.0F : 0.0F);
    }
    return rows;
  }
  /// Of logits: the sum of the first two components for `glasses`, components 2 to 4 for `hair`.
  Expected<api::Rows> slopes(const api::Rows& pictures, const std::vector<train::Wish>& wishes) override {
    api::Rows slopes{pictures.count, pictures.width, std::vector<float>(pictures.values.size())};
    for (int i = 0; i < pictures.count; ++i) {
      const float* x = pictures.row(i);
      float* slope = slopes.values.data() + static_cast<std::ptrdiff_t>(i) * pictures.width;
      const train::Wish &glasses = wishes[static_cast<size_t>(2 * i)],
                        &hair = wishes[static_cast<size_t>(2 * i + 1)];
      const float yes = 1 / (1 + std::exp(-x[0] - x[1]));
      slope[0] = slope[1] = glasses.weight * (yes - (glasses.value == 1 ? 1.0F : 0.0F));
      const float sum = std::exp(x[2]) + std::exp(x[3]) + std::exp(x[4]);
      for (int c = 2; c <= 4; ++c)
        slope[c] = hair.weight * (std::exp(x[c]) / sum - (hair.value == c - 2 ? 1.0F : 0.0F));
    }
    return slopes;
  }

  static constexpr int lessons = 20;

 private:
  std::vector<train::Question> questions_{{"glasses", {"no", "yes"}}, {"hair", {"blond", "red", "black"}}};
  std::vector<double> accuracy_{0.99, 0.98};
  int learned_ = 0;
};

inline train::ScorerFactory fake_scorer_factory() {
  return [](const data::DatasetPointer&, train::ScorerRole) -> Expected<std::unique_ptr<train::Scorer>> {
    return std::make_unique<FakeScorer>();
  };
}

}  // namespace ganscope::testing
