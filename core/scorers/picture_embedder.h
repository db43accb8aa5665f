#pragma once
#include "core/train/embedder.h"

namespace ganscope::scorers {

/// The last hidden layer, 64 wide, of the classifier with which Fréchet distance, precision and recall are
/// measured (core/metrics/pictures/features.h). There at once for the built-in faces and digits and for what
/// the user's cache knows; else it learns for 10 to 20 s of one core, in pieces of 10 to 20 ms, and is put
/// into the cache. For train::EmbedderFactory.
[[nodiscard]] Expected<std::unique_ptr<train::Embedder>> make_picture_embedder(
    const data::DatasetPointer& dataset);

}  // namespace ganscope::scorers
