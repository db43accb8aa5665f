#pragma once
#include "core/measure/measurer.h"
#include "core/train/replica.h"

namespace ganscope::measurers {

/// What fits the data of a run: points are judged by their modes and spread, pictures by the features of a
/// small classifier, pictures of pictures beside what they are made of and what they shall be. `replica`
/// draws the samples.
[[nodiscard]] measure::MeasurerFactory make_measurer_factory(train::ReplicaFactory replica);

}  // namespace ganscope::measurers
