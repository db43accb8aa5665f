#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "core/models/learning/state.h"
#include "core/models/replica/model_replica.h"
#include "core/networks/editing.h"
#include "core/networks/network.h"
#include "core/train/replica.h"

namespace ganscope::models {

/// The centre of w, towards which truncation pulls: the mean over 1,024 latents that are always the same.
/// [1, latent_dim]
[[nodiscard]] at::Tensor mean_of_w(const networks::Generator& generator, const networks::Weights& g,
                                   int64_t latent_dim, const at::Device& device);

/// Draws latents through the generator of a ModelSnapshot, its first player, in evaluation mode and without a
/// graph, straight from the snapshot's own tensors (nothing is copied); what a model has that judges is its
/// second player. Used from one thread only. A D that judges packs gives no scores: one sample alone means
/// nothing to it.
class GeneratorReplica : public ModelReplica {
 public:
  /// `d` may be null: then nothing is judged.
  GeneratorReplica(std::unique_ptr<networks::Generator> g, std::unique_ptr<networks::Discriminator> d,
                   networks::Task task, PlayerPlans plans);
  void know(std::vector<captions::Caption> examples) override;
  void say(const std::vector<captions::Caption>& captions) override;
  [[nodiscard]] Expected<api::Answer> render(const train::Snapshot& snapshot, api::Model model,
                                             const std::vector<float>& latents,
                                             const std::vector<int>& labels, bool scored) override;
  [[nodiscard]] Expected<api::Answer> render_mapped(const train::Snapshot& snapshot, api::Model model,
                                                    const std::vector<float>& w,
                                                    const std::vector<int>& labels, double truncation,
                                                    bool scored) override;
  [[nodiscard]] Expected<api::Answer> render_blended(const train::Snapshot& snapshot, api::Model model,
                                                     const Blended& what) override;
  [[nodiscard]] Expected<std::vector<float>> map(const train::Snapshot& snapshot, api::Model model,
                                                 const std::vector<float>& latents) override;
  [[nodiscard]] Expected<std::vector<float>> judge_points(const train::Snapshot& snapshot,
                                                          const std::vector<float>& points) override;
  [[nodiscard]] Expected<train::JudgedPoints> judge_field(const train::Snapshot& snapshot,
                                                          const std::vector<float>& points,
                                                          bool slopes) override;
  [[nodiscard]] Expected<train::JudgedInside> judge_inside(const train::Snapshot& snapshot,
                                                           const std::vector<float>& points) override;
  [[nodiscard]] Expected<api::Rows> point_forces(const train::Snapshot& snapshot,
                                                 const config::Settings& game,
                                                 const std::vector<float>& points,
                                                 const std::vector<float>& real) override;
  [[nodiscard]] Expected<api::Rows> features(const train::Snapshot& snapshot, api::Model model,
                                             const std::vector<float>& latents,
                                             const std::vector<int>& labels, api::Space space) override;
  [[nodiscard]] Expected<api::Rows> first_weights(const train::Snapshot& snapshot, api::Model model,
                                                  api::Space space) override;
  [[nodiscard]] Expected<api::Rows> pull(const train::Snapshot& snapshot, api::Model model,
                                         const std::vector<float>& latents, const std::vector<int>& labels,
                                         api::Space space, const train::PictureSlopes& slopes) override;
  [[nodiscard]] const networks::Generator& network() const { return *g_; }
  [[nodiscard]] const networks::Task& task() const { return task_; }
  /// G's weights as `render` draws with them; views of the snapshot.
  [[nodiscard]] Expected<networks::Weights> generator_weights(const train::Snapshot& snapshot,
                                                              api::Model model) const {
    return weights_of(snapshot, model, {});
  }
  [[nodiscard]] Expected<std::vector<float>> judge_pictures(const train::Snapshot& snapshot,
                                                            const api::Rows& pictures,
                                                            const std::vector<int>& labels) override;
  [[nodiscard]] Expected<train::JudgedSlopes> judge_slopes(const train::Snapshot& snapshot,
                                                           const api::Rows& pictures,
                                                           const std::vector<int>& labels) override;
  [[nodiscard]] Expected<train::Inside> look_inside(const train::Snapshot& snapshot, api::Model model,
                                                    const train::InsideAsk& ask) override;

 protected:
  /// Fails unless these are pictures of the data's size, or points of their dimensions.
  [[nodiscard]] Expected<void> check_samples(const api::Rows& samples) const;
  /// Samples [from, from + count) as networks take them: [count, C, H, W] channels_last, or points in units.
  [[nodiscard]] at::Tensor sample_rows(const api::Rows& samples, int64_t from, int64_t count,
                                       const ModelSnapshot& snapshot) const;

  /// The weights to draw `rows` of latents with; views of the snapshot. Fails where they do not fit.
  [[nodiscard]] virtual Expected<networks::Weights> weights_of(const train::Snapshot& snapshot,
                                                               api::Model model,
                                                               const std::vector<float>& rows) const;
  /// Fails unless these are rows of as many numbers as a latent has.
  [[nodiscard]] Expected<void> check_latents(const std::vector<float>& rows) const;

 private:
  static constexpr size_t generator = 0, judge = 1;  // places in a snapshot
  /// The judge's weights; fails where there is none, or where the snapshot has not kept it.
  [[nodiscard]] Expected<networks::Weights> judge_weights(const train::Snapshot& snapshot) const;
  /// Rows as they were asked for → w, [n, latent_dim].
  using ToW = std::function<at::Tensor(const networks::Weights& g, const at::Tensor& rows)>;
  [[nodiscard]] Expected<networks::Weights> weights_of(const train::Snapshot& snapshot, api::Model model,
                                                       const std::vector<float>& rows) const;
  /// How many labels there are: classes, or the captions that it knows; 0 when unconditional.
  [[nodiscard]] int64_t told() const { return task_.captions ? captions_.size(0) : task_.classes; }
  /// Fails unless every one of `count` latents has a label where the model knows classes. Without labels
  /// captions say nothing.
  [[nodiscard]] Expected<void> check_labels(const std::vector<int>& labels, int64_t count) const;
  /// Labels [from, from + count) as int64, captions as rows of words, or undefined.
  [[nodiscard]] at::Tensor label_rows(const std::vector<int>& labels, int64_t from, int64_t count,
                                      const at::Device& device) const;
  /// Mixtures [from, from + count) of classes, or of captions word by word, as G is told them.
  [[nodiscard]] at::Tensor mixed_rows(const std::vector<float>& shares, int64_t from, int64_t count,
                                      const at::Device& device) const;
  /// D's weights, where pictures can be judged by them: `pictures` [count, C·H·W] with their labels.
  [[nodiscard]] Expected<networks::Weights> judge_of(const train::Snapshot& snapshot,
                                                     const api::Rows& pictures,
                                                     const std::vector<int>& labels) const;
  /// D's weights, where single points can be judged by them.
  [[nodiscard]] Expected<networks::Weights> judge_of_points(const train::Snapshot& snapshot) const;
  /// D by plain loops, with these weights; null: D is no plain MLP on the CPU.
  [[nodiscard]] networks::PlainMlp* plain_judge(const networks::Weights& d);
  /// Pictures [from, from + count) as D takes them: [count, C, H, W], channels_last.
  [[nodiscard]] at::Tensor picture_rows(const api::Rows& pictures, int64_t from, int64_t count,
                                        const at::Device& device) const;
  /// What is drawn: `rows` as they were asked for, and how they become w; `shares` empty, or what G is told
  /// in place of `labels`.
  struct Drawn {
    const std::vector<float>& rows;
    const std::vector<int>& labels;
    const std::vector<float>& shares;
    bool scored;
    const networks::Editing* editing = nullptr;  ///< of channels of G's layers; null: none
  };
  [[nodiscard]] Expected<api::Answer> draw(const train::Snapshot& snapshot, api::Model model,
                                           const Drawn& what, const ToW& to_w) const;
  [[nodiscard]] ToW to_w_of(api::Space space, double truncation) const;

  std::unique_ptr<networks::Generator> g_;
  std::unique_ptr<networks::Discriminator> d_;
  networks::Task task_;
  std::vector<captions::Caption> examples_, said_;
  at::Tensor captions_;                          ///< [examples and said, words] float32
  std::unique_ptr<networks::PlainMlp> plain_d_;  ///< made when first needed
};

}  // namespace ganscope::models
