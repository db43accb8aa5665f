#pragma once
#include <functional>
#include <memory>
#include <vector>

#include "core/api/ask.h"
#include "core/api/status.h"
#include "core/base/failure.h"
#include "core/config/experiment.h"
#include "core/train/snapshot.h"

namespace ganscope::train {

/// Pictures [count, channels · height · width] in [−1, 1] → the slope of some loss by each of their values,
/// of the same shape.
using PictureSlopes = std::function<Expected<api::Rows>(const api::Rows& pictures)>;

/// What D makes of pictures.
struct JudgedSlopes {
  std::vector<float> scores;  ///< [count]: sigmoid of D's raw output
  std::vector<float> logits;  ///< [count]: the raw output itself
  api::Rows slopes;           ///< of the sum of all raw outputs by each value, as the pictures
};

/// What D makes of points.
struct JudgedPoints {
  std::vector<float> logits;  ///< [count]: D's raw output
  api::Rows slopes;           ///< ∇ₓ of it, [count, dimensions], where asked for
};

/// A hidden layer of G and what it answers: after norm and activation; of a residual network what stands
/// between its blocks.
struct HiddenLayer {
  int channels = 0, height = 1, width = 1;  ///< of a fully connected layer its neurons, 1 × 1
  api::Rows answers;                        ///< [count, channels · height · width]; empty when not wanted
};

/// What goes on inside D, from the points to the verdict.
struct JudgedInside {
  std::vector<HiddenLayer> layers;
  std::vector<float> logits;  ///< [count]: D's raw output
};

/// What became of pictures.
struct Translated {
  api::Answer pictures;  ///< as `render` draws them; scored where a D judges them beside their inputs
  api::Rows masks;       ///< [count, height · width] in [0, 1]: where it drew; empty: everywhere
};

/// A channel of a hidden layer whose answers are multiplied: 0 switches it off.
struct ChannelEdit {
  int layer = 0, channel = 0;
  float scale = 0;
};

/// What is drawn and looked at inside G.
struct InsideAsk {
  std::vector<float> latents;  ///< [count, latent_dim], of `space`
  std::vector<int> labels;     ///< [count] or empty
  api::Space space = api::Space::z;
  double truncation = 1;           ///< in w only, as `render_mapped`
  std::vector<ChannelEdit> edits;  ///< of one channel several: their product
  bool answers = true;             ///< whether what layers answer is wanted, or only the pictures
};
struct Inside {
  std::vector<HiddenLayer> layers;  ///< from the latent to the picture, as they are after the edits
  api::Answer pictures;             ///< or points, as `render` draws them, without scores
};

/// What is asked of a model that carries noise to samples in the course of a time from 0 to 1.
struct CurrentAsk {
  double time = 0;
  std::vector<float> latents;  ///< [count, latent_dim]: whose samples on their way are wanted
  std::vector<float> places;   ///< [count, dimensions] in the data's frame: where the velocity is wanted
};
struct Current {
  std::vector<float> points;      ///< where the latents are at that time, [count, dimensions] in the frame
  std::vector<float> velocities;  ///< at the places, [count, dimensions] in the frame's units per time
};

/// Draws latents through the weights of a snapshot, and says what goes on inside. Used from one thread only
/// (the explorer's, or a command's).
class Replica {
 public:
  virtual ~Replica() = default;
  /// Of a model that is told captions: what labels beyond the examples of its data stand for from now on, in
  /// their order.
  virtual void say(const std::vector<captions::Caption>& /*captions*/) {}
  /// `latents` [count, latent_dim], `labels` [count] or empty. Fills pixels or points, and scores if
  /// `scored`.
  [[nodiscard]] virtual Expected<api::Answer> render(const Snapshot& snapshot, api::Model model,
                                                     const std::vector<float>& latents,
                                                     const std::vector<int>& labels, bool scored = true) = 0;
  /// The same from `w` [count, latent_dim], which the generator's mapping network made of latents. Every w is
  /// pulled towards their mean w̄ first: w̄ + truncation · (w − w̄). Without a mapping network as `render`.
  [[nodiscard]] virtual Expected<api::Answer> render_mapped(const Snapshot& snapshot, api::Model model,
                                                            const std::vector<float>& w,
                                                            const std::vector<int>& labels,
                                                            [[maybe_unused]] double truncation,
                                                            bool scored = true) {
    return render(snapshot, model, w, labels, scored);
  }
  /// What `render` and `render_mapped` do, where G is told a mixture of classes for every latent: the rows of
  /// its label embedding, or of what one-hot labels add, are mixed by their shares (as BigGAN's authors
  /// interpolate between classes, Brock 2019). A row of one class alone is drawn bitwise as that class. D
  /// knows no mixtures: their scores are NaN. Fails with `usage` unless every row of shares is finite and
  /// sums to 1.
  struct Blended {
    const std::vector<float>& latents;  ///< of `space` [count, latent_dim]
    const std::vector<float>& shares;   ///< [count, classes]
    api::Space space = api::Space::z;
    double truncation = 1;  ///< in w only
    bool scored = true;
  };
  [[nodiscard]] virtual Expected<api::Answer> render_blended([[maybe_unused]] const Snapshot& snapshot,
                                                             [[maybe_unused]] api::Model model,
                                                             [[maybe_unused]] const Blended& what) {
    return fail(FailureKind::unsupported, "this model mixes no classes", "replica", "choose one class");
  }
  /// `latents` z → w, both [count, latent_dim]; z itself where there is no mapping network.
  [[nodiscard]] virtual Expected<std::vector<float>> map([[maybe_unused]] const Snapshot& snapshot,
                                                         [[maybe_unused]] api::Model model,
                                                         const std::vector<float>& latents) {
    return latents;
  }
  /// What D says of any points, `points` [count, dimensions] in data units: the sigmoid of its raw output,
  /// [count]. Fails with `unsupported` where D does not judge single points without a label.
  [[nodiscard]] virtual Expected<std::vector<float>> judge_points(
      [[maybe_unused]] const Snapshot& snapshot, [[maybe_unused]] const std::vector<float>& points) {
    return fail(FailureKind::unsupported, "this model does not judge points", "replica",
                "look at the scores of its samples");
  }
  /// The same of many points: D's raw output and, with `slopes`, how it changes with every coordinate.
  /// `points` [count, dimensions] in the data's frame, the slopes in its units.
  [[nodiscard]] virtual Expected<JudgedPoints> judge_field([[maybe_unused]] const Snapshot& snapshot,
                                                           [[maybe_unused]] const std::vector<float>& points,
                                                           [[maybe_unused]] bool slopes) {
    return fail(FailureKind::unsupported, "this model does not judge points", "replica",
                "look at the scores of its samples");
  }
  /// What each neuron of D's hidden layers answers to these points, after norm and activation, and its raw
  /// output. `points` [count, dimensions] in the data's frame. Fails with `unsupported` where D does not
  /// judge single points without a label.
  [[nodiscard]] virtual Expected<JudgedInside> judge_inside(
      [[maybe_unused]] const Snapshot& snapshot, [[maybe_unused]] const std::vector<float>& points) {
    return fail(FailureKind::unsupported, "the layers of this discriminator are not known", "replica",
                "look at its verdicts");
  }
  /// What G is told to do with each of some generated points: −∂L/∂x, where L is the loss of G for that point
  /// (its mean over all is L_G) under the objective that `game` names, with D as it is. `points` and the real
  /// ones beside them, which only objectives of pairs look at, [count, dimensions] in the data's frame; the
  /// answer [count, dimensions] in its units. Fails with `usage` for an unknown objective.
  [[nodiscard]] virtual Expected<api::Rows> point_forces([[maybe_unused]] const Snapshot& snapshot,
                                                         [[maybe_unused]] const config::Settings& game,
                                                         [[maybe_unused]] const std::vector<float>& points,
                                                         [[maybe_unused]] const std::vector<float>& real) {
    return fail(FailureKind::unsupported, "this model does not judge points", "replica",
                "train a GAN on points");
  }
  /// The first features: what goes into the second layer of G's synthesis, after norm and activation of the
  /// first. `latents` of `space` [count, latent_dim], `labels` as for `render` → [count, width], of pictures
  /// in the order channel, row, column.
  [[nodiscard]] virtual Expected<api::Rows> features([[maybe_unused]] const Snapshot& snapshot,
                                                     [[maybe_unused]] api::Model model,
                                                     [[maybe_unused]] const std::vector<float>& latents,
                                                     [[maybe_unused]] const std::vector<int>& labels,
                                                     [[maybe_unused]] api::Space space) {
    return fail(FailureKind::unsupported, "the layers of this generator are not known", "replica",
                "look at its pictures");
  }
  /// The weights [outputs, latent_dim] of the first layer that latents of `space` meet: in z with a mapping
  /// network its first one, else the first of the synthesis. Columns for a label's embedding are left out;
  /// numbers that only enter later layers have columns of zeros.
  [[nodiscard]] virtual Expected<api::Rows> first_weights([[maybe_unused]] const Snapshot& snapshot,
                                                          [[maybe_unused]] api::Model model,
                                                          [[maybe_unused]] api::Space space) {
    return fail(FailureKind::unsupported, "the layers of this generator are not known", "replica",
                "look at its pictures");
  }
  /// Pulls slopes back through G: `latents` of `space` [count, latent_dim] are drawn, `slopes` is given the
  /// pictures and says how a loss changes with each of their values; the answer is how it changes with every
  /// latent, [count, latent_dim]. Neither weights nor running statistics change. What `slopes` fails with
  /// is the failure.
  [[nodiscard]] virtual Expected<api::Rows> pull([[maybe_unused]] const Snapshot& snapshot,
                                                 [[maybe_unused]] api::Model model,
                                                 [[maybe_unused]] const std::vector<float>& latents,
                                                 [[maybe_unused]] const std::vector<int>& labels,
                                                 [[maybe_unused]] api::Space space,
                                                 [[maybe_unused]] const PictureSlopes& slopes) {
    return fail(FailureKind::unsupported, "this model has no slopes", "replica", "look at its pictures");
  }
  /// Whether it has an encoder, which `encode` asks.
  [[nodiscard]] virtual bool encodes() const { return false; }
  /// The latent that gives each sample back as nearly as its encoder knows: `samples` [count, values],
  /// pictures in [−1, 1] of the data's size or points in the data's frame → [count, latent_dim]. Of a
  /// variational model the mean of the code. Fails with `unsupported` where there is no encoder.
  [[nodiscard]] virtual Expected<api::Rows> encode([[maybe_unused]] const Snapshot& snapshot,
                                                   [[maybe_unused]] api::Model model,
                                                   [[maybe_unused]] const api::Rows& samples) {
    return fail(FailureKind::unsupported, "this model has no encoder", "replica",
                "find latents of pictures in Explore › Mine, or train an autoencoder");
  }
  /// Makes pictures of pictures: `inputs` [count, input_channels · height · width] in [−1, 1], in direction
  /// `direction` of api::ModelInfo::directions. Fails with `unsupported` where the model draws from latents,
  /// and with `usage` where inputs have another size.
  [[nodiscard]] virtual Expected<Translated> translate([[maybe_unused]] const Snapshot& snapshot,
                                                       [[maybe_unused]] api::Model model,
                                                       [[maybe_unused]] const api::Rows& inputs,
                                                       [[maybe_unused]] int direction) {
    return fail(FailureKind::unsupported, "this model makes no pictures of pictures", "replica",
                "train one that does: ganscope train colour-faces");
  }
  /// What D says of any pictures, `pictures` [count, channels · height · width] in [−1, 1] of the data's
  /// size, `labels` [count] or empty: the sigmoid of its raw output, [count]. A D that judges packs is handed
  /// each picture with those that follow it, as in `render`. Fails with `unsupported` where there is no D (of
  /// a kept moment there is only G's average) or where it judges points.
  [[nodiscard]] virtual Expected<std::vector<float>> judge_pictures(
      [[maybe_unused]] const Snapshot& snapshot, [[maybe_unused]] const api::Rows& pictures,
      [[maybe_unused]] const std::vector<int>& labels) {
    return fail(FailureKind::unsupported, "this model has no D that judges pictures", "replica",
                "train a GAN, or open a run of one");
  }
  /// The same, and how D's raw outputs change with every value of the pictures.
  [[nodiscard]] virtual Expected<JudgedSlopes> judge_slopes([[maybe_unused]] const Snapshot& snapshot,
                                                            [[maybe_unused]] const api::Rows& pictures,
                                                            [[maybe_unused]] const std::vector<int>& labels) {
    return fail(FailureKind::unsupported, "this model has no D that judges pictures", "replica",
                "train a GAN, or open a run of one");
  }
  /// Where latents are on their way to samples at a time, and the velocity that carries them there. Fails
  /// with `unsupported` where samples do not come about so, and where they are no points.
  [[nodiscard]] virtual Expected<Current> current([[maybe_unused]] const Snapshot& snapshot,
                                                  [[maybe_unused]] api::Model model,
                                                  [[maybe_unused]] const CurrentAsk& ask) {
    return fail(FailureKind::unsupported, "this model draws its samples at once", "replica",
                "train a flow on points");
  }
  /// What goes on inside G, and what it draws when channels are switched off or scaled. Without edits the
  /// pictures are bitwise those of `render`. An edit of a layer or channel that there is not is a `usage`
  /// failure.
  [[nodiscard]] virtual Expected<Inside> look_inside([[maybe_unused]] const Snapshot& snapshot,
                                                     [[maybe_unused]] api::Model model,
                                                     [[maybe_unused]] const InsideAsk& ask) {
    return fail(FailureKind::unsupported, "the layers of this generator are not known", "replica",
                "look at its pictures");
  }
};

/// Builds the replica that fits an experiment's networks and data.
using ReplicaFactory = std::function<Expected<std::unique_ptr<Replica>>(const config::Experiment& experiment,
                                                                        const api::DataInfo& data)>;

}  // namespace ganscope::train
