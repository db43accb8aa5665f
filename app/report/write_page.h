#pragma once
#include <string>

#include "app/report/page.h"
#include "app/text/translation.h"

namespace ganscope::report {

/// The whole page as one HTML document that refers to nothing outside itself: style within, pictures as data
/// URIs, plots as SVG, no scripts. Figures and tables are numbered; what an empty list leaves out is left
/// out.
[[nodiscard]] std::string write_page(const Page& page, const text::Strings& tr);

}  // namespace ganscope::report
