#pragma once
#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "core/train/replica.h"

namespace ganscope::testing {

/// What a test may do to the fake replica from outside, and what it counts.
struct FakeReplicaScript {
  std::atomic<bool> hold{false};  ///< rendering waits while this is true
  std::atomic<bool> throwing{false};
  std::atomic<int64_t> piece_us{0};  ///< every latent takes at least so long
  std::atomic<int64_t> calls{0}, latents{0}, built{0};

  std::atomic<int64_t> mapped_pictures{0};  ///< drawn from w
  std::atomic<double> truncation{0};        ///< of the last of them

  std::vector<float> first_layer;            ///< [outputs, latent_dim]; set before the replica is used
  std::atomic<int64_t> layers_looked_at{0};  ///< calls that looked at it

  std::mutex mutex;
  std::vector<float> first_components;  ///< of every latent drawn, in order

  [[nodiscard]] std::vector<float> drawn() {
    const std::lock_guard lock(mutex);
    return first_components;
  }
};

/// Draws a latent as a 4×4 picture of one colour: red is 128 + 10 · its first component, green the weights'
/// step mod 256. Its w is z plus one; its first features are what the first layer makes of a latent, plus
/// one.
class FakeReplica final : public train::Replica {
 public:
  FakeReplica(std::shared_ptr<FakeReplicaScript> script, int latent_dim)
      : script_(std::move(script)), latent_dim_(static_cast<size_t>(latent_dim)) {}

  Expected<api::Answer> render(const train::Snapshot& snapshot, api::Model model,
                               const std::vector<float>& latents, const std::vector<int>&,
                               bool scored) override {
    ++script_->calls;
    while (script_->hold.load()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    if (script_->throwing.load()) throw std::runtime_error("the fake replica was told to throw");
    api::Answer result;
    result.model = model;
    result.step = snapshot.step();
    result.width = result.height = 4;
    for (size_t i = 0; i + latent_dim_ <= latents.size(); i += latent_dim_) {
      if (const int64_t pause = script_->piece_us.load(); pause > 0)
        std::this_thread::sleep_for(std::chrono::microseconds(pause));
      for (int pixel = 0; pixel < 16; ++pixel) {
        result.pixels.push_back(static_cast<uint8_t>(static_cast<int>(128 + 10 * latents[i]) & 255));
        result.pixels.push_back(static_cast<uint8_t>(snapshot.step() & 255));
        result.pixels.push_back(model == api::Model::ema ? 255 : 0);
        result.pixels.push_back(255);
      }
      if (scored) result.scores.push_back(0.5F);
      ++result.count;
      ++script_->latents;
      const std::lock_guard lock(script_->mutex);
      script_->first_components.push_back(latents[i]);
    }
    return result;
  }

  Expected<api::Answer> render_mapped(const train::Snapshot& snapshot, api::Model model,
                                      const std::vector<float>& w, const std::vector<int>& labels,
                                      double truncation, bool scored) override {
    script_->mapped_pictures += static_cast<int64_t>(w.size() / latent_dim_);
    script_->truncation.store(truncation);
    return render(snapshot, model, w, labels, scored);
  }
  Expected<std::vector<float>> map(const train::Snapshot&, api::Model,
                                   const std::vector<float>& latents) override {
    std::vector<float> w = latents;
    for (float& value : w) value += 1;
    return w;
  }
  Expected<api::Rows> features(const train::Snapshot&, api::Model, const std::vector<float>& latents,
                               const std::vector<int>&, api::Space) override {
    ++script_->layers_looked_at;
    const size_t outputs = script_->first_layer.size() / latent_dim_, count = latents.size() / latent_dim_;
    api::Rows rows{static_cast<int>(count), static_cast<int>(outputs), {}};
    for (size_t n = 0; n < count; ++n)
      for (size_t j = 0; j < outputs; ++j) {
        float sum = 1;
        for (size_t i = 0; i < latent_dim_; ++i)
          sum += script_->first_layer[j * latent_dim_ + i] * latents[n * latent_dim_ + i];
        rows.values.push_back(sum);
      }
    return rows;
  }
  Expected<api::Rows> first_weights(const train::Snapshot&, api::Model, api::Space) override {
    ++script_->layers_looked_at;
    const auto dim = static_cast<int>(latent_dim_);
    return api::Rows{static_cast<int>(script_->first_layer.size()) / dim, dim, script_->first_layer};
  }

 private:
  std::shared_ptr<FakeReplicaScript> script_;
  size_t latent_dim_;
};

inline train::ReplicaFactory fake_replica_factory(std::shared_ptr<FakeReplicaScript> script) {
  return [script](const config::Experiment& experiment,
                  const api::DataInfo&) -> Expected<std::unique_ptr<train::Replica>> {
    ++script->built;
    return std::make_unique<FakeReplica>(script, static_cast<int>(experiment.settings.integer("latent_dim")));
  };
}

}  // namespace ganscope::testing
