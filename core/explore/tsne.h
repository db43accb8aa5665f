#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace ganscope::explore {

/// t-SNE (van der Maaten & Hinton 2008) of up to some thousand points: places in the plane whose neighbours
/// are those of the points. Attraction among 3 · perplexity nearest neighbours (van der Maaten 2014),
/// repulsion among all pairs, exactly; begun with the two first columns (Kobak & Berens 2019), step size from
/// the number of points (Belkina 2019). Works in pieces of about a millisecond; the same numbers every time.
class Tsne {
 public:
  struct Options {
    double perplexity = 30;  ///< at most a third of the other points
    int iterations = 500;
    uint64_t seed = 1;  ///< parts what is equal
  };
  /// `points` [count, width], most important column first, one at least.
  Tsne(std::vector<float> points, int count, int width, const Options& options);

  bool step();                         ///< one piece; true: laid out
  [[nodiscard]] int64_t done() const;  ///< of `total`
  [[nodiscard]] int64_t total() const;
  [[nodiscard]] std::vector<float> positions() const;  ///< [count, 2], about the origin
  /// Kullback–Leibler divergence of the similarities, nats: what is minimised. Of the last iteration.
  [[nodiscard]] double divergence() const { return divergence_; }

 private:
  /// An attraction between points i < j.
  struct Bond {
    uint32_t j;
    float p;  ///< joint probability, both ways together: 2 p_ij
  };

  void find_neighbours(size_t row);
  void join_bonds(size_t row);
  void begin_plane();
  void push(size_t row);  ///< forces between a point and all later ones
  void pull();
  void move();

  size_t count_, width_;
  Options options_;
  std::vector<float> points_;
  size_t looked_ = 0;  ///< rows whose neighbours are known
  size_t joined_ = 0;  ///< rows whose bonds are told once
  std::vector<std::vector<Bond>> bonds_;
  double entropy_ = 0;  ///< Σ p ln p over all ordered pairs

  int iteration_ = 0;
  size_t pushed_ = 0;  ///< rows of this iteration
  double z_ = 0;       ///< Σ (1 + d²)⁻¹ over i < j
  std::vector<float> x_, y_, push_x_, push_y_, pull_x_, pull_y_;
  std::vector<float> speed_, gain_;  ///< [2, count]
  double divergence_ = 0;
};

}  // namespace ganscope::explore
