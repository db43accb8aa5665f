#pragma once
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "app/commands/open_model.h"
#include "core/api/model_info.h"
#include "core/data/dataset.h"
#include "core/explore/held_out.h"

// What commands share about models that make pictures of pictures.
namespace ganscope::commands {

/// The data of a run, or those of another SPEC; with progress.
[[nodiscard]] Expected<data::DatasetPointer> data_of(const OpenModel& model, const std::string& spec,
                                                     Console& console);

/// What is made of what, as far as it is known without the data.
[[nodiscard]] std::vector<api::DirectionInfo> directions_of(const OpenModel& model);

/// The direction that `word` names: its number from 1, or the title of what comes out; none: the first.
[[nodiscard]] Expected<int> direction_of(const OpenModel& model, const std::optional<std::string>& word);

/// Pictures of inputs, in batches, with progress.
[[nodiscard]] Expected<api::Answer> translate_rows(const OpenModel& model, const api::Rows& inputs,
                                                   int direction, Console& console);

/// Which of `count` held-out pictures a seed names: the first is 1, and they go round.
[[nodiscard]] int64_t held_out_place(uint64_t seed, int64_t count);

/// What the model makes of held-out pictures, judged: as a table, or as one JSON object that begins with
/// `head`.
[[nodiscard]] Expected<void> evaluate_translation(const EvaluateRequest& request, const OpenModel& model,
                                                  const data::DatasetPointer& dataset,
                                                  nlohmann::ordered_json head, Console& console);

}  // namespace ganscope::commands
