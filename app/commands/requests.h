#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "app/shell/view_options.h"
#include "app/text/translation.h"
#include "core/engine/engine.h"
#include "core/runs/grid.h"

namespace ganscope::commands {

struct TrainRequest {
  std::string experiment;                                      ///< name or .toml; empty with `resume`
  std::vector<std::pair<std::string, std::string>> overrides;  ///< --set key=value, in order
  std::string data;                                            ///< --data SPEC
  std::optional<int64_t> steps;                                ///< counted from the run's beginning
  std::optional<double> seconds;                               ///< training time from now
  std::optional<uint64_t> seed;
  std::filesystem::path out;     ///< empty: a new folder in the user's data folder
  std::filesystem::path resume;  ///< a run or a checkpoint
  DeviceChoice device = DeviceChoice::automatic;
  int threads = 1;
  bool measure = true;                ///< samples are judged while it trains
  std::optional<int64_t> history_mb;  ///< of the film on disk; none: 64, or what the run has already
  std::filesystem::path tensorboard;  ///< a folder for event files; empty: none
  bool quiet = false, json = false;
};

/// Which picture of which moment of a run: shared by sample, interpolate and arithmetic.
struct ModelChoice {
  std::filesystem::path run;
  std::optional<int64_t> step;
  std::optional<std::string> label;  ///< a number or a class's name
  double truncation = 1;
  bool raw = false;
};

/// A grid of trainings.
struct SweepRequest {
  TrainRequest each;  ///< experiment, data, goal, device …; without overrides, seed, folder
  std::vector<runs::Axis> axes;
  std::filesystem::path out;  ///< a folder with one run below it each
  bool json = false;
};

struct SampleRequest {
  ModelChoice model;
  int count = 64;
  uint64_t seed = 1;
  std::optional<std::string> caption;  ///< a sentence, where captions are told
  std::filesystem::path out;
  std::filesystem::path cells;  ///< a folder; empty: none
  bool every_label = false;     ///< each latent under every class: `count` latents
  bool from_codes = false;      ///< latents as the codes of real samples fall
};

struct InterpolateRequest {
  ModelChoice model;
  uint64_t from = 0, to = 0;
  int frames = 0;  ///< 0: 9 for a strip, 48 for a film
  double frames_per_s = 16;
  bool spherical = true;
  bool in_w = false;  ///< behind the mapping network, where walks are straight
  std::filesystem::path out;
};

/// One --plus or --minus, in the order of the words.
struct ArithmeticTerm {
  bool plus = true;
  std::vector<uint64_t> seeds;
};

struct ArithmeticRequest {
  ModelChoice model;
  std::vector<ArithmeticTerm> terms;
  std::filesystem::path out;
};

struct FilmRequest {
  ModelChoice model;
  std::optional<uint64_t> seed;  ///< none: a sheet of the fixed latents
  int frames = 0;                ///< 0: one a moment
  double frames_per_s = 10;
  bool with_steps = false;  ///< the step below the pictures
  std::filesystem::path out;
  bool json = false;
};

struct DirectionsRequest {
  ModelChoice model;
  enum class Method { components, factors, attributes } method = Method::components;
  int count = 0;         ///< 0: 12, of attributes all
  double strength = 2;   ///< how far effects are measured along them
  uint64_t seed = 1;     ///< of the latent that is shown
  bool precise = false;  ///< attributes only: on the curved way, too
  std::filesystem::path out;
  bool json = false;
};

struct ExportRequest {
  ModelChoice model;
  std::filesystem::path program;  ///< --torchscript; empty: none
  std::filesystem::path tensors;  ///< --out; empty: none
  std::filesystem::path events;   ///< --tensorboard, a folder; empty: none
  bool json = false;
};

struct NeighboursRequest {
  ModelChoice model;
  std::vector<uint64_t> seeds;
  int count = 5;
  std::filesystem::path out;
  bool json = false;
};

struct MapRequest {
  ModelChoice model;
  int count = 2000;
  uint64_t seed = 1;             ///< of the first sample
  std::string colour = "score";  ///< score, class, none, or an attribute's name
  std::filesystem::path out;
  bool json = false;
};

struct InvertRequest {
  ModelChoice model;
  std::filesystem::path picture;
  int steps = 1000;           ///< of Adam
  std::filesystem::path out;  ///< a folder
  bool json = false;
};

struct TranslateRequest {
  ModelChoice model;
  std::vector<std::filesystem::path> pictures;
  std::optional<std::string> direction;  ///< 1, 2, or the title of what shall come out
  std::filesystem::path out;             ///< a folder
  bool json = false;
};

struct EvaluateRequest {
  std::filesystem::path run;
  std::string data;  ///< --data SPEC; empty: the run's own
  int count = 0;     ///< 0: 2,000 pictures, 2,500 points
  std::optional<int64_t> step;
  bool raw = false, json = false;
  bool from_codes = false;  ///< latents as the codes of real samples fall
};

struct ReportRequest {
  std::filesystem::path run;
  std::string language;   ///< "en", "zh"; empty: what the environment says
  bool evaluate = false;  ///< pictures: judged afresh, too, which takes a while; points always are
  std::filesystem::path out;
  bool json = false;
};

struct DataRequest {
  std::string spec;
  std::vector<std::pair<std::string, std::string>> overrides;  ///< --set size=64
  std::filesystem::path preview;
  bool json = false;
};

struct InfoRequest {
  std::filesystem::path run;
  bool json = false;
};

struct ListRequest {
  std::string kind;
  std::filesystem::path folder;  ///< of runs; empty: where the window keeps them
  bool json = false;
};

struct LessonRequest {
  std::string what;            ///< "list", "check", "new"
  std::filesystem::path file;  ///< of the last two
  std::string language;        ///< of the list; "": English
  bool json = false;
};

/// Words that are answered with a text: --help, --version.
struct TextRequest {
  std::string text;
};

using Request =
    std::variant<shell::ViewOptions, TrainRequest, SampleRequest, InterpolateRequest, ArithmeticRequest,
                 FilmRequest, DirectionsRequest, NeighboursRequest, ExportRequest, InvertRequest,
                 EvaluateRequest, DataRequest, InfoRequest, ListRequest, LessonRequest, MapRequest,
                 ReportRequest, SweepRequest, TranslateRequest, TextRequest>;

/// The program's words (without its own name) as a request, or a `usage` failure with a hint. The first word
/// may be left out: `ganscope`, `ganscope faces` and `ganscope --size 800x600` view. What --help answers is
/// in the language of `tr`; failures are English, for the console to translate.
[[nodiscard]] Expected<Request> parse_words(std::vector<std::string> words, const text::Strings& tr = {});

/// The language that `--lang` names anywhere among the words: "en", "zh", "" (none is named); or a `usage`
/// failure when there is no such language.
[[nodiscard]] Expected<std::string> language_of(std::vector<std::string> words);

}  // namespace ganscope::commands
