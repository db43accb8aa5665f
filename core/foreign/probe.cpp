#include "core/foreign/probe.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/full.h>
#include <ATen/ops/isfinite.h>
#include <c10/core/InferenceMode.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <set>
#include <utility>

#include "core/base/random.h"
#include "core/foreign/module.h"

namespace ganscope::foreign {
namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr int64_t tried_together = 3;  // more than one: a size that divides another must not pass for it
constexpr int64_t fewest_judged = 4, most_judged = 64;
constexpr auto judging_time = 300ms;
constexpr int most_classes = 4096;
constexpr std::array<int, 24> usual_sizes{100, 128, 64,  512, 256, 32,  16,  8,   2,    20,   10,  50,
                                          62,  40,  120, 140, 200, 300, 384, 500, 1000, 1024, 110, 1};
constexpr std::array<const char*, 8> names_of_size{"latent_dim", "z_dim",       "nz",     "latent_size",
                                                   "dim_z",      "latent_dims", "dim_in", "z_size"};
constexpr std::array<const char*, 5> names_of_classes{"classes", "n_classes", "num_classes", "c_dim",
                                                      "nclasses"};

struct Guess {
  int latent_dim;
  Form form;
  bool operator<(const Guess& other) const {
    return std::pair(latent_dim, form) < std::pair(other.latent_dim, other.form);
  }
};

template <size_t n>
std::optional<int> whole_attribute(const torch::jit::Module& module,
                                   const std::array<const char*, n>& names) {
  for (const char* name : names)
    if (module.hasattr(name) && module.attr(name).isInt()) return static_cast<int>(module.attr(name).toInt());
  return std::nullopt;
}

at::Tensor latents(int64_t count, int width, uint64_t seed) {
  const at::Tensor rows = at::empty({count, width}, at::kFloat);
  Random random(seed);
  random.fill_normal({rows.data_ptr<float>(), static_cast<size_t>(rows.numel())});
  return rows;
}

class Probing {
 public:
  Probing(torch::jit::Module module, std::string path) : module_(std::move(module)), path_(std::move(path)) {}

  Expected<Facts> run(int latent_dim) {
    if (auto inputs = look_at_inputs(); !inputs) return tl::unexpected(inputs.error());
    auto pictures = find_latent(latent_dim);
    if (!pictures) return tl::unexpected(pictures.error());
    if (auto shape = take_shape(*pictures); !shape) return tl::unexpected(shape.error());
    if (labelled_)
      if (auto counted = count_classes(); !counted) return tl::unexpected(counted.error());
    if (auto judged = judge_range(); !judged) return tl::unexpected(judged.error());
    for (const at::Tensor& parameter : module_.parameters()) facts_.parameters += parameter.numel();
    return facts_;
  }

 private:
  [[nodiscard]] tl::unexpected<Failure> refuse(FailureKind kind, std::string what, std::string hint) const {
    return fail(kind, std::move(what), path_, std::move(hint));
  }

  /// A latent, and perhaps a class: what else it asks for nobody can know.
  Expected<void> look_at_inputs() {
    const auto& arguments = module_.get_method("forward").function().getSchema().arguments();
    const auto wanted = std::ranges::count_if(
        arguments, [](const c10::Argument& argument) { return !argument.default_value().has_value(); });
    if (wanted > 3 || arguments.size() < 2)
      return refuse(FailureKind::unsupported,
                    fmt::format("This program wants {} inputs, a generator one or two", wanted - 1),
                    "save one whose forward takes latents, and classes where it has them");
    labelled_ = wanted == 3;
    return {};
  }

  [[nodiscard]] at::Tensor labels(int64_t count, int64_t label) const {
    return labelled_ ? at::full({count}, label, at::TensorOptions(at::kLong)) : at::Tensor();
  }

  /// Pictures of `count` latents, or what was thrown.
  Expected<at::Tensor> tried(const Guess& guess, int64_t count, int64_t label, uint64_t seed = 1) {
    const c10::InferenceMode inference;
    try {
      return run_forward(module_, guess.form, latents(count, guess.latent_dim, seed), labels(count, label));
    } catch (const c10::Error& error) {
      return refuse(FailureKind::bad_data, telling_line(error.what_without_backtrace()), "");
    } catch (const std::exception& error) {
      return refuse(FailureKind::bad_data, telling_line(error.what()), "");
    }
  }

  /// Those that its attributes and weights suggest, in their order, then the usual sizes.
  [[nodiscard]] std::vector<Guess> guesses() const {
    std::vector<Guess> all;
    if (const auto said = whole_attribute(module_, names_of_size)) {
      all.push_back({*said, Form::flat});
      all.push_back({*said, Form::maps});
    }
    int looked_at = 0;
    for (const at::Tensor& weight : module_.parameters()) {
      if (weight.dim() != 2 && weight.dim() != 4) continue;
      // A linear layer is [outputs, inputs], a transposed convolution [inputs, outputs, k, k].
      if (weight.dim() == 2) {
        all.push_back({static_cast<int>(weight.size(1)), Form::flat});
      } else {
        all.push_back({static_cast<int>(weight.size(0)), Form::maps});
        all.push_back({static_cast<int>(weight.size(1)), Form::maps});  // of a plain convolution
      }
      if (++looked_at == 6) break;
    }
    for (const int size : usual_sizes) all.push_back({size, Form::flat});
    for (const int size : usual_sizes) all.push_back({size, Form::maps});
    return all;
  }

  Expected<at::Tensor> find_latent(int said) {
    std::vector<Guess> all{{said, Form::flat}, {said, Form::maps}};
    if (said == 0) all = guesses();
    std::set<Guess> done;
    std::vector<std::string> complaints;
    for (const Guess& guess : all) {
      if (guess.latent_dim < 1 || guess.latent_dim > largest_latent || !done.insert(guess).second) continue;
      auto pictures = tried(guess, tried_together, 0);
      if (pictures && pictures->dim() > 0 && pictures->size(0) == tried_together) {
        facts_.latent_dim = guess.latent_dim;
        facts_.form = guess.form;
        return pictures;
      }
      complaints.push_back(pictures ? "it answers with another number of pictures" : pictures.error().what);
    }
    if (said > 0)
      return refuse(FailureKind::usage,
                    fmt::format("This program cannot draw from latents of {} numbers: {}", said,
                                complaints.empty() ? "the number is out of range" : complaints.front()),
                    "say how many numbers a latent has: --latent N");
    // Whatever it was given, it said the same: the latent is not what is wrong.
    if (std::ranges::all_of(complaints, [&](const std::string& one) { return one == complaints.front(); }))
      return refuse(FailureKind::bad_data, "This program draws nothing: " + complaints.front(),
                    "try it in Python: torch.jit.load(file)(latents)");
    return refuse(
        FailureKind::usage,
        "How many numbers a latent of this generator has could not be found out: " + complaints.front(),
        "say it: --latent N");
  }

  Expected<void> take_shape(const at::Tensor& pictures) {
    const auto sizes = pictures.sizes();
    const auto fits = [&](size_t axis, int64_t most) { return sizes[axis] >= 1 && sizes[axis] <= most; };
    if (sizes.size() != 4 || (sizes[1] != 1 && sizes[1] != 3) || !fits(2, largest_side) ||
        !fits(3, largest_side)) {
      std::vector<std::string> words{"N"};
      for (size_t axis = 1; axis < sizes.size(); ++axis) words.push_back(std::to_string(sizes[axis]));
      return refuse(
          FailureKind::unsupported,
          fmt::format("What this program draws is no picture: [{}] for N latents", fmt::join(words, ", ")),
          "a generator answers with [N, 1 or 3, height, width], at most 1,024 pixels a side");
    }
    facts_.channels = static_cast<int>(sizes[1]);
    facts_.height = static_cast<int>(sizes[2]);
    facts_.width = static_cast<int>(sizes[3]);
    return {};
  }

  [[nodiscard]] bool takes_class(int64_t label) {
    return tried({facts_.latent_dim, facts_.form}, 1, label).has_value();
  }

  /// Its attribute, or where it begins to refuse.
  Expected<void> count_classes() {
    if (const auto said = whole_attribute(module_, names_of_classes); said && *said > 0) {
      facts_.classes = std::min(*said, most_classes);
      return {};
    }
    int64_t good = 0, bad = 1;
    while (bad < most_classes && takes_class(bad)) {
      good = bad;
      bad *= 2;
    }
    if (bad >= most_classes)
      return refuse(FailureKind::unsupported, "The second input of this program is not a class",
                    "save a generator whose forward takes latents, and classes where it has them");
    while (bad - good > 1) {
      const int64_t middle = (good + bad) / 2;
      (takes_class(middle) ? good : bad) = middle;
    }
    facts_.classes = static_cast<int>(bad);
    return {};
  }

  Expected<void> judge_range() {
    const auto until = Clock::now() + judging_time;
    double least = 0, most = 0;
    for (int64_t judged = 0; judged < fewest_judged || (judged < most_judged && Clock::now() < until);
         judged += fewest_judged) {
      const auto pictures = tried({facts_.latent_dim, facts_.form}, fewest_judged,
                                  judged / fewest_judged % std::max(1, facts_.classes), 2 + judged);
      if (!pictures)
        return refuse(FailureKind::bad_data, "This program draws only sometimes: " + pictures.error().what,
                      "try it in Python: torch.jit.load(file)(latents)");
      if (!at::isfinite(*pictures).all().item<bool>())
        return refuse(FailureKind::bad_data, "The pictures of this program have values that are no numbers",
                      "train the generator anew, or take an earlier one");
      least = std::min(least, pictures->min().item<double>());
      most = std::max(most, pictures->max().item<double>());
      if (least < -beside * most) break;  // nothing that follows can say more
    }
    const bool symmetric = least < -beside * most || most < around_zero;
    if (most > (symmetric ? clearly_bytes : clearly_beyond_one))
      facts_.range = Range::bytes;
    else
      facts_.range = symmetric ? Range::symmetric : Range::unit;
    return {};
  }

  // A value may lie a little beside its range, for a filter overshoots: so far below 0, as a share of the
  // greatest value. Weights that have not learned yet draw
  // values around the middle of their range.
  static constexpr double beside = 0.1;
  static constexpr double around_zero = 0.4, clearly_beyond_one = 2, clearly_bytes = 32;

  torch::jit::Module module_;
  std::string path_;
  bool labelled_ = false;
  Facts facts_;
};

}  // namespace

Expected<Facts> probe(const std::string& path, int latent_dim) {
  auto module = read_module(path);
  if (!module) return tl::unexpected(module.error());
  return Probing(std::move(*module), path).run(latent_dim);
}

}  // namespace ganscope::foreign
