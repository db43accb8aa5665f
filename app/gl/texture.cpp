#include "app/gl/texture.h"

#include <epoxy/gl.h>

#include <string_view>
#include <utility>

#include "core/base/check.h"

namespace ganscope::gl {

Texture::Texture(int width, int height, Filter filter, Content content) : width_(width), height_(height) {
  GANSCOPE_CHECK(width > 0 && height > 0, "a texture has a size");
  glGenTextures(1, &id_);
  glBindTexture(GL_TEXTURE_2D, id_);
  const GLint mode = filter == Filter::nearest ? GL_NEAREST : GL_LINEAR;
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, mode);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, mode);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  if (content == Content::colour)
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
  else
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RG32F, width, height, 0, GL_RG, GL_FLOAT, nullptr);
  glBindTexture(GL_TEXTURE_2D, 0);
}

Texture::~Texture() {
  if (id_ != 0) glDeleteTextures(1, &id_);
}

void Texture::upload(int x, int y, int width, int height, std::span<const uint8_t> rgba) {
  GANSCOPE_CHECK(id_ != 0 && x >= 0 && y >= 0 && x + width <= width_ && y + height <= height_,
                 "an upload stays inside its texture");
  GANSCOPE_CHECK(rgba.size() == static_cast<size_t>(width) * static_cast<size_t>(height) * 4,
                 "an upload has four bytes a pixel");
  glBindTexture(GL_TEXTURE_2D, id_);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
  glTexSubImage2D(GL_TEXTURE_2D, 0, x, y, width, height, GL_RGBA, GL_UNSIGNED_BYTE, rgba.data());
  glBindTexture(GL_TEXTURE_2D, 0);
}

void Texture::upload_numbers(std::span<const float> pairs) {
  GANSCOPE_CHECK(id_ != 0 && pairs.size() == static_cast<size_t>(width_) * static_cast<size_t>(height_) * 2,
                 "an upload of numbers has two for every pixel");
  glBindTexture(GL_TEXTURE_2D, id_);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
  glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, width_, height_, GL_RG, GL_FLOAT, pairs.data());
  glBindTexture(GL_TEXTURE_2D, 0);
}

ImTextureID Texture::imgui_id() const { return reinterpret_cast<ImTextureID>(static_cast<intptr_t>(id_)); }

void Texture::swap(Texture& other) noexcept {
  std::swap(id_, other.id_);
  std::swap(width_, other.width_);
  std::swap(height_, other.height_);
}

bool drawn_by_processor() {
  const auto* words = reinterpret_cast<const char*>(glGetString(GL_RENDERER));
  const std::string_view renderer = words != nullptr ? words : "";
  for (const std::string_view software : {"llvmpipe", "softpipe", "SWR", "Software"})
    if (renderer.find(software) != std::string_view::npos) return true;
  return false;
}

int max_texture_size() {
  GLint size = 0;
  glGetIntegerv(GL_MAX_TEXTURE_SIZE, &size);
  return size;
}

}  // namespace ganscope::gl
