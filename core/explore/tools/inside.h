#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/explore/tool.h"

namespace ganscope::explore {

/// What G's hidden layers answer to the first latent of an ask, as tiles, from the latent to the picture.
/// Table: a row a layer (`inside_number`). Vectors: a row a tile, [layer, channel, the mean size of its
/// answers].
/// Pictures: the tiles, all of one size (that of the largest layer, smaller ones with larger pixels): white,
/// as opaque as a place answers strongly, negative or not. Of a layer with more than `most` channels those
/// that answer most, in their order. Behind all tiles the layers that are pictures themselves (three
/// channels, as the data: a pyramid's levels, a flow on its way), in colour. Settings: `edits` (see
/// `edits_of`); `most` (64); `one_scale` (false: opaque is each channel's own most; true: that of its layer).
[[nodiscard]] ToolEntry inside_tool();

/// The first latent's picture as it is, with `edits`, and with all of them but that of `channel` in `layer`,
/// which is scaled by each of `channel_scales` in turn.
[[nodiscard]] ToolEntry channel_tool();

/// How much `channel` of `layer` answers to each latent: the curve "answers", y the mean of all its places
/// without their signs.
[[nodiscard]] ToolEntry channel_use_tool();

/// "1:19:0,2:3:1.5": of layer 1 channel 19 off, of layer 2 channel 3 half as much again. Fails with `usage`
/// on anything else.
[[nodiscard]] Expected<std::vector<train::ChannelEdit>> edits_of(std::string_view text);

/// An ask of some latents, as the replica takes it.
[[nodiscard]] train::InsideAsk inside_ask(const Bench& bench, const api::Ask& ask, int first, int count);

}  // namespace ganscope::explore
