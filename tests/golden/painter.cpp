#include "tests/golden/painter.h"

#include <backends/imgui_impl_opengl3.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace ganscope::testing {

Painter::Painter(int width, int height, float scale, const std::vector<panels::Panel>& panels)
    : scale_(scale) {
  ImGui::CreateContext();
  ImGui::GetIO().IniFilename = nullptr;
  auto surface = shell::OffscreenSurface::make(width, height, waker_);
  if (!surface) {
    refusal_ = surface.error().what;
    return;
  }
  surface_ = std::move(*surface);
  interface_ = std::make_unique<shell::Interface>(ui::Strings{}, panels);
  textures_ = std::make_unique<gl::AtlasCache>();
  second_textures_ = std::make_unique<gl::AtlasCache>();
  auto sharp = gl::SharpPictures::make();
  if (!sharp) {
    refusal_ = sharp.error().what;
    return;
  }
  sharp_ = std::make_unique<gl::SharpPictures>(std::move(*sharp));
  auto fields = gl::FieldPainter::make();
  if (!fields) {
    refusal_ = fields.error().what;
    return;
  }
  fields_ = std::make_unique<gl::FieldPainter>(std::move(*fields));
  const model::UiModel nothing;
  interface_->prepare(nothing, scale_);
  if (!interface_->missing_fonts().empty()) refusal_ = interface_->missing_fonts().front();
}

Painter::~Painter() {
  sharp_.reset();
  fields_.reset();
  textures_.reset();
  second_textures_.reset();
  surface_.reset();
  ImGui::DestroyContext();
}

image::Picture Painter::paint(ShownRun& run, int frames) {
  const ImVec2 size = surface_->size_px();
  for (int i = 0; i < frames; ++i) {
    now_s_ += 1.0 / 60;
    run.settle(now_s_);
    if (interface_->prepare(run.model, scale_)) {
      ImGui_ImplOpenGL3_DestroyFontsTexture();
      ImGui_ImplOpenGL3_CreateFontsTexture();
    }
    surface_->begin_frame();
    ImGui::GetIO().DeltaTime = 1.0F / 60;
    ImGui::GetIO().MousePos = {-1000, -1000};
    textures_->update(run.model.results, run.model.preview, model::frames_of(run.model.status->data));
    textures_->show_frame(run.model.film_clock.frame);
    if (const auto& second = run.model.second) second_textures_->update(second->results, second->preview);
    if (const auto& small = run.model.runs_desk.pictures)
      textures_->update_run_pictures(small, static_cast<int>(small->files.size()), small->edge,
                                     small->pixels);
    ImGui::NewFrame();
    model::UiActions ignored;
    interface_->draw(run.model, {textures_->atlases(), second_textures_->atlases()}, size, scale_, now_s_,
                     ignored);
    ImGui::Render();
  }
  surface_->bind();
  const ImVec4 ground = ImGui::ColorConvertU32ToFloat4(interface_->theme().bg1);
  gl::clear(static_cast<int>(size.x), static_cast<int>(size.y), ground.x, ground.y, ground.z);
  sharp_->apply(*ImGui::GetDrawData());
  fields_->apply(*ImGui::GetDrawData(), interface_->theme(), scale_);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  surface_->present();
  return gl::read_pixels(static_cast<int>(size.x), static_cast<int>(size.y));
}

image::Picture Painter::cut(const image::Picture& whole, const std::string& item) const {
  const auto* found = interface_->items().find(item);
  if (found == nullptr) return {};
  const auto pixel = [](float value, int most) {
    return std::clamp(static_cast<int>(std::lround(value)), 0, most);
  };
  const int left = pixel(found->min.x, whole.width), right = pixel(found->max.x, whole.width);
  const int top = pixel(found->min.y, whole.height), bottom = pixel(found->max.y, whole.height);
  image::Picture part{right - left, bottom - top, whole.channels, {}};
  for (int y = top; y < bottom && left < right; ++y)
    part.pixels.insert(part.pixels.end(), whole.at(left, y),
                       whole.at(left, y) + (right - left) * whole.channels);
  return part;
}

}  // namespace ganscope::testing
