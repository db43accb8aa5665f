#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <torch/csrc/jit/api/module.h>

#include <cmath>
#include <fstream>

#include "core/foreign/foreign_replica.h"
#include "core/foreign/foreign_stepper.h"
#include "core/foreign/probe.h"
#include "core/foreign/probe_process.h"
#include "core/models/replica/program.h"
#include "tests/support/small_gan.h"
#include "tests/support/temporary_folder.h"

namespace ganscope::foreign {
namespace {

/// Generators as somebody else may have saved them: TorchScript files, written by LibTorch itself.
class Foreign : public ::testing::Test {
 protected:
  Foreign() { at::set_num_threads(1); }

  [[nodiscard]] std::string file(const std::string& name) const { return (folder_.path() / name).string(); }
  [[nodiscard]] std::string written(const std::string& bytes) const {
    std::ofstream(file("g.pt"), std::ios::binary) << bytes;
    return file("g.pt");
  }
  /// A program of these lines, with weights of this shape if there are any.
  [[nodiscard]] std::string program(const std::string& forward, const std::vector<int64_t>& shape = {},
                                    const char* attribute = nullptr, int64_t value = 0) const {
    torch::jit::Module module("Generator");
    if (!shape.empty()) {
      const at::Tensor weights = at::empty(shape, at::kFloat);
      Random(3).fill_normal({weights.data_ptr<float>(), static_cast<size_t>(weights.numel())});
      module.register_parameter("weights", weights, false);
    }
    module.register_attribute("training", c10::BoolType::get(), false);
    if (attribute != nullptr) module.register_attribute(attribute, c10::IntType::get(), value);
    module.define(forward);
    module.save(file("g.pt"));
    return file("g.pt");
  }
  /// What probing it fails with.
  [[nodiscard]] static Failure refused(const std::string& path, int latent_dim = 0) {
    const auto facts = probe(path, latent_dim);
    return facts ? Failure{FailureKind::io, "it was not refused: " + in_words(*facts), "", ""}
                 : facts.error();
  }
  /// A script in the place of this program, for what its process may do.
  [[nodiscard]] Apart script(const std::string& lines, double seconds) const {
    std::ofstream(file("program")) << "#!/bin/sh\n" << lines << "\n";
    ::chmod(file("program").c_str(), 0700);
    return {file("program"), seconds};
  }

  testing::TemporaryFolder folder_;
};

constexpr const char* flat_tanh =
    "def forward(self, z):\n  return torch.tanh(torch.linear(z, self.weights)).view(-1, 3, 4, 5)\n";

TEST_F(Foreign, WhatAGeneratorWantsAndDrawsIsFoundOut) {
  const Facts flat = probe(program(flat_tanh, {60, 37}), 0).value();
  EXPECT_EQ(in_words(flat),
            "It takes latents of 37 numbers as [N, 37] and draws pictures of 5 × 4 × 3 in [−1, 1]");
  EXPECT_EQ(flat.parameters, 60 * 37);

  const Facts maps = probe(program("def forward(self, z):\n"
                                   "  return torch.sigmoid(torch.conv_transpose2d(z, self.weights))\n",
                                   {90, 1, 8, 8}),
                           0)
                         .value();
  EXPECT_EQ(in_words(maps),
            "It takes latents of 90 numbers as [N, 90, 1, 1] and draws pictures of 8 × 8 × 1 in [0, 1]");

  const Facts classes = probe(program("def forward(self, z, y):\n"
                                      "  x = torch.cat([z, torch.embedding(self.weights, y)], 1)\n"
                                      "  return (127.5 + 127.5 * torch.tanh(x)).view(-1, 1, 4, 4)\n",
                                      {7, 6}, "nz", 10),
                              0)
                            .value();
  EXPECT_EQ(classes.classes, 7);
  EXPECT_EQ(classes.latent_dim, 10);
  EXPECT_EQ(classes.range, Range::bytes);
}

TEST_F(Foreign, WhereTheLatentsSizeIsNotFoundItIsAskedFor) {
  const std::string path = program(
      "def forward(self, z):\n  assert z.size(1) == 77, 'not ' + str(z.size(1)) + ' numbers'\n"
      "  return torch.tanh(z[:, 0:12]).view(-1, 3, 2, 2)\n");
  EXPECT_EQ(refused(path).kind, FailureKind::usage);
  EXPECT_NE(refused(path).hint.find("--latent"), std::string::npos);
  EXPECT_EQ(refused(path, 76).kind, FailureKind::usage);
  EXPECT_NE(refused(path, 76).what.find("not 76 numbers"), std::string::npos) << refused(path, 76).what;
  EXPECT_EQ(probe(path, 77)->latent_dim, 77);
}

TEST_F(Foreign, WhatDrawsNoPicturesIsRefusedWithWhatItDoes) {
  const Failure vector =
      refused(program("def forward(self, z):\n  return torch.linear(z, self.weights)\n", {784, 64}));
  EXPECT_EQ(vector.kind, FailureKind::unsupported);
  EXPECT_NE(vector.what.find("[N, 784]"), std::string::npos) << vector.what;
  const Failure throws =
      refused(program("def forward(self, z):\n  assert z.size(0) == 0, 'no weights today'\n  return z\n"));
  EXPECT_EQ(throws.what, "This program draws nothing: AssertionError: no weights today");
  const Failure text = refused(program("def forward(self, z):\n  return 'a picture'\n"));
  EXPECT_NE(text.what.find("no tensor"), std::string::npos) << text.what;
  EXPECT_NE(refused(program("def forward(self, z):\n  return (z / 0).view(-1, 1, 10, 10)\n"))
                .what.find("no numbers"),
            std::string::npos);
  EXPECT_NE(refused(program("def forward(self, a, b, c):\n  return a\n")).what.find("wants 3 inputs"),
            std::string::npos);
  EXPECT_NE(
      refused(program("def forward(self, z):\n  return z[:, 0:1].view(-1, 1, 1, 1).expand(-1, 3, 2000, 1)\n"))
          .what.find("2000"),
      std::string::npos);
}

TEST_F(Foreign, WhatIsNoTorchScriptFileIsCalledWhatItIs) {
  EXPECT_EQ(refused(written("hello there")).what, "This is not a TorchScript file");
  EXPECT_EQ(refused(written("")).what, "This is not a TorchScript file");
  EXPECT_NE(refused(written("\x80\x02}q.")).what.find("objects of Python"), std::string::npos);
  EXPECT_NE(refused(written(std::string("\x40\0\0\0\0\0\0\0{\"a\":{}}", 16))).what.find("safetensors"),
            std::string::npos);
  std::ifstream whole(program(flat_tanh, {60, 37}), std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(whole), {}};
  EXPECT_EQ(refused(written(bytes.substr(0, bytes.size() / 2))).what,
            "This file is damaged, or not all of it is there");
  EXPECT_EQ(refused(file("nothing.pt")).kind, FailureKind::io);
}

TEST_F(Foreign, DrawsWhatTheProgramDrawsAndPullsSlopesBackThroughIt) {
  const std::string path = program(flat_tanh, {60, 5});
  auto generator = std::make_shared<Generator>(Generator{read_module(path).value(), probe(path, 0).value()});
  ForeignReplica replica(generator);
  const ForeignSnapshot snapshot(0);
  std::vector<float> latents(15);
  Random(2).fill_normal(latents);
  const api::Answer drawn = replica.render(snapshot, api::Model::ema, latents, {}, true).value();
  ASSERT_EQ(drawn.count, 3);
  ASSERT_EQ(drawn.pixels.size(), size_t{3} * 4 * 5 * 4);
  EXPECT_TRUE(drawn.scores.empty());
  EXPECT_EQ(replica.render(snapshot, api::Model::raw, latents, {}, false)->pixels, drawn.pixels);

  // ½ Σ x² has the slope x.
  double loss = 0;
  const train::PictureSlopes half_square = [&](const api::Rows& pictures) -> Expected<api::Rows> {
    loss = 0;
    for (const float value : pictures.values) loss += 0.5 * value * value;
    return pictures;
  };
  const auto pull = [&] {
    return replica.pull(snapshot, api::Model::ema, latents, {}, api::Space::z, half_square).value();
  };
  const api::Rows slopes = pull();
  ASSERT_EQ(slopes.width, 5);
  ASSERT_EQ(slopes.count, 3);
  // The first picture's first channel, row 0, column 1 is its second value.
  at::Tensor raw = run_forward(generator->module, Form::flat,
                               at::from_blob(latents.data(), {3, 5}, at::kFloat), at::Tensor());
  const auto byte = static_cast<uint8_t>((raw[0][0][0][1].item<float>() + 1) * 127.5F + 0.5F);
  EXPECT_EQ(drawn.pixels[4], byte);
  for (const size_t i : {size_t{0}, size_t{7}}) {
    const float here = latents[i];
    latents[i] = here + 1e-2F;
    (void)pull();
    const double above = loss;
    latents[i] = here - 1e-2F;
    (void)pull();
    EXPECT_NEAR(slopes.values[i], (above - loss) / 2e-2, 1e-2 * std::abs(slopes.values[i]) + 1e-2);
    latents[i] = here;
  }
  EXPECT_EQ(replica.render(snapshot, api::Model::ema, {1, 2, 3}, {}, false).error().kind, FailureKind::usage);
  EXPECT_EQ(replica.features(snapshot, api::Model::ema, latents, {}, api::Space::z).error().kind,
            FailureKind::unsupported);
}

TEST_F(Foreign, AnExportedModelOpenedAgainDrawsTheSamePictures) {
  for (const bool conditional : {false, true}) {
    const auto made = testing::experiment({{"conditional", conditional}});
    const auto model = testing::stepper(made, testing::noise_pictures(16, 1));
    for (int i = 0; i < 2; ++i) model->step(api::StepKind::both);
    const auto own = models::make_replica(models::Device::cpu, made, model->data_info()).value();
    const train::SnapshotPointer snapshot = model->snapshot();
    const std::string path = written(models::program_of(*own, *snapshot, api::Model::ema)->bytes);
    const Facts facts = probe(path, 0).value();
    EXPECT_EQ(facts.latent_dim, 8);
    EXPECT_EQ(facts.classes, conditional ? 3 : 0);
    EXPECT_EQ(facts.range, Range::symmetric);
    ForeignReplica replica(std::make_shared<Generator>(Generator{read_module(path).value(), facts}));
    std::vector<float> latents(24);
    Random(5).fill_normal(latents);
    const std::vector<int> labels = conditional ? std::vector<int>{2, 0, 1} : std::vector<int>{};
    const auto theirs = replica.render(ForeignSnapshot(0), api::Model::ema, latents, labels, false).value();
    const auto ours = own->render(*snapshot, api::Model::ema, latents, labels, false).value();
    ASSERT_EQ(theirs.pixels.size(), ours.pixels.size());
    for (size_t i = 0; i < ours.pixels.size(); ++i)
      ASSERT_LE(std::abs(int{theirs.pixels[i]} - int{ours.pixels[i]}), 1) << i;
  }
}

TEST_F(Foreign, AProcessThatHangsCrashesOrTalksNonsenseIsToldApart) {
  const WorkContext context;
  const auto what = [&](const Apart& apart) { return probe_apart(apart, "g.pt", 0, context).error().what; };
  EXPECT_EQ(what(script("exec sleep 60", 0.2)), "This program draws nothing within 0.2 seconds");
  EXPECT_NE(what(script("kill -SEGV $$", 20)).find("crashed"), std::string::npos);
  EXPECT_EQ(what(script("echo 'facts 1 2' >&3", 20)), "This program ended before it drew anything");
  EXPECT_EQ(what({"/there/is/nothing", 20}).substr(0, 27), "No process could be started");
  EXPECT_EQ(what(script("printf 'failure 1\\nno\\ng.pt\\ntry\\n' >&3", 20)), "no");
  const Facts facts =
      probe_apart(script("echo facts 100 0 1 0 3 128 64 7 >&3", 20), "g.pt", 0, context).value();
  EXPECT_EQ(facts.form, Form::maps);
  EXPECT_EQ(facts.height, 128);
  WorkContext unwanted;
  unwanted.cancelled = [] { return true; };
  EXPECT_EQ(probe_apart(script("exec sleep 60", 20), "g.pt", 0, unwanted).error().kind,
            FailureKind::cancelled);
}

}  // namespace
}  // namespace ganscope::foreign
