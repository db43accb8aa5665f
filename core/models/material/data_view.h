#pragma once
#include <map>
#include <memory>
#include <string>

#include "core/api/preview.h"
#include "core/api/status.h"
#include "core/base/failure.h"
#include "core/data/dataset.h"
#include "core/forms/painter.h"
#include "core/models/material/batches.h"

namespace ganscope::models {

/// What the interface needs to know of a data set.
[[nodiscard]] api::DataInfo describe(const data::Dataset& data);

/// How samples of these data look; null of points.
[[nodiscard]] std::shared_ptr<const forms::Painter> painter_of(const api::DataInfo& data);

/// `count` samples chosen by `seed` (fewer when the data have fewer), as RGBA pictures or points.
[[nodiscard]] api::DataPreview preview(const data::Dataset& data, int count, uint64_t seed);

/// The description as strings, for a checkpoint, from which pictures are then drawn without the data; and
/// back. Reading checks every number.
struct StoredInfo {
  api::DataInfo data;
  PointScale scale;
  uint64_t fingerprint = 0;  ///< of the samples (data::fingerprint_of); 0: an older file does not say
};
void write_info(const StoredInfo& stored, std::map<std::string, std::string>& table);
[[nodiscard]] Expected<StoredInfo> read_info(const std::map<std::string, std::string>& table);

}  // namespace ganscope::models
