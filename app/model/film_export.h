#pragma once
#include <memory>

#include "app/model/exporting.h"

namespace ganscope::model {

struct UiModel;

// Films as pictures one after another, as exports take them. `films` have values of `frames` frames each.

/// One film, so many times over.
[[nodiscard]] std::shared_ptr<const api::Answer> frames_of_film(const api::Answer& films, int frames,
                                                                int index, int times);
/// All of them side by side in `columns` columns, each picture a frame of them all.
[[nodiscard]] std::shared_ptr<const api::Answer> frames_of_grid(const api::Answer& films, int frames,
                                                                int columns, int times);
/// A walk: one frame of each film, the next of the next, so that what plays becomes something else.
[[nodiscard]] std::shared_ptr<const api::Answer> walking_film(const api::Answer& films, int frames);

/// Has the shell write the film `index` of those that Train shows, or all (−1), as GIF, MP4 or a sheet with
/// its frames.
void order_films(UiModel& model, int index, ExportOrder::Kind kind);

}  // namespace ganscope::model
