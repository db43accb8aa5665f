#include "app/report/write_page.h"

#include <fmt/format.h>

#include "app/report/html.h"
#include "app/report/svg.h"
#include "ganscope/embedded/style_sheets.h"

namespace ganscope::report {
namespace {

/// Writes one block after the other and counts figures and tables.
class Writer {
 public:
  explicit Writer(const text::Strings& tr) : figure_(tr("Figure")), table_(tr("Table")) {}

  void section(const Section& section, int number) {
    html_ +=
        fmt::format("<section>\n<h2><span class=\"count\">{}</span>{}</h2>\n", number, marked(section.title));
    for (const Block& block : section.blocks) std::visit([this](const auto& one) { write(one); }, block);
    html_ += "</section>\n";
  }
  [[nodiscard]] std::string take() { return std::move(html_); }

 private:
  void write(const Paragraph& paragraph) {
    html_ +=
        fmt::format("<p{}>{}</p>\n", paragraph.missing ? " class=\"missing\"" : "", marked(paragraph.text));
  }

  void write(const Facts& facts) {
    html_ += "<dl class=\"facts\">\n";
    for (const Fact& fact : facts.facts)
      html_ += fmt::format("<div><dt>{}</dt><dd>{}</dd></div>\n", marked(fact.name), marked(fact.value));
    html_ += "</dl>\n";
  }

  void write(const Table& table) {
    html_ += fmt::format(
        "<div class=\"table\"><p class=\"caption\"><b class=\"strong\">{} {}</b> {}</p>\n<table{}>\n"
        "<thead><tr>",
        escaped(table_), ++tables_, marked(table.caption), table.words_only ? " class=\"words\"" : "");
    for (const std::string& cell : table.head) html_ += "<th>" + marked(cell) + "</th>";
    html_ += "</tr></thead>\n<tbody>\n";
    for (const auto& row : table.rows) {
      html_ += "<tr>";
      for (const std::string& cell : row) html_ += "<td>" + marked(cell) + "</td>";
      html_ += "</tr>\n";
    }
    html_ += "</tbody>\n</table></div>\n";
  }

  void write(const Charts& charts) {
    html_ += "<figure>\n<div class=\"charts\">\n";
    for (const Chart& chart : charts.charts) {
      html_ += fmt::format("<div class=\"chart\"><h3>{}{}</h3>{}</div>\n", marked(chart.title),
                           chart.subtitle.empty() ? "" : " <small>" + marked(chart.subtitle) + "</small>",
                           chart_svg(chart));
    }
    html_ += "</div>\n";
    caption(charts.caption);
  }

  void write(const Pictures& pictures) {
    html_ += fmt::format("<figure{}>\n<div class=\"pictures\">\n", pictures.film ? " class=\"film\"" : "");
    for (size_t i = 0; i < pictures.images.size(); ++i) {
      const Image& image = pictures.images[i];
      const char* how = !pictures.film ? "" : i == 0 ? " moves" : " still";
      html_ += fmt::format(
          "<div class=\"picture{}\" style=\"flex:{} 1 0\"><img src=\"{}\" width=\"{}\" height=\"{}\" "
          "alt=\"{}\">{}"
          "</div>\n",
          how, image.width, data_uri(image.media_type, image.bytes), image.width, image.height,
          escaped(without_marks(image.description)),
          image.caption.empty() ? "" : "<p>" + marked(image.caption) + "</p>");
    }
    html_ += "</div>\n";
    caption(pictures.caption);
  }

  void write(const Scatters& scatters) {
    if (scatters.film) {
      html_ +=
          "<figure class=\"film\">\n" + film_svg(scatters.moments, fmt::format("film{}", figures_)) + "\n";
    } else {
      html_ += "<figure>\n<div class=\"moments\">\n";
      for (const Moment& moment : scatters.moments.moments)
        html_ += fmt::format("<div class=\"moment\">{}<p>{}</p></div>\n",
                             moment_svg(scatters.moments, moment), marked(moment.caption));
      html_ += "</div>\n";
    }
    caption(scatters.caption);
  }

  void write(const Command& command) { html_ += "<pre><code>" + escaped(command.line) + "</code></pre>\n"; }

  void write(const Settings& settings) {
    html_ += "<div class=\"settings\">\n";
    for (const Settings::Setting& setting : settings.settings)
      html_ += fmt::format("<div{}><span>{} <code>{}</code></span><span class=\"value\">{}</span></div>\n",
                           setting.changed ? " class=\"changed\"" : "", marked(setting.title),
                           escaped(setting.key), escaped(setting.value));
    html_ += "</div>\n";
  }

  void caption(const std::string& words) {
    html_ += fmt::format("<figcaption><b class=\"strong\">{} {}</b> {}</figcaption>\n</figure>\n",
                         escaped(figure_), ++figures_, marked(words));
  }

  std::string figure_, table_;  ///< the words
  std::string html_;
  int figures_ = 0, tables_ = 0;
};

/// Said by its shape, too, for who sees no colours.
std::string verdict_html(const Verdict& verdict) {
  const char* mood = verdict.mood == Verdict::Mood::good      ? "good"
                     : verdict.mood == Verdict::Mood::warning ? "warning"
                                                              : "unsure";
  constexpr const char* tick = "<path d=\"M4 10.5 8.5 15 16 5.5\"/>";
  constexpr const char* triangle = "<path d=\"M10 3 18 17H2ZM10 8v4.5M10 14.6v.2\"/>";
  constexpr const char* ring = "<circle cx=\"10\" cy=\"10\" r=\"6.5\"/>";
  std::string html = fmt::format(
      "<aside class=\"verdict {}\">\n<h2><svg viewBox=\"0 0 20 20\" aria-hidden=\"true\">{}</svg>{}</h2>\n",
      mood,
      verdict.mood == Verdict::Mood::good      ? tick
      : verdict.mood == Verdict::Mood::warning ? triangle
                                               : ring,
      escaped(verdict.title));
  if (!verdict.evidence.empty()) html += "<p>" + marked(verdict.evidence) + "</p>\n";
  if (!verdict.meaning.empty()) html += "<p class=\"meaning\">" + marked(verdict.meaning) + "</p>\n";
  return html + "</aside>\n";
}

std::string head_html(const Page& page, const text::Strings& tr) {
  std::string html =
      fmt::format("<header>\n<p class=\"kicker\">{}</p>\n<h1>{}</h1>\n<p class=\"run\">{}</p>\n",
                  escaped(tr("Report on a training run")), escaped(page.title), escaped(page.run));
  if (!page.summary.empty()) html += "<p class=\"summary\">" + marked(page.summary) + "</p>\n";
  html += "<dl class=\"band\">\n";
  for (const Fact& fact : page.key_figures)
    html += fmt::format("<div><dt>{}</dt><dd>{}</dd></div>\n", marked(fact.name), marked(fact.value));
  return html + "</dl>\n</header>\n";
}

}  // namespace

std::string write_page(const Page& page, const text::Strings& tr) {
  std::string html = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"generator\" content=\"ganscope\">\n"
      "<link rel=\"icon\" href=\"data:,\">\n<title>{} · {}</title>\n<style>\n",
      page.language == "zh" ? "zh-CN" : escaped(page.language), escaped(page.title), escaped(page.run));
  for (const EmbeddedFile& file : style_sheets()) html += file.content;
  html += "</style>\n</head>\n<body>\n<main>\n" + head_html(page, tr) + verdict_html(page.verdict);
  Writer writer(tr);
  int number = 0;
  for (const Section& section : page.sections) writer.section(section, ++number);
  html += writer.take();
  return html + "<footer>" + marked(page.footer) + "</footer>\n</main>\n</body>\n</html>\n";
}

}  // namespace ganscope::report
