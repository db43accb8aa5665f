#include "app/panels/latent_hover.h"

#include "app/ui/widgets.h"
#include "core/explore/latent_math.h"

namespace ganscope::panels {

void hover_latent(const model::UiModel& model, model::UiActions& actions, const std::string& name,
                  int hovered) {
  bool* ours = ImGui::GetStateStorage()->GetBoolRef(ImGui::GetID((name + "/hovered here").c_str()), false);
  if (hovered >= 0 && hovered != model.hovered_latent)
    actions(model::action::HoverLatent{hovered});
  else if (hovered < 0 && *ours && model.hovered_latent >= 0)
    actions(model::action::HoverLatent{-1});
  *ours = hovered >= 0;
}

ui::LatentCard begun_card(const ui::Ui& ui, const api::Answer& result, int index, ImVec2 cell_min,
                          ImVec2 cell_max) {
  const auto at = static_cast<size_t>(index);
  ui::LatentCard card;
  card.index = index;
  card.model = result.model == api::Model::ema ? ui.tr("EMA") : ui.tr("Raw");
  card.has_score = at < result.scores.size();
  card.score01 = card.has_score ? result.scores[at] : 0;
  card.cell_min = cell_min;
  card.cell_max = cell_max;
  return card;
}

void draw_latent_card(const ui::Ui& ui, const model::RunModel& run, const ui::Atlases& atlases,
                      api::View view, int index, ImVec2 cell_min, ImVec2 cell_max) {
  const auto& result = run.result(view);
  if (index < 0 || !result || index >= result->count || ImGui::GetDragDropPayload() != nullptr) return;
  ui::LatentCard card = begun_card(ui, *result, index, cell_min, cell_max);
  if (!run.status->data.is_points()) {
    card.sharp = &atlases.of(view);
    card.smooth = &atlases.smooth(view);
    if (run.status->data.form == Form::waves && atlases.masks[view].count > index) {
      card.mask = &atlases.masks[view];
      card.tint = ui.theme.g;
    }
  }
  if (const auto* vocabulary = run.captions()) {
    const auto& examples = vocabulary->examples;
    const auto label = explore::fixed_label(index, static_cast<int>(examples.size()));
    card.told =
        captions::sentence_of(*vocabulary, examples[static_cast<size_t>(label)], ui.tr.language() == "zh");
  }
  ui::latent_card(ui, card);
}

}  // namespace ganscope::panels
