#include "core/explore/tools/lines.h"

#include <limits>
#include <utility>

#include "core/explore/picture_values.h"
#include "core/explore/tools/draw.h"
#include "core/language/lines.h"

namespace ganscope::explore {
namespace {

constexpr int most_lines = 64;
constexpr float no_gain = std::numeric_limits<float>::quiet_NaN();

/// Lines one after the other, each in one go: so few are judged in some milliseconds.
class SaidLines final : public Tool {
 public:
  Expected<bool> work(Bench& bench, const Slice& slice, api::Answer& answer) override {
    const train::Subject& subject = *bench.subject;
    if (subject.data.tokens == nullptr)
      return fail(FailureKind::unsupported, "these samples are no lines of words", "lines",
                  "choose verse, couplet, sums or words:FILE");
    places_ = subject.data.height;
    words_ = subject.data.width;
    const int count =
        std::min<int>(most_lines, static_cast<int>(slice.ask.latents.size()) / subject.latent_dim);
    const std::vector<int> labels = labels_of(slice.ask, 0, count);
    auto drawn = draw(bench, *slice.snapshot, slice.ask, latents_of(slice.ask, subject.latent_dim, 0, count),
                      labels, slice.ask.scored, {});
    if (!drawn) return tl::unexpected(drawn.error());
    const language::Lines lines = language::lines_of(drawn->values, places_, words_);
    find_gains(bench, slice, *drawn, lines, labels);
    find_nearest(bench, lines);
    answer.append(*drawn);
    answer.vectors = std::move(gains_);
    answer.table = std::move(table_);
    return true;
  }

 private:
  // The word that D's slope prefers at each place is put there, and D is asked.
  void find_gains(Bench& bench, const Slice& slice, const api::Answer& drawn, const language::Lines& lines,
                  const std::vector<int>& labels) {
    const auto count = static_cast<int>(lines.count()), width = places_ * words_;
    gains_ = {count, 2 * places_, std::vector<float>(static_cast<size_t>(count * 2 * places_), no_gain)};
    const api::Rows rows = values_of(drawn, 1);  // [count, places · words], −1 and 1
    const auto judged = bench.replica->judge_slopes(*slice.snapshot, rows, labels);
    if (!judged) return;  // of a moment that is past there is no D
    api::Rows changed{count * places_, width, {}};
    std::vector<int> changed_labels;
    std::vector<int> better;
    for (int n = 0; n < count; ++n) {
      for (int place = 0; place < places_; ++place) {
        const float* slope = judged->slopes.row(n) + place * words_;
        const int own = lines[n][static_cast<size_t>(place)];
        int best = own == 0 && words_ > 1 ? 1 : 0;
        for (int word = 0; word < words_; ++word)
          if (word != own && slope[word] > slope[best]) best = word;
        better.push_back(best);
        std::vector<float> line(rows.row(n), rows.row(n) + width);
        line[static_cast<size_t>(place * words_ + own)] = -1;
        line[static_cast<size_t>(place * words_ + best)] = 1;
        changed.values.insert(changed.values.end(), line.begin(), line.end());
        if (!labels.empty()) changed_labels.push_back(labels[static_cast<size_t>(n)]);
      }
    }
    const auto after = bench.replica->judge_slopes(*slice.snapshot, changed, changed_labels);
    if (!after) return;
    for (int n = 0; n < count; ++n) {
      for (int place = 0; place < places_; ++place) {
        const auto at = static_cast<size_t>(n * places_ + place);
        float* row = gains_.values.data() + static_cast<ptrdiff_t>(n) * gains_.width;
        row[line_numbers::gain_at(static_cast<size_t>(place))] =
            std::max(0.0F, after->logits[at] - judged->logits[static_cast<size_t>(n)]);
        row[line_numbers::better_word_at(static_cast<size_t>(place), static_cast<size_t>(places_))] =
            static_cast<float>(better[at]);
      }
    }
  }

  void find_nearest(Bench& bench, const language::Lines& lines) {
    const train::Subject& subject = *bench.subject;
    auto& training = bench.keep<language::Lines>("training lines");
    const data::Dataset* data = subject.dataset.get();
    if (training.length == 0 && data != nullptr && data->height == places_ && data->width == words_)
      training = language::lines_of(data->pixels, places_, words_);
    for (int64_t n = 0; n < lines.count(); ++n) {
      api::TableRow row;
      row.key = "line";
      if (training.count() == 0) {
        row.numbers = {-1};
      } else {
        const language::NearestLine nearest = language::nearest_line(training, lines[n]);
        row.numbers.push_back(nearest.differing);
        for (const int word : training[nearest.index]) row.numbers.push_back(word);
      }
      table_.push_back(std::move(row));
    }
  }

  int places_ = 0, words_ = 0;
  api::Rows gains_;
  std::vector<api::TableRow> table_;
};

}  // namespace

ToolEntry lines_tool() {
  return {.key = "lines", .failure = "The lines could not be read", .make = [] {
            return std::unique_ptr<Tool>(new SaidLines);
          }};
}

}  // namespace ganscope::explore
