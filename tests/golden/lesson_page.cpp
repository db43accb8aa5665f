#include "tests/golden/lesson_page.h"

#include <array>

#include "app/lessons/document.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets/document.h"

namespace ganscope::testing {
namespace {

constexpr const char* english = R"(## Make it collapse

Give {G} a rate of `0.002` and {D} only `0.0001`, then press [Start](control:transport/start). Watch the
{G:generated points}: they run together into *one clump*. As soon as {D} learns that $x_0$ is fake, it
**jumps** to the next blob.

> $$\mathcal{L}_\G = -\mathbb{E}_z \log \D(\G(z))$$
>
> Each $z$ is rewarded alone. Nothing in it asks for variety.

1. Look at the blobs
   - with points, where $\D(x) \approx \frac12$
   - without any
2. Then [go to Explore](do:go explore)

> A quotation, and in it something {q:quiet}.

---

```
set learning_rate_g 0.002
```
)";

constexpr const char* formulas =
    R"($$\min_\G \max_\D \; \mathbb{E}_{x \sim \real{p_{\text{data}}}} [\log \D(x)] +
\mathbb{E}_{z} [\log(1 - \D(\G(z)))]$$

$$\D^*(x) = \frac{\real{p_{\text{data}}(x)}}{\real{p_{\text{data}}(x)} + \G{p_g(x)}}, \quad
\frac{\partial \mathcal{L}_\G}{\partial \theta} = \nabla_\theta \left( \frac1N \sum_{i=1}^N \ell(x_i) \right)$$

$$\mathrm{KL}(p \| q) = \int p(x) \log \frac{p(x)}{q(x)} \, dx \ge 0$$

$$\sigma(v) = \frac{1}{1 + e^{-v}}, \quad \sqrt{x_1^2 + x_2^2} \le \hat\mu + \bar x + \tilde z$$

$$\ell(v) = \begin{cases} 1 - v & v < 1 \\ 0 & \text{otherwise} \end{cases} \quad e^{-x_{i^2}^2}, \; f'$$

$$\left\{ \left[ \frac{\alpha}{\beta} \right] \right\} \times \|\nabla f\| \to \infty \cdot \prod_{k \in K} \lambda_k$$)";

constexpr const char* chinese = R"(## 让它崩溃

把{G:生成器}的学习率设为 `0.002`，{D:判别器}的只设为 `0.0001`，然后按[开始](control:transport/start)。看那些{G:生成的点}：它们挤成
*一团*。一旦{D:判别器}学会了“$x_0$ 处是假的”，这一团就**跳**到下一个模式去，如此反复，永不停歇。

> $$\mathcal{L}_\G = -\mathbb{E}_z \log \D(\G(z))$$
>
> 每个 $z$ 单独得到奖励，没有一项要求多样性。

1. 数一数模式：八个
2. 再[去探索](do:go explore)
)";

void draw_page(ui::Ui& ui, const model::UiModel& /*model*/, model::UiActions& /*actions*/) {
  static const std::array<lessons::Document, 3> documents{
      lessons::read_document(english, "english").value(),
      lessons::read_document(formulas, "formulas").value(),
      lessons::read_document(chinese, "chinese").value()};
  constexpr std::array<float, 3> widths{392, 436, 352};  // design px
  const ImVec2 at = ImGui::GetCursorScreenPos(), size = ImGui::GetIO().DisplaySize;
  ImGui::GetWindowDrawList()->AddRectFilled(at, size, ui.theme.bg1);  // over the frame of the workspaces
  float x = at.x + ui.px(16);
  for (size_t i = 0; i < documents.size(); ++i) {
    ImGui::SetCursorScreenPos({x, at.y + ui.px(8)});
    const std::string name = "page/" + std::to_string(i);
    static_cast<void>(ui::draw_document(ui, name, documents.at(i), {.width = ui.px(widths.at(i))}));
    x += ui.px(widths.at(i) + 28);
  }
}

}  // namespace

const std::vector<panels::Panel>& lesson_page() {
  static const std::vector<panels::Panel> page{
      {"page", panels::Region::overlay, [](const model::UiModel&) { return true; }, draw_page}};
  return page;
}

}  // namespace ganscope::testing
