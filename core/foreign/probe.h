#pragma once
#include <string>

#include "core/base/failure.h"
#include "core/foreign/facts.h"

namespace ganscope::foreign {

/// Reads a TorchScript generator and finds out by trying what it wants and what it draws: latents of which
/// size (`latent_dim`, or 0: those that its attributes and first weights suggest, then usual ones) and form,
/// whether it wants a class and of how many, and the range of its pictures (of 4 to 64 of them, as long as
/// there is time). Runs the program: call it where a program that hangs or crashes does no harm
/// (probe_process.h).
///
/// Fails with `usage` where only the latent's size is missing, which can then be said; with `bad_data` or
/// `unsupported` and a sentence where it draws no pictures of 1 or 3 channels and at most 1,024 × 1,024,
/// where their values are no numbers, where it throws whatever it is given, or where the file is no program.
[[nodiscard]] Expected<Facts> probe(const std::string& path, int latent_dim);

constexpr int largest_latent = 16384;
constexpr int largest_side = 1024;

}  // namespace ganscope::foreign
