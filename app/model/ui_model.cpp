#include "app/model/ui_model.h"

#include <algorithm>
#include <cassert>

namespace ganscope::model {

explore::Latent UiModel::fixed_latent(int index) const {
  if (status->latent_dim <= 0 || index < 0) return {};
  if (index < fixed_count() && samples_moved())
    return explore.moved_samples->latents[static_cast<size_t>(index)];
  if (const int columns = label_columns(); columns > 0) index /= columns;
  if (pump.fixed_dim == status->latent_dim && static_cast<size_t>(index) < pump.fixed.size()) {
    const auto& fixed = draws_from_codes() ? codes_prior->fixed : pump.fixed;
    return fixed[static_cast<size_t>(index)];
  }
  const config::Settings& settings = status->experiment->settings;
  const uint64_t seed = settings.has("seed") ? static_cast<uint64_t>(settings.integer("seed")) : 0;
  return explore::fixed_latent(seed, index, status->latent_dim);
}

bool UiModel::samples_moved() const {
  const auto& moved = explore.moved_samples;
  return moved && moved->seed == pump.fixed_seed && moved->latents.size() == pump.fixed.size() &&
         fixed_count() > 0 && moved->latents.front().size() == pump.fixed.front().size();
}

int UiModel::label_columns() const {
  return every_label && conditional() && !status->data.is_points() ? std::min(classes(), most_label_columns)
                                                                   : 0;
}

bool UiModel::draws_from_codes() const {
  return from_codes && codes_prior && codes_prior->seed == pump.fixed_seed &&
         codes_prior->fixed.size() == pump.fixed.size() &&
         static_cast<int>(codes_prior->fitted.mean.size()) == status->latent_dim;
}

explore::Latent UiModel::as_drawn(explore::Latent z) const {
  return draws_from_codes() ? codes_prior->fitted.moved(z) : z;
}

int UiModel::fixed_label(int index) const {
  if (const int columns = label_columns(); columns > 0) return index % columns;
  const int fixed = captions() != nullptr ? typed_label() : classes();
  return conditional() ? explore::fixed_label(index, fixed) : -1;
}

captions::Caption UiModel::caption_of(int label) const {
  if (label < 0 || label >= typed_label()) return explore.caption.said;
  return captions()->examples[static_cast<size_t>(label)];
}

std::vector<std::string> UiModel::told_names() const {
  if (captions() == nullptr) return status->data.label_names;
  std::vector<std::string> names;
  for (const captions::Caption& example : captions()->examples)
    names.push_back(captions::sentence_of(*captions(), example, /*chinese=*/false));
  names.emplace_back("(typed)");
  return names;
}

api::View UiModel::view(std::string_view key) const {
  const auto found =
      std::find_if(views.begin(), views.end(), [&](const View& view) { return view.key == key; });
  assert(found != views.end());
  return static_cast<api::View>(found - views.begin());
}

bool UiModel::can_undo() const {
  return scene() == Workspace::explore ? explore_undo.can_undo() : tune_undo.can_undo();
}

bool UiModel::can_redo() const {
  return scene() == Workspace::explore ? explore_undo.can_redo() : tune_undo.can_redo();
}

uint64_t add_toast(UiModel& model, Toast toast, double now_s) {
  toast.serial = ++model.newest_toast;
  toast.born_s = now_s;
  constexpr size_t at_most = 4;  // more would cover the window
  if (model.toasts.size() >= at_most) model.toasts.erase(model.toasts.begin());
  model.toasts.push_back(std::move(toast));
  return model.newest_toast;
}

void tell_failure(UiModel& model, const Failure& failure, double now_s) {
  Toast toast;
  toast.error = true;
  toast.text = with_place(failure);
  toast.hint = failure.hint;
  add_toast(model, std::move(toast), now_s);
}

}  // namespace ganscope::model
