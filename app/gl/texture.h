#pragma once
#include <imgui.h>

#include <cstdint>
#include <span>

namespace ganscope::gl {

enum class Filter { nearest, linear };
/// What a pixel holds: four bytes of colour, or two numbers.
enum class Content { colour, numbers };

/// One texture, RGBA8 or two float32, owned. Interface thread only, with the context current. Move-only; a
/// default one owns nothing.
class Texture {
 public:
  Texture() = default;
  Texture(int width, int height, Filter filter,
          Content content = Content::colour);  ///< px; undefined until `upload`
  ~Texture();
  Texture(Texture&& other) noexcept { swap(other); }
  Texture& operator=(Texture&& other) noexcept {
    swap(other);
    return *this;
  }
  Texture(const Texture&) = delete;
  Texture& operator=(const Texture&) = delete;

  /// `rgba`: [height, width, 4] bytes, rows from the top, put at (x, y).
  void upload(int x, int y, int width, int height, std::span<const uint8_t> rgba);

  /// The whole of a texture of numbers: [height, width, 2].
  void upload_numbers(std::span<const float> pairs);

  [[nodiscard]] unsigned id() const { return id_; }
  [[nodiscard]] int width() const { return width_; }
  [[nodiscard]] int height() const { return height_; }
  /// As ImGui's OpenGL backend takes it.
  [[nodiscard]] ImTextureID imgui_id() const;
  void swap(Texture& other) noexcept;

 private:
  unsigned id_ = 0;
  int width_ = 0, height_ = 0;
};

/// Whether the processor draws, not a graphics card (Mesa's llvmpipe and its like). Needs a current context.
[[nodiscard]] bool drawn_by_processor();

/// The largest edge of a texture here, px.
[[nodiscard]] int max_texture_size();

}  // namespace ganscope::gl
