#include "app/commands/run.h"

#include <algorithm>
#include <exception>
#include <new>
#include <utility>

namespace ganscope::commands {
namespace {

Expected<int> carry_out(const Request& request, Console& console, const Hooks& hooks) {
  const auto as_code = [](const Expected<void>& done) -> Expected<int> {
    if (!done) return tl::unexpected(done.error());
    return 0;
  };
  if (const auto* text = std::get_if<TextRequest>(&request)) {
    console.say_line(text->text);
    return 0;
  }
  if (const auto* view = std::get_if<shell::ViewOptions>(&request)) {
    if (hooks.view) return hooks.view(*view);
    return fail(FailureKind::unsupported, "this build has no window", "GANSCOPE_GUI=OFF",
                "train without one: `ganscope train faces`; or build with -DGANSCOPE_GUI=ON");
  }
  if (const auto* words = std::get_if<TrainRequest>(&request)) return as_code(train(*words, console));
  if (const auto* words = std::get_if<SweepRequest>(&request)) return as_code(sweep(*words, console));
  if (const auto* words = std::get_if<SampleRequest>(&request)) return as_code(sample(*words, console));
  if (const auto* words = std::get_if<InterpolateRequest>(&request))
    return as_code(interpolate(*words, console));
  if (const auto* words = std::get_if<ArithmeticRequest>(&request))
    return as_code(arithmetic(*words, console));
  if (const auto* words = std::get_if<FilmRequest>(&request)) return as_code(film(*words, console));
  if (const auto* words = std::get_if<DirectionsRequest>(&request))
    return as_code(directions(*words, console));
  if (const auto* words = std::get_if<ExportRequest>(&request)) return as_code(export_model(*words, console));
  if (const auto* words = std::get_if<NeighboursRequest>(&request))
    return as_code(neighbours(*words, console));
  if (const auto* words = std::get_if<MapRequest>(&request)) return as_code(map(*words, console));
  if (const auto* words = std::get_if<InvertRequest>(&request)) return as_code(invert(*words, console));
  if (const auto* words = std::get_if<TranslateRequest>(&request)) return as_code(translate(*words, console));
  if (const auto* words = std::get_if<EvaluateRequest>(&request)) return as_code(evaluate(*words, console));
  if (const auto* words = std::get_if<ReportRequest>(&request)) return as_code(report_run(*words, console));
  if (const auto* words = std::get_if<DataRequest>(&request)) return as_code(describe_data(*words, console));
  if (const auto* words = std::get_if<InfoRequest>(&request)) return as_code(info(*words, console));
  if (const auto* words = std::get_if<LessonRequest>(&request)) return as_code(lesson(*words, console));
  return as_code(list(std::get<ListRequest>(request), console));
}

Expected<int> guarded(const std::vector<std::string>& words, Console& console, const Hooks& hooks) {
  // The numerical library throws; so may a full memory. This is the edge where that becomes an answer.
  try {
    const auto language = language_of(words);
    auto tr = text::Strings::load(text::language_or_own(language.value_or("")));
    if (!tr) return tl::unexpected(tr.error());
    console.tr = std::move(*tr);
    if (!language) return tl::unexpected(language.error());
    const auto request = parse_words(words, console.tr);
    if (!request) return tl::unexpected(request.error());
    return carry_out(*request, console, hooks);
  } catch (const std::bad_alloc&) {
    return fail(FailureKind::io, "there is not enough memory", "",
                "ask for fewer or smaller pictures, or close other programs");
  } catch (const std::exception& problem) {
    const std::string what = problem.what();
    return fail(FailureKind::training, what.substr(0, what.find('\n')), "",
                "this is a fault of ganscope: please report the words that led here");
  } catch (...) {
    return fail(FailureKind::training, "something unforeseen happened", "",
                "this is a fault of ganscope: please report the words that led here");
  }
}

/// Every error is two lines with a place and a hint, whoever made it: the words that led to it when it names
/// none itself.
Failure complete(Failure failure, const std::vector<std::string>& words) {
  for (std::string* line : {&failure.what, &failure.where, &failure.hint})
    std::ranges::replace(*line, '\n', ' ');
  if (failure.where.empty()) {
    failure.where = "ganscope";
    for (size_t i = 0; i < std::min<size_t>(words.size(), 8); ++i) failure.where += " " + words[i];
    if (words.size() > 8) failure.where += " …";
  }
  if (failure.hint.empty()) failure.hint = "`ganscope --help` explains the words";
  return failure;
}

}  // namespace

int run(const std::vector<std::string>& words, Console& console, const Hooks& hooks) {
  const Expected<int> code = guarded(words, console, hooks);
  console.end_progress();
  if (!code) {
    console.error(complete(code.error(), words));
    return exit_code(code.error());
  }
  if (*code != 0 || !console.output_lost()) return *code;
  // Whoever asked for an answer and got half of it must know.
  console.error(*console.output_lost());
  return exit_code(*console.output_lost());
}

}  // namespace ganscope::commands
