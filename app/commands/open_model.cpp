#include "app/commands/open_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <system_error>

#include "core/base/way_out.h"
#include "core/captions/sentence.h"
#include "core/engine/engine.h"
#include "core/explore/latent_math.h"
#include "core/image/transform.h"
#include "core/models/model.h"
#include "core/storage/history_folder.h"
#include "core/storage/tensor_file.h"

namespace ganscope::commands {
namespace {

constexpr size_t batch_size = 128;

/// The steps nearest to `wanted`, for the hint.
std::string nearest_steps(std::vector<int64_t> steps, int64_t wanted) {
  std::ranges::sort(steps);
  steps.erase(std::ranges::unique(steps).begin(), steps.end());
  const auto after = std::ranges::upper_bound(steps, wanted);
  std::vector<std::string> words;
  if (after != steps.begin()) words.push_back(fmt::format("{}", *(after - 1)));
  if (after != steps.end()) words.push_back(fmt::format("{}", *after));
  return fmt::format("{}", fmt::join(words, " and "));
}

/// The file that holds the asked-for model: the newest checkpoint that is whole, or exactly the step asked
/// for: a checkpoint or, for the average, a moment of the run's film.
Expected<std::filesystem::path> file_of(const storage::RunInfo& run, const ModelChoice& choice) {
  if (!choice.step) return storage::find_checkpoint(run, std::nullopt);
  std::vector<int64_t> steps = storage::checkpoint_steps(run.folder);
  const bool saved = std::ranges::find(steps, *choice.step) != steps.end();
  const std::filesystem::path checkpoint =
      run.folder / "checkpoints" / storage::checkpoint_name(*choice.step);
  if (saved && storage::read_metadata(checkpoint)) return checkpoint;
  bool kept = false;
  for (const storage::StoredMoment& moment : storage::stored_moments(run.folder)) {
    kept = kept || moment.step == *choice.step;
    if (!choice.raw) steps.push_back(moment.step);
  }
  if (kept && !choice.raw) return storage::moment_file(run.folder, *choice.step);
  if (saved) return checkpoint;  // reading it says what is wrong with it
  if (steps.empty()) return storage::find_checkpoint(run, choice.step);
  if (kept)
    return fail(FailureKind::not_found,
                fmt::format("Of step {} only the average (EMA) was kept", *choice.step), run.folder.string(),
                fmt::format("leave --raw out, or ask for a checkpoint: the nearest {} {}",
                            steps.size() == 1 ? "is" : "are", nearest_steps(steps, *choice.step)));
  return fail(FailureKind::not_found, fmt::format("The run has kept nothing of step {}", *choice.step),
              run.folder.string(),
              fmt::format("the nearest that it has: {}; `ganscope info RUN --json` lists all",
                          nearest_steps(steps, *choice.step)));
}

}  // namespace

Expected<OpenModel> open_model(const ModelChoice& choice, Console& console) {
  auto run = storage::inspect_run(choice.run);
  if (!run) return tl::unexpected(run.error());
  const auto file = file_of(*run, choice);
  if (!file) return tl::unexpected(file.error());
  if (!choice.step && *file != *run->newest_checkpoint)
    console.remark("ganscope: the newest checkpoint is damaged; {} is used", file->filename().string());
  const auto state = storage::read_tensor_file(*file);
  if (!state) return tl::unexpected(state.error());
  auto experiment = storage::experiment_of(catalogue(), *run, state->metadata);
  if (!experiment) return tl::unexpected(experiment.error());
  auto stored = models::open_stored(models::Device::automatic, *experiment, *state);
  if (!stored) {
    stored.error().where = file->string();
    return tl::unexpected(stored.error());
  }
  if (choice.raw && !stored->snapshot->whole())
    return fail(FailureKind::not_found, "This moment has only the average (EMA)", file->string(),
                "leave --raw out, or name a checkpoint");
  OpenModel model;
  model.run = std::move(*run);
  model.checkpoint = file->string();
  model.experiment = std::move(*experiment);
  model.data = std::move(stored->data);
  model.latent_dim = stored->latent_dim;
  model.classes = stored->classes;
  model.snapshot = std::move(stored->snapshot);
  model.replica = std::move(stored->replica);
  model.model = choice.raw ? api::Model::raw : api::Model::ema;
  return model;
}

Expected<OpenModel> open_latent_model(const ModelChoice& choice, Console& console) {
  auto model = open_model(choice, console);
  if (model && model->translates())
    return fail(FailureKind::usage, "this model draws from pictures, not from latents", choice.run.string(),
                "give it pictures: ganscope translate RUN IMAGE… --out DIR");
  return model;
}

std::vector<float> OpenModel::latent_of_seed(uint64_t seed) const {
  std::vector<float> z = explore::latent_of_seed(seed, latent_dim);
  return prior ? prior->moved(z) : z;
}

Expected<api::Answer> OpenModel::draw(const std::vector<std::vector<float>>& latents,
                                      const std::vector<int>& labels, Console& console,
                                      const std::string& what, std::optional<double> truncation_in_w,
                                      const std::vector<float>& shares) const {
  api::Answer whole;
  whole.model = model;
  const auto total = static_cast<int64_t>(latents.size());
  for (size_t begin = 0; begin < latents.size(); begin += batch_size) {
    if (end_wanted()) return fail(FailureKind::cancelled, "interrupted", "", "nothing was written");
    const size_t end = std::min(begin + batch_size, latents.size());
    std::vector<float> flat;
    for (size_t i = begin; i < end; ++i) flat.insert(flat.end(), latents[i].begin(), latents[i].end());
    std::vector<int> some;
    if (classes > 0)
      some.assign(labels.begin() + static_cast<std::ptrdiff_t>(begin),
                  labels.begin() + static_cast<std::ptrdiff_t>(end));
    std::vector<float> mixed;
    if (!shares.empty()) {
      const auto row = static_cast<std::ptrdiff_t>(classes);
      mixed.assign(shares.begin() + static_cast<std::ptrdiff_t>(begin) * row,
                   shares.begin() + static_cast<std::ptrdiff_t>(end) * row);
    }
    auto part = !mixed.empty()
                    ? replica->render_blended(*snapshot, model,
                                              {flat, mixed, truncation_in_w ? api::Space::w : api::Space::z,
                                               truncation_in_w.value_or(1)})
                : truncation_in_w ? replica->render_mapped(*snapshot, model, flat, some, *truncation_in_w)
                                  : replica->render(*snapshot, model, flat, some);
    if (!part) return tl::unexpected(part.error());
    whole.append(*part);
    console.progress({what, static_cast<int64_t>(end), total});
  }
  console.end_progress();
  return whole;
}

Expected<int> OpenModel::label_of(const std::optional<std::string>& word) const {
  if (!word) return -1;
  if (captions() != nullptr)
    return fail(FailureKind::usage, "this run is told captions, not classes", "--label " + *word,
                "ganscope sample RUN --caption \"…\"");
  if (classes == 0)
    return fail(FailureKind::usage, "this run has no classes", "--label " + *word, "leave --label out");
  int number = -1;
  const auto [end, error] = std::from_chars(word->data(), word->data() + word->size(), number);
  // A class's name comes first: for digits "3" is both, and the same.
  const auto named = std::ranges::find(data.label_names, *word);
  if (named != data.label_names.end()) return static_cast<int>(named - data.label_names.begin());
  const bool is_number = error == std::errc{} && end == word->data() + word->size();
  if (is_number && number >= 0 && number < classes) return number;
  const std::string close = is_number ? "" : config::nearest(*word, data.label_names);
  return fail(FailureKind::usage, fmt::format("there is no class {}", *word), "--label",
              close.empty()
                  ? fmt::format("classes are 0 to {}: {}", classes - 1, fmt::join(data.label_names, ", "))
                  : fmt::format("did you mean {}?", close));
}

Expected<int> OpenModel::say(const std::string& sentence) const {
  const captions::Vocabulary* vocabulary = captions();
  if (vocabulary == nullptr)
    return fail(FailureKind::usage, "this run is told no captions", "--caption",
                "leave --caption out, or train with captions: ganscope train caption-faces");
  captions::Reading reading = captions::read(*vocabulary, sentence, "--caption");
  if (reading.trouble) return tl::unexpected(std::move(*reading.trouble));
  replica->say({reading.caption});
  return classes;
}

std::string OpenModel::title() const {
  return fmt::format("{} at step {}, {}", run.id, grouped(snapshot->step()),
                     model == api::Model::ema ? "EMA" : "raw");
}

image::Picture picture_of(const api::Answer& result, int index) {
  image::Picture rgba{result.width, result.height, 4, {}};
  const size_t size = static_cast<size_t>(result.width) * static_cast<size_t>(result.height) * 4;
  const auto begin = result.pixels.begin() + static_cast<std::ptrdiff_t>(size * static_cast<size_t>(index));
  rgba.pixels.assign(begin, begin + static_cast<std::ptrdiff_t>(size));
  return image::to_rgb(rgba);
}

std::vector<image::Picture> pictures_of(const api::Answer& result) {
  std::vector<image::Picture> pictures;
  for (int i = 0; i < result.count; ++i) pictures.push_back(picture_of(result, i));
  return pictures;
}

int magnification_for(int width, int height, int wanted) {
  const int side = std::max(1, std::min(width, height));
  return std::max(1, (wanted + side - 1) / side);
}

std::string ending_of(const std::filesystem::path& file) {
  std::string ending = file.extension().string();
  std::ranges::transform(ending, ending.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return ending;
}

Expected<void> check_ending(const std::filesystem::path& file, const std::vector<std::string>& endings) {
  if (std::ranges::find(endings, ending_of(file)) != endings.end()) return {};
  std::vector<std::string> named = endings;
  std::erase(named, std::string());  // a folder
  return fail(FailureKind::usage, fmt::format("the file's name must end in {}", fmt::join(named, " or ")),
              file.string(), fmt::format("for example --out {}{}", file.stem().string(), endings.front()));
}

Expected<void> make_folder_for(const std::filesystem::path& file) {
  const std::filesystem::path folder = file.parent_path();
  std::error_code error;
  if (folder.empty() || std::filesystem::is_directory(folder, error)) return {};
  std::filesystem::create_directories(folder, error);
  if (error)
    return fail(FailureKind::io, fmt::format("the folder cannot be made: {}", error.message()),
                folder.string(), "choose a place where you may write");
  return {};
}

}  // namespace ganscope::commands
