#include "core/forms/painter.h"

#include "core/forms/card_painter.h"
#include "core/forms/plain_painter.h"
#include "core/forms/roll_painter.h"

namespace ganscope::forms {

std::shared_ptr<const Painter> painter_of(const Look& look) {
  // A form that shows its samples in another way has its painter in a file of its own, and a line here.
  switch (look.form) {
    case Form::tokens:
      return card_painter(look);
    case Form::rolls:
      return roll_painter(look);
    case Form::points:
      return nullptr;
    case Form::pictures:
    case Form::waves:
    case Form::films:
      return plain_painter(look);
  }
  return nullptr;
}

}  // namespace ganscope::forms
