#include "core/metrics/all_metrics.h"

namespace ganscope::metrics {

const std::vector<config::EntryInfo>& all_metrics() {
  static const std::vector<config::EntryInfo> metrics{
      {"frechet", "Fréchet distance",
       "How far the generated pictures' features lie from the real ones', in mean and covariance; 0 is the "
       "same (Heusel "
       "2017). The features come from a small classifier of the data itself, so compare within one data set "
       "only."},
      {"precision", "Precision",
       "Share of generated pictures that lie among the real ones: are they good? (Kynkäänniemi 2019, k = 3)"},
      {"recall", "Recall",
       "Share of real pictures that lie among the generated ones: is everything covered? (Kynkäänniemi 2019, "
       "k = 3)"},
      {"classes", "Class shares", "How often the classifier sees each class, beside its share in the data."},
      {"attributes", "Attribute shares",
       "How often the classifier sees each attribute, beside its share in the data."},
      {"modes", "Modes",
       "Modes of the mixture with at least one sample within 3 sigma, of 2,500 (VEEGAN, PacGAN)."},
      {"high_quality", "High-quality share",
       "Share of samples within 3 sigma of their nearest mode; a perfect sampler gets 98.9 % in two "
       "dimensions."},
      {"reverse_kl", "Reverse KL",
       "How unevenly the high-quality samples fall on the modes: KL divergence of their shares from even "
       "ones; 0 is even "
       "(PacGAN)."},
  };
  return metrics;
}

}  // namespace ganscope::metrics
