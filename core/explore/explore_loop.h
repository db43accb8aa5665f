#pragma once
#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "core/explore/explorer.h"
#include "core/explore/frame_cache.h"
#include "core/explore/render_job.h"
#include "core/explore/sample_sheet.h"

namespace ganscope::explore {

/// The explorer thread's own state and loop. Everything here belongs to that thread.
class ExploreLoop {
 public:
  ExploreLoop(ExplorerOptions options, train::RendererFactory factory, train::Ports& train_ports,
              ExplorePorts& ports);
  void run(const std::stop_token& stop);

 private:
  using Clock = std::chrono::steady_clock;

  void take_in();
  void take_weights();
  void build_renderer();
  void renew_followers(Clock::time_point now);
  void ask_for_newer(Clock::time_point now);
  [[nodiscard]] bool weights_may_be_old(const RenderJob& job, Clock::time_point now) const;
  [[nodiscard]] bool ready(RenderJob& job, Clock::time_point now);
  [[nodiscard]] RenderJob* most_urgent(Clock::time_point now);
  void work(RenderJob& job);
  void draw_piece(RenderJob& job, int count);
  void draw_frame(RenderJob& job);
  void finish(RenderJob& job);
  void publish(RenderJob& job, bool complete);
  void work_on_sheet();
  void finish_sheets();
  [[nodiscard]] int piece_size() const;
  /// `latents` and `labels` are some of the request's.
  [[nodiscard]] std::optional<api::RenderResult> render(const train::Snapshot& snapshot,
                                                        const api::RenderRequest& request,
                                                        const std::vector<float>& latents,
                                                        const std::vector<int>& labels, bool scored);
  [[nodiscard]] Clock::duration time_to_sleep(Clock::time_point now) const;
  void report(std::string text);

  ExplorerOptions options_;
  train::RendererFactory factory_;
  train::Ports& train_ports_;
  ExplorePorts& ports_;

  std::shared_ptr<const train::Weights> weights_;
  Clock::time_point weights_at_{};  ///< when they arrived
  std::shared_ptr<const train::History> history_;
  std::shared_ptr<const train::Subject> subject_;  ///< what `renderer_` was built for
  std::unique_ptr<train::Renderer> renderer_;      ///< null: none could be built

  std::array<RenderJob, api::slot_count> jobs_;
  FrameCache frames_{size_t{8} << 20};  ///< 2,000 pictures of 32 × 32: the films of 50 latents
  Clock::time_point film_published_{};
  std::vector<train::SampleOrder> orders_;
  std::optional<SampleSheet> sheet_;

  Clock::time_point asked_at_{};  ///< when newer weights were asked for last
  double seconds_per_latent_ = 0.5e-3;
  std::string last_report_;
};

}  // namespace ganscope::explore
