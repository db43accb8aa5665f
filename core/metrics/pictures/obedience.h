#pragma once
#include <optional>
#include <span>
#include <vector>

#include "core/captions/vocabulary.h"
#include "core/data/dataset.h"
#include "core/metrics/pictures/features.h"

namespace ganscope::metrics {

/// Whether pictures are what their captions say, as the feature network sees them. Each a share in 0–1.
struct Obedience {
  double words = 0;     ///< of the named words
  double captions = 0;  ///< of the captions: all their words
  /// Of what two pictures with one caption leave open: how often they differ in it. 0: every caption has one
  /// picture.
  double varied = 0;
};

/// `caption` [n] of pictures that are seen as `seen` says, each picture with even number under the same
/// caption as the next one. Nothing where no word is a value of an attribute that the network was asked for.
[[nodiscard]] std::optional<Obedience> obedience(const data::Dataset& dataset,
                                                 std::span<const captions::Caption> caption,
                                                 const std::vector<Question>& questions, const Seen& seen);

/// Captions for `count` generated pictures, each twice: what is said of pictures drawn from the data by a
/// fixed seed.
[[nodiscard]] std::vector<captions::Caption> captions_in_pairs(const data::Captions& captions, int64_t count);
/// What is said of these pictures by a fixed seed.
[[nodiscard]] std::vector<captions::Caption> captions_of_pictures(const data::Captions& captions,
                                                                  std::span<const int64_t> indices);

}  // namespace ganscope::metrics
