#include "core/explore/picture_encoder.h"

#include "core/base/form_kinds.h"
#include "core/explore/picture_values.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <string_view>
#include <system_error>
#include <utility>

#include "core/base/hash.h"
#include "core/explore/tools/common.h"
#include "core/explore/tools/draw.h"
#include "core/storage/run_marker.h"

namespace ganscope::explore {
namespace {

namespace fs = std::filesystem;

constexpr int a_lesson = 16;          // samples: about ten milliseconds
constexpr double first_rate = 2e-3;   // … of Adam, falling to nothing in the second half
constexpr uint64_t samples_seed = 5;  // the same lessons for the same weights
constexpr const char* format = "ganscope-encoder-1";

train::InverterShape shape_of(const train::Subject& subject) {
  return {subject.data.channels, subject.data.height, subject.data.width, subject.latent_dim,
          api::told_classes(subject.experiment, subject.data)};
}

std::string text_of(const std::map<std::string, std::string>& table, const char* key) {
  const auto found = table.find(key);
  return found == table.end() ? "" : found->second;
}

/// A whole number; `otherwise` when it is none.
uint64_t number_of(const std::string& text, int base, uint64_t otherwise) {
  char* end = nullptr;
  const unsigned long long value = std::strtoull(text.c_str(), &end, base);
  return text.empty() || *end != '\0' ? otherwise : value;
}

std::string hex_of(uint64_t value) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (int shift = 60; shift >= 0; shift -= 4) text += digits[(value >> shift) & 15];
  return text;
}

}  // namespace

Expected<void> PictureEncoder::open(Bench& bench, const std::string& folder) {
  if (!are_pictures(bench.subject->data.form))
    return draws_no_pictures(bench.subject->data, bench.subject->data.title,
                             "open a run that draws pictures");
  folder_ = folder;
  if (!bench.make_inverter)
    return fail(FailureKind::unsupported, "nothing here learns to guess latents", "encoder",
                "refine from the best of random latents");
  if (opened_) return {};
  opened_ = true;
  std::error_code error;
  if (!folder.empty() && fs::exists(folder_ / "encoder.safetensors", error))
    take_from(folder_ / "encoder.safetensors", bench);
  return {};
}

Expected<EncoderMark> PictureEncoder::mark_of(Bench& bench, const Slice& slice) {
  std::vector<float> latents(2 * static_cast<size_t>(bench.subject->latent_dim));
  Random random(samples_seed);
  random.fill_normal(latents);
  const auto drawn = bench.replica->render(*slice.snapshot, slice.ask.model, latents,
                                           labels_in_turn(*bench.subject, {}, 0, 2), false);
  if (!drawn) return tl::unexpected(drawn.error());
  Fnv1a hash;
  for (const uint8_t byte : drawn->pixels) hash.add(uint64_t{byte});
  return EncoderMark{slice.snapshot->step(), drawn->model, hash.value()};
}

void PictureEncoder::take_from(const fs::path& file, Bench& bench) {
  const auto content = storage::read_tensor_file(file);
  if (!content) {
    remark_ =
        "the encoder kept with the run cannot be read (" + content.error().what + "): it is learned anew";
    return;
  }
  auto inverter = bench.make_inverter(shape_of(*bench.subject));
  const auto read = inverter->read(*content);
  if (!read || text_of(content->metadata, "format") != format) {
    remark_ = "the encoder kept with the run belongs to another model: it is learned anew";
    return;
  }
  mark_.step = static_cast<int64_t>(number_of(text_of(content->metadata, "step"), 10, 0));
  mark_.model = text_of(content->metadata, "model") == "raw" ? api::Model::raw : api::Model::ema;
  mark_.drawn = number_of(text_of(content->metadata, "drawn"), 16, 0);
  ready_ = std::move(inverter);
}

Expected<bool> PictureEncoder::learn(Bench& bench, const Slice& slice, const EncoderMark& mark,
                                     int64_t lessons) {
  if (ready_ && mark_ == mark) return true;
  const train::Subject& subject = *bench.subject;
  if (!learning_ || learning_mark_ != mark) {
    learning_ = bench.make_inverter(shape_of(subject));
    if (ready_) static_cast<void>(learning_->read(ready_->write()));  // fits: both were made for this model
    learning_mark_ = mark;
    done_ = 0;
    total_ = lessons;
    error_ = 1;
    random_ = Random(samples_seed);
  }
  std::vector<float> latents(static_cast<size_t>(a_lesson) * static_cast<size_t>(subject.latent_dim));
  random_.fill_normal(latents);
  const std::vector<int> labels = labels_in_turn(subject, {}, done_ * a_lesson, a_lesson);
  const auto drawn = bench.replica->render(*slice.snapshot, slice.ask.model, latents, labels, false);
  if (!drawn) return tl::unexpected(drawn.error());
  const double share = static_cast<double>(done_) / static_cast<double>(total_);
  const double error = learning_->learn(*drawn, latents, labels, first_rate * std::min(1.0, 2 * (1 - share)));
  if (!std::isfinite(error)) {
    learning_.reset();
    return fail(FailureKind::training, "the encoder diverged", "encoder", "try it with newer weights");
  }
  error_ = done_ == 0 ? error : 0.9 * error_ + 0.1 * error;
  if (++done_ < total_) return false;
  ready_ = std::move(learning_);
  mark_ = mark;
  keep_with_run();
  return true;
}

Progress PictureEncoder::progress() const { return {"encoder", done_, total_}; }

void PictureEncoder::keep_with_run() {
  remark_.clear();
  std::error_code error;
  if (folder_.empty() || !fs::exists(folder_ / "experiment.toml", error)) return;
  if (storage::read_marker(folder_) == storage::RunMarker::other) {
    remark_ = "another program has this run open: the encoder is not kept with it";
    return;
  }
  storage::TensorFile file = ready_->write();
  file.metadata = {{"format", format},
                   {"step", std::to_string(mark_.step)},
                   {"model", mark_.model == api::Model::raw ? "raw" : "ema"},
                   {"drawn", hex_of(mark_.drawn)}};
  if (const auto written = storage::write_tensor_file(folder_ / "encoder.safetensors", file); !written)
    remark_ = "the encoder cannot be kept with the run: " + written.error().what;
}

}  // namespace ganscope::explore
