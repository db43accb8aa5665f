#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <span>

#include "core/api/ask.h"
#include "core/base/failure.h"
#include "core/base/progress.h"
#include "core/data/dataset.h"

namespace ganscope::train {

/// Turns pictures of a data set's size into vectors whose Euclidean distance says how alike pictures look, in
/// so far as the network behind it has learned to look at such data. It learns from the data alone, piece by
/// piece, or is there at once. Used from one thread.
class Embedder {
 public:
  virtual ~Embedder() = default;
  /// One piece of learning, some milliseconds. True: it has learned, and `embed` may be called.
  virtual bool learn() = 0;
  [[nodiscard]] virtual Progress progress() const = 0;  ///< of learning
  /// `pixels` [count, height, width, channels] bytes, as the data set has them → [count, width]
  [[nodiscard]] virtual Expected<api::Rows> embed(std::span<const uint8_t> pixels, int64_t count) = 0;
  /// The same of pictures as a replica draws them.
  [[nodiscard]] virtual Expected<api::Rows> embed(const api::Answer& pictures) = 0;
  /// How likely it takes each of them for each class of the data [count, classes]; `unsupported` where it has
  /// not learned classes.
  [[nodiscard]] virtual Expected<api::Rows> chances([[maybe_unused]] const api::Answer& pictures) {
    return fail(FailureKind::unsupported, "these data have no classes to be told apart", "embedder",
                "choose data with classes");
  }
};

/// Fails with `unsupported` where the data are no pictures.
using EmbedderFactory =
    std::function<Expected<std::unique_ptr<Embedder>>(const data::DatasetPointer& dataset)>;

}  // namespace ganscope::train
