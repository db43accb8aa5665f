// Models that are told captions in place of classes.
#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/models/gan/combinations.h"
#include "core/models/gan/series_table.h"
#include "core/models/gan/step/discriminator_step.h"
#include "core/models/gan/step/wrong_conditions.h"
#include "core/models/material/data_match.h"
#include "core/models/material/data_view.h"
#include "core/objectives/noise.h"
#include "tests/support/small_gan.h"

namespace ganscope::gan {
namespace {

using testing::captioned_pictures;
using testing::experiment;
using ::testing::HasSubstr;
using testing::stepper;
using Changes = std::vector<std::pair<std::string, config::Value>>;

config::Experiment captioned(Changes more = {}) {
  Changes changes{{"norm_d", std::string("none")},
                  {"init", std::string("pytorch")},
                  {"matching_aware", true},
                  {"embedding_dim", int64_t{6}}};
  changes.insert(changes.end(), more.begin(), more.end());
  return experiment(changes);
}

bool same(const storage::TensorFile& a, const storage::TensorFile& b) {
  return a.metadata == b.metadata &&
         std::ranges::equal(a.tensors, b.tensors,
                            [](const auto& x, const auto& y) { return x.bytes == y.bytes; });
}

struct Way {
  const char* name;
  Changes changes;
};

class Captions : public ::testing::TestWithParam<Way> {
 protected:
  Captions() { at::set_num_threads(1); }
};

TEST_P(Captions, GoOnBitwiseFromACheckpoint) {
  const config::Experiment made = captioned(GetParam().changes);
  const auto data = captioned_pictures(made.settings.text("network") == "resnet" ? 32 : 16, 3);
  const auto straight = stepper(made, data), first = stepper(made, data);
  for (int i = 0; i < 6; ++i) ASSERT_TRUE(straight->step(api::StepKind::both).finite);
  for (int i = 0; i < 3; ++i) first->step(api::StepKind::both);
  const auto second = stepper(made, data);
  const auto read = second->import_state(first->export_state());
  ASSERT_TRUE(read.has_value()) << read.error().what;
  for (int i = 0; i < 3; ++i) second->step(api::StepKind::both);
  EXPECT_TRUE(same(straight->export_state(), second->export_state()));
  for (const auto kind : {api::StepKind::generator, api::StepKind::discriminator})
    EXPECT_TRUE(second->step(kind).finite);
}

TEST_P(Captions, AreDrawnFromACheckpointAlone) {
  const config::Experiment made = captioned(GetParam().changes);
  const auto data = captioned_pictures(made.settings.text("network") == "resnet" ? 32 : 16, 3);
  const auto model = stepper(made, data);
  for (int i = 0; i < 2; ++i) model->step(api::StepKind::both);
  const auto stored = models::open_stored(models::Device::cpu, made, model->export_state());
  ASSERT_TRUE(stored.has_value()) << stored.error().what;
  EXPECT_EQ(stored->classes, 3) << "the examples";
  ASSERT_NE(stored->data.captions, nullptr);
  EXPECT_EQ(*stored->data.captions, *data->captions->vocabulary);
  const std::vector<float> latent(8, 0.3F);
  const auto draw = [&](std::vector<int> labels) {
    auto drawn = stored->replica->render(*stored->snapshot, api::Model::raw, latent, labels);
    return drawn ? drawn->pixels : std::vector<uint8_t>();
  };
  const auto red = draw({0}), large_green = draw({1});
  EXPECT_FALSE(red.empty());
  EXPECT_TRUE(red != large_green);
  EXPECT_TRUE(draw({3}).empty()) << "nobody has said a fourth one";
  stored->replica->say({{1, 3}, {}});
  EXPECT_TRUE(draw({3}) == large_green) << "the same words";
  EXPECT_TRUE(draw({4}) == draw({})) << "nothing is said";
  EXPECT_TRUE(draw({4}) != large_green);
  const auto mixed =
      stored->replica->render_blended(*stored->snapshot, api::Model::raw, {latent, {0.5F, 0.5F, 0, 0, 0}});
  ASSERT_TRUE(mixed.has_value()) << mixed.error().what;
  EXPECT_TRUE(mixed->pixels != red);
  const auto one =
      stored->replica->render_blended(*stored->snapshot, api::Model::raw, {latent, {0, 0, 0, 1, 0}});
  EXPECT_TRUE(one->pixels == large_green);
}

INSTANTIATE_TEST_SUITE_P(
    All, Captions,
    ::testing::Values(
        Way{"embedded", {{"condition_g", std::string("embedding")}}}, Way{"one_hot", {}},
        Way{"concat", {{"condition_d", std::string("concat")}}}, Way{"packed", {{"packing", int64_t{2}}}},
        Way{"packed_concat", {{"packing", int64_t{2}}, {"condition_d", std::string("concat")}}},
        Way{"penalised", {{"r1_gamma", 1.0}, {"r2_gamma", 1.0}, {"objective", std::string("relativistic")}}},
        Way{"several_updates", {{"g_steps", int64_t{2}}, {"critic_steps", int64_t{2}}}},
        Way{"unrolled", {{"unroll_steps", int64_t{1}}}}, Way{"spectral", {{"spectral_norm", true}}},
        Way{"mlp", {{"network", std::string("mlp")}}}, Way{"resnet", {{"network", std::string("resnet")}}}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(WrongCaptions, SaySomethingThatTheRightOneDoesNot) {
  Random random(3);
  const at::Tensor right = at::tensor({1.F, 0.F, 0.F, /**/ 1.F, 1.F, 0.F, /**/ 0.F, 0.F, 1.F}).view({3, 3});
  for (int round = 0; round < 50; ++round) {
    const at::Tensor wrong = wrong_captions(right, random);
    EXPECT_TRUE(((wrong - right) > 0).any(1).all().item<bool>()) << "each has a word more";
    EXPECT_TRUE(wrong[1].equal(right[2])) << "{0} is implied by {0, 1}, so only {2} is wrong there";
  }
  const at::Tensor alike = at::tensor({1.F, 0.F, 1.F, 0.F}).view({2, 2});
  for (int round = 0; round < 20; ++round)
    EXPECT_EQ((wrong_captions(alike, random) - alike).abs().sum(1).max().item<float>(), 1)
        << "where all say the same, one word is another";
}

/// D for small pictures under captions of four words, whose embedding has one number.
struct HandMade {
  HandMade() {
    settings =
        captioned({{"embedding_dim", int64_t{1}}, {"objective", std::string("non-saturating")}}).settings;
    networks::Task task;
    task.channels = 1;
    task.height = task.width = 16;
    task.classes = 4;
    task.captions = true;
    task.latent_dim = 8;
    const networks::NetworkEntry& entry = **networks::find_network(settings);
    game.g = std::move(*entry.make_generator(settings, task));
    game.d = std::move(*entry.make_discriminator(settings, task));
    game.objective = (*objectives::find_objective(settings))->make(settings);
    game.rules = rules_of(settings, task.classes);
    flat = game.d->layout().initial(networks::Initialisation::pytorch, random).flat;
    use(flat);
  }
  void use(const at::Tensor& weights) {
    const at::Tensor none = at::zeros({game.d->layout().flat_buffer_size()});
    game.d_weights = game.d->layout().view(weights, none, true);
  }
  at::Tensor parameter(const std::string& name) {
    const auto& parts = game.d->layout().parameters();
    const auto found = std::ranges::find(parts, name, &networks::Part::name);
    return game.d_weights.parameters[static_cast<size_t>(found - parts.begin())];
  }
  config::Settings settings;
  Random random{4};
  Game game;
  at::Tensor flat;
};

TEST(CaptionProjection, IsWorkedOutByHand) {
  HandMade made;
  {
    const at::NoGradGuard no_grad;
    made.parameter("caption_embedding.weight").copy_(at::tensor({1.F, -1.F, 2.F, 0.F}).view({4, 1}));
    made.parameter("from_caption.weight").copy_(made.parameter("to_logit.weight").view({-1, 1}));
  }
  const at::Tensor picture = objectives::normal_like(at::zeros({1, 1, 16, 16}), made.random)
                                 .contiguous(at::MemoryFormat::ChannelsLast);
  const auto logit = [&](std::vector<float> words) {
    const at::Tensor row = at::from_blob(words.data(), {1, 4}).clone();
    return made.game.d->forward(made.game.d_weights, picture, row, networks::Mode::training).item<double>();
  };
  const double empty = logit({0, 0, 0, 0});
  const double score = empty - made.parameter("to_logit.bias").item<double>();  // <v, features>
  const double unit = score / std::sqrt(static_cast<double>(made.parameter("to_logit.weight").numel()));
  EXPECT_NEAR(logit({1, 0, 0, 0}) - empty, unit, 1e-5);
  EXPECT_NEAR(logit({0, 1, 0, 0}) - empty, -0.2 * unit, 1e-5) << "leaky ReLU of the sum";
  EXPECT_NEAR(logit({1, 1, 0, 0}) - empty, 0, 1e-5);
  EXPECT_NEAR(logit({1, 0, 1, 0}) - empty, 3 * unit, 1e-5);
  EXPECT_NEAR(logit({0, 0, 0, 1}) - empty, 0, 1e-5);
}

TEST(CaptionProjection, LearnsFromRealSamplesUnderWrongCaptions) {
  at::set_num_threads(1);
  HandMade made;
  models::Batch batch;
  batch.both = objectives::normal_like(at::zeros({8, 1, 16, 16}), made.random)
                   .contiguous(at::MemoryFormat::ChannelsLast);
  const at::Tensor half = at::tensor({1.F, 0.F, 0.F, 0.F, /**/ 0.F, 1.F, 0.F, 1.F, /**/ 0.F, 0.F, 1.F, 0.F,
                                      /**/ 1.F, 0.F, 0.F, 1.F})
                              .view({4, 4});
  batch.labels = half.repeat({2, 1});
  const at::Tensor real = batch.real().clone(),
                   fake = objectives::normal_like(at::zeros({4, 1, 16, 16}), made.random)
                              .contiguous(at::MemoryFormat::ChannelsLast);
  const auto gradient = [&] {
    Random chance(11);
    train::StepReport report;
    report.values.assign(first_extra_series, 0);
    return discriminator_gradient(made.game, batch, fake, {0, 1, 0.1, chance}, report);
  };
  const Gradient found = gradient();
  Random chance(11);
  const at::Tensor wrong = wrong_captions(half, chance);
  const auto logits = [&](const at::Tensor& samples, const at::Tensor& captions) {
    return made.game.d->forward(made.game.d_weights, samples, captions, networks::Mode::training);
  };
  // Reed 2016, algorithm 1: −log s_r − ½(log(1 − s_f) + log(1 − s_w)).
  const auto softplus = [](const at::Tensor& x) { return (1 + x.exp()).log().mean().item<double>(); };
  const double expected =
      softplus(-logits(real, half)) + 0.5 * (softplus(logits(fake, half)) + softplus(logits(real, wrong)));
  EXPECT_NEAR(found.loss, expected, 1e-5);

  // Along the gradient the loss grows by its squared length.
  double squared = 0;
  const at::Tensor along = at::zeros(made.flat.sizes()),
                   none = at::zeros({made.game.d->layout().flat_buffer_size()});
  const networks::Weights views = made.game.d->layout().view(along, none, false);
  for (size_t p = 0; p < found.by_parameter.size(); ++p) {
    ASSERT_TRUE(found.by_parameter[p].defined());
    views.parameters[p].copy_(found.by_parameter[p]);
    squared += found.by_parameter[p].square().sum().item<double>();
  }
  const double h = 1e-3 / std::sqrt(squared);
  made.use(made.flat + h * along);
  const double above = gradient().loss;
  made.use(made.flat - h * along);
  EXPECT_NEAR((above - gradient().loss) / (2 * h) / squared, 1, 0.02);
}

TEST(CaptionData, AreDescribedByTheCheckpointAndReadWithCare) {
  const auto data = captioned_pictures(16, 1);
  std::map<std::string, std::string> table;
  models::write_info({models::describe(*data), {}, 0}, table);
  const auto read = models::read_info(table);
  ASSERT_TRUE(read.has_value()) << read.error().what;
  EXPECT_EQ(*read->data.captions, *data->captions->vocabulary);
  for (const auto& [key, value] : std::map<std::string, std::string>{{"data.words.1", "red"},
                                                                     {"data.caption_examples.0", "0 9"},
                                                                     {"data.caption_examples.0", "x"},
                                                                     {"data.words", "0"}}) {
    auto damaged = table;
    damaged[key] = value;
    const auto refused = models::read_info(damaged);
    ASSERT_FALSE(refused.has_value()) << key;
    EXPECT_EQ(refused.error().kind, FailureKind::bad_data);
  }
}

TEST(CaptionData, OfOtherWordsAreRefusedWithBothLists) {
  const auto run = models::describe(*captioned_pictures(16, 1));
  api::DataInfo others = run, none = run;
  none.captions = nullptr;
  auto words = std::make_shared<captions::Vocabulary>(*run.captions);
  words->words[1].text = "yellow";
  others.captions = words;
  EXPECT_TRUE(models::match_data(run, run, true, models::Join::training, "here").has_value());
  const auto refused = models::match_data(run, others, true, models::Join::training, "here");
  ASSERT_FALSE(refused.has_value());
  EXPECT_THAT(refused.error().what, HasSubstr("it knows red, green, blue, large, small"));
  EXPECT_THAT(refused.error().what, HasSubstr("the data have red, yellow"));
  EXPECT_EQ(refused.error().where, "here");
  EXPECT_FALSE(models::match_data(run, none, true, models::Join::training, "").has_value());
  EXPECT_TRUE(models::match_data(run, none, true, models::Join::comparing, "").has_value());
  EXPECT_TRUE(models::match_data(run, others, false, models::Join::training, "").has_value()) << "not told";
}

TEST(CaptionData, AreNotNamedByAClassifier) {
  const auto refused = check_labels(
      captioned({{"condition_d", std::string("classifier")}, {"matching_aware", false}}).settings, 5,
      /*captions=*/true);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().where, "condition_d");
}

}  // namespace
}  // namespace ganscope::gan
