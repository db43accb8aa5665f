#include "app/gl/framebuffer.h"

#include <epoxy/gl.h>

#include <cstring>
#include <utility>

#include "core/base/check.h"

namespace ganscope::gl {

Framebuffer::Framebuffer(int width, int height) : colour_(width, height, Filter::nearest) {
  glGenFramebuffers(1, &id_);
  glBindFramebuffer(GL_FRAMEBUFFER, id_);
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, colour_.id(), 0);
  GANSCOPE_CHECK(glCheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE,
                 "an RGBA8 texture can be drawn into");
}

Framebuffer::~Framebuffer() {
  if (id_ != 0) glDeleteFramebuffers(1, &id_);
}

void Framebuffer::bind() const { glBindFramebuffer(GL_FRAMEBUFFER, id_); }

image::Picture read_pixels(int width, int height) {
  image::Picture picture{width, height, 3, {}};
  const size_t row = static_cast<size_t>(width) * 3;
  std::vector<uint8_t> upside_down(row * static_cast<size_t>(height));
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, width, height, GL_RGB, GL_UNSIGNED_BYTE, upside_down.data());
  picture.pixels.resize(upside_down.size());
  for (size_t y = 0; y < static_cast<size_t>(height); ++y) {
    std::memcpy(&picture.pixels[y * row], &upside_down[(static_cast<size_t>(height) - 1 - y) * row], row);
  }
  return picture;
}

void clear(int width, int height, float red, float green, float blue) {
  glDisable(GL_SCISSOR_TEST);
  glViewport(0, 0, width, height);
  glClearColor(red, green, blue, 1);
  glClear(GL_COLOR_BUFFER_BIT);
}

}  // namespace ganscope::gl
