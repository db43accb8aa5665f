#include <ATen/ops/empty.h>
#include <ATen/ops/zeros.h>

#include <charconv>
#include <cstring>
#include <map>
#include <sstream>
#include <string>

#include "core/gan/gan_state.h"
#include "core/gan/torch_compat.h"

namespace ganscope::gan {
namespace {

using networks::Layout;
using networks::Part;

constexpr const char* format_name = "ganscope-state-1";
constexpr const char* average_format_name = "ganscope-average-1";
constexpr const char* other_networks_hint =
    "it belongs to other networks or is damaged; open it with its own experiment, or choose another "
    "checkpoint";

struct Section {
  std::string prefix;
  const std::vector<Part>* parts;
  size_t tensor;  // index in StateTensors::all()
  int64_t size;   // of that tensor, in floats
};

// The one list of what stands in a checkpoint, in its order.
std::vector<Section> sections(const Layout& g, const Layout& d) {
  const int64_t g_size = g.flat_size(), g_buffers = g.flat_buffer_size();
  const int64_t d_size = d.flat_size(), d_buffers = d.flat_buffer_size();
  return {{"generator.", &g.parameters(), 0, g_size},     {"generator.", &g.buffers(), 1, g_buffers},
          {"generator_ema.", &g.parameters(), 2, g_size}, {"generator_ema.", &g.buffers(), 3, g_buffers},
          {"adam_g.first.", &g.parameters(), 4, g_size},  {"adam_g.second.", &g.parameters(), 5, g_size},
          {"discriminator.", &d.parameters(), 6, d_size}, {"discriminator.", &d.buffers(), 7, d_buffers},
          {"adam_d.first.", &d.parameters(), 8, d_size},  {"adam_d.second.", &d.parameters(), 9, d_size}};
}

// … and in a moment of a run's film.
std::vector<Section> average_sections(const Layout& g) {
  return {{"generator_ema.", &g.parameters(), 2, g.flat_size()},
          {"generator_ema.", &g.buffers(), 3, g.flat_buffer_size()}};
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

void append_tensors(const std::vector<Section>& sections, const StateTensors& tensors,
                    storage::TensorFile& file) {
  for (const Section& section : sections) {
    for (const Part& part : *section.parts) {
      file.tensors.push_back(
          to_bytes(section.prefix + part.name, networks::view_of(*tensors.all()[section.tensor], part)));
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

Expected<Progress> read_progress(const std::map<std::string, std::string>& metadata) {
  StateReader table(metadata);
  Progress progress;
  progress.step = table.count("step");
  progress.updates_d = table.count("updates_d");
  // Files from before `g_steps` do not count G's updates: they were the steps.
  progress.updates_g = metadata.contains("updates_g") ? table.count("updates_g") : progress.step;
  for (size_t i = 0; i < 4; ++i) progress.noise.words[i] = table.bits("noise_" + std::to_string(i));
  progress.noise.has_spare = table.count("noise_has_spare", 1) == 1;
  progress.noise.spare = table.real("noise_spare", -100, 100);
  progress.place = {table.count("epoch"), table.count("position")};
  progress.lr_g = table.real("lr_g", 0, 1e6);
  progress.lr_d = table.real("lr_d", 0, 1e6);
  progress.ema = table.real("ema", 0, 1);
  progress.critic_steps = table.count("critic_steps", 1 << 20);
  if (progress.critic_steps < 1 && table.trouble().empty()) progress.critic_steps = 1;
  if (!table.trouble().empty()) {
    return fail(FailureKind::bad_data, "the checkpoint's " + table.trouble(), "checkpoint",
                other_networks_hint);
  }
  return progress;
}

// Fills the tensors of these sections from a file that holds them and nothing else.
Expected<void> read_sections(const storage::TensorFile& file, const std::vector<Section>& sections,
                             const at::Device& device, StateTensors& tensors) {
  std::map<std::string, const storage::NamedTensor*> by_name;
  for (const storage::NamedTensor& tensor : file.tensors) by_name[tensor.name] = &tensor;

  size_t used = 0;
  for (const Section& section : sections) {
    at::Tensor& flat = *tensors.all()[section.tensor];
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

storage::TensorFile write_state(const StateTensors& tensors, const Progress& progress, const Layout& g,
                                const Layout& d) {
  const at::NoGradGuard no_grad;
  storage::TensorFile file;
  append_tensors(sections(g, d), tensors, file);
  auto& table = file.metadata;
  table["format"] = format_name;
  table["step"] = std::to_string(progress.step);
  table["updates_g"] = std::to_string(progress.updates_g);
  table["updates_d"] = std::to_string(progress.updates_d);
  for (size_t i = 0; i < 4; ++i) table["noise_" + std::to_string(i)] = hex(progress.noise.words[i]);
  table["noise_spare"] = exact(progress.noise.spare);
  table["noise_has_spare"] = progress.noise.has_spare ? "1" : "0";
  table["epoch"] = std::to_string(progress.place.epoch);
  table["position"] = std::to_string(progress.place.position);
  table["lr_g"] = exact(progress.lr_g);
  table["lr_d"] = exact(progress.lr_d);
  table["ema"] = exact(progress.ema);
  table["critic_steps"] = std::to_string(progress.critic_steps);
  return file;
}

Expected<ReadState> read_state(const storage::TensorFile& file, const Layout& g, const Layout& d,
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
  Expected<Progress> progress = read_progress(file.metadata);
  if (!progress) return tl::unexpected(progress.error());
  ReadState state{{}, *progress};
  if (auto filled = read_sections(file, sections(g, d), device, state.tensors); !filled)
    return tl::unexpected(filled.error());
  return state;
}

storage::TensorFile write_average(const StateTensors& tensors, int64_t step, const Layout& g) {
  const at::NoGradGuard no_grad;
  storage::TensorFile file;
  append_tensors(average_sections(g), tensors, file);
  file.metadata["format"] = average_format_name;
  file.metadata["step"] = std::to_string(step);
  return file;
}

bool holds_average(const storage::TensorFile& file) {
  const auto format = file.metadata.find("format");
  return format != file.metadata.end() && format->second == average_format_name;
}

Expected<ReadState> read_average(const storage::TensorFile& file, const Layout& g, const at::Device& device) {
  const at::NoGradGuard no_grad;
  if (!holds_average(file))
    return fail(FailureKind::bad_data, "this is not a moment of a run's film", "history",
                "leave files there as ganscope saved them");
  StateReader table(file.metadata);
  ReadState state;
  state.progress.step = table.count("step");
  if (!table.trouble().empty())
    return fail(FailureKind::bad_data, "the moment's " + table.trouble(), "history", other_networks_hint);
  for (at::Tensor* tensor : state.tensors.all()) *tensor = at::empty({0}, at::kFloat);
  if (auto filled = read_sections(file, average_sections(g), device, state.tensors); !filled)
    return tl::unexpected(filled.error());
  state.tensors = clone(state.tensors);  // into pages of its own
  return state;
}

}  // namespace ganscope::gan
