#include "app/commands/words.h"

namespace ganscope::commands {

void Words::declare_export() {
  Declaration& words = add("export", "Write a run's generator or its curves for other programs");
  words.example("ganscope export my-run --torchscript g.pt");
  words.example("ganscope export my-run --step 500 --out g.safetensors");
  words.example("ganscope export my-run --tensorboard logs/my-run");
  words.path("RUN", "A run's folder or a checkpoint", "", export_.model.run)->required();
  words.path("--torchscript", "A program that Python's torch.jit.load runs without ganscope", "g.pt",
             export_.program);
  words.path("--out", "Its weights by name, for Python's safetensors package", "g.safetensors",
             export_.tensors);
  words.path(
      "--tensorboard",
      "A folder for an event file with its curves, measures and sheets of samples, which TensorBoard opens",
      "DIR", export_.events);
  step_option(words, export_.model);
  words.flag("--raw", "Write the weights being trained instead of their average (EMA)", export_.model.raw);
  words.flag("--json", "End with one JSON object", export_.json);
  words.done([this]() -> Request {
    const bool no_model = export_.program.empty() && export_.tensors.empty();
    if (no_model && export_.events.empty())
      refuse(
          "export needs to know what to write", "",
          "--torchscript g.pt for a program, --out g.safetensors for the weights, --tensorboard DIR for the "
          "curves, or several of them");
    if (no_model && (export_.model.step || export_.model.raw))
      refuse("an event file is of the whole run and has no weights", export_.model.raw ? "--raw" : "--step",
             "leave it out, or write weights, too: --torchscript g.pt");
    return export_;
  });
}

}  // namespace ganscope::commands
