#pragma once
#include <memory>
#include <span>

#include "core/captions/vocabulary.h"
#include "core/data/captions.h"
#include "core/data/dataset.h"

namespace ganscope::data {

/// What can be said of a face: a word for every value of its nine attributes, 23 in the order of
/// `face_attributes`, a group an attribute. In English and Chinese.
[[nodiscard]] std::shared_ptr<const captions::Vocabulary> face_vocabulary();

/// The captions of faces with these attributes: one that names all nine, of which one and about 45 % of the
/// others are named at each showing.
[[nodiscard]] Captions face_captions(std::span<const Attribute> attributes, int64_t count);

}  // namespace ganscope::data
