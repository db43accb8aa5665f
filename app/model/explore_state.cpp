#include "app/model/explore_state.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

#include "core/base/hash.h"

namespace ganscope::model {

explore::Latent ExploreState::at_pad(double u, double v) const {
  return explore::add(explore::add(pad_centre, pad_x.direction, pad_reach * u), pad_y.direction,
                      pad_reach * v);
}

explore::Latent ExploreState::on_path(double t01) const {
  const bool plain = path_between.empty() && !looped && !curved && path_pace == PathPace::even;
  if (!plain) return path().at(path_time(t01));
  return spherical ? explore::slerp(path_a.latent, path_b.latent, t01)
                   : explore::lerp(path_a.latent, path_b.latent, t01);
}

const ExploreState::PathEnd& ExploreState::path_key(size_t index) const {
  if (index == 0) return path_a;
  return index <= path_between.size() ? path_between[index - 1] : path_b;
}

explore::Path ExploreState::path() const {
  explore::Path path;
  for (size_t i = 0; i < path_keys(); ++i) {
    path.keys.push_back(path_key(i).latent);
    path.gaps.push_back(path_key(i).gap);
  }
  using Through = explore::Path::Through;
  path.through = looped      ? Through::loop
                 : curved    ? Through::curve
                 : spherical ? Through::slerp
                             : Through::lerp;
  path.in_out = path_pace == PathPace::in_out;
  path.keep_length = space == api::Space::z;
  return path;
}

bool ExploreState::path_has_classes() const {
  for (size_t i = 0; i < path_keys(); ++i)
    if (path_key(i).shares.empty() || path_key(i).shares.size() != path_a.shares.size()) return false;
  return true;
}

std::vector<float> ExploreState::shares_on_path(double t01) const {
  if (!path_has_classes()) return {};
  const explore::Path::Place here = path().place(path_time(t01));
  return explore::mixed(path_key(here.from).shares, path_key(here.to).shares, here.share);
}

double ExploreState::path_time(double t01) const {
  const bool evenly = path_pace == PathPace::seen && path_measured();
  return evenly ? explore::time_after(path_steps.steps, t01) : std::clamp(t01, 0.0, 1.0);
}

double ExploreState::path_shown(double time) const {
  const bool evenly = path_pace == PathPace::seen && path_measured();
  return evenly ? explore::share_until(path_steps.steps, time) : std::clamp(time, 0.0, 1.0);
}

uint64_t ExploreState::path_fingerprint() const {
  Fnv1a hash;
  const auto add = [&](double value) { hash.add(std::bit_cast<uint64_t>(value)); };
  for (size_t i = 0; i < path_keys(); ++i) {
    for (const float value : path_key(i).latent) hash.add(uint64_t{std::bit_cast<uint32_t>(value)});
    for (const float value : path_key(i).shares) hash.add(uint64_t{std::bit_cast<uint32_t>(value)});
    add(path_key(i).gap);
  }
  hash.add(uint64_t{curved} * 8 + uint64_t{looped} * 4 + uint64_t{spherical} * 2 +
           static_cast<uint64_t>(space == api::Space::w));
  add(truncation);
  if (path_a.shares.empty()) {
    hash.add(static_cast<uint64_t>(label));
    if (blended()) add(blend);
  }
  return std::max<uint64_t>(hash.value(), 1);
}

std::vector<float> ExploreState::class_shares(int classes) const {
  const auto count = static_cast<size_t>(std::max(0, classes));
  if (mixture.size() == count && !mixture.empty()) return mixture;
  std::vector<float> shares(count, 0.0F);
  const auto in = [&](int index) { return static_cast<size_t>(std::clamp(index, 0, classes - 1)); };
  if (count == 0) return shares;
  const double part = blended() ? blend : 0;
  shares[in(label)] += static_cast<float>(1 - part);
  shares[in(blend_to)] += static_cast<float>(part);
  return shares;
}

void ExploreState::take_classes(const std::vector<float>& shares) {
  std::vector<int> some;  // the heaviest first
  for (size_t i = 0; i < shares.size(); ++i)
    if (shares[i] != 0) some.push_back(static_cast<int>(i));
  const auto share_of = [&](int index) { return shares[static_cast<size_t>(index)]; };
  std::ranges::stable_sort(some, [&](int a, int b) { return share_of(a) > share_of(b); });
  if (some.empty()) return;
  mixture.clear();
  blend = 0;
  if (some.size() > 2) mixture = shares;
  // Of two the one that was there stays, so that the slider goes one way.
  if (some.size() == 2 && label == some[1]) std::swap(some[0], some[1]);
  label = some[0];
  if (some.size() < 2) return;
  blend_to = some[1];
  blend = static_cast<double>(share_of(blend_to));
}

int ExploreState::frame_of_path() const {
  return static_cast<int>(std::lround(std::clamp(path_t, 0.0, 1.0) * (path_frames - 1)));
}

}  // namespace ganscope::model
