#include "core/data/text/mixture_text.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "core/data/text/numbers.h"

namespace ganscope::data {

Expected<std::vector<Kernel>> read_mixture(const std::string& text, const std::string& where) {
  constexpr size_t most = 64;
  const auto wrong = [&](const std::string& what) {
    return fail(FailureKind::usage, what, where,
                "Write WEIGHT:MEAN:SIGMA for each part, for example 0.3:-2:0.5, 0.7:1:0.8.");
  };
  std::vector<Kernel> kernels;
  for (const std::string_view part : fields(text, ',')) {
    const auto words = fields(part, ':');
    if (words.size() != 3) return wrong(fmt::format("\"{}\" is no part of a mixture", part));
    std::array<double, 3> values{};
    for (size_t i = 0; i < 3; ++i) {
      const auto value = number(words[i]);
      if (!value) return wrong(fmt::format("\"{}\" in \"{}\" is no number", words[i], part));
      values[i] = *value;
    }
    const auto [weight, mean, sigma] = values;
    if (!(weight > 0 && weight <= 1e6))
      return wrong(fmt::format("the weight in \"{}\" is not above 0 (and at most 1e6)", part));
    if (!(std::abs(mean) <= 1000)) return wrong(fmt::format("the mean in \"{}\" is not within ±1000", part));
    if (!(sigma >= 0.001 && sigma <= 1000))
      return wrong(fmt::format("the sigma in \"{}\" is not between 0.001 and 1000", part));
    kernels.push_back({{mean, 0}, sigma, weight});
  }
  if (kernels.size() > most) return wrong(fmt::format("a mixture has at most {} parts", most));
  return kernels;
}

}  // namespace ganscope::data
