#include "core/measurers/make_measurer.h"

#include <utility>

#include "core/measurers/film_measurer.h"
#include "core/measurers/image_measurer.h"
#include "core/measurers/line_measurer.h"
#include "core/measurers/melody_measurer.h"
#include "core/measurers/point_measurer.h"
#include "core/measurers/translation_measurer.h"
#include "core/metrics/evaluate.h"

namespace ganscope::measurers {

measure::MeasurerFactory make_measurer_factory(train::ReplicaFactory replica) {
  return [replica = std::move(replica)](
             const train::Subject& subject,
             const WorkContext& context) -> Expected<std::unique_ptr<measure::Measurer>> {
    if (!subject.dataset) return nullptr;
    auto drawn_by = (subject.replicas ? subject.replicas : replica)(subject.experiment, subject.data);
    if (!drawn_by) return tl::unexpected(drawn_by.error());
    if (subject.experiment.settings.has("task") && subject.dataset->has_inputs())
      return TranslationMeasurer::make(subject, std::move(*drawn_by), context);
    switch (subject.dataset->form) {
      case Form::pictures:
      case Form::waves:
        return ImageMeasurer::make(subject, std::move(*drawn_by), context);
      case Form::points:
        if (subject.dataset->dimensions > 2 || subject.dataset->count < metrics::PointJudge::fewest_points)
          return nullptr;
        return std::make_unique<PointMeasurer>(subject, std::move(*drawn_by));
      case Form::tokens:
        if (subject.dataset->count < metrics::fewest_lines) return nullptr;
        return std::make_unique<LineMeasurer>(subject, std::move(*drawn_by));
      case Form::rolls:
        if (subject.dataset->count < metrics::fewest_lines) return nullptr;
        return std::make_unique<MelodyMeasurer>(subject, std::move(*drawn_by));
      case Form::films:
        return FilmMeasurer::make(subject, std::move(*drawn_by), context);
    }
    return nullptr;
  };
}

}  // namespace ganscope::measurers
