#include "core/explore/tools/inside.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>
#include <string>
#include <utility>

#include "core/explore/tools/common.h"
#include "core/explore/tools/draw.h"
#include "core/explore/tools/inside_numbers.h"

namespace ganscope::explore {
namespace {

constexpr int most_tile_side = 64;  // px; larger layers lose rows and columns

/// A channel's answers to one latent.
struct ChannelSeen {
  int channel = 0;
  const float* answers = nullptr;  ///< [height · width]
  float most = 0, mean = 0;        ///< of their sizes
};

std::vector<ChannelSeen> channels_of(const train::HiddenLayer& layer) {
  const int places = layer.height * layer.width;
  std::vector<ChannelSeen> seen;
  for (int c = 0; c < layer.channels; ++c) {
    ChannelSeen& one =
        seen.emplace_back(ChannelSeen{c, layer.answers.row(0) + static_cast<ptrdiff_t>(c) * places});
    for (int i = 0; i < places; ++i) {
      one.most = std::max(one.most, std::abs(one.answers[i]));
      one.mean += std::abs(one.answers[i]) / static_cast<float>(places);
    }
  }
  return seen;
}

/// Those that answer most, in their order.
std::vector<ChannelSeen> strongest(std::vector<ChannelSeen> seen, size_t most) {
  if (seen.size() <= most) return seen;
  std::ranges::stable_sort(seen, std::greater(), &ChannelSeen::mean);
  seen.resize(most);
  std::ranges::sort(seen, std::less(), &ChannelSeen::channel);
  return seen;
}

double silent_of_100(const train::HiddenLayer& layer) {
  const auto& values = layer.answers.values;
  return values.empty() ? 0
                        : 100.0 * static_cast<double>(std::ranges::count(values, 0.0F)) /
                              static_cast<double>(values.size());
}

void append_tile(const train::HiddenLayer& layer, const ChannelSeen& seen, float full, api::Answer& answer) {
  for (int y = 0; y < answer.height; ++y)
    for (int x = 0; x < answer.width; ++x) {
      const int row = y * layer.height / answer.height, column = x * layer.width / answer.width;
      const float share = full > 0 ? std::abs(seen.answers[row * layer.width + column]) / full : 0;
      answer.pixels.insert(answer.pixels.end(), {255, 255, 255});
      answer.pixels.push_back(static_cast<uint8_t>(std::lround(255 * std::clamp(share, 0.0F, 1.0F))));
    }
  ++answer.count;
}

/// The three channels as red, green and blue, from −1 to 1.
void append_in_colour(const train::HiddenLayer& layer, api::Answer& answer) {
  const ptrdiff_t places = ptrdiff_t{layer.height} * layer.width;
  for (int y = 0; y < answer.height; ++y)
    for (int x = 0; x < answer.width; ++x) {
      const int row = y * layer.height / answer.height, column = x * layer.width / answer.width;
      const float* value = layer.answers.row(0) + ptrdiff_t{row} * layer.width + column;
      for (ptrdiff_t c = 0; c < 3; ++c)
        answer.pixels.push_back(
            static_cast<uint8_t>(std::lround(std::clamp(127.5F * (value[c * places] + 1), 0.0F, 255.0F))));
      answer.pixels.push_back(255);
    }
  ++answer.count;
}

Expected<train::Inside> look(Bench& bench, const Slice& slice, train::InsideAsk ask) {
  return bench.replica->look_inside(*slice.snapshot, slice.ask.model, ask);
}

/// The latents of an ask, or why they are none.
Expected<void> check_latents(const Bench& bench, const api::Ask& ask) {
  return check_rows(ask.latents, bench.subject->latent_dim);
}

class InsideTool final : public Tool {
 public:
  Expected<bool> work(Bench& bench, const Slice& slice, api::Answer& answer) override {
    if (auto given = check_latents(bench, slice.ask); !given) return tl::unexpected(given.error());
    auto ask = inside_ask(bench, slice.ask, 0, 1);
    auto edits = edits_of(text_setting(slice.ask.settings, "edits"));
    if (!edits) return tl::unexpected(edits.error());
    ask.edits = std::move(*edits);
    const auto inside = look(bench, slice, std::move(ask));
    if (!inside) return tl::unexpected(inside.error());
    for (const train::HiddenLayer& layer : inside->layers) {
      answer.width = std::min(most_tile_side, std::max(answer.width, layer.width));
      answer.height = std::min(most_tile_side, std::max(answer.height, layer.height));
    }
    const auto most = static_cast<size_t>(whole_setting(slice.ask.settings, "most", 64, 1, 1024));
    const bool one_scale = slice.ask.settings.has("one_scale") && slice.ask.settings.flag("one_scale");
    answer.vectors.width = 3;
    for (size_t l = 0; l < inside->layers.size(); ++l)
      add_layer(inside->layers[l], static_cast<float>(l), most, one_scale, answer);
    for (size_t l = 0; l < inside->layers.size(); ++l) {
      const train::HiddenLayer& layer = inside->layers[l];
      if (layer.channels != 3 || bench.subject->data.channels != 3 || layer.height * layer.width == 1)
        continue;
      answer.table[l].numbers.push_back(answer.count);
      append_in_colour(layer, answer);
    }
    return true;
  }

 private:
  static void add_layer(const train::HiddenLayer& layer, float number, size_t most, bool one_scale,
                        api::Answer& answer) {
    const std::vector<ChannelSeen> all = channels_of(layer), shown = strongest(all, most);
    float full = 0;
    for (const ChannelSeen& seen : all) full = std::max(full, seen.most);
    answer.table.push_back({"layer",
                            std::to_string(static_cast<int>(number)),
                            {static_cast<double>(layer.channels), static_cast<double>(layer.height),
                             static_cast<double>(layer.width), silent_of_100(layer),
                             static_cast<double>(answer.count), static_cast<double>(shown.size())}});
    for (const ChannelSeen& seen : shown) {
      append_tile(layer, seen, one_scale ? full : seen.most, answer);
      answer.vectors.values.insert(answer.vectors.values.end(),
                                   {number, static_cast<float>(seen.channel), seen.mean});
      ++answer.vectors.count;
    }
  }
};

class ChannelTool final : public Tool {
 public:
  Expected<bool> work(Bench& bench, const Slice& slice, api::Answer& answer) override {
    if (auto given = check_latents(bench, slice.ask); !given) return tl::unexpected(given.error());
    const auto edits = edits_of(text_setting(slice.ask.settings, "edits"));
    if (!edits) return tl::unexpected(edits.error());
    const int layer = static_cast<int>(whole_setting(slice.ask.settings, "layer", 0, 0, 1 << 20));
    const int channel = static_cast<int>(whole_setting(slice.ask.settings, "channel", 0, 0, 1 << 20));
    while (drawn_ < channel_scales.size() + 2) {
      auto ask = inside_ask(bench, slice.ask, 0, 1);
      ask.answers = false;
      if (drawn_ > 0) ask.edits = *edits;
      if (drawn_ > 1) {
        std::erase_if(ask.edits, [&](const train::ChannelEdit& edit) {
          return edit.layer == layer && edit.channel == channel;
        });
        ask.edits.push_back({layer, channel, channel_scales[drawn_ - 2]});
      }
      const auto inside = look(bench, slice, std::move(ask));
      if (!inside) return tl::unexpected(inside.error());
      answer.append(inside->pictures);
      ++drawn_;
      if (Clock::now() >= slice.until) break;
    }
    return drawn_ >= channel_scales.size() + 2;
  }

 private:
  size_t drawn_ = 0;
};

class ChannelUse final : public Tool {
 public:
  Expected<bool> work(Bench& bench, const Slice& slice, api::Answer& answer) override {
    if (auto given = check_latents(bench, slice.ask); !given) return tl::unexpected(given.error());
    const auto total = static_cast<int>(slice.ask.latents.size()) / bench.subject->latent_dim;
    const auto layer = static_cast<size_t>(whole_setting(slice.ask.settings, "layer", 0, 0, 1 << 20));
    const int channel = static_cast<int>(whole_setting(slice.ask.settings, "channel", 0, 0, 1 << 20));
    if (answer.curves.empty()) answer.curves.push_back({"answers", {}, {}});
    api::Curve& curve = answer.curves.front();
    while (done_ < total) {
      const int count = std::min(piece_size(bench), total - done_);
      const auto inside = look(bench, slice, inside_ask(bench, slice.ask, done_, count));
      if (!inside) return tl::unexpected(inside.error());
      if (layer >= inside->layers.size() || channel >= inside->layers[layer].channels)
        return fail(FailureKind::usage, "this generator has no such channel", "channels",
                    "choose one that is shown");
      const train::HiddenLayer& seen = inside->layers[layer];
      const int places = seen.height * seen.width;
      for (int i = 0; i < seen.answers.count; ++i) {
        const float* from = seen.answers.row(i) + static_cast<ptrdiff_t>(channel) * places;
        const float sum = std::accumulate(from, from + places, 0.0F,
                                          [](float all, float value) { return all + std::abs(value); });
        curve.x.push_back(static_cast<float>(done_ + i));
        curve.y.push_back(sum / static_cast<float>(places));
      }
      done_ += count;
      answer.progress = {"looking", done_, total};
      if (Clock::now() >= slice.until) break;
    }
    return done_ >= total;
  }

 private:
  int done_ = 0;  // latents
};

template <class T>
std::unique_ptr<Tool> made() {
  return std::make_unique<T>();
}

}  // namespace

Expected<std::vector<train::ChannelEdit>> edits_of(std::string_view text) {
  std::vector<train::ChannelEdit> edits;
  const auto refuse = [&] {
    return fail(FailureKind::usage, "\"" + std::string(text) + "\" names no channels", "channels",
                "layer:channel:scale, with commas between several");
  };
  for (size_t from = 0; from < text.size();) {
    const size_t end = std::min(text.find(',', from), text.size());
    const char *at = text.data() + from, *const last = text.data() + end;
    train::ChannelEdit edit;
    const auto take = [&](auto& value, bool more) {
      const auto [next, error] = std::from_chars(at, last, value);
      const bool fits = error == std::errc{} && (more ? next < last && *next == ':' : next == last);
      at = next + (more ? 1 : 0);
      return fits;
    };
    if (!take(edit.layer, true) || !take(edit.channel, true) || !take(edit.scale, false) ||
        !std::isfinite(edit.scale))
      return refuse();
    edits.push_back(edit);
    from = end + 1;
  }
  return edits;
}

train::InsideAsk inside_ask(const Bench& bench, const api::Ask& ask, int first, int count) {
  const auto dim = static_cast<std::ptrdiff_t>(bench.subject->latent_dim);
  const auto begin = ask.latents.begin() + first * dim;
  return {.latents = {begin, begin + count * dim},
          .labels = labels_in_turn(*bench.subject, ask.labels, first, count),
          .space = ask.space,
          .truncation = ask.truncation,
          .edits = {}};
}

ToolEntry inside_tool() {
  return {.key = "inside", .failure = "The inside of G could not be looked at", .make = made<InsideTool>};
}
ToolEntry channel_tool() {
  return {.key = "channel", .failure = "A channel could not be tried", .make = made<ChannelTool>};
}
ToolEntry channel_use_tool() {
  return {.key = "channel_use", .failure = "A channel's answers could not be read", .make = made<ChannelUse>};
}

}  // namespace ganscope::explore
