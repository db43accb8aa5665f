#pragma once
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "app/model/ui_model.h"

namespace ganscope::model {

/// Whether the latent in hand belongs to the model that is there: else nothing can be asked of it.
[[nodiscard]] bool latent_in_hand(const UiModel& model);

/// An ask of latents of the Explore workspace's space, all truncated as the one in hand is.
class LatentRows {
 public:
  explicit LatentRows(const UiModel& model);
  void add(const explore::Latent& latent);  ///< of the class in hand, be it a mixture
  void add(const explore::Latent& latent, int label);
  void add(const explore::Latent& latent, const std::vector<float>& shares);  ///< [classes]
  [[nodiscard]] api::Ask take();
  [[nodiscard]] api::Ask& ask() { return ask_; }

 private:
  const UiModel& model_;
  api::Ask ask_;
  std::vector<float> shares_;  ///< of all rows, should one of them be a mixture
  bool mixed_ = false;
};

/// What a view of the visible workspace wants now, complete but for `id`; none: nothing.
[[nodiscard]] std::optional<api::Ask> wanted_ask(const UiModel& model, api::View view);
/// Those of the Explore workspace that show latents, from `view::picture` to `view::ranking`, and the one
/// that maps latents to w.
[[nodiscard]] std::vector<View> latent_views();
[[nodiscard]] View mapping_view();
[[nodiscard]] View path_length_view();

/// A number that differs (but for accidents of 2⁻⁶⁴) when the content of the ask differs; ids are left
/// out.
[[nodiscard]] uint64_t fingerprint(const api::Ask& ask);

/// At most `count` of `steps` (ascending), spread evenly over the steps from the first to the last, both
/// included.
[[nodiscard]] std::vector<int64_t> film_moments(const std::vector<int64_t>& steps, int count);

/// Whose film is shown: the latent in hand in Explore, else the selected fixed one (or 0).
struct FilmSubject {
  explore::Latent latent;
  int label = -1;
  api::Space space = api::Space::z;
  double truncation = 1;            ///< in w only
  std::vector<float> shares = {};   ///< of a mixture of classes; empty: `label` says it
  std::vector<float> picture = {};  ///< instead of a latent, where pictures are made of pictures: the input
};
[[nodiscard]] FilmSubject film_subject(const UiModel& model);
[[nodiscard]] uint64_t fingerprint(const FilmSubject& subject);

/// The row of view::arithmetic's newest result that shows this latent of a slot; -1: it does not show it yet.
[[nodiscard]] int drawn_exemplar(const UiModel& model, int slot, const explore::Latent& latent);
/// Whether that result shows the mean of this slot, be it of other pictures; whether it shows a result.
[[nodiscard]] bool drawn_mean(const UiModel& model, int slot);
[[nodiscard]] bool drawn_arithmetic(const UiModel& model);

/// The film of that subject at so many moments at most, spread evenly over the history; none: there is no
/// history yet.
[[nodiscard]] std::optional<api::Ask> film_ask(const UiModel& model, int frames);

/// An ask of the shown model and moment, without inputs.
[[nodiscard]] api::Ask blank_ask(const UiModel& model);
/// Adds a row: a latent and, when the run is conditional, its label.
void add_row(const UiModel& model, api::Ask& ask, const explore::Latent& latent, int label);

}  // namespace ganscope::model
