#include "app/gl/sharp_pictures.h"

#include <epoxy/gl.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "app/gl/atlas_cache.h"
#include "app/gl/program.h"
#include "ganscope/embedded/shaders.h"

namespace ganscope::gl {
namespace {

std::string_view shader(std::string_view name) {
  for (const EmbeddedFile& file : shaders()) {
    if (file.name == name) return file.content;
  }
  return {};
}

}  // namespace

struct SharpPictures::Gl {
  GLuint host = 0;  ///< ImGui's program for which `program` was linked: both share one vertex array
  Program program;
  GLuint sampler = 0;
  Gl() {
    glGenSamplers(1, &sampler);
    glSamplerParameteri(sampler, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glSamplerParameteri(sampler, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glSamplerParameteri(sampler, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glSamplerParameteri(sampler, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  }
  ~Gl() { glDeleteSamplers(1, &sampler); }
  Gl(const Gl&) = delete;
  Gl& operator=(const Gl&) = delete;

  /// Attribute locations are the host's, so that its vertex array serves both programs.
  Expected<void> link(GLuint host_program) {
    const auto location = [&](const char* name) {
      return static_cast<unsigned>(std::max(0, glGetAttribLocation(host_program, name)));
    };
    ProgramSource source{"sharp_picture", shader("sharp_picture.vert"), shader("sharp_picture.frag"), {}, {}};
    if (host_program != 0) {
      source.attributes = {
          {location("Position"), "Position"}, {location("UV"), "UV"}, {location("Color"), "Color"}};
    } else {
      source.attributes = {{0, "Position"}, {1, "UV"}, {2, "Color"}};
    }
    source.uniforms = {"ProjMtx", "Texture"};
    auto built = Program::build(source);
    if (!built) return tl::unexpected(built.error());
    program = std::move(*built);
    host = host_program;
    return {};
  }
};

SharpPictures::SharpPictures(std::unique_ptr<Gl> gl) : gl_(std::move(gl)) {}
SharpPictures::~SharpPictures() = default;
SharpPictures::SharpPictures(SharpPictures&&) noexcept = default;
SharpPictures& SharpPictures::operator=(SharpPictures&&) noexcept = default;

Expected<SharpPictures> SharpPictures::make() {
  auto gl = std::make_unique<Gl>();
  if (auto linked = gl->link(0); !linked) return tl::unexpected(linked.error());
  return SharpPictures(std::move(gl));
}

void SharpPictures::apply(ImDrawData& data) {
  for (int i = 0; i < data.CmdListsCount; ++i) {
    ImVector<ImDrawCmd>& commands = data.CmdLists[i]->CmdBuffer;
    const auto wants = [&](const ImDrawCmd& command) {
      return command.UserCallback == nullptr && command.ElemCount > 0 && is_crisp(command.GetTexID());
    };
    if (std::none_of(commands.begin(), commands.end(), wants)) continue;
    ImVector<ImDrawCmd> wrapped;
    wrapped.reserve(commands.Size + 16);
    bool sharp = false;
    for (const ImDrawCmd& command : commands) {
      if (wants(command) != sharp) {
        sharp = !sharp;
        ImDrawCmd change;
        change.ClipRect = command.ClipRect;
        change.UserCallback = sharp ? &SharpPictures::take_over : ImDrawCallback_ResetRenderState;
        change.UserCallbackData = gl_.get();
        wrapped.push_back(change);
      }
      wrapped.push_back(command);
    }
    if (sharp) {
      ImDrawCmd change;
      change.UserCallback = ImDrawCallback_ResetRenderState;
      wrapped.push_back(change);
    }
    commands.swap(wrapped);
  }
}

void SharpPictures::take_over(const ImDrawList*, const ImDrawCmd* command) {
  Gl& gl = *static_cast<Gl*>(command->UserCallbackData);
  GLint host = 0;
  glGetIntegerv(GL_CURRENT_PROGRAM, &host);
  // ImGui's own program stands when ours cannot be linked: the picture is then drawn smooth.
  if (static_cast<GLuint>(host) != gl.host && !gl.link(static_cast<GLuint>(host))) return;
  std::array<GLfloat, 16> projection{};
  glGetUniformfv(gl.host, glGetUniformLocation(gl.host, "ProjMtx"), projection.data());
  glUseProgram(gl.program.id());
  glUniformMatrix4fv(gl.program.uniform(0), 1, GL_FALSE, projection.data());
  glUniform1i(gl.program.uniform(1), 0);
  glBindSampler(0, gl.sampler);
}

}  // namespace ganscope::gl
