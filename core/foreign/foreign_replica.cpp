#include "core/foreign/foreign_replica.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/isfinite.h>
#include <ATen/ops/sigmoid.h>
#include <c10/core/InferenceMode.h>
#include <fmt/format.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/jit/ir/ir.h>
#include <torch/csrc/jit/passes/inliner.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <stdexcept>
#include <utility>

namespace ganscope::foreign {
namespace {

constexpr int64_t values_together = int64_t{1} << 22;  // of pictures drawn at once; their layers take more
constexpr int64_t most_together = 256;
constexpr size_t most_read = 16;  // programs of a run's moments that are kept in memory

/// Rows [count, width] from row `from` on.
at::Tensor rows_from(const std::vector<float>& numbers, int64_t from, int64_t count, int64_t width) {
  const at::Tensor rows = at::empty({count, width}, at::kFloat);
  std::memcpy(rows.data_ptr<float>(), numbers.data() + from * width,
              static_cast<size_t>(count * width) * sizeof(float));
  return rows;
}

void append_pixels(const at::Tensor& pictures, std::vector<uint8_t>& pixels) {
  const at::Tensor rows = pictures.permute({0, 2, 3, 1}).contiguous();  // [n, H, W, C]
  const int64_t channels = rows.size(3);
  const float* value = rows.data_ptr<float>();
  const float* const end = value + rows.numel();
  pixels.reserve(pixels.size() + static_cast<size_t>(rows.numel() / channels * 4));
  for (; value != end; value += channels) {
    for (int64_t c = 0; c < 3; ++c) {
      const float scaled = (value[channels == 1 ? 0 : c] + 1) * 127.5F + 0.5F;
      pixels.push_back(static_cast<uint8_t>(std::clamp(scaled, 0.0F, 255.0F)));
    }
    pixels.push_back(255);
  }
}

void append(api::Rows& whole, const at::Tensor& piece) {
  const at::Tensor flat = piece.detach().flatten(1).to(at::kFloat).contiguous();  // [n, width]
  whole.count += static_cast<int>(flat.size(0));
  whole.width = static_cast<int>(flat.size(1));
  whole.values.insert(whole.values.end(), flat.data_ptr<float>(), flat.data_ptr<float>() + flat.numel());
}

/// What the program throws is a failure with the line that tells why.
template <class Work>
auto without_throwing(const std::string& file, const Work& work) -> decltype(work()) {
  const char* hint = file.empty() ? "choose another latent, or open another generator"
                                  : "the pictures on show stay; the next snapshot is tried again";
  const std::string where = file.empty() ? "generator" : file;
  try {
    return work();
  } catch (const c10::Error& error) {
    return fail(FailureKind::bad_data, telling_line(error.what_without_backtrace()), where, hint);
  } catch (const std::exception& error) {
    return fail(FailureKind::bad_data, telling_line(error.what()), where, hint);
  }
}

/// The file that draws a snapshot; empty: the generator that was opened.
std::string file_of(const train::Snapshot& snapshot, api::Model model) {
  const auto* foreign = dynamic_cast<const ForeignSnapshot*>(&snapshot);
  return foreign == nullptr ? std::string() : foreign->file(model);
}

/// Whether a program's answer is a sigmoid, whatever only gives that another shape behind it.
bool ends_in_sigmoid(torch::jit::Module& module) {
  const std::shared_ptr<torch::jit::Graph> graph = module.get_method("forward").graph()->copy();
  torch::jit::Inline(*graph);
  const torch::jit::Node* node = graph->outputs().size() == 1 ? graph->outputs()[0]->node() : nullptr;
  while (node != nullptr) {
    const std::string kind = node->kind().toQualString();
    if (kind == "aten::sigmoid" || kind == "aten::sigmoid_") return true;
    const bool shapes = kind == "aten::view" || kind == "aten::reshape" || kind == "aten::squeeze" ||
                        kind == "aten::flatten" || kind == "aten::contiguous" || kind == "aten::clone";
    node = shapes && !node->inputs().empty() ? node->inputs()[0]->node() : nullptr;
  }
  return false;
}

}  // namespace

ForeignSnapshot::ForeignSnapshot(size_t bytes, follow::MomentFiles files)
    : bytes_(bytes), files_(std::move(files)) {
  static std::atomic<uint64_t> made{0};
  serial_ = ++made;
}

Expected<ForeignReplica::Read*> ForeignReplica::read(uint64_t serial, const std::string& file) {
  const auto known = std::ranges::find_if(
      read_, [&](const Read& read) { return read.serial == serial && read.file == file; });
  if (known != read_.end()) {
    std::rotate(read_.begin(), known, known + 1);
    return &read_.front();
  }
  auto module = read_module(file);
  if (!module) return tl::unexpected(module.error());
  read_.push_front({serial, file, std::move(*module)});
  read_.front().belief = ends_in_sigmoid(read_.front().module);
  if (read_.size() > most_read) read_.pop_back();
  return &read_.front();
}

Expected<torch::jit::Module*> ForeignReplica::module_of(const train::Snapshot& snapshot, api::Model model) {
  const std::string file = file_of(snapshot, model);
  if (file.empty()) return &generator_->module;
  const auto found = read(dynamic_cast<const ForeignSnapshot&>(snapshot).serial(), file);
  if (!found) return tl::unexpected(found.error());
  return &(*found)->module;
}

Expected<int64_t> ForeignReplica::checked(const std::vector<float>& latents,
                                          const std::vector<int>& labels) const {
  const Facts& facts = generator_->facts;
  const auto width = static_cast<size_t>(facts.latent_dim);
  if (latents.size() % width != 0)
    return fail(FailureKind::usage, fmt::format("the latents are not rows of {} numbers", width), "latents",
                "give every latent all its numbers");
  const size_t count = latents.size() / width;
  const bool known = std::ranges::all_of(labels, [&](int l) { return l >= 0 && l < facts.classes; });
  if (facts.classes > 0 && (labels.size() != count || !known))
    return fail(FailureKind::usage, fmt::format("every latent needs a label from 0 to {}", facts.classes - 1),
                "labels", "choose a class for every sample");
  return static_cast<int64_t>(count);
}

int64_t ForeignReplica::together() const {
  const Facts& facts = generator_->facts;
  const int64_t values = int64_t{facts.channels} * facts.height * facts.width;
  return std::clamp(values_together / values, int64_t{1}, most_together);
}

at::Tensor ForeignReplica::classes_of(const std::vector<int>& labels, int64_t from, int64_t count) const {
  at::Tensor classes;
  if (generator_->facts.classes == 0) return classes;
  classes = at::empty({count}, at::kLong);
  std::copy_n(labels.begin() + from, count, classes.data_ptr<int64_t>());
  return classes;
}

at::Tensor ForeignReplica::draw(torch::jit::Module& module, const at::Tensor& rows,
                                const at::Tensor& classes) const {
  const Facts& facts = generator_->facts;
  const at::Tensor pictures = run_forward(module, facts.form, rows, classes);
  if (pictures.sizes() != at::IntArrayRef({rows.size(0), facts.channels, facts.height, facts.width}))
    throw std::runtime_error("the program answers with pictures of another size than before");
  if (!at::isfinite(pictures).all().item<bool>())
    throw std::runtime_error("The pictures of this program have values that are no numbers");
  return pictures;
}

void ForeignReplica::judge(const ForeignSnapshot& snapshot, const at::Tensor& pictures,
                           const at::Tensor& classes, api::Answer& answer) {
  const std::string file = snapshot.discriminator();
  const auto judged = without_throwing(file, [&]() -> Expected<at::Tensor> {
    const auto found = read(snapshot.serial(), file);
    if (!found) return tl::unexpected(found.error());
    at::Tensor said = run_forward((*found)->module, Form::flat, pictures, classes);
    if (said.numel() != pictures.size(0))
      throw std::runtime_error("its D does not answer with one number for each picture");
    if (!(*found)->belief) said = at::sigmoid(said);
    return said.reshape({-1}).contiguous();
  });
  if (!judged) {
    answer.unscored = with_place(judged.error());
    return;
  }
  const float* first = judged->data_ptr<float>();
  answer.scores.insert(answer.scores.end(), first, first + judged->numel());
}

Expected<api::Answer> ForeignReplica::render(const train::Snapshot& snapshot, api::Model model,
                                             const std::vector<float>& latents,
                                             const std::vector<int>& labels, bool scored) {
  const auto count = checked(latents, labels);
  if (!count) return tl::unexpected(count.error());
  return without_throwing(file_of(snapshot, model), [&]() -> Expected<api::Answer> {
    const c10::InferenceMode inference;
    const Facts& facts = generator_->facts;
    const auto* foreign = dynamic_cast<const ForeignSnapshot*>(&snapshot);
    scored = scored && foreign != nullptr && !foreign->discriminator().empty();
    api::Answer result;
    result.model = model;
    result.step = snapshot.step();
    result.count = static_cast<int>(*count);
    result.width = facts.width;
    result.height = facts.height;
    for (int64_t from = 0; from < *count; from += together()) {
      const int64_t n = std::min(together(), *count - from);
      const auto module = module_of(snapshot, model);
      if (!module) return tl::unexpected(module.error());
      const at::Tensor classes = classes_of(labels, from, n);
      const at::Tensor pictures = draw(**module, rows_from(latents, from, n, facts.latent_dim), classes);
      append_pixels(in_symmetric_range(pictures, facts.range), result.pixels);
      if (scored && result.unscored.empty()) judge(*foreign, pictures, classes, result);
    }
    return result;
  });
}

Expected<api::Rows> ForeignReplica::pull(const train::Snapshot& snapshot, api::Model model,
                                         const std::vector<float>& latents, const std::vector<int>& labels,
                                         api::Space /*space*/, const train::PictureSlopes& slopes) {
  const auto count = checked(latents, labels);
  if (!count) return tl::unexpected(count.error());
  return without_throwing(file_of(snapshot, model), [&]() -> Expected<api::Rows> {
    const auto module = module_of(snapshot, model);
    if (!module) return tl::unexpected(module.error());
    api::Rows all;
    for (int64_t from = 0; from < *count; from += together()) {
      const int64_t n = std::min(together(), *count - from);
      const at::AutoGradMode with_graph(true);
      at::Tensor rows = rows_from(latents, from, n, generator_->facts.latent_dim);
      rows.set_requires_grad(true);
      const at::Tensor pictures =
          in_symmetric_range(draw(**module, rows, classes_of(labels, from, n)), generator_->facts.range);
      if (!pictures.requires_grad())
        return fail(FailureKind::unsupported, "slopes do not go back through this program", "generator",
                    "look at its pictures");
      api::Rows drawn;
      append(drawn, pictures);
      const auto wanted = slopes(drawn);
      if (!wanted) return tl::unexpected(wanted.error());
      TORCH_CHECK(static_cast<int64_t>(wanted->values.size()) == pictures.numel(), "slopes of another shape");
      const at::Tensor by_picture =
          rows_from(wanted->values, 0, n, pictures.numel() / n).view(pictures.sizes());
      append(all, torch::autograd::grad({pictures}, {rows}, {by_picture}).front());
    }
    return all;
  });
}

}  // namespace ganscope::foreign
