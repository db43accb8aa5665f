#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "app/commands/animation.h"
#include "app/commands/form_files.h"
#include "app/commands/open_model.h"
#include "app/commands/run.h"
#include "app/commands/translating.h"
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

/// The classes of the first and the last frame: `--label 3`, or `--label 3,8`. A class's own name may have a
/// comma in it, so the whole is tried first.
Expected<std::pair<int, int>> labels_of_ends(const OpenModel& model,
                                             const std::optional<std::string>& words) {
  const auto whole = model.label_of(words);
  if (whole) return std::pair(std::max(*whole, 0), std::max(*whole, 0));
  const size_t comma = words->find(',');
  if (comma == std::string::npos) return tl::unexpected(whole.error());
  const auto first = model.label_of(words->substr(0, comma)), last = model.label_of(words->substr(comma + 1));
  if (!first) return tl::unexpected(first.error());
  if (!last) return tl::unexpected(last.error());
  return std::pair(*first, *last);
}

/// From all of one class to all of the other, evenly: [frames, classes]; empty where they are the same.
std::vector<float> shares_between(std::pair<int, int> ends, int classes, int frames) {
  std::vector<float> shares;
  for (int i = 0; i < frames && ends.first != ends.second; ++i) {
    const double share = static_cast<double>(i) / (frames - 1);
    std::vector<float> row(static_cast<size_t>(classes));
    row[static_cast<size_t>(ends.first)] = static_cast<float>(1 - share);
    row[static_cast<size_t>(ends.second)] = static_cast<float>(share);
    shares.insert(shares.end(), row.begin(), row.end());
  }
  return shares;
}

/// A film, or a strip.
Expected<void> write_walk(const InterpolateRequest& request, const api::Answer& drawn, int frames,
                          Console& console) {
  if (auto folder = make_folder_for(request.out); !folder) return folder;
  const std::vector<image::Picture> pictures = pictures_of(drawn);
  if (ending_of(request.out) != ".png") {
    const int factor = magnification_for(drawn.width, drawn.height, 256);
    const auto frame = [&](int index) -> Expected<image::Picture> {
      return image::magnify(pictures[static_cast<size_t>(index)], factor);
    };
    return write_animation(request.out, frames, frame, request.frames_per_s, console);
  }
  image::SheetStyle style;
  style.columns = frames;
  style.magnification = magnification_for(drawn.width, drawn.height, 96);
  return image::write_png(request.out, image::contact_sheet(pictures, style));
}

/// What becomes of mixtures of two held-out inputs.
Expected<api::Answer> blended_inputs(const InterpolateRequest& request, const OpenModel& model, int frames,
                                     Console& console) {
  const auto dataset = data_of(model, "", console);
  if (!dataset) return tl::unexpected(dataset.error());
  const explore::HeldOutPictures held = explore::held_out_pictures(**dataset).front();
  const api::Rows from = explore::input_rows(held, held_out_place(request.from, held.count), 1),
                  to = explore::input_rows(held, held_out_place(request.to, held.count), 1);
  api::Rows inputs{frames, from.width, {}};
  for (int i = 0; i < frames; ++i) {
    const std::vector<float> blend =
        explore::lerp(from.values, to.values, static_cast<double>(i) / (frames - 1));
    inputs.values.insert(inputs.values.end(), blend.begin(), blend.end());
  }
  return translate_rows(model, inputs, 0, console);
}

}  // namespace

Expected<void> interpolate(const InterpolateRequest& request, Console& console) {
  const std::vector<std::string> usual{".png", ".gif", ".mp4"};
  if (auto ending = check_ending(request.out, endings_with_forms(usual, /*walk=*/true)); !ending)
    return ending;
  if (auto able = check_animation(request.out); !able) return able;
  auto model = open_model(request.model, console);
  if (!model) return tl::unexpected(model.error());
  if (model->data.is_points())
    return fail(FailureKind::usage, "a walk needs pictures, and this run draws points",
                request.model.run.string(), "draw points with `ganscope sample RUN --out points.csv`");
  const auto own = files_for(request.out, model->data.form, usual, /*walk=*/true);
  if (!own) return tl::unexpected(own.error());
  const bool film = *own == nullptr && ending_of(request.out) != ".png";
  const auto ends = labels_of_ends(*model, request.model.label);
  if (!ends) return tl::unexpected(ends.error());

  const int frames = request.frames > 0 ? request.frames : film ? 48 : 9;
  if (model->translates()) {
    if (request.in_w)
      return fail(FailureKind::usage, "this run has no mapping network, so there is no w", "--space w",
                  "leave --space out: the walk goes from one input to another");
    const auto drawn = blended_inputs(request, *model, frames, console);
    if (!drawn) return tl::unexpected(drawn.error());
    if (auto written = write_walk(request, *drawn, frames, console); !written) return written;
    console.say("{}: {} frames from held-out input {} to input {}, blended before they are translated, of {}",
                request.out.string(), frames, request.from, request.to, console.tr.sentence(model->title()));
    return {};
  }
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
  const std::vector<int> labels(model->classes > 0 ? latents.size() : 0, ends->first);
  const std::vector<float> shares = shares_between(*ends, model->classes, frames);
  const auto drawn = model->draw(latents, labels, console, "Drawing the walk",
                                 request.in_w ? std::optional(psi) : std::nullopt, shares);
  if (!drawn) return tl::unexpected(drawn.error());
  const DrawnSamples walk{request.out, *model, *drawn, labels, request.from, true, request.frames_per_s};
  if (auto written =
          *own != nullptr ? (*own)->write(walk, console) : write_walk(request, *drawn, frames, console);
      !written)
    return written;
  console.say("{}: {} frames from seed {} to seed {}, {}, of {}", request.out.string(), frames, request.from,
              request.to,
              request.in_w        ? console.tr("straight in w")
              : request.spherical ? "slerp"
                                  : "lerp",
              console.tr.sentence(model->title()));
  return {};
}

}  // namespace ganscope::commands
