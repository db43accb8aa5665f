#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/commands/open_model.h"
#include "app/commands/run.h"
#include "core/gan/program.h"
#include "core/image/file_bytes.h"
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
  const auto program = gan::program_of(*model.replica, *model.snapshot, model.model);
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
  auto tensors = gan::tensors_of(*model.replica, *model.snapshot, model.model);
  if (!tensors) return tl::unexpected(tensors.error());
  tensors->metadata["run"] = model.run.id;
  tensors->metadata["weights"] = model.model == api::Model::ema ? "ema" : "raw";
  if (auto folder = make_folder_for(request.tensors); !folder) return folder;
  if (auto written = storage::write_tensor_file(request.tensors, *tensors); !written) return written;
  console.say("{}: {} tensors of {}", request.tensors.string(), tensors->tensors.size(),
              console.tr.sentence(model.title()));
  return {};
}

}  // namespace

Expected<void> export_model(const ExportRequest& request, Console& console) {
  if (!request.program.empty())
    if (auto ending = check_ending(request.program, {".pt"}); !ending) return ending;
  if (!request.tensors.empty())
    if (auto ending = check_ending(request.tensors, {".safetensors"}); !ending) return ending;
  const auto model = open_model(request.model, console);
  if (!model) return tl::unexpected(model.error());
  nlohmann::ordered_json said{{"run", model->run.folder.string()},
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
  if (request.json) console.json(said);
  return {};
}

}  // namespace ganscope::commands
