#pragma once
#include "app/model/pump.h"
#include "app/model/reduce.h"
#include "app/model/reduce_explore.h"
#include "tests/support/fake_session.h"

namespace ganscope::testing {

/// A model with a fake session behind it, configured with a small run of 2×2 pictures.
struct ModelUnderTest {
  model::UiModel model;
  FakeSession session;
  double now_s = 0;

  static constexpr int latent_dim = 12;

  explicit ModelUnderTest(bool points = false) {
    api::Status status;
    status.generation = 1;
    status.run = "toy-0001";
    status.phase = api::Phase::ready;
    status.experiment = fake_experiment();
    status.latent_dim = latent_dim;
    status.data.form = points ? Form::points : Form::pictures;
    status.data.width = status.data.height = points ? 0 : 2;
    session.set_status(status);
    session.set_history({1, {0, 1, 2, 4, 8, 16}});
    pump();
  }
  bool pump() { return model::pump(model, session, now_s); }
  void reduce(model::Action action) { model::reduce(model, session, {std::move(action)}, now_s); }
  void explore(model::ExploreAction action) { reduce(std::move(action)); }

  /// What one view has asked since the last call of `forget`.
  [[nodiscard]] std::vector<api::Ask> asked(api::View view) const {
    std::vector<api::Ask> found;
    for (const auto& request : session.asks) {
      if (request.view == view) found.push_back(request);
    }
    return found;
  }
  void forget() { session.asks.clear(); }

  /// `count` pictures of 2×2, picture i filled with `shade(i)`.
  static api::Answer pictures(api::View view, uint64_t id, int count, uint8_t (*shade)(int)) {
    api::Answer result;
    result.view = view;
    result.id = id;
    result.generation = 1;
    result.count = count;
    result.width = result.height = 2;
    for (int i = 0; i < count; ++i) result.pixels.insert(result.pixels.end(), 16, shade(i));
    return result;
  }
};

}  // namespace ganscope::testing
