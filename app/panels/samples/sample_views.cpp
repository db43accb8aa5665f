#include "app/panels/samples/sample_views.h"

#include <algorithm>

#include "app/panels/samples/lines/lines_view.h"
#include "app/panels/samples/melodies/melodies_view.h"

namespace ganscope::panels::samples {

const std::vector<SampleView>& all_sample_views() {
  static const std::vector<SampleView> all{
      {Form::tokens, lines_shown, draw_lines},
      {Form::waves, shown_sounds_count, draw_sounds},
      {Form::rolls, melodies_shown, draw_melodies},
  };
  return all;
}

const SampleView* sample_view_of(Form form) {
  const auto found = std::ranges::find(all_sample_views(), form, &SampleView::form);
  return found == all_sample_views().end() ? nullptr : &*found;
}

}  // namespace ganscope::panels::samples
