#include "core/data/draw_face.h"

#include <array>

#include "core/base/check.h"
#include "core/data/canvas.h"

namespace ganscope::data {
namespace {

using enum FaceAttribute;

constexpr std::array<Ink, 4> skins{{{255, 221, 194}, {240, 187, 141}, {190, 125, 82}, {152, 97, 70}}};
constexpr std::array<Ink, 4> hairs{{{34, 33, 46}, {88, 48, 30}, {240, 195, 92}, {222, 92, 38}}};
constexpr std::array<Ink, face_backgrounds> backgrounds{
    {{197, 233, 214}, {199, 221, 244}, {251, 220, 197}, {248, 237, 195}, {246, 208, 214}}};
constexpr std::array<Ink, face_shirts> shirts{
    {{200, 72, 74}, {66, 104, 186}, {46, 134, 124}, {138, 80, 160}}};
constexpr std::array<Ink, face_hats> hats{{{40, 132, 140}, {118, 76, 160}, {52, 92, 178}}};
constexpr std::array<Ink, 4> lips{{{190, 66, 70}, {172, 54, 54}, {112, 30, 34}, {70, 22, 28}}};
constexpr std::array<float, 4> blush_opacity{0.36F, 0.34F, 0.26F, 0.22F};
constexpr Ink white{252, 251, 248}, dark{38, 34, 44}, blush{236, 98, 96}, mouth_inside{98, 20, 36},
    tongue{226, 104, 106};

/// A skin in shadow turns warmer, not grey.
Ink shadow(Ink skin, float amount) {
  return {skin.r * (1.0F - amount), skin.g * (1.0F - 1.3F * amount), skin.b * (1.0F - 1.4F * amount)};
}

/// Draws one face: back to front, each part from the positions that the traits give once.
class FacePainter {
 public:
  FacePainter(const FaceTraits& traits, const FacePose& pose, Canvas& canvas)
      : traits_(traits),
        canvas_(canvas),
        skin_(skins[traits[skin]]),
        hair_(hairs[traits[hair_colour]]),
        turn_(pose.turn),
        nod_(pose.nod),
        open_(pose.open_eyes),
        long_hair_(traits[hair_length] == 1),
        hat_(traits[hat] == 1),
        s_(traits.scale * 1.05F),
        x_(16.0F + traits.x),
        y_(16.9F + traits.y + pose.nod * 0.5F),
        face_x_(x_ + turn_ * 1.9F * s_),
        face_y_(y_ + pose.nod * 1.5F * s_),
        head_width_(7.1F * s_ * traits.width) {}

  void paint() {
    paint_background();
    paint_back_hair();
    paint_body();
    paint_head();
    paint_eyes();
    paint_mouth();
    paint_front_hair();
    paint_brows();
    if (traits_[glasses] == 1) paint_glasses();
    if (hat_) paint_hat();
  }

 private:
  /// A height in the head's own frame, whose middle is at 0.
  [[nodiscard]] float up(float height) const { return y_ - height * s_; }
  /// The same for what moves within the head when it nods: eyes, nose, mouth.
  [[nodiscard]] float face_up(float height) const { return face_y_ - height * s_; }
  /// How far this side is turned away, 0 to 1.
  [[nodiscard]] float away(float side) const { return std::max(0.0F, side * turn_); }

  void paint_background() {
    const Ink ink = backgrounds[static_cast<size_t>(traits_.background)];
    canvas_.clear([ink](float y) { return blend(blend(ink, white, 0.25F), shade(ink, 0.96F), y / 32.0F); });
  }

  void paint_back_hair() {
    const Ink ink = shade(hair_, 0.86F);
    if (long_hair_) {
      canvas_.fill(RoundBox{x_, up(-1.2F), head_width_ + 2.0F * s_, 10.2F * s_, 7.6F * s_}, ink);
    } else {
      canvas_.fill(Ellipse{x_, up(1.6F), head_width_ + 1.1F * s_, 8.6F * s_}, ink);
    }
  }

  void paint_body() {
    const Ink ink = shirts[static_cast<size_t>(traits_.shirt)];
    const float middle = 16.0F + traits_.x * 0.6F;
    const Ellipse shoulders{middle, 34.4F, 12.6F, 8.4F};
    canvas_.fill({0, 24, 32, 32}, shoulders, [ink](float, float y) {
      return blend(blend(ink, white, 0.12F), shade(ink, 0.9F), (y - 25.0F) / 7.0F);
    });
    canvas_.fill(Ellipse{middle, 26.6F, 4.0F, 2.6F}, shade(ink, 0.8F));
    canvas_.fill(Ellipse{middle, 26.2F, 3.1F, 2.1F}, shadow(skin_, 0.09F));
    canvas_.fill(RoundBox{middle, 24.0F, 2.5F * s_, 3.4F, 1.2F}, shadow(skin_, 0.12F));
  }

  void paint_head() {
    if (!long_hair_) {
      for (const float side : {-1.0F, 1.0F}) {
        if (away(side) >= 1) continue;  // the far ear is out of sight
        const float ear =
            x_ + side * (head_width_ + 0.2F * s_) - turn_ * 0.6F * s_ - side * away(side) * 1.6F * s_;
        canvas_.fill(Circle{ear, up(-0.9F), 1.65F * s_}, shadow(skin_, 0.06F));
        canvas_.fill(Circle{ear, up(-0.9F), 0.8F * s_}, shadow(skin_, 0.16F));
      }
    }
    // The cheeks are fuller than the brow, the chin is round: two ellipses in one.
    const Ellipse skull{x_ + turn_ * 0.4F, up(0.6F), head_width_, 8.1F * s_};
    const Ellipse jaw{x_ + turn_ * 0.7F, up(-1.8F), head_width_ * 0.97F, 6.3F * s_};
    const auto head = [&](float x, float y) { return std::min(skull(x, y), jaw(x, y)); };
    const Ink light = blend(skin_, white, 0.10F), deep = shadow(skin_, 0.06F);
    canvas_.fill({x_ - 9, up(9), x_ + 9, up(-9)}, head, [&](float x, float y) {
      const float from_light = (x - x_ - turn_ * 2.0F) * 0.35F + (y - y_) * 0.65F;
      return blend(light, deep, std::clamp(0.5F + from_light / 14.0F, 0.0F, 1.0F));
    });
    for (const float side : {-1.0F, 1.0F})
      soft_spot(face_x_ + side * 4.0F * s_, face_up(-3.2F), 1.7F * s_, blush, blush_opacity[traits_[skin]]);
    canvas_.fill(Ellipse{face_x_ + turn_ * 0.7F, face_up(-2.3F), 0.95F * s_, 0.75F * s_},
                 shadow(skin_, 0.17F));
  }

  /// A spot that fades towards its edge.
  void soft_spot(float x, float y, float radius, Ink ink, float opacity) {
    const Circle circle{x, y, radius};
    canvas_.fill(
        {x - radius * 1.5F, y - radius * 1.5F, x + radius * 1.5F, y + radius * 1.5F},
        [&](float px, float py) { return circle(px, py) * 0.6F; }, ink, opacity);
  }

  [[nodiscard]] float eye_x(float side) const {
    // The far eye is nearer to the nose.
    const float spacing = away(side) >= 1 ? 2.7F : 3.15F - 0.45F * away(side);
    return face_x_ + side * spacing * s_;
  }

  void paint_eyes() {
    const bool large = traits_[eye_size] == 1;
    for (const float side : {-1.0F, 1.0F}) {
      const float x = eye_x(side), y = face_up(0.0F);
      const float look = turn_ * (large ? 0.45F : 0.3F) * s_;
      if (open_ < 1) {
        paint_lowered_lid(x, y, look, large);
      } else if (large) {
        canvas_.fill(Ellipse{x, y, 1.95F * s_, 2.05F * s_}, white);
        canvas_.fill(Circle{x + look, y + 0.15F, 1.25F * s_}, dark);
        canvas_.fill(Circle{x + look + 0.45F, y - 0.4F, 0.5F * s_}, white);
      } else {
        canvas_.fill(Ellipse{x, y, 1.25F * s_, 1.1F * s_}, white);
        canvas_.fill(Circle{x + look, y, 0.85F * s_}, dark);
      }
    }
  }

  /// An eye that is not wide open: what the lid leaves of it, above the dark edge of the lid.
  void paint_lowered_lid(float x, float y, float look, bool large) {
    const float width = (large ? 1.95F : 1.25F) * s_, height = (large ? 2.05F : 1.1F) * s_ * open_;
    const float iris = (large ? 1.25F : 0.85F) * s_;
    if (height > 0.2F) {
      canvas_.fill(Ellipse{x, y + 0.3F, width, height}, white);
      canvas_.fill(Ellipse{x + look, y + 0.3F, iris, std::min(iris, height)}, dark);
    }
    const float edge = y + 0.5F * s_ - height;
    canvas_.fill(Stroke{x - 0.85F * width, edge, x + 0.85F * width, edge, 0.42F * s_}, dark);
  }

  void paint_brows() {
    const Ink ink = shade(hair_, 0.8F);
    for (const float side : {-1.0F, 1.0F}) {
      const float x = eye_x(side), y = face_up(3.3F + traits_.brow);
      canvas_.fill(Stroke{x - 1.3F * s_, y + (side < 0 ? 0.3F : 0.0F), x + 1.3F * s_,
                          y + (side < 0 ? 0.0F : 0.3F), 0.42F * s_},
                   ink, 0.9F);
    }
  }

  void paint_mouth() {
    const float x = face_x_ + turn_ * 0.3F;
    const bool smiling = traits_[smile] == 1;
    if (traits_[open_mouth] == 1) {
      paint_open_mouth(x, smiling);
    } else {
      // Corners up for a smile, down without one.
      const float corner = smiling ? face_up(-4.2F) : face_up(-5.7F);
      const float middle = smiling ? face_up(-5.9F) : face_up(-4.7F);
      const float half = (smiling ? 2.9F : 2.2F) * s_;
      paint_arc(x, corner, middle, half, 0.48F * s_);
    }
  }

  /// A parabola from corner to corner by way of the middle.
  void paint_arc(float x, float corner, float middle, float half, float half_width) {
    const auto point = [&](float u) { return corner + (middle - corner) * (1.0F - u * u); };
    const auto distance = [&](float px, float py) {
      float nearest = 1e9F;
      for (int i = -2; i < 2; ++i) {
        const float u = static_cast<float>(i) / 2.0F, v = static_cast<float>(i + 1) / 2.0F;
        nearest =
            std::min(nearest, Stroke{x + u * half, point(u), x + v * half, point(v), half_width}(px, py));
      }
      return nearest;
    };
    canvas_.fill({x - half - 1, std::min(corner, middle) - 1, x + half + 1, std::max(corner, middle) + 1},
                 distance, lips[traits_[skin]]);
  }

  void paint_open_mouth(float x, bool smiling) {
    const float half = (smiling ? 3.5F : 2.9F) * s_, height = 3.7F * s_;
    const float flat =
        smiling ? face_up(-3.6F) : face_up(-7.3F);  // the straight lip: above in a smile, below without one
    const float sign = smiling ? 1.0F : -1.0F;
    const auto distance = [&](float px, float py) {
      const float u = (px - x) / half;
      const float depth = (py - flat) * sign;
      const float slope = 2.0F * height * u / half;
      const float curve = (depth - height * (1.0F - u * u)) / std::sqrt(1.0F + slope * slope);
      return std::max(curve, -depth);
    };
    const Bounds bounds{x - half, std::min(flat, flat + sign * height), x + half,
                        std::max(flat, flat + sign * height)};
    canvas_.fill(bounds, distance, [&](float, float py) {
      const float depth = (py - flat) * sign;
      if (smiling) return depth < 1.0F ? white : (depth > 2.1F ? tongue : mouth_inside);
      return depth < 0.8F ? tongue : mouth_inside;
    });
  }

  /// The lower edge of the fringe at x: slanting one way or the other, lower at the temples.
  [[nodiscard]] float fringe_at(float x) const {
    const float u = (x - x_ - turn_ * 1.2F) / (6.5F * s_);
    const float lift = (hat_ ? 3.6F : 4.6F) - nod_ * 0.7F;
    return up(lift - 1.1F * traits_.fringe * u - 2.0F * u * u);
  }

  void paint_front_hair() {
    const Ellipse cap{x_, up(1.9F), head_width_ + (long_hair_ ? 1.7F : 1.1F) * s_, 8.9F * s_};
    const float lowest = up(long_hair_ ? -1.0F : 0.6F);
    const auto distance = [&](float x, float y) {
      const float above_fringe = (y - fringe_at(x)) * 0.8F;
      return std::max({cap(x, y), above_fringe, y - lowest});
    };
    const Ink light = blend(hair_, white, 0.16F);
    const auto ink = [&](float x, float y) {
      const float shine =
          std::abs(y - up(7.4F) + (x - x_) * 0.12F * traits_.fringe - (x - x_) * (x - x_) * 0.05F);
      return blend(light, hair_, std::clamp(shine - 0.2F, 0.0F, 1.0F));
    };
    canvas_.fill({x_ - 10, up(11.5F), x_ + 10, lowest}, distance, ink);
    if (long_hair_) {
      for (const float side : {-1.0F, 1.0F}) {
        // Seen from the side, the near lock is broad and the far one leaves the eye free.
        const float half = (1.65F - 0.4F * side * turn_) * s_;
        const float x = x_ + side * (head_width_ + 2.1F * s_ - half);
        canvas_.fill(RoundBox{x, up(-3.0F), half, 7.4F * s_, half}, hair_);
      }
    }
  }

  void paint_glasses() {
    const float y = face_up(-0.1F), radius = 2.75F * s_, rim = 0.42F * s_;
    for (const float side : {-1.0F, 1.0F}) {
      const float x = eye_x(side);
      const Circle circle{x, y, radius};
      canvas_.fill(Circle{x, y, radius - rim}, white, 0.14F);
      canvas_.fill(
          {x - radius - 1, y - radius - 1, x + radius + 1, y + radius + 1},
          [&](float px, float py) { return std::abs(circle(px, py)) - rim; }, dark);
      const float temple = x_ + side * (head_width_ + 0.2F * s_);
      const float edge = x + side * radius;
      if ((temple - edge) * side > 0)
        canvas_.fill(Stroke{edge, y - 0.4F, temple, y - 0.7F, 0.36F * s_}, dark);
    }
    canvas_.fill(Stroke{eye_x(-1) + radius, y - 0.3F, eye_x(1) - radius, y - 0.3F, 0.4F * s_}, dark);
  }

  void paint_hat() {
    const Ink ink = hats[static_cast<size_t>(traits_.hat_colour)];
    const float brim = up(6.2F);
    const float x = x_ + turn_ * 0.3F;
    canvas_.fill(Circle{x, up(12.9F), 1.9F * s_}, blend(ink, white, 0.38F));
    const Ellipse dome{x, brim, head_width_ + 1.3F * s_, 6.3F * s_};
    canvas_.fill(
        {x - 10, up(14), x + 10, brim}, [&](float px, float py) { return std::max(dome(px, py), py - brim); },
        [&](float px, float py) {
          return blend(blend(ink, white, 0.18F), shade(ink, 0.9F),
                       std::clamp(0.5F + (px - x) * 0.04F + (py - up(10)) * 0.06F, 0.0F, 1.0F));
        });
    canvas_.fill(RoundBox{x, brim, head_width_ + 1.7F * s_, 1.45F * s_, 1.2F * s_}, blend(ink, white, 0.38F));
  }

  const FaceTraits& traits_;
  Canvas& canvas_;
  Ink skin_, hair_;
  float turn_;  ///< −1 to the left of the picture, 0 to the front, 1 to the right
  float nod_;   ///< −1 raised, 0 upright, 1 bowed
  float open_;  ///< the eyes: 1 wide, 0 closed
  bool long_hair_, hat_;
  float s_;                ///< the head's scale
  float x_, y_;            ///< the head's middle
  float face_x_, face_y_;  ///< the middle between the eyes
  float head_width_;       ///< half of it
};

}  // namespace

FacePose pose_of(const FaceTraits& traits) { return {.turn = static_cast<float>(traits[turned]) - 1.0F}; }

void draw_face(const FaceTraits& traits, int size, uint8_t* out) {
  draw_face(traits, pose_of(traits), size, out);
}

void draw_face(const FaceTraits& traits, const FacePose& pose, int size, uint8_t* out) {
  GANSCOPE_CHECK(size >= 8 && size <= 512, "a face has 8 to 512 pixels a side");
  for (size_t i = 0; i < face_attribute_count; ++i) {
    GANSCOPE_CHECK(traits.attributes[i] < face_attributes()[i].values.size(),
                   "a face attribute out of range");
  }
  Canvas canvas(size, size < 28 ? 2 : 1);  // details of a third of a pixel need finer coverage
  FacePainter(traits, pose, canvas).paint();
  canvas.write(out);
}

image::Picture draw_face(const FaceTraits& traits, int size) {
  image::Picture picture{size, size, 3, {}};
  picture.pixels.resize(static_cast<size_t>(size) * static_cast<size_t>(size) * 3);
  draw_face(traits, size, picture.pixels.data());
  return picture;
}

}  // namespace ganscope::data
