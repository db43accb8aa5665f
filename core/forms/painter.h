#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/base/form.h"
#include "core/base/token_vocabulary.h"

namespace ganscope::forms {

/// What has to be known of samples to show one: their form and size, and what their tokens are.
struct Look {
  Form form = Form::pictures;
  int channels = 0, height = 0, width = 0;
  std::shared_ptr<const tokens::Vocabulary> tokens = {};  ///< of tokens and rolls; null elsewhere
};

/// Shows a sample of any form but points as one picture, so that whatever shows pictures (the pad, walks,
/// sheets, files) shows it. Immutable: any thread.
class Painter {
 public:
  virtual ~Painter() = default;
  /// Of what it paints, in pixels.
  [[nodiscard]] virtual int width() const = 0;
  [[nodiscard]] virtual int height() const = 0;
  /// `sample` [height, width, channels] bytes of the look → appends RGBA rows from the top, as many as the
  /// painter is high and wide.
  virtual void paint(std::span<const uint8_t> sample, std::vector<uint8_t>& rgba) const = 0;
};

/// Pictures in their own colours; every other form as its own painter shows it.
[[nodiscard]] std::shared_ptr<const Painter> painter_of(const Look& look);

}  // namespace ganscope::forms
