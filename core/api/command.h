#pragma once
#include <cstdint>
#include <string>
#include <variant>

#include "core/config/experiment.h"

namespace ganscope::api {

/// What may be asked of the trainer. Commands are applied in order, between two steps.
struct Configure {  ///< load data, build networks; ends in Ready or Failed
  config::Experiment experiment;
  std::string folder;  ///< run folder; empty: a new one in the user's data folder
};
/// A run folder or a checkpoint: configure from it and go on from there. A run that another process trains is
/// followed (Status::followed), and so are those of assets/python/ganscope.py, of which only files that are
/// no programs are read, and TensorBoard's event files.
struct Open {
  std::string path;
  std::string data = {};  ///< where its data are now; empty: where they were. Of ganscope.py: as below
  bool follow = true;     ///< false: what could only be followed is refused
};
/// A TorchScript file of another program, which is run: who posts this trusts it. Of the folder of a run of
/// ganscope.py, which is followed as by Open, every generator that it keeps.
struct OpenGenerator {
  std::string path;
  int latent_dim = 0;     ///< numbers of a latent; 0: found out. A refusal of kind `usage` asks for it
  std::string data = {};  ///< of a run of ganscope.py: data to measure it with; empty: it is not measured
};
struct Train {
  int64_t until_step = 0;
};  ///< 0: until paused
struct Pause {};
enum class StepKind { both, discriminator, generator };
struct StepOnce {
  StepKind kind = StepKind::both;
  int64_t times = 1;  ///< so many one after another, unless paused meanwhile
};                    ///< pauses first when running
/// One step at a time, looked at part by part (Session::slow_step). Pauses; what is shown is the step that
/// comes next, made and undone again, bitwise the one that `next` then takes. It stays so after whatever else
/// changes the model, until `leave`.
struct Slowly {
  enum class Go {
    enter,
    next,      ///< takes the step that is shown
    previous,  ///< back before the step taken last, bitwise
    leave,     ///< the step that is shown is not taken
  };
  Go go = Go::enter;
};
struct Tune {
  std::string key;
  double value = 0;
};  ///< a tunable option, from the next step on
/// The run goes on with another experiment, from the next step on: what was learned is kept where it fits.
struct Alter {
  config::Experiment experiment;
};
struct SetSpeed {
  double steps_per_s = 0;
};                ///< 0: full speed
struct Reset {};  ///< back to the same initial weights, step 0
struct Rewind {
  int64_t step = 0;
};  ///< to the nearest moment of the history
struct Save {
  std::string path;
};  ///< a checkpoint; empty: in the run folder
struct SetMeasuring {
  bool on = true;
};                 ///< samples are judged beside training, or not
struct Cancel {};  ///< gives up loading
using Command = std::variant<Configure, Open, OpenGenerator, Train, Pause, StepOnce, Slowly, Tune, Alter,
                             SetSpeed, Reset, Rewind, Save, SetMeasuring, Cancel>;

}  // namespace ganscope::api
