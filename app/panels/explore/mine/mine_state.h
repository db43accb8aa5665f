#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/model/picture_file.h"
#include "app/model/tools.h"

/// What the Mine tab keeps and does. Free functions on the model, so that they are tested without a window.
namespace ganscope::panels::mine {

/// A picture of the user's, and what has been found of its latent.
struct OwnPicture {
  uint64_t id = 0;
  std::string name;                  ///< of the file
  int width = 0, height = 0;         ///< of the file
  std::vector<std::string> remarks;  ///< what was done to it
  std::vector<float> values;         ///< [channels · height · width] in [−1, 1], of the data's size
  enum class State { waiting, refining, done, failed } state = State::waiting;
  Failure failure;

  // What was found; empty until there is something.
  api::Space space = api::Space::z;  ///< of the latents
  int64_t step = 0;                  ///< of the weights
  explore::Latent guess, refined;
  int guess_label = -1, label = -1;
  std::optional<double> guess_distance;  ///< none: there was no encoder
  double distance = 0;                   ///< mean squared error of pixels in [−1, 1]
  std::vector<float> curve_step, curve_now, curve_best;
};

struct Mine final : model::ToolState {
  static constexpr std::string_view key = "mine";
  std::vector<OwnPicture> pictures;
  uint64_t last_id = 0;
  uint64_t shown = 0;    ///< id; 0: none
  api::Ask refining;     ///< of the picture that is being refined, as it was asked
  explore::Latent hand;  ///< what was in hand when it began
  Progress progress;     ///< of refining
  double began_s = -1;   ///< when its first part was there
  double left_s = -1;    ///< time left; negative: not known yet
  uint64_t turn = 0;     ///< grows with every refinement
  uint64_t lessons = 0;  ///< grows when the encoder shall learn the weights as they are now
  Progress learning;     ///< of the encoder; complete: it has learned
  double learning_since_s = -1, learning_left_s = -1;
  bool nearest_own = false;  ///< the nearest training pictures that are shown are of one's own picture
  uint64_t guessing =
      0;               ///< id of the picture whose guess is asked for once the encoder has learned; 0: none
  std::string remark;  ///< of the encoder's file
  std::optional<Failure> no_encoder;  ///< why there is none
};

constexpr size_t most_pictures = 12;
constexpr int nearest_shown = 3;
constexpr int edits = 7;             ///< as it is, then along kept directions
constexpr double edit_strength = 2;  ///< along each

[[nodiscard]] const OwnPicture* shown_picture(const Mine& mine);
[[nodiscard]] const OwnPicture* refining_picture(const Mine& mine);
/// Whether the weights that are shown are others than those that it was refined with.
[[nodiscard]] bool has_moved(const model::UiModel& model, const OwnPicture& picture);
/// The latent of an edit, counted from 0 (as it is); empty: there is no such direction.
[[nodiscard]] explore::Latent edited(const model::UiModel& model, const OwnPicture& picture, int edit);

// What can be done.
void take_picture(model::UiModel& model, const model::ReadPicture& read);  ///< and refines it
void refine_again(model::UiModel& model, uint64_t id);
void cancel(model::UiModel& model);  ///< the best so far stays
void show_picture(model::UiModel& model, uint64_t id);
void remove_picture(model::UiModel& model, uint64_t id);
void take_in_hand(model::UiModel& model, uint64_t id, int edit = 0);

// What the explorer has to say.
void take_refined(model::UiModel& model, const api::Answer& answer, double now_s);
void take_learned(model::UiModel& model, const api::Answer& answer, double now_s);
void take_guessed(model::UiModel& model, const api::Answer& answer);

}  // namespace ganscope::panels::mine
