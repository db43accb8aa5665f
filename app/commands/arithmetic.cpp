#include <fmt/format.h>

#include <algorithm>

#include "app/commands/drawing.h"
#include "app/commands/form_files.h"
#include "app/commands/open_model.h"
#include "app/commands/run.h"
#include "core/explore/latent_math.h"
#include "core/image/png_io.h"

namespace ganscope::commands {
namespace {

constexpr int cell = 96, gap = 12, margin = 28, caption = 22, sign_width = 36;
constexpr size_t most_shown = 8;  // exemplars a row; the others still count

const char* sign_of(const ArithmeticTerm& term, bool first) { return !term.plus ? "−" : first ? "" : "+"; }

/// A row for each term, its exemplars and their mean; below, the means as a sum, and the result large.
image::Picture draw_sheet(const ArithmeticRequest& request, const std::string& title,
                          const std::vector<image::Picture>& pictures, size_t first_mean) {
  size_t widest = 1;
  for (const ArithmeticTerm& term : request.terms)
    widest = std::max(widest, std::min(term.seeds.size(), most_shown));
  const int terms = static_cast<int>(request.terms.size());
  const int rows_width = sign_width + static_cast<int>(widest) * (cell + gap) + sign_width + cell;
  const int sum_width = terms * (sign_width + cell) + sign_width + 2 * cell;
  const int width = 2 * margin + std::max({rows_width, sum_width, 420});
  const int row = cell + caption + gap;
  const int height = 2 * margin + 30 + terms * row + 20 + 2 * cell;
  Drawing drawing(width, height, ground);
  drawing.text(title, {margin, margin + 14}, 18, text_plain, Drawing::Align::left, true);

  const auto place = [&](const image::Picture& picture, int x, int y, int side) {
    const int factor = std::max(1, side / std::max(picture.width, picture.height));
    const image::Picture large =
        picture.width <= side ? image::magnify(picture, factor) : image::resize_area(picture, side, side);
    drawing.place(large, x + (side - large.width) / 2, y + (side - large.height) / 2);
  };
  const auto sign = [&](const std::string& words, int x, int y) {
    drawing.text(words, {x + sign_width / 2.0, y + 8.0}, 26, text_plain, Drawing::Align::centre);
  };
  size_t next = 0;
  for (int t = 0; t < terms; ++t) {
    const ArithmeticTerm& term = request.terms[static_cast<size_t>(t)];
    const int y = margin + 34 + t * row;
    sign(sign_of(term, t == 0), margin, y + cell / 2);
    for (size_t i = 0; i < term.seeds.size(); ++i, ++next) {
      if (i >= most_shown) continue;
      const int x = margin + sign_width + static_cast<int>(i) * (cell + gap);
      place(pictures[next], x, y, cell);
      drawing.text(fmt::format("seed {}", term.seeds[i]), {x + cell / 2.0, y + cell + 16.0}, 13, text_caption,
                   Drawing::Align::centre);
    }
    const int x = margin + sign_width + static_cast<int>(widest) * (cell + gap);
    sign("→", x, y + cell / 2);
    place(pictures[first_mean + static_cast<size_t>(t)], x + sign_width, y, cell);
    drawing.text(term.seeds.size() > most_shown ? fmt::format("mean of {}", term.seeds.size()) : "mean",
                 {x + sign_width + cell / 2.0, y + cell + 16.0}, 13, text_caption, Drawing::Align::centre);
  }
  const int y = margin + 30 + terms * row + 20;
  drawing.rectangle(margin, y - 14, width - 2 * margin, 1, grid_line);
  int x = margin;
  for (int t = 0; t < terms; ++t) {
    sign(sign_of(request.terms[static_cast<size_t>(t)], t == 0), x, y + cell);
    place(pictures[first_mean + static_cast<size_t>(t)], x + sign_width, y + cell / 2, cell);
    x += sign_width + cell;
  }
  sign("=", x, y + cell);
  place(pictures.back(), x + sign_width, y, 2 * cell);
  return drawing.picture();
}

/// The sum alone, for a file of the samples' own form.
api::Answer last_of(const api::Answer& drawn) {
  api::Answer last;
  last.count = 1;
  last.width = drawn.width;
  last.height = drawn.height;
  const auto tail = [&](const std::vector<uint8_t>& all) {
    const auto each = static_cast<std::ptrdiff_t>(all.size() / static_cast<size_t>(drawn.count));
    return std::vector<uint8_t>(all.end() - each, all.end());
  };
  last.pixels = tail(drawn.pixels);
  last.values = tail(drawn.values);
  return last;
}

}  // namespace

Expected<void> arithmetic(const ArithmeticRequest& request, Console& console) {
  if (auto ending = check_ending(request.out, endings_with_forms({".png"}, /*walk=*/false)); !ending)
    return ending;
  auto model = open_latent_model(request.model, console);
  if (!model) return tl::unexpected(model.error());
  if (model->data.is_points())
    return fail(FailureKind::usage, "arithmetic needs pictures, and this run draws points",
                request.model.run.string(), "draw points with `ganscope sample RUN --out points.csv`");
  const auto own = files_for(request.out, model->data.form, {".png"}, /*walk=*/false);
  if (!own) return tl::unexpected(own.error());
  const auto label = model->label_of(request.model.label);
  if (!label) return tl::unexpected(label.error());

  std::vector<explore::Term> terms;
  std::vector<std::vector<float>> latents;  // every exemplar, then the means, then the result
  for (const ArithmeticTerm& term : request.terms) {
    explore::Term& made = terms.emplace_back();
    made.plus = term.plus;
    for (const uint64_t seed : term.seeds) {
      made.exemplars.push_back(explore::latent_of_seed(seed, model->latent_dim));
      latents.push_back(made.exemplars.back());
    }
  }
  const size_t first_mean = latents.size();
  for (const explore::Term& term : terms) {
    const explore::Term alone{true, term.exemplars};
    latents.push_back(explore::arithmetic(std::span(&alone, 1), model->latent_dim));
  }
  latents.push_back(explore::arithmetic(terms, model->latent_dim));
  for (auto& latent : latents) latent = explore::truncated(latent, request.model.truncation);

  const std::vector<int> labels(model->classes > 0 ? latents.size() : 0, std::max(*label, 0));
  const auto drawn = model->draw(latents, labels, console, "Drawing the sum");
  if (!drawn) return tl::unexpected(drawn.error());
  if (auto folder = make_folder_for(request.out); !folder) return folder;
  if (*own != nullptr) {
    const api::Answer result = last_of(*drawn);
    const std::vector<int> of_it(labels.empty() ? 0 : 1, std::max(*label, 0));
    if (auto written = (*own)->write({request.out, *model, result, of_it}, console); !written) return written;
  } else {
    const image::Picture sheet = draw_sheet(request, model->title(), pictures_of(*drawn), first_mean);
    if (auto written = image::write_png(request.out, sheet); !written) return written;
  }
  console.say("{}: {} terms, of {}", request.out.string(), request.terms.size(),
              console.tr.sentence(model->title()));
  return {};
}

}  // namespace ganscope::commands
