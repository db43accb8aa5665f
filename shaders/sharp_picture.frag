#version 330 core
// sharp_picture, fragment stage: a small picture enlarged, every pixel equally large, edges blended over one window pixel.
// Inputs:  uv (0–1), tint; Texture: the atlas, bound with linear filtering.
// Outputs: colour, not premultiplied.
// Colour space: sRGB-encoded in and out; the blend at pixel edges is made on the encoded values, like everything ImGui draws.
//
// Within a texel the sample point is held at its centre; only within half a window pixel of an edge does it move across, so
// that linear filtering makes exactly one blended pixel there. Below the picture's own size this is plain linear filtering.
uniform sampler2D Texture;
in vec2 uv;
in vec4 tint;
out vec4 colour;

void main() {
  vec2 size = vec2(textureSize(Texture, 0));
  vec2 texel = uv * size;
  vec2 step_texels = max(fwidth(texel), vec2(1e-6));  // texels a window pixel
  vec2 edge = floor(texel + 0.5);
  vec2 across = clamp((texel - edge) / min(step_texels, vec2(1.0)), -0.5, 0.5);
  colour = tint * texture(Texture, (edge + across) / size);
}
