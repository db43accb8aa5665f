#version 330 core
// sharp_picture, vertex stage.
// Inputs:  Position (window px), UV (0–1 in the atlas, from the top), Color (tint), all of ImGui's vertex layout;
//          ProjMtx: window px to clip space, copied from ImGui's own program.
// Outputs: uv, tint.
// Colour space: tint is sRGB-encoded 8 bit, passed on unchanged, not premultiplied.
uniform mat4 ProjMtx;
in vec2 Position;
in vec2 UV;
in vec4 Color;
out vec2 uv;
out vec4 tint;

void main() {
  uv = UV;
  tint = Color;
  gl_Position = ProjMtx * vec4(Position, 0.0, 1.0);
}
