#pragma once
#include "app/gl/texture.h"
#include "core/image/picture.h"

namespace ganscope::gl {

/// A picture that can be drawn into, owned: one RGBA8 colour texture. Interface thread only. Move-only.
class Framebuffer {
 public:
  Framebuffer() = default;
  Framebuffer(int width, int height);
  ~Framebuffer();
  Framebuffer(Framebuffer&& other) noexcept { swap(other); }
  Framebuffer& operator=(Framebuffer&& other) noexcept {
    swap(other);
    return *this;
  }
  Framebuffer(const Framebuffer&) = delete;
  Framebuffer& operator=(const Framebuffer&) = delete;

  void bind() const;
  [[nodiscard]] const Texture& colour() const { return colour_; }
  void swap(Framebuffer& other) noexcept {
    std::swap(id_, other.id_);
    colour_.swap(other.colour_);
  }

 private:
  unsigned id_ = 0;
  Texture colour_;
};

/// What was drawn into the bound framebuffer: RGB, rows from the top (OpenGL's are from the bottom).
[[nodiscard]] image::Picture read_pixels(int width, int height);

/// Fills the bound framebuffer with one colour, 0–1 each, opaque.
void clear(int width, int height, float red, float green, float blue);

}  // namespace ganscope::gl
