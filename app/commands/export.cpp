#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "app/commands/open_model.h"
#include "app/commands/run.h"
#include "app/commands/run_events.h"
#include "core/image/file_bytes.h"
#include "core/models/replica/program.h"
#include "core/storage/tensor_file.h"

namespace ganscope::commands {
namespace {

constexpr double most_difference = 1e-5;  // of a value in [−1, 1]; it is rounding alone

std::string python_lines(const ExportRequest& request, const OpenModel& model) {
  const std::string labels = model.classes > 0 ? ", torch.zeros(8, dtype=torch.long)" : "";
  return fmt::format("torch.jit.load(\"{}\")(torch.randn(8, {}){})", request.program.filename().string(),
                     model.latent_dim, labels);
}

Expected<double> write_program(const ExportRequest& request, const OpenModel& model, Console& console) {
  const auto program = models::program_of(*model.replica, *model.snapshot, model.model);
  if (!program) return tl::unexpected(program.error());
  if (!(program->difference <= most_difference))
    return fail(FailureKind::training,
                fmt::format("the program draws other samples than ganscope: they differ by {:.2g}",
                            program->difference),
                request.program.string(), "nothing was written; please report this with the run's settings");
  if (auto folder = make_folder_for(request.program); !folder) return tl::unexpected(folder.error());
  const auto* bytes = reinterpret_cast<const uint8_t*>(program->bytes.data());
  if (auto written = image::write_bytes(request.program, {bytes, program->bytes.size()}); !written)
    return tl::unexpected(written.error());
  console.say("{}: {}; read back, it draws the same to {:.0e}", request.program.string(),
              console.tr.sentence(model.title()), program->difference);
  console.say("in Python: {}", python_lines(request, model));
  return program->difference;
}

Expected<void> write_tensors(const ExportRequest& request, const OpenModel& model, Console& console) {
  auto tensors = models::tensors_of(*model.replica, *model.snapshot, model.model);
  if (!tensors) return tl::unexpected(tensors.error());
  tensors->metadata["run"] = model.run.id;
  tensors->metadata["weights"] = model.model == api::Model::ema ? "ema" : "raw";
  if (auto folder = make_folder_for(request.tensors); !folder) return folder;
  if (auto written = storage::write_tensor_file(request.tensors, *tensors); !written) return written;
  console.say("{}: {} tensors of {}", request.tensors.string(), tensors->tensors.size(),
              console.tr.sentence(model.title()));
  return {};
}

/// The generator as a program, as weights, or both.
Expected<void> write_model(const ExportRequest& request, nlohmann::ordered_json& said, Console& console) {
  const auto model = open_latent_model(request.model, console);
  if (!model) return tl::unexpected(model.error());
  said = {{"run", model->run.folder.string()},
          {"step", model->snapshot->step()},
          {"weights", model->model == api::Model::ema ? "ema" : "raw"},
          {"latent_dim", model->latent_dim},
          {"classes", model->classes}};
  if (!request.program.empty()) {
    const auto difference = write_program(request, *model, console);
    if (!difference) return tl::unexpected(difference.error());
    said["torchscript"] = request.program.string();
    said["difference"] = *difference;
  }
  if (!request.tensors.empty()) {
    if (auto written = write_tensors(request, *model, console); !written) return written;
    said["safetensors"] = request.tensors.string();
  }
  return {};
}

/// The run's folder and its experiment, as far as events need them: no weights.
Expected<RunEvents> open_events(const ExportRequest& request, nlohmann::ordered_json& said) {
  const auto run = storage::inspect_run(request.model.run);
  if (!run) return tl::unexpected(run.error());
  if (run->folder.empty() || run->chosen)
    return fail(FailureKind::usage, "the curves are the whole run's, and this is one of its checkpoints",
                request.model.run.string(), "name the run's folder");
  std::map<std::string, std::string> metadata;
  if (run->newest_checkpoint)
    if (auto read = storage::read_metadata(*run->newest_checkpoint)) metadata = std::move(*read);
  const auto experiment = storage::experiment_of(catalogue(), *run, metadata);
  if (!experiment) return tl::unexpected(experiment.error());
  said["run"] = run->folder.string();
  return RunEvents::open(run->folder, *experiment, request.events, {});
}

Expected<void> write_events(const ExportRequest& request, nlohmann::ordered_json& said, Console& console) {
  auto events = open_events(request, said);
  if (!events) return tl::unexpected(events.error());
  auto written = events->take(console.work(), true);
  console.end_progress();
  if (written && events->tags() == 0)
    written = fail(FailureKind::not_found, "the run has neither curves nor samples yet",
                   request.model.run.string(), "train it for a step first");
  if (!written) {
    events->discard();
    return written;
  }
  say_left_out(*events, console);
  console.say("{}: {} curves of {} steps, {} measurements, {} sheets of samples", request.events.string(),
              events->curves(), grouped(events->rows()), grouped(events->measured()),
              grouped(events->sheets()));
  console.say("look at them with: tensorboard --logdir {}", request.events.string());
  said["tensorboard"] = as_json(*events);
  return {};
}

}  // namespace

Expected<void> export_model(const ExportRequest& request, Console& console) {
  if (!request.program.empty())
    if (auto ending = check_ending(request.program, {".pt"}); !ending) return ending;
  if (!request.tensors.empty())
    if (auto ending = check_ending(request.tensors, {".safetensors"}); !ending) return ending;
  if (!request.events.empty())
    if (auto fresh = check_no_events(request.events); !fresh) return fresh;
  nlohmann::ordered_json said;
  if (!request.program.empty() || !request.tensors.empty())
    if (auto written = write_model(request, said, console); !written) return written;
  if (!request.events.empty())
    if (auto written = write_events(request, said, console); !written) return written;
  if (request.json) console.json(said);
  return {};
}

}  // namespace ganscope::commands
