#pragma once
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "core/base/failure.h"
#include "core/melody/score.h"

namespace ganscope::melody {

constexpr double usual_tempo = 112;  ///< quarters a minute
constexpr double slowest_tempo = 20, quickest_tempo = 400;
constexpr int eighths_between = eighths_a_bar;  ///< silence between one melody and the next
constexpr int lowest_chord_key = 48;            ///< MIDI number of the lowest root, C3

/// Melodies one after the other, a bar of silence between them, as a standard MIDI file of format 1: a track
/// of the voice (with the tempo and the metre), a track of the chords. Each melody begins with a marker,
/// "melody 2". `tempo`: quarters a minute. `where` names the file in failures.
[[nodiscard]] Expected<std::vector<uint8_t>> encode_midi(std::span<const Line> lines, double tempo,
                                                         const std::string& where);

/// The same into a file, whole or not at all. `io`.
[[nodiscard]] Expected<void> write_midi(const std::filesystem::path& file, std::span<const Line> lines,
                                        double tempo = usual_tempo);

}  // namespace ganscope::melody
