#pragma once
#include "app/model/ui_model.h"
#include "tests/support/fake_session.h"

namespace ganscope::testing {

/// A run of `faces` (or of points, drums, melodies, verse or films) as the interface shows it, without an
/// engine: every request is answered at once, a latent with the same drawn face each time, and the series are
/// those of a healthy game. The same every time and everywhere.
class ShownRun {
 public:
  enum class Kind { faces, points, sounds, melodies, verse, films };
  explicit ShownRun(api::Phase phase = api::Phase::running, int64_t step = 4000, Kind kind = Kind::faces);

  /// Lets the model take what is new and ask, and answers it, until nothing more is asked.
  void settle(double now_s = 0);

  model::UiModel model;
  FakeSession session;

 private:
  void set_series(int64_t steps);
  void answer(const api::Ask& request);
  void set_melodies(api::Status& status);
  void set_verse(api::Status& status);
  void set_films(api::Status& status);
  [[nodiscard]] api::DataPreview real_data() const;
  bool points_, sounds_, melodies_, verse_, films_;
};

}  // namespace ganscope::testing
