#pragma once
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/point_frame.h"

// A report as plain values, in the language of its reader. Texts are marked as the interface's are: {G}, {D}
// and {real} in their colours, {b:word} strong, {n:0.5} a number.
namespace ganscope::report {

/// Whose quantity it is, which is its colour.
enum class Tone { plain, generator, discriminator, real };

struct Fact {
  std::string name;
  std::string value;  ///< marked
};

/// One curve over the steps. What is not finite interrupts it.
struct Curve {
  std::string name;  ///< at its end
  Tone tone = Tone::plain;
  std::vector<double> steps, values;  ///< of one length, steps rising
};

struct Guide {
  double at = 0;
  std::string name;
};

/// A small plot with the step to the right.
struct Chart {
  std::string title, subtitle;
  std::vector<Curve> curves;
  std::vector<Guide> guides;  ///< dashed levels
  std::vector<std::pair<int64_t, std::string>> marks =
      {};                 ///< steps where something was changed, and its number
  int64_t last_step = 0;  ///< the right edge
  bool logarithmic = false;
  double low = 0, high = 0;  ///< fixed range where low < high, else fitted
  bool every_step = true;    ///< many values: a running mean in front of them; else dots on a line
};

/// Samples of one moment: points in a plane, or shares of the bins of a line.
struct Moment {
  std::string caption;
  std::vector<float> points;    ///< [n × 2] in the frame of the data; empty on a line
  std::vector<double> density;  ///< [bins] a unit of the data; empty in a plane
};

/// Moments in one frame each, all with the same axes and with the data behind.
struct Moments {
  PointFrame frame;
  double low[2] = {-1, -1}, high[2] = {1, 1};  ///< the axes' ends in the frame; the second only of a plane
  std::vector<float> real_points;              ///< as Moment
  std::vector<double> real_density;
  std::vector<Moment> moments;
};

/// One picture, as it lies in a data URI.
struct Image {
  std::string caption;      ///< below it; marked, may be empty
  std::string description;  ///< for who cannot see it
  std::string media_type;   ///< "image/png"
  std::vector<uint8_t> bytes;
  int width = 0, height = 0;  ///< of its file, px
};

// What sections are made of.
struct Paragraph {
  std::string text;
  bool missing = false;  ///< says what is not there, and why
};
struct Facts {
  std::vector<Fact> facts;
};
/// The first column is words, the others numbers.
struct Table {
  std::vector<std::string> head;
  std::vector<std::vector<std::string>> rows;
  std::string caption;
  bool words_only = false;
};
struct Charts {
  std::vector<Chart> charts;
  std::string caption;
};
struct Pictures {
  std::vector<Image> images;  ///< side by side
  std::string caption;
  bool film = false;  ///< two images: one that moves, and one for paper
};
struct Scatters {
  Moments moments;
  std::string caption;
  bool film = false;  ///< one frame after the other in one place; printed, the last
};
struct Command {
  std::string line;
};
struct Settings {
  struct Setting {
    std::string title, value, key;
    bool changed = false;  ///< from what is built in
  };
  std::vector<Setting> settings;
};
using Block = std::variant<Paragraph, Facts, Table, Charts, Pictures, Scatters, Command, Settings>;

struct Section {
  std::string title;
  std::vector<Block> blocks;
};

/// The diagnosis, above everything else.
struct Verdict {
  enum class Mood { plain, good, warning } mood = Mood::plain;
  std::string title, evidence, meaning;  ///< the last two marked
};

struct Page {
  std::string language;  ///< "en", "zh"
  std::string title;     ///< of the experiment
  std::string run;       ///< its id
  std::string summary;   ///< one paragraph
  Verdict verdict;
  std::vector<Fact> key_figures;  ///< a band of four
  std::vector<Section> sections;
  std::string footer;
};

}  // namespace ganscope::report
