#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/model/tools.h"
#include "app/model/work.h"
#include "core/api/ask.h"

/// What the Map tab keeps and does. Free functions on the model, so that they are tested without a window.
namespace ganscope::panels::map {

using Place = std::array<double, 2>;  ///< in cells of the grid, from the top left

/// A map as it was laid out. Never changed; its pictures are those of the view "map/layout".
struct Laid {
  std::string run;
  int64_t step = 0;
  int count = 0;
  uint64_t first_seed = 1;
  api::Space space = api::Space::z;
  std::vector<float> points;                        ///< [count, 2], where t-SNE put them, in [−1, 1]
  std::vector<int> column, row;                     ///< [count], cells
  int side = 1;                                     ///< cells a side
  api::Rows latents;                                ///< [count, latent_dim], before truncation
  std::vector<float> scores;                        ///< [count], D's; empty: it was not kept
  float score_low = 0, score_high = 1;              ///< their 5th and 95th percentile
  std::vector<int> labels;                          ///< [count], of a model that is told classes
  bool learned = false;                             ///< by features learned from the data, not by pixels
  double seconds = 0;                               ///< that it took
  [[nodiscard]] int at(int column, int row) const;  ///< the sample in a cell; −1: nobody
  std::vector<int> who;                             ///< [side, side]
};

/// What is known of the samples' attributes.
struct Judgement {
  struct Attribute {
    std::string name;   ///< "hat", "hair colour: red"
    size_t column = 0;  ///< of `probabilities`
  };
  std::vector<Attribute> attributes;
  api::Rows probabilities;
};

using model::Work;

struct Map final : model::ToolState {
  static constexpr std::string_view key = "map";
  Work laying, judging;
  uint64_t turn = 0;
  double begun_s = -1;  ///< when the map under way was seen first
  std::shared_ptr<const Laid> laid;
  std::shared_ptr<const std::vector<float>> first;  ///< main components, while one is being laid out
  std::shared_ptr<const Judgement> judgement;
  int samples = 2000;  ///< of the next map
};

/// How it is looked at.
struct Look final : model::ToolState {
  static constexpr std::string_view key = "map/look";
  double x = 0.5, y = 0.5;       ///< middle of the enlarged part, 0–1 of the grid
  double zoom = 3.5;             ///< cells of the grid / cells in the enlarged part
  bool lasso = true;             ///< else the hand moves the map
  bool large = false;            ///< the enlarged part takes the overview's place, too
  std::string colour = "score";  ///< "score", "class", "none", or an attribute's name
};

/// The lasso's line while it is drawn.
struct Line final : model::ToolState {
  static constexpr std::string_view key = "map/line";
  std::vector<Place> places;
};

/// Samples that were chosen.
struct Selection final : model::ToolState {
  static constexpr std::string_view key = "map/selection";
  std::shared_ptr<const Laid> of;  ///< of this map only
  std::vector<uint8_t> in;         ///< [count]
  std::vector<int> members;        ///< rising
  std::vector<Place> outline;      ///< the lasso that took them; empty: none
};

enum class Take { instead, add, away };
constexpr double nearest_zoom = 1, farthest_zoom = 12;
constexpr int fewest_for_direction = 20;

/// The map of the run that is there; null: none yet.
[[nodiscard]] const Laid* shown_map(const model::UiModel& model);
/// The selection of that map; empty when none was made of it.
[[nodiscard]] const Selection& selection(const model::UiModel& model);
[[nodiscard]] double share_done(const Map& map);  ///< 0–1, of laying out
/// Those inside a closed line (even–odd rule).
[[nodiscard]] std::vector<int> inside(const Laid& laid, const std::vector<Place>& line);
/// The sample that lies there, or the nearest within `far` cells; −1: nobody.
[[nodiscard]] int nearest_sample(const Laid& laid, Place at, double far);
/// The sample's heap: all that are reached over gaps of at most four times the usual distance to a
/// neighbour.
[[nodiscard]] std::vector<int> heap_of(const Laid& laid, int sample);
/// Mean latents of the selection and of the rest; empty: nobody there.
struct Means {
  explore::Latent selected, rest;
};
[[nodiscard]] Means means_of(const Laid& laid, const Selection& selection);
/// How many of 100 the direction from the rest to the selection puts on the right side, half of them each:
/// found with every second sample, measured on the others, both ways round. NaN: too few.
[[nodiscard]] double separation(const Laid& laid, const Selection& selection);

/// How many of 100 have it, among those chosen and among the rest.
struct Shared {
  std::string name;
  double here = 0, elsewhere = 0;
};
/// What the selection shares, the greatest difference first.
[[nodiscard]] std::vector<Shared> shared_by(const Map& map, const Selection& selection);

// What can be done.
void lay_out(model::UiModel& model);  ///< with the model, the moment and the truncation that are shown
void cancel(model::UiModel& model);   ///< the map that was there stays
void set_samples(model::UiModel& model, int samples);
void look(model::UiModel& model, const Look& look);
/// Where to look first on a map: where one looks now, or in its fullest part when there is less than half as
/// much to see.
[[nodiscard]] Look fullest_look(const Laid& laid, const Look& now);
void draw_line(model::UiModel& model, std::vector<Place> places);
void select(model::UiModel& model, const std::vector<int>& samples, Take how,
            std::vector<Place> outline = {});
void take_in_hand(model::UiModel& model, int sample, double now_s);
// What the selection's mean is sent to (map_send.cpp); nothing where it is of another space.
void send_to_slot(model::UiModel& model, int slot, double now_s);
void send_to_path(model::UiModel& model, bool b, double now_s);
void send_to_key(model::UiModel& model);  ///< a new key picture, where the path stands
void keep_as_direction(model::UiModel& model, const std::string& name);
/// All samples as comma-separated values, a line each: seed, whether it was chosen, place, D's score, class,
/// attributes (how sure the network is that it has them), latent (before truncation). Empty fields are of
/// what is not known.
[[nodiscard]] std::string table_text(const Map& map, const Selection& selection);
void save_table(model::UiModel& model, double now_s);  ///< into a file of the run

void take_layout(model::UiModel& model, const api::Answer& answer, double now_s);
void take_judged(model::UiModel& model, const api::Answer& answer);

}  // namespace ganscope::panels::map
