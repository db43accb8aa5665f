#version 330 core
// field, fragment stage: numbers over a rectangle as a smooth surface with contour lines. Vertex stage: sharp_picture.vert.
// Inputs:  uv (0–1, the first row of numbers at 0), tint (ui::field_tint: alpha is the strength, the rest log2 of the unit in
//          which numbers are read); Numbers: two float32 a texel, the number and how far there is one, with linear filtering; Paint: as
//          ui::FieldPaint; Scale: window pixels a design px; the theme's colours.
// Outputs: colour, not premultiplied.
// Colour space: sRGB-encoded, like everything ImGui draws.
//
// Numbers stand at the centres of texels, the first and the last on the rectangle's edges.
uniform sampler2D Numbers;
uniform int Paint;
uniform float Scale;
uniform vec3 Bg0, Ink, ColourG, ColourD, ColourReal, Reference;
in vec2 uv;
in vec4 tint;
out vec4 colour;

const int belief = 0, belief_contours = 1, boundary = 2, share = 3, share_boundary = 4, share_hatched = 5, difference = 6,
          ramp_real = 7, ramp_g = 8;

// How much of a line `width` px wide, where `value` is 0, covers this pixel; `change` is the value's over one pixel.
float line(float value, float change, float width) {
  return clamp(0.5 * width + 0.5 - abs(value) / max(change, 1e-9), 0.0, 1.0);
}

vec3 surface(float p) {
  float sure = clamp(abs(2.0 * p - 1.0), 0.0, 1.0);
  return mix(Bg0, p < 0.5 ? ColourG : ColourReal, 0.5 * sure);
}

// a laid over b
vec4 over(vec4 a, vec4 b) {
  float alpha = a.a + b.a * (1.0 - a.a);
  return vec4((a.rgb * a.a + b.rgb * b.a * (1.0 - a.a)) / max(alpha, 1e-6), alpha);
}

void main() {
  vec2 size = vec2(textureSize(Numbers, 0));
  vec2 found = texture(Numbers, (0.5 + uv * (size - 1.0)) / size).rg;
  float there = clamp(found.g, 0.0, 1.0);
  float unit = exp2(dot(tint.rgb, vec3(65536.0, 256.0, 1.0)) * (255.0 * 64.0 / 16777215.0) - 32.0);
  float value = found.r / max(found.g, 1e-3) / unit;
  float change = length(vec2(dFdx(value), dFdy(value)));
  float shown = smoothstep(0.35, 0.65, there);
  if (Paint == belief || Paint == belief_contours) {
    float p = 1.0 / (1.0 + exp(-value));
    colour = vec4(surface(p), 1.0);
    if (Paint == belief_contours) {
      // At every eighth of the belief; where they would lie closer than a few pixels they fade.
      float steps = 8.0 * p, steep = length(vec2(dFdx(p), dFdy(p))) * 8.0;
      float nearest = steps - floor(steps + 0.5);
      float faint = 0.22 * (1.0 - smoothstep(0.12, 0.3, steep / Scale));
      if (floor(steps + 0.5) != 4.0) colour.rgb = mix(colour.rgb, p < 0.5 ? ColourG : ColourReal, faint * line(nearest, steep, Scale));
    }
  } else if (Paint == boundary) {
    colour = over(vec4(ColourD, line(value, change, 2.5 * Scale)), vec4(Bg0, 0.75 * line(value, change, 5.0 * Scale)));
  } else if (Paint == share || Paint == share_hatched) {
    colour = vec4(surface(value), shown);
    if (Paint == share_hatched) {
      // Where there is no number it is hatched: an outline would look like another level line.
      float hatch = 0.13 * (1.0 - shown) * step(mod(gl_FragCoord.x - gl_FragCoord.y, 6.0 * Scale), 1.2 * Scale);
      colour = over(colour, vec4(Ink, hatch));
      colour = over(vec4(Ink, line(value - 0.5, change, 1.4 * Scale) * shown), colour);
    }
  } else if (Paint == share_boundary) {
    float along = mod(gl_FragCoord.x + gl_FragCoord.y, 11.0 * Scale);
    float dash = line(value - 0.5, change, 1.8 * Scale) * step(along, 6.0 * Scale);
    float halo = 0.7 * line(value - 0.5, change, 5.0 * Scale);  // it is drawn over points
    colour = over(vec4(Reference, dash), vec4(Bg0, halo));
    colour.a *= shown;
  } else if (Paint == difference) {
    colour = vec4(mix(Bg0, value > 0.0 ? Ink : ColourD, clamp(abs(value), 0.0, 1.0) * 0.9), shown);
  } else {
    float strength = sqrt(clamp(value, 0.0, 1.0));  // the root shows thin tails, too
    colour = vec4(Paint == ramp_real ? ColourReal : ColourG, strength * shown);
  }
  colour.a *= tint.a;
}
