#include "core/base/form.h"

#include <algorithm>
#include <array>

namespace ganscope {
namespace {

struct Named {
  Form form;
  std::string_view key, noun;
};

constexpr std::array all_forms{
    Named{Form::pictures, "images", "pictures"}, Named{Form::points, "points", "points"},
    Named{Form::tokens, "tokens", "lines"},      Named{Form::rolls, "rolls", "melodies"},
    Named{Form::waves, "waves", "sounds"},       Named{Form::films, "films", "films"},
};

const Named& named(Form form) { return *std::ranges::find(all_forms, form, &Named::form); }

}  // namespace

std::string_view form_key(Form form) { return named(form).key; }
std::string_view form_noun(Form form) { return named(form).noun; }

std::optional<Form> form_of(std::string_view key) {
  const auto* const found = std::ranges::find(all_forms, key, &Named::key);
  return found == all_forms.end() ? std::nullopt : std::optional(found->form);
}

}  // namespace ganscope
