#pragma once
#include <array>
#include <string>
#include <vector>

#include "app/panels/playground/slowly/slowly_parts.h"

// What the parts of the graph share: noise → G → fake, real → D → verdict → losses, and the gradients back.
namespace ganscope::panels::slowly {

constexpr float idle = 0.45F;  ///< alpha of what takes no part

/// What the graph consists of.
enum Box {
  box_noise,
  box_generator,
  box_fake,
  box_discriminator,
  box_verdict_fake,
  box_loss_g,
  box_data,
  box_real,
  box_verdict_real,
  box_loss_d,
  box_boxes
};
using Taking = std::array<bool, box_boxes>;

/// Where everything lies.
struct Places {
  std::array<Area, box_boxes> of;
  float unit = 1;
};

struct Graph {
  const Context& context;
  ui::Ui& ui;
  ImDrawList* draw;
  Places places;
  Taking taking;
  api::StepPart part;
  Game game;

  [[nodiscard]] float alpha(Box box) const { return taking[box] ? 1.0F : idle; }
  [[nodiscard]] ImU32 faded(ImU32 colour, Box box) const { return ui::faded(colour, alpha(box)); }
  [[nodiscard]] const Area& of(Box box) const { return places.of[box]; }
  /// Words above or below a box.
  void caption(Box box, const std::string& marked, bool below = false) const;
};

/// The small pictures on the edges: noise, fakes, real samples.
void draw_tiles(const Graph& graph);
/// G, D and the data; G and D open at a click.
void draw_players(const Graph& graph);
/// What D says of both batches, as bars, and what the losses come to.
void draw_judgement(const Graph& graph);

}  // namespace ganscope::panels::slowly
