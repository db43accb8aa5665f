// What holds for every network in the registry, whatever its options.
#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <gtest/gtest.h>
#include <torch/csrc/autograd/autograd.h>

#include <string>
#include <utility>
#include <vector>

#include "core/networks/describe.h"
#include "tests/unit/networks/support.h"

namespace ganscope::networks {
namespace {

using testing::pair_of;
using testing::pictures;
using testing::plane_points;
using testing::settings_for;
using Changes = std::vector<std::pair<std::string, config::Value>>;

struct Variant {
  std::string network;
  Task task;
  Changes changes;
};

std::string in_words(const Variant& v) {
  std::string text = v.network + (v.task.points ? " points" : " " + std::to_string(v.task.height)) +
                     " classes " + std::to_string(v.task.classes) + " packing " +
                     std::to_string(v.task.packing);
  for (const auto& [key, value] : v.changes) text += " " + key + "=" + config::to_text(value);
  return text;
}

// Every network by itself, with every choice of each of its options, with every way of conditioning, and with
// what D may be besides; not the product of all.
std::vector<Variant> variants() {
  std::vector<Variant> all;
  for (const NetworkEntry& entry : all_networks()) {
    const std::string& key = entry.info.key;
    std::vector<Task> tasks{
        testing::task_for(key, key == "resnet" ? pictures(32, 3, 0) : pictures(16, 1, 0))};
    if (key == "mlp") tasks.push_back(plane_points());
    for (const Task& task : tasks) {
      all.push_back({key, task, {}});
      for (const config::Option& option : entry.info.options) {
        for (const std::string& choice : option.choices) all.push_back({key, task, {{option.key, choice}}});
        if (option.initial.index() == 1 && option.max <= 8)
          all.push_back({key, task, {{option.key, static_cast<int64_t>(option.max)}}});
      }
      for (const config::Option& option : shared_options()) {
        for (const std::string& choice : option.choices) {
          for (const int packing : {1, 2}) {
            Task labelled = task;
            labelled.classes = 3;
            labelled.packing = packing;
            all.push_back({key, labelled, {{option.key, choice}}});
            all.push_back(
                {key, labelled, {{option.key, choice}, {"spectral_norm", true}, {"minibatch_stddev", true}}});
          }
        }
      }
      for (const char* latent : {"normal", "uniform", "sphere"})
        all.push_back({key, task, {{"latent", std::string(latent)}, {"mapping_layers", int64_t{2}}}});
    }
  }
  return all;
}

TEST(EveryNetwork, MakesSamplesAndLogitsOfTheRightShapeAndFinite) {
  at::set_num_threads(1);
  const at::NoGradGuard no_grad;
  for (const Variant& v : variants()) {
    SCOPED_TRACE(in_words(v));
    const auto made = pair_of(settings_for(v.network, v.changes), v.task);
    const at::Tensor latents = at::arange(32, at::kFloat).view({4, 8}) / 16 - 1;  // [4, 8]
    const at::Tensor labels = v.task.classes > 0 ? at::arange(4, at::kLong) % 3 : at::Tensor();
    for (const Mode mode : {Mode::training, Mode::evaluation}) {
      const at::Tensor samples = made.g->forward(made.gw, latents, labels, mode);
      const std::vector<int64_t> shape =
          v.task.points ? std::vector<int64_t>{4, 2}
                        : std::vector<int64_t>{4, v.task.channels, v.task.height, v.task.width};
      ASSERT_EQ(samples.sizes(), shape);
      EXPECT_TRUE(samples.isfinite().all().item<bool>());
      if (!v.task.points) {
        EXPECT_TRUE(samples.is_contiguous(at::MemoryFormat::ChannelsLast));
      }
      const Judgement judged = made.d->judge(made.dw, pack(samples, v.task.packing), labels, mode);
      ASSERT_EQ(judged.logits.sizes(), std::vector<int64_t>{4 / v.task.packing});
      EXPECT_TRUE(judged.logits.isfinite().all().item<bool>());
      const bool names_classes = settings_for(v.network, v.changes).text("condition_d") == "classifier";
      ASSERT_EQ(judged.class_logits.defined(), names_classes && v.task.classes > 0);
      if (judged.class_logits.defined()) {
        EXPECT_EQ(judged.class_logits.sizes(), (std::vector<int64_t>{4, 3}));
      }
    }
  }
}

// One pass over real and generated samples is two passes: batch statistics of each half are its own, and what
// is remembered of them is the same afterwards.
TEST(EveryNetwork, JudgesTwoHalvesAsTwoBatches) {
  at::set_num_threads(1);
  const at::NoGradGuard no_grad;
  size_t alone_differs = 0;
  for (const Variant& v : variants()) {
    const config::Settings settings = settings_for(v.network, v.changes);
    if (settings.has("spectral_norm") && settings.flag("spectral_norm"))
      continue;  // its weights move with every pass
    SCOPED_TRACE(in_words(v));
    const int64_t n = 4;
    const auto made = pair_of(settings, v.task);
    const at::Tensor labels = v.task.classes > 0 ? at::arange(2 * n, at::kLong) % 3 : at::Tensor();
    const at::Tensor latents = at::arange(16 * n, at::kFloat).view({2 * n, 8}).sin();
    const at::Tensor samples =
        pack(made.g->forward(made.gw, latents, labels, Mode::evaluation), v.task.packing);
    const auto half = [](const at::Tensor& x, int64_t which) {
      return x.defined() ? x.narrow(0, which * x.size(0) / 2, x.size(0) / 2) : x;
    };
    Weights one_pass = made.d->layout().view(made.dw.flat, made.dw.flat_buffers.clone(), false);
    Weights two_passes = made.d->layout().view(made.dw.flat, made.dw.flat_buffers.clone(), false);
    const at::Tensor together = made.d->forward(one_pass, samples, labels, Mode::training_halves);
    std::vector<at::Tensor> apart;
    for (const int64_t which : {0, 1})
      apart.push_back(made.d->forward(two_passes, half(samples, which), half(labels, which), Mode::training));
    EXPECT_LT((together - at::cat(apart)).abs().max().item<float>(), 2e-5F);  // other kernels, other rounding
    if (made.dw.flat_buffers.numel() > 0) {
      EXPECT_LT((one_pass.flat_buffers - two_passes.flat_buffers).abs().max().item<float>(), 2e-5F);
    }
    const at::Tensor mixed = made.d->forward(two_passes, samples, labels, Mode::training);
    if ((together - mixed).abs().max().item<float>() > 1e-3F) ++alone_differs;
  }
  EXPECT_GT(alone_differs, 10U);  // with batch norm or minibatch deviation halves do matter
}

TEST(EveryNetwork, SendsAGradientToEveryParameterOfBoth) {
  at::set_num_threads(1);
  for (const Variant& v : variants()) {
    SCOPED_TRACE(in_words(v));
    const auto made = pair_of(settings_for(v.network, v.changes), v.task);
    const at::Tensor latents = at::arange(32, at::kFloat).view({4, 8}).sin();  // [4, 8]
    const at::Tensor labels = v.task.classes > 0 ? at::arange(4, at::kLong) % 3 : at::Tensor();
    const at::Tensor samples = made.g->forward(made.gw, latents, labels, Mode::training);
    const Judgement judged = made.d->judge(made.dw, pack(samples, v.task.packing), labels, Mode::training);
    at::Tensor sum = judged.logits.square().sum();
    if (judged.class_logits.defined()) sum = sum + judged.class_logits.square().sum();
    std::vector<at::Tensor> parameters = made.gw.parameters;
    parameters.insert(parameters.end(), made.dw.parameters.begin(), made.dw.parameters.end());
    const auto gradients = torch::autograd::grad({sum}, parameters, {}, false, false, /*allow_unused=*/true);
    for (size_t i = 0; i < gradients.size(); ++i) {
      const bool of_g = i < made.gw.parameters.size();
      const Layout& layout = of_g ? made.g->layout() : made.d->layout();
      const std::string& name = layout.parameters()[of_g ? i : i - made.gw.parameters.size()].name;
      ASSERT_TRUE(gradients[i].defined()) << name;
      EXPECT_TRUE(gradients[i].isfinite().all().item<bool>()) << name;
    }
  }
}

TEST(EveryNetwork, DoesTheSameTwice) {
  at::set_num_threads(1);
  const at::NoGradGuard no_grad;
  for (const Variant& v : variants()) {
    SCOPED_TRACE(in_words(v));
    const at::Tensor latents = at::arange(32, at::kFloat).view({4, 8}).sin();
    const at::Tensor labels = v.task.classes > 0 ? at::arange(4, at::kLong) % 3 : at::Tensor();
    const auto logits = [&] {
      const auto made = pair_of(settings_for(v.network, v.changes), v.task);
      const at::Tensor samples = made.g->forward(made.gw, latents, labels, Mode::training);
      return made.d->forward(made.dw, pack(samples, v.task.packing), labels, Mode::training);
    };
    EXPECT_TRUE(logits().equal(logits()));
  }
}

TEST(EveryNetwork, HasATableOfLayersThatCountsEveryParameterOnce) {
  at::set_num_threads(1);
  for (const Variant& v : variants()) {
    SCOPED_TRACE(in_words(v));
    const config::Settings settings = settings_for(v.network, v.changes);
    const auto made = pair_of(settings, v.task);
    const auto rows = describe(settings, v.task);
    ASSERT_TRUE(rows.has_value());
    const auto g = api::totals(*rows, "generator");
    const auto d = api::totals(*rows, "discriminator");
    EXPECT_EQ(g.parameters, made.g->layout().parameter_count());
    EXPECT_EQ(d.parameters, made.d->layout().parameter_count());
    EXPECT_GT(g.macs, 0);
    EXPECT_GT(d.macs, 0);
  }
}

TEST(EveryNetwork, RefusesPicturesThatItCannotMakeWithAHint) {
  const Task sizes[] = {pictures(28, 1, 0), pictures(128, 3, 0), pictures(8, 1, 0), plane_points()};
  for (const char* network : {"dcgan", "resnet"}) {
    const config::Settings settings = settings_for(network);
    const NetworkEntry* entry = find_network(settings).value();
    for (const Task& task : sizes) {
      const auto g = entry->make_generator(settings, task);
      const auto d = entry->make_discriminator(settings, task);
      ASSERT_FALSE(g.has_value());
      ASSERT_FALSE(d.has_value());
      EXPECT_EQ(g.error().kind, FailureKind::usage);
      EXPECT_NE(g.error().hint.find("mlp"), std::string::npos);
    }
  }
  const auto small = find_network(settings_for("resnet"))
                         .value()
                         ->make_generator(settings_for("resnet"), pictures(16, 1, 0));
  ASSERT_FALSE(small.has_value());
  EXPECT_NE(small.error().hint.find("32, 64"), std::string::npos);
}

TEST(TableOfLayers, NamesShapesAndCostOfTheSmallDcgan) {
  const auto rows = describe(settings_for("dcgan"), pictures(16, 1, 0));
  ASSERT_TRUE(rows.has_value());
  // G: linear, norm, ×2, 3×3, norm, ×2, 3×3. D: 4×4, 4×4, norm, 4×4, norm, linear.
  ASSERT_EQ(rows->size(), 13U);
  const api::LayerRow& linear = rows->at(0);
  EXPECT_EQ(linear.name, "from_latent");
  EXPECT_EQ(linear.kind, "linear");
  EXPECT_EQ(linear.out, std::vector<int64_t>{16 * 8});  // 4×4 pixels of twice the width
  EXPECT_EQ(linear.parameters, 8 * 16 * 8);             // no bias: the norm has a shift
  EXPECT_EQ(linear.macs, 8 * 16 * 8);
  const api::LayerRow& convolution = rows->at(3);
  EXPECT_EQ(convolution.details, "3×3");
  EXPECT_EQ(api::shape_text(convolution.in), "8×8×8");
  EXPECT_EQ(api::shape_text(convolution.out), "4×8×8");
  EXPECT_EQ(convolution.macs, 8 * 8 * 4 * 8 * 9);
}

}  // namespace
}  // namespace ganscope::networks
