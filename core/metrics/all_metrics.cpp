#include "core/metrics/all_metrics.h"

#include <algorithm>

namespace ganscope::metrics {
namespace {

std::vector<Metric> metrics_of_pictures() {
  return {
      {{"frechet", "Fréchet distance",
        "How far the generated pictures' features lie from the real ones', in mean and covariance; 0 is the "
        "same "
        "(Heusel 2017). The features come from a small classifier of the data itself, so compare within one "
        "data "
        "set only."},
       true,
       false,
       Better::lower},
      {{"kernel_distance", "Kernel distance",
        "Another distance of the features, with the kernel (x·y/d + 1)³: unbiased, so 0 on average for the "
        "same "
        "law however few the pictures; it may fall slightly below (KID, Bińkowski 2018)."},
       true,
       false,
       Better::lower},
      {{"precision", "Precision",
        "Share of generated pictures that lie among the real ones: are they good? (Kynkäänniemi 2019, k = "
        "3)"},
       true,
       false,
       Better::higher,
       Style::share},
      {{"recall", "Recall",
        "Share of real pictures that lie among the generated ones: is everything covered? (Kynkäänniemi "
        "2019, "
        "k = 3)"},
       true,
       false,
       Better::higher,
       Style::share},
      {{"density", "Density",
        "How many real neighbourhoods a generated picture lies in, over k: about 1 for the data's own law, "
        "more "
        "where the generator keeps to the common kind (Naeem 2020, k = 5)."},
       true,
       false,
       Better::as_real},
      {{"coverage", "Coverage",
        "Share of real pictures with a generated one in their neighbourhood; about 0.97 for the data's own "
        "law, "
        "little after a collapse (Naeem 2020, k = 5)."},
       true,
       false,
       Better::higher,
       Style::share},
      {{"diversity", "Diversity",
        "Mean distance between two pictures' features: far below the real one when the generator repeats "
        "itself."},
       true,
       false,
       Better::as_real},
      {{"nearest", "Nearest training picture",
        "Median distance of a picture to the nearest training picture; for a real one, to the nearest "
        "other."},
       true,
       false,
       Better::as_real},
      {{"memorisation", "Nearness to training pictures",
        "The distance to the nearest training picture over the same of real pictures: about 1 for fresh "
        "pictures, "
        "near 0 for copies, far above 1 for pictures unlike any."},
       true,
       false,
       Better::as_real},
      {{"grain", "Grain",
        "How much neighbouring pixels differ where real pictures are flattest: mean |∇²|, the four "
        "neighbours' sum "
        "− 4 times the pixel, in values of [−1, 1], over the tenth of all inner pixels where real pictures "
        "have "
        "least of it. Far above real: speckled; far below: smoother than the data."},
       true,
       false,
       Better::as_real},
      {{"grain_corners", "Grain in the upper corners",
        "The same over the upper corners, squares of an eighth of the width, where portraits show the "
        "ground."},
       true,
       false,
       Better::as_real},
      {{"label_agreement", "Class as asked for",
        "How often the feature network sees the class that was asked for; of real pictures, the one they "
        "have."},
       true,
       false,
       Better::higher,
       Style::share},
      {{"obeyed", "Words obeyed",
        "How often the feature network sees what a word of the caption says; of real pictures, how often it "
        "sees "
        "what is said of them."},
       true,
       false,
       Better::higher,
       Style::share,
       false,
       false,
       true},
      {{"obeyed_captions", "Captions obeyed",
        "The same of whole captions: how often all their words are seen."},
       true,
       false,
       Better::higher,
       Style::share,
       false,
       false,
       true},
      {{"unnamed_variety", "Variety of the unnamed",
        "How often two pictures under one caption differ in an attribute that it leaves open; of real "
        "pictures, "
        "any two. Far below: one face a caption."},
       true,
       false,
       Better::as_real,
       Style::share,
       false,
       false,
       true},
      {{"classes", "Class shares", "How often the classifier sees each class, beside its share in the data."},
       true,
       false,
       Better::as_real,
       Style::share,
       true},
      {{"attributes", "Attribute shares",
        "How often the classifier sees each attribute, beside its share in the data."},
       true,
       false,
       Better::as_real,
       Style::share,
       true},
  };
}

std::vector<Metric> metrics_of_points() {
  return {
      {{"modes", "Modes",
        "Modes of the mixture with at least one sample within 3 sigma, of 2,500 (VEEGAN, PacGAN). Noise "
        "finds many "
        "of them too: read it with the next two."},
       false,
       true,
       Better::higher,
       Style::count},
      {{"high_quality", "High-quality share",
        "Share of samples within 3 sigma of their nearest mode; a perfect sampler gets 98.9 % in two "
        "dimensions and "
        "99.7 % in one."},
       false,
       true,
       Better::higher,
       Style::share},
      {{"reverse_kl", "Reverse KL",
        "How unevenly the high-quality samples fall on the modes: KL divergence of their shares from the "
        "mixture's; "
        "0 is exact (PacGAN)."},
       false,
       true,
       Better::lower},
      {{"kl", "KL divergence",
        "KL(data ‖ model) on a histogram, in nats. Even a perfect sampler is above 0, as the column of real "
        "points "
        "shows."},
       false,
       true,
       Better::lower},
      {{"js", "JS divergence",
        "Jensen–Shannon divergence on the same histogram, from 0 to log 2 = 0.69. A perfect sampler is above "
        "0 as "
        "well."},
       false,
       true,
       Better::lower},
      {{"sliced_wasserstein", "Sliced Wasserstein distance",
        "How far the points would have to be carried on average to become the data, along 64 directions, in "
        "the "
        "data's units; exact in one dimension (Rabin 2012)."},
       false,
       true,
       Better::lower},
      {{"optimal_d", "D's distance to the optimum",
        "Mean difference between D's output and p_data / (p_data + p_model) (Goodfellow 2014), over real and "
        "generated points; beside it D = ½ against the data themselves, which shows how rough the estimate "
        "is. "
        "Where σ(d) estimates it: minimax, non-saturating, maximum likelihood, f-GAN with JS."},
       false,
       true,
       Better::lower},
  };
}

std::vector<Metric> metrics_of_translations() {
  const auto metric = [](const char* key, const char* title, const char* help, Better better, Style style) {
    return Metric{{key, title, help}, false, false, better, style, false, true};
  };
  return {
      metric("reconstruction", "Off the truth",
             "Mean distance of pixels to the true picture, in [0, 1], on pictures that are held out; of a "
             "model that makes pictures of pictures.",
             Better::lower, Style::number),
      metric("agreement", "Attributes as in the truth",
             "How often the feature network sees the attributes that the true picture has; the mean over all "
             "attributes.",
             Better::higher, Style::share),
      metric("converted", "Converted",
             "Share of held-out pictures in which what tells both domains apart is as it shall be.",
             Better::higher, Style::share),
      metric("kept", "Kept", "Share of all other attributes that are as they were; the mean over them.",
             Better::higher, Style::share),
  };
}

std::vector<Metric> metrics_of_lines() {
  const auto metric = [](const char* key, const char* title, const char* help, Better better, Style style,
                         bool table = false) {
    return Metric{{key, title, help}, false, false, better, style, table, false, false, true};
  };
  return {
      metric("valid", "Valid lines",
             "Share of lines that obey every rule of their grammar; real ones all do.", Better::higher,
             Style::share),
      metric("distinct", "Different lines",
             "How many of the lines are different from each other, as a share of all.", Better::as_real,
             Style::share),
      metric(
          "copied", "Copied lines",
          "Of the valid lines (without a grammar, of all) those that stand in the training data as they are.",
          Better::as_real, Style::share),
      metric("ngram1", "Words",
             "Jensen–Shannon divergence of how often single words occur, in bits; even real lines are above "
             "0, for "
             "words are only counted.",
             Better::lower, Style::number),
      metric("ngram2", "Pairs of words", "The same of two neighbouring words.", Better::lower, Style::number),
      metric("ngram3", "Threes of words", "The same of three neighbouring words.", Better::lower,
             Style::number),
      metric("ngram4", "Fours of words", "The same of four neighbouring words.", Better::lower,
             Style::number),
      metric("rules", "Rules obeyed", "How often lines obey each rule of their grammar.", Better::higher,
             Style::share, true),
  };
}

std::vector<Metric> metrics_of_both() {
  return {
      {{"two_sample", "Two-sample test",
        "How often a fresh classifier, trained on half of the samples, tells real from generated in the "
        "other half: "
        "0.5 is indistinguishable, 1 is told apart every time (Lopez-Paz & Oquab 2017)."},
       true,
       true,
       Better::half,
       Style::share},
  };
}

}  // namespace

const std::vector<Metric>& all_metrics() {
  static const std::vector<Metric> metrics = [] {
    std::vector<Metric> all = metrics_of_pictures();
    for (const auto& more :
         {metrics_of_translations(), metrics_of_points(), metrics_of_lines(), metrics_of_both()})
      all.insert(all.end(), more.begin(), more.end());
    return all;
  }();
  return metrics;
}

const Metric* find_metric(std::string_view key) {
  const auto& all = all_metrics();
  const auto found = std::ranges::find(all, key, [](const Metric& metric) { return metric.info.key; });
  return found != all.end() ? &*found : nullptr;
}

std::string_view words(Better better) {
  switch (better) {
    case Better::higher:
      return "higher is better";
    case Better::lower:
      return "lower is better";
    case Better::half:
      return "50 % is best";
    case Better::as_real:
      return "as real is best";
  }
  return "";
}

}  // namespace ganscope::metrics
