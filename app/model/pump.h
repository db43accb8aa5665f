#pragma once
#include "app/model/two_runs.h"

namespace ganscope::model {

/// Once a frame, before drawing: takes whatever is new from the sessions into the model (results and rows of
/// an older generation are dropped, notices become toasts, tickets that were applied stop pending) and asks
/// the explorer for what the visible workspace shows, when that has changed since the last time. One ask
/// a view is under way at most: a newer one replaces it. A hidden workspace asks for nothing, and what it had
/// asked to follow is told to stop. Returns whether anything changed on screen: new values, a toast that
/// goes, a path that plays. The second run, where there is one, is taken in the same way, and asked for the
/// views of both.
///
/// View by view: grid – the 64 fixed latents (point data: `point_latents`, the 64 first), where they are
/// seen. film – the selected latent (Explore: the one in hand) at moments spread evenly over the history; for
/// point data every moment has `film_points` rows, that latent first. picture, ring (8 around the handle),
/// pad (5 × 5 from the top left, then the places), path, dimensions (low and high end of each shown slider),
/// arithmetic (ExploreState::row_of_…) – Explore. ranking – both ends of every dimension, once, to find the
/// strongest.
bool pump(UiModel& model, const Sessions& sessions, double now_s);

/// Only what the explorer has drawn since: while a frame waits for the picture under the hand.
bool pump_results(UiModel& model, const Sessions& sessions, double now_s);

/// Seconds until pump has something to do by itself (a toast goes, a film is due, a path plays); negative:
/// never.
[[nodiscard]] double seconds_until_due(const UiModel& model, double now_s);

constexpr int point_latents = 1024;
constexpr int film_points = 64;
constexpr double toast_seconds = 5;         ///< errors stay
constexpr double toast_offer_seconds = 60;  ///< those with an action
constexpr double film_pause_s = 1.0;        ///< between two films while it trains

}  // namespace ganscope::model
