#pragma once
#include "core/api/ask.h"
#include "core/data/face_traits.h"

namespace ganscope::testing {

/// A drawn face of 32 px, appended as RGBA.
void append_face(const data::FaceTraits& traits, std::vector<uint8_t>& rgba);
[[nodiscard]] data::FaceTraits face_of(uint64_t seed);

/// Fills in what the tools of the tabs Mine, Inside G and Map say of a model of `latent_dim` numbers that
/// draws faces of 32 px: always the same for the same ask, in the forms that core/explore/tools declares.
/// Answers of other tools stay as they are.
void answer_as_tool(const api::Ask& ask, int latent_dim, api::Answer& answer);

/// What the rooms of the Playground ask that are about numbers on a line: tools that need nothing of a model
/// are asked themselves; `line` says that G draws two bells a little beside those of the data.
void answer_for_rooms(const api::Ask& ask, api::Answer& answer);

}  // namespace ganscope::testing
