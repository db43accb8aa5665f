#pragma once
#include "core/train/scorer.h"

namespace ganscope::scorers {

/// A small convolutional classifier (core/metrics/pictures/classifier.h) that learns one half of a picture
/// data set: every attribute, and the class where there are labels. Eight to twelve seconds of one core, in
/// pieces of less than 10 ms; the same numbers every time. For train::ScorerFactory.
[[nodiscard]] Expected<std::unique_ptr<train::Scorer>> make_picture_scorer(
    const data::DatasetPointer& dataset, train::ScorerRole role);

}  // namespace ganscope::scorers
