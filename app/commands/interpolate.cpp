#include <fmt/format.h>

#include "app/commands/animation.h"
#include "app/commands/open_model.h"
#include "app/commands/run.h"
#include "core/explore/latent_math.h"
#include "core/image/png_io.h"
#include "core/image/sheet.h"
#include "core/image/transform.h"

namespace ganscope::commands {
namespace {

/// What the mapping network makes of a latent.
Expected<explore::Latent> mapped(const OpenModel& model, const explore::Latent& z) {
  const config::Settings& settings = model.experiment.settings;
  if (!settings.has("mapping_layers") || settings.integer("mapping_layers") == 0)
    return fail(FailureKind::usage, "this run has no mapping network, so there is no w", "--space w",
                "walk through z, or train with --set mapping_layers=2");
  return model.replica->map(*model.snapshot, model.model, z);
}

}  // namespace

Expected<void> interpolate(const InterpolateRequest& request, Console& console) {
  if (auto ending = check_ending(request.out, {".png", ".gif", ".mp4"}); !ending) return ending;
  const bool film = ending_of(request.out) != ".png";
  if (auto able = check_animation(request.out); !able) return able;
  auto model = open_model(request.model, console);
  if (!model) return tl::unexpected(model.error());
  if (model->data.points)
    return fail(FailureKind::usage, "a walk needs pictures, and this run draws points",
                request.model.run.string(), "draw points with `ganscope sample RUN --out points.csv`");
  const auto label = model->label_of(request.model.label);
  if (!label) return tl::unexpected(label.error());

  const int frames = request.frames > 0 ? request.frames : film ? 48 : 9;
  auto from = explore::latent_of_seed(request.from, model->latent_dim);
  auto to = explore::latent_of_seed(request.to, model->latent_dim);
  const double psi = request.model.truncation;
  if (request.in_w) {
    for (explore::Latent* end : {&from, &to}) {
      auto w = mapped(*model, *end);
      if (!w) return tl::unexpected(w.error());
      *end = std::move(*w);
    }
  }
  std::vector<std::vector<float>> latents;
  for (int i = 0; i < frames; ++i) {
    const double t = static_cast<double>(i) / (frames - 1);
    if (request.in_w)
      latents.push_back(explore::lerp(from, to, t));
    else
      latents.push_back(explore::truncated(
          request.spherical ? explore::slerp(from, to, t) : explore::lerp(from, to, t), psi));
  }
  const std::vector<int> labels(model->classes > 0 ? latents.size() : 0, std::max(*label, 0));
  const auto drawn = model->draw(latents, labels, console, "Drawing the walk",
                                 request.in_w ? std::optional(psi) : std::nullopt);
  if (!drawn) return tl::unexpected(drawn.error());
  if (auto folder = make_folder_for(request.out); !folder) return folder;

  const std::vector<image::Picture> pictures = pictures_of(*drawn);
  if (film) {
    const int factor = magnification_for(drawn->width, drawn->height, 256);
    const auto frame = [&](int index) -> Expected<image::Picture> {
      return image::magnify(pictures[static_cast<size_t>(index)], factor);
    };
    if (auto written = write_animation(request.out, frames, frame, request.frames_per_s, console); !written)
      return written;
  } else {
    image::SheetStyle style;
    style.columns = frames;
    style.magnification = magnification_for(drawn->width, drawn->height, 96);
    if (auto written = image::write_png(request.out, image::contact_sheet(pictures, style)); !written)
      return written;
  }
  console.say(fmt::format("{}: {} frames from seed {} to seed {}, {}, of {}", request.out.string(), frames,
                          request.from, request.to,
                          request.in_w        ? "straight in w"
                          : request.spherical ? "slerp"
                                              : "lerp",
                          model->title()));
  return {};
}

}  // namespace ganscope::commands
