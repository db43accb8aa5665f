#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <numeric>

#include "app/commands/drawing.h"
#include "app/commands/film_files.h"
#include "app/commands/histogram.h"
#include "app/commands/open_model.h"
#include "app/commands/run.h"
#include "app/commands/scatter.h"
#include "core/data/dataset.h"
#include "core/image/png_io.h"
#include "core/image/sheet.h"
#include "core/image/transform.h"
#include "core/language/lines.h"
#include "core/melody/score.h"
#include "core/sound/wave.h"

namespace ganscope::commands {
namespace {

using nlohmann::ordered_json;

constexpr size_t previewed_pictures = 100;
constexpr size_t previewed_points = 5000;
constexpr int64_t shown_lines = 5;

Expected<config::Settings> settings_of(const DataRequest& request) {
  config::Experiment experiment;
  auto complete = config::with_overrides(catalogue(), experiment, request.spec, request.overrides);
  if (!complete) {
    if (complete.error().where.empty()) complete.error().where = request.spec;
    return tl::unexpected(complete.error());
  }
  return complete->settings;
}

/// How often each value of an attribute, or each class, occurs.
std::vector<double> shares(const std::vector<uint8_t>& of, size_t values) {
  std::vector<double> counts(values);
  for (const uint8_t value : of)
    if (value < values) counts[value] += 1;
  for (double& count : counts) count /= std::max<double>(1, static_cast<double>(of.size()));
  return counts;
}

std::vector<int64_t> class_counts(const data::Dataset& dataset) {
  std::vector<int64_t> counts(dataset.label_names.size());
  for (const uint8_t label : dataset.labels) ++counts.at(label);
  return counts;
}

/// Samples that nobody trains on; of several directions those of the first.
int64_t held_out_of(const data::Dataset& dataset) {
  return dataset.held_out.empty() ? 0 : dataset.held_out.front()->count;
}

/// What was made of the user's files: remarks, what is not used by its reasons, and the first of it by name.
void describe_left_out(const data::Dataset& dataset, Console& console) {
  for (const std::string& remark : dataset.remarks) console.say_line(console.tr.sentence(remark));
  if (const int64_t held = held_out_of(dataset); held > 0)
    console.say("{} more are held out and never trained on.", grouped(held));
  if (dataset.skipped.empty()) return;
  console.say("{} left out:", grouped(static_cast<int64_t>(dataset.skipped.size())));
  constexpr size_t told = 20;
  if (dataset.skipped.size() > dataset.skipped_by_reason.size())  // else each reason stands below, once
    for (const auto& [reason, count] : dataset.skipped_by_reason)
      console.say("  {} × {}", grouped(count), console.tr.sentence(reason));
  for (size_t i = 0; i < std::min(told, dataset.skipped.size()); ++i)
    console.say_line("  " + console.tr.sentence(dataset.skipped[i]));
  if (dataset.skipped.size() > told)
    console.say("  … and {} more; --json lists all", dataset.skipped.size() - told);
}

/// A line of words as text.
std::string line_text(const data::Dataset& dataset, int64_t index) {
  const language::Lines line = language::lines_of(dataset.picture(index), dataset.height, dataset.width);
  return language::text_of(line[0], dataset.tokens->names, dataset.tokens->separator);
}

ordered_json as_json(const data::Dataset& dataset) {
  const bool points = dataset.is_points();
  ordered_json object{{"key", dataset.key},
                      {"title", dataset.title},
                      {"count", dataset.count},
                      {"kind", form_key(dataset.form)},
                      {"shape", points ? ordered_json{dataset.dimensions}
                                       : ordered_json{dataset.channels, dataset.height, dataset.width}},
                      {"labels", dataset.label_names},
                      {"attributes", ordered_json::array()},
                      {"skipped", dataset.skipped.size()},
                      {"skipped_files", dataset.skipped},
                      {"skipped_by_reason", ordered_json::object()},
                      {"remarks", dataset.remarks}};
  if (const int64_t held = held_out_of(dataset); held > 0) object["held_out"] = held;
  for (const auto& [reason, count] : dataset.skipped_by_reason) object["skipped_by_reason"][reason] = count;
  if (dataset.has_labels()) {
    object["label_shares"] = shares(dataset.labels, dataset.label_names.size());
    object["classes"] = ordered_json::array();
    const std::vector<int64_t> counts = class_counts(dataset);
    for (size_t i = 0; i < counts.size(); ++i)
      object["classes"].push_back({{"name", dataset.label_names[i]}, {"count", counts[i]}});
  }
  if (dataset.captions != nullptr) {
    const captions::Vocabulary& vocabulary = *dataset.captions->vocabulary;
    ordered_json words = ordered_json::array(), examples = ordered_json::array();
    for (const captions::Word& word : vocabulary.words) words.push_back(word.text);
    for (const captions::Caption& example : vocabulary.examples)
      examples.push_back(captions::sentence_of(vocabulary, example, /*chinese=*/false));
    object["captions"] = {{"words", words}, {"examples", examples}};
  }
  if (dataset.form == Form::tokens && dataset.tokens != nullptr) {
    ordered_json examples = ordered_json::array();
    for (int64_t i = 0; i < std::min<int64_t>(dataset.count, shown_lines); ++i)
      examples.push_back(line_text(dataset, i));
    object["vocabulary"] = dataset.tokens->names;
    object["grammar"] = dataset.tokens->grammar;
    object["examples"] = examples;
  }
  for (const data::Attribute& attribute : dataset.attributes)
    object["attributes"].push_back({{"key", attribute.key},
                                    {"values", attribute.values},
                                    {"shares", shares(attribute.of, attribute.values.size())}});
  if (!dataset.modes.centres.empty()) {
    auto centres = dataset.modes.centres;
    for (auto& centre : centres)
      for (size_t d = 0; d < static_cast<size_t>(dataset.dimensions); ++d)
        centre[d] = dataset.frame.out(d, centre[d]);
    object["modes"] = centres;
    object["sigma"] = dataset.modes.sigma * dataset.frame.unit[0];
    if (!dataset.modes.weights.empty()) object["weights"] = dataset.modes.weights;
  }
  return object;
}

/// Of all but points; one line a form.
void describe_size(const data::Dataset& dataset, const std::string& title, const std::string& count,
                   Console& console) {
  const auto& tr = console.tr;
  if (dataset.form == Form::pictures)
    return console.say("{}: {} pictures, {}×{}, {}", title, count, dataset.width, dataset.height,
                       dataset.channels == 1 ? tr("grey") : tr("colour"));
  if (dataset.form == Form::waves)
    return console.say("{}: {} sounds of {:.2f} s at {} Hz, as {} bands × {} frames", title, count,
                       static_cast<double>(sound::sound_samples) / std::max(1, dataset.rate), dataset.rate,
                       dataset.height, dataset.width);
  if (dataset.form == Form::films)
    return console.say("{}: {} films of {} frames, {}×{}, grey", title, count, dataset.channels,
                       dataset.width, dataset.height);
  if (dataset.form == Form::rolls)
    return console.say("{}: {} melodies of {} eighths and {} chords", title, count, melody::voice_places,
                       melody::bars);
  if (dataset.form == Form::tokens) {
    console.say("{}: {} lines of {} words, out of {}", title, count, dataset.height, dataset.width);
    for (int64_t i = 0; i < std::min<int64_t>(dataset.count, shown_lines); ++i)
      console.say_line("  " + line_text(dataset, i));
    return;
  }
  console.say("{}: {} samples of {}×{}×{} numbers", title, count, dataset.height, dataset.width,
              dataset.channels);
}

void describe(const data::Dataset& dataset, Console& console) {
  const auto& tr = console.tr;
  const std::string title = tr(dataset.title.c_str()), count = grouped(dataset.count);
  if (!dataset.is_points())
    describe_size(dataset, title, count, console);
  else if (dataset.dimensions == 1)
    console.say("{}: {} points of 1 dimension", title, count);
  else
    console.say("{}: {} points of {} dimensions", title, count, dataset.dimensions);
  if (!dataset.modes.centres.empty())
    console.say("a mixture of {} Gaussians, {} {:g}", dataset.modes.centres.size(),
                dataset.modes.weights.empty() ? tr("sigma") : tr("uneven, sigma at most"),
                dataset.modes.sigma * dataset.frame.unit[0]);
  if (dataset.has_labels()) {
    console.say("{} classes: {}", dataset.label_names.size(),
                fmt::to_string(fmt::join(dataset.label_names, ", ")));
  }
  if (dataset.captions != nullptr) {
    const captions::Vocabulary& vocabulary = *dataset.captions->vocabulary;
    captions::Caption all(vocabulary.words.size());
    std::iota(all.begin(), all.end(), 0);
    console.say("captions of {} words: {}", vocabulary.size(),
                captions::sentence_of(vocabulary, all, console.tr.language() == "zh"));
  }
  for (const data::Attribute& attribute : dataset.attributes) {
    const std::vector<double> share = shares(attribute.of, attribute.values.size());
    std::string line;
    for (size_t i = 0; i < share.size(); ++i)
      line += fmt::format("{}{} {:.0f} %", i == 0 ? "" : ", ", attribute.values[i], 100 * share[i]);
    console.say("  {}: {}", attribute.key, line);
  }
  describe_left_out(dataset, console);
}

image::Picture preview_of(const data::Dataset& dataset) {
  if (dataset.is_points() && dataset.dimensions == 1)
    return draw_histogram({fmt::format("{}: {} numbers", dataset.title, grouped(dataset.count)),
                           dataset.points, text_caption, dataset.law.get(), dataset.frame});
  if (dataset.is_points()) {
    Scatter scatter{fmt::format("{}: {} points", dataset.title, grouped(dataset.count)),
                    dataset.points,
                    real,
                    dataset.modes.centres,
                    3 * dataset.modes.sigma,
                    dataset.frame};
    if (scatter.points.size() > 2 * previewed_points) scatter.points.resize(2 * previewed_points);
    return draw_scatter(scatter);
  }
  std::vector<image::Picture> pictures;
  const auto wanted =
      static_cast<int64_t>(std::min<size_t>(previewed_pictures, static_cast<size_t>(dataset.count)));
  const auto painter = forms::painter_of(data::look_of(dataset));
  for (int64_t i = 0; i < wanted; ++i) {
    const auto sample =
        dataset.picture(i * dataset.count / wanted);  // spread over the whole set: files come by class
    if (dataset.form == Form::pictures) {
      pictures.push_back({dataset.width, dataset.height, dataset.channels, {sample.begin(), sample.end()}});
      continue;
    }
    image::Picture shown{painter->width(), painter->height(), 4, {}};
    painter->paint(sample, shown.pixels);
    pictures.push_back(image::to_rgb(shown));
  }
  image::SheetStyle style;
  style.magnification = magnification_for(painter->width(), painter->height(), 64);
  return image::contact_sheet(pictures, style);
}

Expected<void> write_preview(const data::Dataset& dataset, const std::filesystem::path& file,
                             Console& console) {
  if (dataset.form == Form::films) return write_film_preview(dataset, file, console);
  if (auto ending = check_ending(file, {".png"}); !ending) return ending;
  return image::write_png(file, preview_of(dataset));
}

}  // namespace

Expected<void> describe_data(const DataRequest& request, Console& console) {
  if (!request.preview.empty())
    if (auto ending = check_ending(request.preview, {".png", ".gif", ".mp4"}); !ending) return ending;
  const auto settings = settings_of(request);
  if (!settings) return tl::unexpected(settings.error());
  const auto dataset = data::load_dataset(*settings, console.work());
  console.end_progress();
  if (!dataset) return tl::unexpected(dataset.error());
  if (!request.preview.empty()) {
    if (auto folder = make_folder_for(request.preview); !folder) return folder;
    if (auto written = write_preview(**dataset, request.preview, console); !written) return written;
    console.remark("{}: a preview", request.preview.string());
  }
  if (request.json)
    console.json(as_json(**dataset));
  else
    describe(**dataset, console);
  return {};
}

}  // namespace ganscope::commands
