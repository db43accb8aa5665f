#pragma once
#include <array>
#include <string_view>

namespace ganscope::explore::ways {

/// The three columns, in the order of explore::Way; keys of curves and rows end in them: "model/game".
inline constexpr std::array<std::string_view, 3> keys{"contrastive", "likelihood", "game"};

// Curves, x a place from −6 to 6: p_model, p_gen, D. "data": p_data.
inline constexpr std::string_view model = "model/", generator = "generator/", d = "d/", data = "data";
// Curves over steps: KL(p_data‖p_model) in nats, and V.
inline constexpr std::string_view kl = "kl/", value = "value/";
/// Rows: "now/game": {KL(p_data‖p_model), V, KL(p_model‖p_data), mean, sigma of each of the model's bells …}.
inline constexpr std::string_view now = "now/";
inline constexpr std::string_view steps = "steps";  ///< row: {steps done}

inline constexpr double low = -6, high = 6;

}  // namespace ganscope::explore::ways

namespace ganscope::explore::hills {

// Curves, x a place from −6 to 6. "data": p_data; "d": D; "tops": its hills, y is D there; "earlier": a
// histogram of all earlier negatives as a density, x the middles of its bins.
inline constexpr std::string_view data = "data", d = "d", tops = "tops", earlier = "earlier";
/// Curves over rounds: the share of negatives on the data; JS of `earlier` from the data, in nats.
inline constexpr std::string_view on_data = "on data", js = "js";
/// Rows: {rounds done}; {share on the data, that of a perfect sampler}; {JS, earlier negatives}.
inline constexpr std::string_view rounds = "rounds";

}  // namespace ganscope::explore::hills
