#include <algorithm>
#include <tuple>

#include "app/commands/words.h"

namespace ganscope::commands {
namespace {

constexpr int largest_latent = 16384;
constexpr int64_t most_history_mb = 1'000'000;
constexpr auto any_seed = std::numeric_limits<uint64_t>::max();

/// Larger windows than 8192 px no screen has, and no memory.
std::pair<int, int> window_size(const std::string& text) {
  const size_t cross = text.find('x');
  const auto side = [&](const std::string& digits, int least) {
    int value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    const bool whole = error == std::errc{} && end == digits.data() + digits.size();
    if (!whole || value < least || value > 8192)
      refuse(fmt::format("--size needs WIDTHxHEIGHT, from 320x240 to 8192x8192, not {}",
                         text.empty() ? "nothing" : text),
             "", "for example --size 1600x900");
    return value;
  };
  if (cross == std::string::npos) return {side("", 320), 0};
  return {side(text.substr(0, cross), 320), side(text.substr(cross + 1), 240)};
}

}  // namespace

void one_goal(const TrainRequest& train, const std::string& command) {
  if (train.steps && train.seconds)
    refuse(fmt::format("{} takes --steps or --seconds, not both", command), "",
           "leave one of them out: --steps counts, --seconds times");
}

uint64_t run_seed(const std::string& text) {
  uint64_t highest = 0;
  for (const config::Option& option : catalogue().common)
    if (option.key == "seed") highest = static_cast<uint64_t>(option.max);
  return number<uint64_t>(text, "--seed", 0, highest);
}

std::pair<std::string, std::string> key_value(const std::string& text) {
  const size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0)
    refuse(fmt::format("--set needs key=value, not {}", text), "", "for example --set batch=32");
  return {text.substr(0, equals), text.substr(equals + 1)};
}

std::vector<uint64_t> seed_list(const std::string& text, const std::string& where) {
  std::vector<uint64_t> seeds;
  size_t begin = 0;
  while (begin <= text.size()) {
    const size_t end = std::min(text.find(',', begin), text.size());
    const std::string word = text.substr(begin, end - begin);
    if (word.empty() || word.find_first_not_of("0123456789") != std::string::npos)
      refuse(fmt::format("{} needs seeds, not {}", where, text.empty() ? "nothing" : text), "",
             fmt::format("whole numbers with commas between them: {} 3,14,15", where));
    seeds.push_back(number<uint64_t>(word, where, 0, any_seed));
    begin = end + 1;
  }
  return seeds;
}

void Words::declare_view() {
  Declaration& words = add("view", "Open the window (the default)");
  words.example("ganscope view digits --start");
  words.example("ganscope view my-run");
  words.example("ganscope view runs/mine --trust --data folder:~/portraits");
  words.example("ganscope view tensorboard-logs/exp1");
  words.example("ganscope view generator.pt --trust");
  words.option("EXPERIMENT|RUN|MODEL.pt",
               "A built-in experiment, a .toml file, a run (also one of ganscope.py, or a folder of "
               "TensorBoard's event files, which are followed), a generator (.pt), a folder of pictures or "
               "of runs, or data as --data names them (default: faces)",
               "", [this](const std::string& text) { view_.target = text; });
  words.option("--size", "Size of the window in pixels", "WxH",
               [this](const std::string& text) { std::tie(view_.width, view_.height) = window_size(text); });
  words.option("--scale", "Size of text and controls, 1 = as the monitor says", "F",
               [this](const std::string& text) { view_.scale = number<double>(text, "--scale", 0.5, 4); });
  words.flag("--start", "Start training at once", view_.start);
  words.option("--lesson", "Open a lesson: its number or its name (`ganscope lesson list`)", "K",
               [this](const std::string& text) { view_.lesson = text; });
  words.flag("--trust", "A .pt file is a program: run it without asking", view_.trust);
  words.option(
      "--data",
      "Other data than the experiment's or the run's; for a run of ganscope.py, real data to measure "
      "it with",
      "SPEC", [this](const std::string& text) { view_.data = text; });
  words.option("--latent", "How many numbers a latent of a .pt generator has (default: found out)", "N",
               [this](const std::string& text) {
                 view_.latent_dim = number<int>(text, "--latent", 1, largest_latent);
               });
  words.option("--seed", "The experiment's seed", "K",
               [this](const std::string& text) { view_.seed = run_seed(text); });
  words.option("--history", "MB of every run's film on disk, 0 = none (default: 64)", "MB",
               [this](const std::string& text) {
                 view_.history_mb = number<int64_t>(text, "--history", 0, most_history_mb);
               });
  words.option("--automation", "Run a script of clicks and expectations", "SCRIPT",
               [this](const std::string& text) { view_.automation = text; });
  words.option("--ui-map", "Keep a JSON map of everything on screen in this file", "FILE",
               [this](const std::string& text) { view_.ui_map = text; });
  words.option("--screenshot", "Write a picture of the window on leaving", "FILE",
               [this](const std::string& text) { view_.screenshot = text; });
  words.option("--exit-after-s", "Leave after so many seconds", "S", [this](const std::string& text) {
    view_.exit_after_s = number<double>(text, "--exit-after-s", 0, 1e9);
  });
  words.done([this] { return view_; });
}

/// How far and how a run is trained: what `train` and `sweep` have in common.
void Words::how_to_train(Declaration& words, TrainRequest& train) {
  words.option("--steps", "Train until this step, counted from the run's beginning", "N",
               [&train](const std::string& text) {
                 train.steps = number<int64_t>(text, "--steps", 0, 1'000'000'000);
               });
  words.option(
      "--seconds", "Train for so long from now (default: 60)", "S",
      [&train](const std::string& text) { train.seconds = number<double>(text, "--seconds", 0, 1e9); });
  words.option("--device", "auto, cpu or cuda", "auto|cpu|cuda", [&train](const std::string& text) {
    if (text == "auto")
      train.device = DeviceChoice::automatic;
    else if (text == "cpu")
      train.device = DeviceChoice::cpu;
    else if (text == "cuda")
      train.device = DeviceChoice::cuda;
    else
      refuse(fmt::format("there is no device called {}", text), "--device", "auto, cpu or cuda");
  });
  words.option(
      "--threads", "Threads for the numerical library (default: 1)", "N",
      [&train](const std::string& text) { train.threads = number<int>(text, "--threads", 1, 1024); });
  words.option("--history", "MB of the run's film on disk, 0 = none (default: 64)", "MB",
               [&train](const std::string& text) {
                 train.history_mb = number<int64_t>(text, "--history", 0, most_history_mb);
               });
  words.flag("--no-measures", "Does not judge samples meanwhile (measures.csv, most diagnoses)",
             no_measures_);
  words.flag("--quiet", "No progress", train.quiet);
}

void Words::declare_train() {
  Declaration& words = add("train", "Train without a window");
  words.example("ganscope train faces --seconds 60 --out my-run");
  words.example("ganscope train folder --data folder:pictures --set size=64");
  words.example("ganscope train --resume my-run --steps 20000");
  words.example("ganscope train digits --tensorboard logs/digits");
  words.example("ganscope train --resume my-run --data folder:where/they/are/now");
  words.option("EXPERIMENT", "A built-in experiment, a .toml file, or data as --data names them", "",
               [this](const std::string& text) { train_.experiment = text; });
  words.repeated("--set", "Change an option of the experiment; may be repeated", "KEY=VALUE",
                 [this](const std::string& text) { train_.overrides.push_back(key_value(text)); });
  words.option("--data", "Train on these data instead; with --resume: where its data are now", "SPEC",
               [this](const std::string& text) { train_.data = text; });
  words.option("--seed", "The experiment's seed", "K",
               [this](const std::string& text) { train_.seed = run_seed(text); });
  words.path("--out", "Folder of the run (default: a new one in the user's data folder)", "RUN", train_.out);
  words.path("--resume", "Go on with this run", "RUN", train_.resume);
  how_to_train(words, train_);
  words.path("--tensorboard",
             "Also write its curves, measures and sheets of samples into this folder, for TensorBoard", "DIR",
             train_.tensorboard);
  words.flag("--json", "End with one JSON object", train_.json);
  words.done([this]() -> Request {
    train_.measure = !no_measures_;
    if (train_.experiment.empty() && train_.resume.empty())
      refuse("train needs an experiment", "",
             "for example `ganscope train faces`; `ganscope list experiments` names them");
    one_goal(train_, "train");
    return train_;
  });
}

void Words::step_option(Declaration& words, ModelChoice& model) {
  words.option("--step",
               "Exactly this step: a checkpoint, or a moment of the run's film (default: the newest)", "S",
               [&model](const std::string& text) {
                 model.step = number<int64_t>(text, "--step", 0, std::numeric_limits<int64_t>::max());
               });
}

void Words::model_options(Declaration& words, ModelChoice& model) {
  words.path("RUN", "A run's folder or a checkpoint", "", model.run)->required();
  step_option(words, model);
  words.option("--label", "Class to draw, by number or name (default: all in turn)", "L",
               [&model](const std::string& text) { model.label = text; });
  words.option(
      "--truncation", "Pull the latents towards the centre: 1 as they are, 0 all the same", "T",
      [&model](const std::string& text) { model.truncation = number<double>(text, "--truncation", 0, 2); });
  words.flag("--raw", "Draw with the weights being trained instead of their average (EMA)", model.raw);
}

void Words::prior_option(Declaration& words, bool& from_codes) {
  words.option("--prior",
               "Of a model with an encoder, what latents are drawn from: N(0, 1), or the normal distribution "
               "fitted to the codes of real samples (default: normal)",
               "normal|fitted", [&from_codes](const std::string& text) {
                 if (text != "normal" && text != "fitted")
                   refuse(fmt::format("there is no prior called {}", text), "--prior", "normal or fitted");
                 from_codes = text == "fitted";
               });
}

void Words::declare_sample() {
  Declaration& words = add("sample", "Draw samples of a run's model");
  words.example("ganscope sample my-run --count 100 --out grid.png");
  words.example("ganscope sample my-run --label 7 --out sevens.png --cells cells");
  words.example("ganscope sample my-run --every-label --count 8 --out sheet.png");
  model_options(words, sample_.model);
  words.option("--count", "How many (default: 64)", "N", [this](const std::string& text) {
    sample_.count = number<int>(text, "--count", 1, 1'000'000);
  });
  words.option(
      "--seed", "Sample number i is the latent of seed K+i (default: 1)", "K",
      [this](const std::string& text) { sample_.seed = number<uint64_t>(text, "--seed", 0, any_seed); });
  words.example("ganscope sample my-run --caption \"red hair, glasses\" --out grid.png");
  words.option("--caption", "What shall be drawn, as a sentence; for runs that are told captions", "SENTENCE",
               [this](const std::string& text) { sample_.caption = text; });
  words.path("--out", "grid.png, or points.csv for points", "FILE", sample_.out)->required();
  words.flag("--every-label",
             "Draw each of the N latents under every class: a row a latent, a column a class",
             sample_.every_label);
  prior_option(words, sample_.from_codes);
  words.path("--cells", "Write every sample as a PNG of its own into this folder", "DIR", sample_.cells);
  words.done([this]() -> Request {
    if (sample_.every_label && sample_.model.label)
      refuse("one class or every class", "--every-label", "leave --label or --every-label out");
    return sample_;
  });
}

void Words::declare_interpolate() {
  Declaration& words = add("interpolate", "Walk from one latent to another");
  words.example("ganscope interpolate my-run --from 1 --to 2 --out walk.gif");
  words.example("ganscope interpolate my-run --from 1 --to 2 --label 3,8 --out from-3-to-8.png");
  model_options(words, interpolate_.model);
  words.app().get_option("--label")->description(
      "Class to draw, by number or name (default: the first); 3,8: from one to the other, mixing them");
  const auto seed = [&](const std::string& name, const std::string& help, uint64_t& into) {
    words
        .option(name, help, "SEED",
                [name, &into](const std::string& text) { into = number<uint64_t>(text, name, 0, any_seed); })
        ->required();
  };
  seed("--from", "Seed of the first latent", interpolate_.from);
  seed("--to", "Seed of the last latent", interpolate_.to);
  words.option(
      "--frames", "How many (default: 9 in a strip, 48 in a film)", "N",
      [this](const std::string& text) { interpolate_.frames = number<int>(text, "--frames", 2, 10000); });
  words.option("--mode", "Straight (lerp) or along the sphere (slerp, the default)", "lerp|slerp",
               [this](const std::string& text) {
                 if (text != "lerp" && text != "slerp")
                   refuse(fmt::format("there is no mode called {}", text), "--mode", "lerp or slerp");
                 interpolate_.spherical = text == "slerp";
               });
  words.option("--space",
               "Walk through the noise (z, the default) or, straight, behind the mapping network (w)", "z|w",
               [this](const std::string& text) {
                 if (text != "z" && text != "w")
                   refuse(fmt::format("there is no space called {}", text), "--space", "z or w");
                 interpolate_.in_w = text == "w";
               });
  words.option("--fps", "Frames a second of a film (default: 16)", "F", [this](const std::string& text) {
    interpolate_.frames_per_s = number<double>(text, "--fps", 0.1, 50);
  });
  words.path("--out", "strip.png, walk.gif, or walk.mp4 where ffmpeg is installed", "FILE", interpolate_.out)
      ->required();
  words.done([this] { return interpolate_; });
}

void Words::declare_arithmetic() {
  Declaration& words = add("arithmetic", "Add and subtract latents, each the mean of some seeds");
  words.example("ganscope arithmetic my-run --plus 1,2,3 --minus 4,5,6 --plus 7,8,9 --out result.png");
  model_options(words, arithmetic_.model);
  const auto ignore = [](const std::string&) {};
  words.repeated("--plus", "Seeds whose mean is added", "SEEDS", ignore);
  words.repeated("--minus", "Seeds whose mean is subtracted", "SEEDS", ignore);
  words.path("--out", "result.png", "FILE", arithmetic_.out)->required();
  CLI::App* command = &words.app();
  words.done([this, command]() -> Request {
    // The order between --plus and --minus matters for the picture; CLI11 keeps it apart from the values.
    CLI::Option* plus = command->get_option("--plus");
    CLI::Option* minus = command->get_option("--minus");
    size_t pluses = 0, minuses = 0;
    for (const CLI::Option* option : command->parse_order()) {
      if (option == plus)
        arithmetic_.terms.push_back({true, seed_list(plus->results().at(pluses++), "--plus")});
      else if (option == minus)
        arithmetic_.terms.push_back({false, seed_list(minus->results().at(minuses++), "--minus")});
    }
    if (pluses == 0)
      refuse("arithmetic needs at least one --plus", "",
             "for example --plus 1,2,3 --minus 4,5,6 --plus 7,8,9");
    return arithmetic_;
  });
}

void Words::declare_directions() {
  Declaration& words = add("directions", "Find directions of the latent space and measure what they do");
  words.example("ganscope directions my-run --method attribute --out directions.png");
  words.example("ganscope directions my-run --method pca --count 6 --out directions.png --json");
  words.path("RUN", "A run's folder or a checkpoint", "", directions_.model.run)->required();
  words
      .option("--method",
              "pca: main components of the generator's first features; sefa: what its first layer amplifies "
              "most; attribute: what a classifier of the data can name",
              "pca|sefa|attribute",
              [this](const std::string& text) {
                using Method = DirectionsRequest::Method;
                if (text != "pca" && text != "sefa" && text != "attribute")
                  refuse(fmt::format("there is no method called {}", text), "--method",
                         "pca, sefa or attribute");
                directions_.method = text == "pca"    ? Method::components
                                     : text == "sefa" ? Method::factors
                                                      : Method::attributes;
              })
      ->required();
  words.option("--count", "How many at most (default: 12; of attributes all)", "N",
               [this](const std::string& text) { directions_.count = number<int>(text, "--count", 1, 64); });
  words.option("--strength", "How far along them their effect is measured (default: 2)", "S",
               [this](const std::string& text) {
                 directions_.strength = number<double>(text, "--strength", 0.1, 10);
               });
  words.option(
      "--seed", "Of the latent that the sheet shows (default: 1)", "K",
      [this](const std::string& text) { directions_.seed = number<uint64_t>(text, "--seed", 0, any_seed); });
  step_option(words, directions_.model);
  words.option("--label", "Class to draw, by number or name (default: all in turn)", "L",
               [this](const std::string& text) { directions_.model.label = text; });
  words.flag("--raw", "Use the weights being trained instead of their average (EMA)", directions_.model.raw);
  words.flag("--precise",
             "Attributes only: also measures and draws the edit that follows a curved way and leaves alone "
             "what was not named (some seconds each)",
             directions_.precise);
  words.path("--out", "directions.png: a row each, from strength −3 to +3", "FILE", directions_.out)
      ->required();
  words.flag("--json", "End with one JSON object, the directions themselves included", directions_.json);
  words.done([this]() -> Request {
    if (directions_.precise && directions_.method != DirectionsRequest::Method::attributes)
      refuse("only attributes can be edited precisely", "--precise",
             "add --method attribute, or leave it out");
    return directions_;
  });
}

void Words::declare_the_rest() {
  Declaration& evaluate = add("evaluate", "Judge a run's model against its data");
  evaluate.example("ganscope evaluate my-run");
  evaluate.example("ganscope evaluate my-run --json");
  evaluate.path("RUN", "A run's folder or a checkpoint", "", evaluate_.run)->required();
  evaluate.option("--data", "Compare with these data instead of the run's own", "SPEC",
                  [this](const std::string& text) { evaluate_.data = text; });
  evaluate.option(
      "--count", "Samples (default: 2,000 pictures, 2,500 points)", "N",
      [this](const std::string& text) { evaluate_.count = number<int>(text, "--count", 100, 100'000); });
  evaluate.option("--step", "The checkpoint nearest at or before this step (default: the newest)", "S",
                  [this](const std::string& text) {
                    evaluate_.step = number<int64_t>(text, "--step", 0, std::numeric_limits<int64_t>::max());
                  });
  prior_option(evaluate, evaluate_.from_codes);
  evaluate.flag("--raw", "Judge the weights being trained instead of their average (EMA)", evaluate_.raw);
  evaluate.flag("--json", "End with one JSON object", evaluate_.json);
  evaluate.done([this] { return evaluate_; });

  Declaration& data = add("data", "Describe a data set");
  data.example("ganscope data faces --preview faces.png");
  data.example("ganscope data idx:t10k-images-idx3-ubyte.gz,t10k-labels-idx1-ubyte.gz");
  data.option("SPEC", "A built-in name, or idx:IMAGES[,LABELS], cifar10:DIR, folder:DIR", "",
              [this](const std::string& text) { data_.spec = text; })
      ->required();
  data.repeated("--set", "Change an option of the data; may be repeated", "KEY=VALUE",
                [this](const std::string& text) { data_.overrides.push_back(key_value(text)); });
  data.path("--preview", "Draw some of it", "grid.png", data_.preview);
  data.flag("--json", "End with one JSON object", data_.json);
  data.done([this] { return data_; });

  Declaration& info = add("info", "Describe a run");
  info.example("ganscope info my-run");
  info.path("RUN", "A run's folder or a checkpoint", "", info_.run)->required();
  info.flag("--json", "End with one JSON object", info_.json);
  info.done([this] { return info_; });

  Declaration& list = add("list", "Name what is built in, or the runs in a folder");
  list.example("ganscope list experiments");
  list.example("ganscope list runs my-sweep");
  list.option("KIND", "models, data, networks, objectives, regularisers, metrics, experiments, or runs", "",
              [this](const std::string& text) { list_.kind = text; })
      ->required();
  list.path("DIR", "Folder of the runs, or of a sweep (default: where the window keeps its runs)", "",
            list_.folder);
  list.flag("--json", "End with one JSON object", list_.json);
  list.done([this] { return list_; });
}

}  // namespace ganscope::commands
