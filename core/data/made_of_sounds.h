#pragma once
#include <memory>
#include <string>
#include <vector>

#include "core/data/dataset.h"
#include "core/data/folder_listing.h"
#include "core/sound/wav_io.h"

// What folders of sounds and pairs of such folders have in common.
namespace ganscope::data {

/// A data set of spectrograms without one, called as the folder is.
[[nodiscard]] std::shared_ptr<Dataset> empty_sounds(const std::string& key, const std::string& folder);

/// A sentence for everything that was done to several of `sounds`.
void remark_on(const std::vector<sound::Fitted>& sounds, Dataset& set);

/// Every file that is not used, by name, and how often each reason occurs.
void name_left_out_sounds(std::vector<LeftOut> all, Dataset& set);

}  // namespace ganscope::data
