#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "app/model/explore_state.h"
#include "core/api/ask.h"
#include "core/api/series.h"
#include "core/explore/latent_math.h"

namespace ganscope::model {

/// What `pump` remembers between frames: versions seen, and what was asked of the explorer last, view by
/// view.
struct PumpState {
  uint64_t status_seen = 0, series_seen = 0, history_seen = 0, preview_seen = 0;

  struct Asked {
    uint64_t id = 0;           ///< of the newest ask; 0: none yet
    uint64_t fingerprint = 0;  ///< of its content
    uint64_t turn = 0;         ///< View::turn when it was made
    bool follow = false;
    bool open = false;  ///< not answered whole yet
    api::Ask ask;
    uint64_t answer_seen = 0;
  };
  std::array<Asked, api::most_views> asked{};
  /// What the asks (but the film's) are made from. While it stays, they need not be made to be compared.
  struct Inputs {
    uint64_t touched = 0, generation = 0;
    const void* history = nullptr;
    int workspace = -1, model = 0, latent_dim = 0;
    int64_t moment = 0;
    bool configured = false;
    bool operator==(const Inputs&) const = default;
  };
  Inputs inputs;

  uint64_t generation = 0;       ///< of the status that was taken last
  uint64_t rows_generation = 0;  ///< of the metric rows that are taken
  double diagnose_at_s = 0;      ///< look at the course again from here on; negative: when something is new
  uint64_t measure_table_seen = 0;
  uint64_t measures_generation = 0;  ///< of the measures that are taken
  uint64_t slow_step_seen = 0;
  bool slow_entered = false;  ///< the trainer has been told that steps are looked at slowly
  bool slow_ran = false;      ///< it trained when the room was entered, and shall go on when it is left
  uint64_t slow_taken = 0;    ///< serial of the step after which the next was asked for by itself
  std::string run;
  uint64_t notice_seen = 0;
  bool failure_told = false;
  std::string data_told;      ///< what was said of the user's files last
  double film_due_s = 0;      ///< the film may be asked for again from here on
  uint64_t path_asked = 0;    ///< fingerprint of the path whose length was asked for last
  uint64_t film_subject = 0;  ///< the latent and label of the film that was asked for, hashed
  /// What stood in the slots of the arithmetic when it was asked for; the newest few times.
  struct Arrangement {
    uint64_t id = 0;
    std::array<std::vector<ExploreState::Exemplar>, 3> slots;
  };
  std::vector<Arrangement> arrangements;
  std::vector<api::MetricRow> rows;

  // The fixed latents, made once a run: 64, or more for point data.
  uint64_t fixed_seed = 0;
  int fixed_dim = 0;
  std::vector<explore::Latent> fixed;
};

}  // namespace ganscope::model
