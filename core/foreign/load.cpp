#include <ATen/core/grad_mode.h>
#include <torch/csrc/jit/serialization/import.h>

#include <array>
#include <fstream>
#include <optional>
#include <sstream>
#include <string_view>

#include "core/foreign/module.h"

namespace ganscope::foreign {
namespace {

constexpr const char* how_to_save =
    "in Python, save the generator itself: torch.jit.trace(g.eval(), torch.randn(1, 100)).save(\"g.pt\")";

bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

/// What the first bytes say a file is; nothing: a zip archive, as every TorchScript file is one.
std::optional<Failure> not_an_archive(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::array<char, 16> first{};
  file.read(first.data(), first.size());
  const auto count = static_cast<size_t>(file.gcount());
  if (file.bad() || (count == 0 && !file.eof()))
    return Failure{FailureKind::io, "This file cannot be read", path, "check that you may read it"};
  const std::string_view bytes(first.data(), count);
  if (bytes.starts_with("PK\3\4")) return std::nullopt;
  if (bytes.starts_with("\x80\2") || bytes.starts_with("\x80\3") || bytes.starts_with("\x80\4"))
    return Failure{FailureKind::bad_data, "This file holds weights or objects of Python, not a program", path,
                   how_to_save};
  if (count > 9 && bytes.substr(8, 1) == "{")
    return Failure{FailureKind::bad_data, "This is a safetensors file: weights without a program", path,
                   how_to_save};
  return Failure{FailureKind::bad_data, "This is not a TorchScript file", path, how_to_save};
}

/// What reading threw, as a sentence.
Failure explained(const std::string& thrown, const std::string& path) {
  const std::string line = telling_line(thrown);
  constexpr const char* newer = "This file was made by a newer torch than ganscope has";
  constexpr const char* older = "save it with an older torch, or build ganscope with a newer LibTorch";
  if (holds(thrown, "maximum supported version")) return {FailureKind::unsupported, newer, path, older};
  if (holds(thrown, "Unknown builtin op") || holds(thrown, "Unknown type name"))
    return {FailureKind::unsupported, std::string(newer) + ": " + line, path, older};
  if (holds(thrown, "constants.pkl"))
    return {FailureKind::bad_data, "This file holds weights or objects of Python, not a program", path,
            how_to_save};
  if (holds(thrown, "central directory") || holds(thrown, "zip archive") || holds(thrown, "failed reading"))
    return {FailureKind::bad_data, "This file is damaged, or not all of it is there", path,
            "copy it once more, or save it anew"};
  return {FailureKind::bad_data, "This file cannot be read as TorchScript: " + line, path, how_to_save};
}

/// What a CPU computes with: half precision becomes float32.
void make_computable(torch::jit::Module& module) {
  module.eval();
  bool half = false;
  for (const at::Tensor& parameter : module.parameters())
    half = half || parameter.scalar_type() == at::kHalf || parameter.scalar_type() == at::kBFloat16;
  if (half) module.to(at::kFloat);
  for (at::Tensor parameter : module.parameters()) parameter.set_requires_grad(false);
}

}  // namespace

std::string telling_line(const std::string& thrown) {
  std::istringstream lines(thrown);
  std::string first, telling;
  for (std::string line; std::getline(lines, line);) {
    const size_t colon = line.find(": ");
    const std::string_view name = std::string_view(line).substr(0, colon == std::string::npos ? 0 : colon);
    if (first.empty()) first = line;
    // A traceback ends with the name of the exception and what it says.
    if ((name.ends_with("Error") || name.ends_with("Exception")) && name.find(' ') == std::string_view::npos)
      telling = line.substr(colon + 2);
  }
  std::string said = telling.empty() ? first : telling;
  constexpr size_t most = 240;
  if (said.size() > most) {
    size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(said[end]) & 0xC0U) == 0x80U) --end;  // between two letters
    said = said.substr(0, end) + "…";
  }
  return said;
}

Expected<torch::jit::Module> read_module(const std::string& path) {
  if (auto other = not_an_archive(path)) return tl::unexpected(std::move(*other));
  const at::AutoGradMode with_graph(true);  // its tensors shall take part in slopes
  try {
    torch::jit::Module module = torch::jit::load(path, at::kCPU);
    make_computable(module);
    if (!module.find_method("forward"))
      return fail(FailureKind::bad_data, "This program has no forward, so it draws nothing", path,
                  how_to_save);
    return module;
  } catch (const c10::Error& error) {
    return tl::unexpected(explained(error.what_without_backtrace(), path));
  } catch (const std::exception& error) {
    return tl::unexpected(explained(error.what(), path));
  }
}

}  // namespace ganscope::foreign
