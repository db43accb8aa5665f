#pragma once
#include <filesystem>

#include "core/api/status.h"
#include "core/base/failure.h"

namespace ganscope::storage {

/// Appends one line of JSON, with the time of day, to events.jsonl. Reading is `read_events` of run_folder.h.
[[nodiscard]] Expected<void> append_event(const std::filesystem::path& file, const api::Event& event);

}  // namespace ganscope::storage
