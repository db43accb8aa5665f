#pragma once
#include "app/model/exporting.h"
#include "core/base/failure.h"
#include "core/base/progress.h"

namespace ganscope::shell {

/// Writes what an order asks for under a temporary name, then renames: a GIF or MP4 with pictures of 256 px a
/// side at least, a sheet (one row up to 12, then as many rows as columns), or a folder with a PNG each,
/// pixel for pixel. Fails with `io` and leaves nothing; `cancelled` likewise.
[[nodiscard]] Expected<void> export_pictures(const model::ExportOrder& order, const WorkContext& work);

}  // namespace ganscope::shell
