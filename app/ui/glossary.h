#pragma once
#include "app/text/glossary.h"

namespace ganscope::ui {

using text::glossary;
using text::speaks_of;
using text::Term;

}  // namespace ganscope::ui
