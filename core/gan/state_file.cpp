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
constexpr const char* other_networks_hint =
    "it belongs to other networks or is damaged; open it with its own experiment, or choose another "
    "checkpoint";

struct Section {
  std::string prefix;
  const std::vector<Part>* parts;
  size_t tensor;  // index in StateTensors::all()
};

// The one list of what stands in a checkpoint, in its order.
std::vector<Section> sections(const Layout& g, const Layout& d) {
  return {{"generator.", &g.parameters(), 0},     {"generator.", &g.buffers(), 1},
          {"generator_ema.", &g.parameters(), 2}, {"generator_ema.", &g.buffers(), 3},
          {"adam_g.first.", &g.parameters(), 4},  {"adam_g.second.", &g.parameters(), 5},
          {"discriminator.", &d.parameters(), 6}, {"discriminator.", &d.buffers(), 7},
          {"adam_d.first.", &d.parameters(), 8},  {"adam_d.second.", &d.parameters(), 9}};
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

}  // namespace

storage::TensorFile write_state(const StateTensors& tensors, const Progress& progress, const Layout& g,
                                const Layout& d) {
  const at::NoGradGuard no_grad;
  storage::TensorFile file;
  for (const Section& section : sections(g, d)) {
    for (const Part& part : *section.parts) {
      file.tensors.push_back(
          to_bytes(section.prefix + part.name, networks::view_of(*tensors.all()[section.tensor], part)));
    }
  }
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
  if (format == file.metadata.end() || format->second != format_name) {
    return fail(FailureKind::bad_data, "this is not a checkpoint of ganscope", "checkpoint",
                "choose a file that ganscope saved");
  }
  Expected<Progress> progress = read_progress(file.metadata);
  if (!progress) return tl::unexpected(progress.error());
  std::map<std::string, const storage::NamedTensor*> by_name;
  for (const storage::NamedTensor& tensor : file.tensors) by_name[tensor.name] = &tensor;

  ReadState state{{}, *progress};
  size_t used = 0;
  for (const Section& section : sections(g, d)) {
    const Layout& layout = section.tensor < 6 ? g : d;
    const bool trained = section.parts == &layout.parameters();
    at::Tensor& flat = *state.tensors.all()[section.tensor];
    flat = at::zeros({trained ? layout.flat_size() : layout.flat_buffer_size()}, at::kFloat);
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
  return state;
}

}  // namespace ganscope::gan
