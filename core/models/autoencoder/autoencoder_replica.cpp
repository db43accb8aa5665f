#include "core/models/autoencoder/autoencoder_replica.h"

#include <algorithm>
#include <utility>

#include "core/models/learning/state.h"
#include "core/models/replica/rows.h"
#include "core/models/torch_compat.h"

namespace ganscope::autoencoder {

AutoencoderReplica::AutoencoderReplica(Networks networks, networks::Task task)
    : GeneratorReplica(std::move(networks.decoder), nullptr, task, {}),
      encoder_(std::move(networks.encoder)),
      variational_(networks.variational) {
  plans_ = {{players()[of_decoder], &network().layout()}, {players()[of_encoder], &encoder_->layout()}};
}

Expected<api::Rows> AutoencoderReplica::encode(const train::Snapshot& snapshot, api::Model model,
                                               const api::Rows& samples) {
  const c10::InferenceMode inference;
  const auto* own = dynamic_cast<const models::ModelSnapshot*>(&snapshot);
  if (own == nullptr || own->player(of_encoder).average.size(0) != encoder_->layout().flat_size())
    return fail(FailureKind::bad_data, "these weights belong to other networks", "snapshot",
                "open the run anew");
  const networks::Weights weights = player_weights(*own, of_encoder, encoder_->layout(), model);
  if (auto good = check_samples(samples); !good) return tl::unexpected(good.error());

  api::Rows codes{samples.count, task().latent_dim, {}};
  for (int64_t from = 0; from < samples.count; from += models::chunk) {
    const int64_t n = std::min<int64_t>(models::chunk, samples.count - from);
    const at::Tensor x = sample_rows(samples, from, n, *own);
    const at::Tensor said = encoder_->forward(weights, x, {}, networks::Mode::evaluation);
    const at::Tensor mean =  // [n, latent_dim]
        (variational_ ? said.narrow(1, 0, task().latent_dim) : said).to(at::kCPU).contiguous();
    codes.values.insert(codes.values.end(), mean.data_ptr<float>(), mean.data_ptr<float>() + mean.numel());
  }
  return codes;
}

}  // namespace ganscope::autoencoder
