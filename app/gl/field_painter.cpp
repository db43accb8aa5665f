#include "app/gl/field_painter.h"

#include <epoxy/gl.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "app/gl/program.h"
#include "app/ui/fields.h"
#include "ganscope/embedded/shaders.h"

namespace ganscope::gl {
namespace {

enum Uniform : size_t {
  projection,
  numbers,
  paint,
  scale,
  bg0,
  ink,
  player_g,
  player_d,
  player_real,
  reference
};

std::string_view field_shader(std::string_view name) {
  for (const EmbeddedFile& file : shaders())
    if (file.name == name) return file.content;
  return {};
}

void set_colour(int location, ImU32 colour) {
  const ImVec4 parts = ImGui::ColorConvertU32ToFloat4(colour);
  glUniform3f(location, parts.x, parts.y, parts.z);
}

bool draws_field(const ImDrawCmd& command) {
  return command.UserCallback == nullptr && command.ElemCount > 0 && ui::is_field(command.GetTexID());
}

}  // namespace

struct FieldPainter::Gl {
  GLuint host = 0;  ///< ImGui's program for which `program` was linked: both share one vertex array
  Program program;
  const ui::Theme* theme = nullptr;
  float scale = 1;
  struct Painting {
    Gl* gl;
    ui::FieldPaint paint;
  };
  std::vector<std::unique_ptr<Painting>> paintings;  ///< of this frame

  Expected<void> link(GLuint host_program) {
    const auto location = [&](const char* name, unsigned otherwise) {
      return host_program == 0 ? otherwise
                               : static_cast<unsigned>(std::max(0, glGetAttribLocation(host_program, name)));
    };
    auto built = Program::build(
        {"field",
         field_shader("sharp_picture.vert"),
         field_shader("field.frag"),
         {{location("Position", 0), "Position"}, {location("UV", 1), "UV"}, {location("Color", 2), "Color"}},
         {"ProjMtx", "Numbers", "Paint", "Scale", "Bg0", "Ink", "ColourG", "ColourD", "ColourReal",
          "Reference"}});
    if (!built) return tl::unexpected(built.error());
    program = std::move(*built);
    host = host_program;
    return {};
  }
};

FieldPainter::FieldPainter(std::unique_ptr<Gl> gl) : gl_(std::move(gl)) {}
FieldPainter::~FieldPainter() = default;
FieldPainter::FieldPainter(FieldPainter&&) noexcept = default;
FieldPainter& FieldPainter::operator=(FieldPainter&&) noexcept = default;

Expected<FieldPainter> FieldPainter::make() {
  auto gl = std::make_unique<Gl>();
  if (auto linked = gl->link(0); !linked) return tl::unexpected(linked.error());
  return FieldPainter(std::move(gl));
}

void FieldPainter::apply(ImDrawData& data, const ui::Theme& theme, float scale) {
  gl_->theme = &theme;
  gl_->scale = scale;
  gl_->paintings.clear();
  for (int i = 0; i < data.CmdListsCount; ++i) {
    ImVector<ImDrawCmd>& commands = data.CmdLists[i]->CmdBuffer;
    if (std::none_of(commands.begin(), commands.end(), draws_field)) continue;
    ImVector<ImDrawCmd> wrapped;
    wrapped.reserve(commands.Size + 32);
    for (const ImDrawCmd& command : commands) {
      if (!draws_field(command)) {
        wrapped.push_back(command);
        continue;
      }
      gl_->paintings.push_back(
          std::make_unique<Gl::Painting>(Gl::Painting{gl_.get(), ui::paint_of(command.GetTexID())}));
      ImDrawCmd change;
      change.ClipRect = command.ClipRect;
      change.UserCallback = &FieldPainter::take_over;
      change.UserCallbackData = gl_->paintings.back().get();
      wrapped.push_back(change);
      wrapped.push_back(command);
      change.UserCallback = ImDrawCallback_ResetRenderState;
      change.UserCallbackData = nullptr;
      wrapped.push_back(change);
    }
    commands.swap(wrapped);
  }
}

void FieldPainter::take_over(const ImDrawList*, const ImDrawCmd* command) {
  const Gl::Painting& painting = *static_cast<Gl::Painting*>(command->UserCallbackData);
  Gl& gl = *painting.gl;
  GLint host = 0;
  glGetIntegerv(GL_CURRENT_PROGRAM, &host);
  if (static_cast<GLuint>(host) != gl.host && !gl.link(static_cast<GLuint>(host))) return;
  std::array<GLfloat, 16> matrix{};
  glGetUniformfv(gl.host, glGetUniformLocation(gl.host, "ProjMtx"), matrix.data());
  glUseProgram(gl.program.id());
  glUniformMatrix4fv(gl.program.uniform(projection), 1, GL_FALSE, matrix.data());
  glUniform1i(gl.program.uniform(numbers), 0);
  glUniform1i(gl.program.uniform(paint), static_cast<GLint>(painting.paint));
  glUniform1f(gl.program.uniform(scale), gl.scale);
  set_colour(gl.program.uniform(bg0), gl.theme->bg0);
  set_colour(gl.program.uniform(ink), gl.theme->t1);
  set_colour(gl.program.uniform(player_g), gl.theme->g);
  set_colour(gl.program.uniform(player_d), gl.theme->d);
  set_colour(gl.program.uniform(player_real), gl.theme->real);
  set_colour(gl.program.uniform(reference), gl.theme->ref);
}

void drop_fields(ImDrawData& data) {
  for (int i = 0; i < data.CmdListsCount; ++i)
    for (ImDrawCmd& command : data.CmdLists[i]->CmdBuffer)
      if (draws_field(command)) command.ElemCount = 0;
}

}  // namespace ganscope::gl
