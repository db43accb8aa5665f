#include <ATen/ops/empty.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <map>
#include <sstream>
#include <string>
#include <utility>

#include "core/models/learning/state.h"
#include "core/models/torch_compat.h"

namespace ganscope::models {
namespace {

using networks::Part;

constexpr const char* format_name = "ganscope-state-1";
constexpr const char* average_format_name = "ganscope-average-1";
constexpr const char* other_networks_hint =
    "it belongs to other networks or is damaged; open it with its own experiment, or choose another "
    "checkpoint";

struct Section {
  std::string prefix;
  const std::vector<Part>* parts;
  size_t tensor;  // index in State::all()
  int64_t size;   // of that tensor, in floats
};

constexpr size_t tensors_of_player = 6;  // in State::all(): weights, buffers, their averages, two moments

// The one list of what stands in a checkpoint, in its order; `whole`: else in a moment of a run's film.
std::vector<Section> sections(const PlayerPlans& plans, bool whole) {
  std::vector<Section> all;
  size_t at = 0;
  for (const PlayerPlan& plan : plans) {
    const auto& parameters = plan.layout->parameters();
    const auto& buffers = plan.layout->buffers();
    const int64_t size = plan.layout->flat_size(), size_of_buffers = plan.layout->flat_buffer_size();
    if (whole) {
      all.push_back({plan.names.key + ".", &parameters, at, size});
      all.push_back({plan.names.key + ".", &buffers, at + 1, size_of_buffers});
    }
    if (plan.names.averaged) {
      all.push_back({plan.names.key + "_ema.", &parameters, at + 2, size});
      all.push_back({plan.names.key + "_ema.", &buffers, at + 3, size_of_buffers});
    }
    if (whole) {
      all.push_back({"adam_" + plan.names.short_key + ".first.", &parameters, at + 4, size});
      all.push_back({"adam_" + plan.names.short_key + ".second.", &parameters, at + 5, size});
    }
    at += tensors_of_player;
  }
  return all;
}

State empty_state(size_t players) {
  State state;
  state.players.resize(players);
  for (at::Tensor* tensor : state.all()) *tensor = at::empty({0}, at::kFloat);
  return state;
}

storage::NamedTensor to_bytes(const std::string& name, const at::Tensor& tensor) {
  const at::Tensor plain = tensor.to(at::kCPU).contiguous();
  storage::NamedTensor named;
  named.name = name;
  named.shape = plain.sizes().vec();
  named.bytes.resize(static_cast<size_t>(plain.numel()) * sizeof(float));
  if (!named.bytes.empty()) std::memcpy(named.bytes.data(), plain.data_ptr<float>(), named.bytes.size());
  return named;
}

std::string hex(uint64_t value) {
  std::ostringstream text;
  text << std::hex << value;
  return text.str();
}

std::string exact(double value) {
  uint64_t bits = 0;
  std::memcpy(&bits, &value, sizeof bits);
  return hex(bits);
}

std::string place(const std::string& name) { return "checkpoint, " + name; }

void append_tensors(const std::vector<Section>& sections, const State& state, storage::TensorFile& file) {
  const auto tensors = state.all();
  for (const Section& section : sections) {
    for (const Part& part : *section.parts) {
      file.tensors.push_back(
          to_bytes(section.prefix + part.name, networks::view_of(*tensors[section.tensor], part)));
    }
  }
}

// Reads the table of strings; remembers the first thing that is wrong.
class StateReader {
 public:
  explicit StateReader(const std::map<std::string, std::string>& table) : table_(table) {}

  uint64_t bits(const std::string& key, int base = 16) {
    const auto entry = table_.find(key);
    uint64_t value = 0;
    if (entry == table_.end()) return complain(key, "is missing");
    const std::string& text = entry->second;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (error != std::errc() || end != text.data() + text.size()) return complain(key, "is not a number");
    return value;
  }
  int64_t count(const std::string& key, int64_t max = int64_t{1} << 52) {
    const uint64_t value = bits(key, 10);
    if (value > static_cast<uint64_t>(max)) return static_cast<int64_t>(complain(key, "is out of range"));
    return static_cast<int64_t>(value);
  }
  double real(const std::string& key, double low, double high) {
    const uint64_t raw = bits(key);
    double value = 0;
    std::memcpy(&value, &raw, sizeof value);
    if (!(value >= low && value <= high)) complain(key, "is out of range");
    return value;
  }
  [[nodiscard]] const std::string& trouble() const { return trouble_; }

 private:
  uint64_t complain(const std::string& key, const std::string& what) {
    if (trouble_.empty()) trouble_ = key + " " + what;
    return 0;
  }
  const std::map<std::string, std::string>& table_;
  std::string trouble_;
};

Expected<Progress> read_progress(const std::map<std::string, std::string>& metadata, const PlayerPlans& plans,
                                 Tunables tunables) {
  StateReader table(metadata);
  Progress progress;
  progress.step = table.count("step");
  for (const PlayerPlan& plan : plans) {
    // Files from before `g_steps` do not count G's updates: they were the steps.
    const std::string key = "updates_" + plan.names.short_key;
    const bool told = plan.names.short_key != "g" || metadata.contains(key);
    progress.updates.push_back(told ? table.count(key) : progress.step);
  }
  for (size_t i = 0; i < 4; ++i) progress.noise.words[i] = table.bits("noise_" + std::to_string(i));
  progress.noise.has_spare = table.count("noise_has_spare", 1) == 1;
  progress.noise.spare = table.real("noise_spare", -100, 100);
  progress.place = {table.count("epoch"), table.count("position")};
  for (const Tunable& tunable : tunables) {
    const std::string key(tunable.key);
    progress.tuned[key] =
        tunable.whole
            ? std::max(tunable.low, static_cast<double>(table.count(key, static_cast<int64_t>(tunable.high))))
            : table.real(key, tunable.low, tunable.high);
  }
  if (!table.trouble().empty()) {
    return fail(FailureKind::bad_data, "the checkpoint's " + table.trouble(), "checkpoint",
                other_networks_hint);
  }
  return progress;
}

// Fills the tensors of these sections from a file that holds them and nothing else.
Expected<void> read_sections(const storage::TensorFile& file, const std::vector<Section>& sections,
                             const at::Device& device, State& state) {
  const auto tensors = state.all();
  std::map<std::string, const storage::NamedTensor*> by_name;
  for (const storage::NamedTensor& tensor : file.tensors) by_name[tensor.name] = &tensor;

  size_t used = 0;
  for (const Section& section : sections) {
    at::Tensor& flat = *tensors[section.tensor];
    flat = at::zeros({section.size}, at::kFloat);
    for (const Part& part : *section.parts) {
      const std::string name = section.prefix + part.name;
      const auto found = by_name.find(name);
      if (found == by_name.end()) {
        return fail(FailureKind::bad_data, "the checkpoint has no tensor " + name, place(name),
                    other_networks_hint);
      }
      const storage::NamedTensor& tensor = *found->second;
      if (tensor.dtype != storage::DType::f32 || tensor.shape != part.shape ||
          tensor.bytes.size() != static_cast<size_t>(part.count) * sizeof(float)) {
        return fail(FailureKind::bad_data,
                    "the tensor " + name + " has another type or shape than this network needs", place(name),
                    other_networks_hint);
      }
      const at::Tensor plain = at::empty(part.shape, at::kFloat);
      std::memcpy(plain.data_ptr<float>(), tensor.bytes.data(), tensor.bytes.size());
      networks::view_of(flat, part).copy_(plain);
      ++used;
    }
    flat = flat.to(device);
  }
  if (used != file.tensors.size()) {
    return fail(FailureKind::bad_data, "the checkpoint has tensors that this network does not know",
                "checkpoint", other_networks_hint);
  }
  return {};
}

}  // namespace

storage::TensorFile write_state(const State& state, const Progress& progress, const PlayerPlans& plans,
                                Tunables tunables) {
  const at::NoGradGuard no_grad;
  storage::TensorFile file;
  append_tensors(sections(plans, true), state, file);
  auto& table = file.metadata;
  table["format"] = format_name;
  table["step"] = std::to_string(progress.step);
  for (size_t i = 0; i < plans.size(); ++i)
    table["updates_" + plans[i].names.short_key] = std::to_string(progress.updates[i]);
  for (size_t i = 0; i < 4; ++i) table["noise_" + std::to_string(i)] = hex(progress.noise.words[i]);
  table["noise_spare"] = exact(progress.noise.spare);
  table["noise_has_spare"] = progress.noise.has_spare ? "1" : "0";
  table["epoch"] = std::to_string(progress.place.epoch);
  table["position"] = std::to_string(progress.place.position);
  for (const Tunable& tunable : tunables) {
    const double value = progress.tuned_to(tunable.key);
    table[std::string(tunable.key)] =
        tunable.whole ? std::to_string(static_cast<int64_t>(std::llround(value))) : exact(value);
  }
  return file;
}

Expected<ReadState> read_state(const storage::TensorFile& file, const PlayerPlans& plans, Tunables tunables,
                               const at::Device& device) {
  const at::NoGradGuard no_grad;
  const auto format = file.metadata.find("format");
  if (holds_average(file)) {
    return fail(FailureKind::unsupported, "this file holds only G's average at one moment", "history",
                "nothing can be trained from it: open the run, and go to the moment by the scrubber");
  }
  if (format == file.metadata.end() || format->second != format_name) {
    return fail(FailureKind::bad_data, "this is not a checkpoint of ganscope", "checkpoint",
                "choose a file that ganscope saved");
  }
  const std::string begin = plans.front().names.key + ".";
  if (std::ranges::none_of(file.tensors,
                           [&](const auto& tensor) { return tensor.name.starts_with(begin); })) {
    return fail(FailureKind::bad_data,
                "this checkpoint is of another kind of model: it has no " + plans.front().names.key,
                "checkpoint", "open it with its own experiment, or choose another checkpoint");
  }
  Expected<Progress> progress = read_progress(file.metadata, plans, tunables);
  if (!progress) return tl::unexpected(progress.error());
  ReadState read{empty_state(plans.size()), std::move(*progress)};
  if (auto filled = read_sections(file, sections(plans, true), device, read.state); !filled)
    return tl::unexpected(filled.error());
  return read;
}

storage::TensorFile write_average(const State& state, int64_t step, const PlayerPlans& plans) {
  const at::NoGradGuard no_grad;
  storage::TensorFile file;
  append_tensors(sections(plans, false), state, file);
  file.metadata["format"] = average_format_name;
  file.metadata["step"] = std::to_string(step);
  return file;
}

bool holds_average(const storage::TensorFile& file) {
  const auto format = file.metadata.find("format");
  return format != file.metadata.end() && format->second == average_format_name;
}

Expected<ReadState> read_average(const storage::TensorFile& file, const PlayerPlans& plans,
                                 const at::Device& device) {
  const at::NoGradGuard no_grad;
  if (!holds_average(file))
    return fail(FailureKind::bad_data, "this is not a moment of a run's film", "history",
                "leave files there as ganscope saved them");
  StateReader table(file.metadata);
  ReadState read{empty_state(plans.size()), {}};
  read.progress.step = table.count("step");
  if (!table.trouble().empty())
    return fail(FailureKind::bad_data, "the moment's " + table.trouble(), "history", other_networks_hint);
  if (auto filled = read_sections(file, sections(plans, false), device, read.state); !filled)
    return tl::unexpected(filled.error());
  read.state = clone(read.state);  // into pages of its own
  return read;
}

}  // namespace ganscope::models
