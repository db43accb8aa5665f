#pragma once
#include "core/explore/tool.h"

namespace ganscope::explore {

/// All that can be drawn of a GAN over the plane (plane_numbers.h): what D says everywhere, the asked
/// latents' points and what each is told under an objective, a lattice of latents through G with how far it
/// is stretched (√det(JᵀJ) of every cell, J = ∂G/∂z), p_data, p_model and from both the optimal D (Goodfellow
/// 2014, proposition 1). Settings: "layers" (bits of plane::Layer), "x0", "x1", "y0", "y1" (the view, in the
/// frame of the points), "columns", "rows" (of the fields), "objective" (key; absent: the run's own),
/// "arrows" (of ∇D, across), "lattice" (nodes a side), "reach" (of the lattice, in latent units), "samples"
/// (of p_model), "reading" (of D's raw outputs: "belief", log odds; "pairs", log odds but for a constant,
/// which is taken so that the beliefs of as many real as generated points average ½, as those of the optimal
/// D do; "critic", no odds: the same constant, and the unit is their spread over those points).
/// Of more than two latent numbers the lattice is the plane of the first two, the others 0.
/// What needs D is left out, with the reason, where D cannot be asked: of a moment of which only G's average
/// was kept, with labels, or where D judges packs. Latents may be absent.
[[nodiscard]] ToolEntry plane_tool();

}  // namespace ganscope::explore
