#include "app/gl/program.h"

#include <epoxy/gl.h>

namespace ganscope::gl {
namespace {

Expected<GLuint> compile(const std::string& name, GLenum kind, std::string_view source) {
  const GLuint shader = glCreateShader(kind);
  const GLchar* text = source.data();
  const GLint length = static_cast<GLint>(source.size());
  glShaderSource(shader, 1, &text, &length);
  glCompileShader(shader);
  GLint good = GL_FALSE;
  glGetShaderiv(shader, GL_COMPILE_STATUS, &good);
  if (good == GL_TRUE) return shader;
  std::string words(1024, '\0');
  GLsizei written = 0;
  glGetShaderInfoLog(shader, static_cast<GLsizei>(words.size()), &written, words.data());
  words.resize(static_cast<size_t>(written));
  glDeleteShader(shader);
  return fail(FailureKind::unsupported, "the graphics driver refuses a shader: " + words, "shader " + name,
              "Update the graphics driver; OpenGL 3.3 is needed.");
}

}  // namespace

Expected<Program> Program::build(const ProgramSource& source) {
  auto vertex = compile(source.name, GL_VERTEX_SHADER, source.vertex);
  if (!vertex) return tl::unexpected(vertex.error());
  auto fragment = compile(source.name, GL_FRAGMENT_SHADER, source.fragment);
  if (!fragment) {
    glDeleteShader(*vertex);
    return tl::unexpected(fragment.error());
  }
  Program program;
  program.id_ = glCreateProgram();
  glAttachShader(program.id_, *vertex);
  glAttachShader(program.id_, *fragment);
  for (const auto& [location, name] : source.attributes) {
    glBindAttribLocation(program.id_, location, name.c_str());
  }
  glLinkProgram(program.id_);
  glDetachShader(program.id_, *vertex);
  glDetachShader(program.id_, *fragment);
  glDeleteShader(*vertex);
  glDeleteShader(*fragment);
  GLint good = GL_FALSE;
  glGetProgramiv(program.id_, GL_LINK_STATUS, &good);
  if (good != GL_TRUE) {
    return fail(FailureKind::unsupported, "the graphics driver cannot link a shader", "shader " + source.name,
                "Update the graphics driver; OpenGL 3.3 is needed.");
  }
  for (const std::string& uniform : source.uniforms) {
    const GLint location = glGetUniformLocation(program.id_, uniform.c_str());
    if (location < 0) {
      return fail(FailureKind::unsupported, "a shader has no uniform " + uniform, "shader " + source.name,
                  "This is a fault of the program; please report it.");
    }
    program.locations_.push_back(location);
  }
  return program;
}

Program::~Program() {
  if (id_ != 0) glDeleteProgram(id_);
}

}  // namespace ganscope::gl
