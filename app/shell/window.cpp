#include "app/shell/window.h"

#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>
#include <epoxy/gl.h>

// GLFW must not bring GL's own header beside epoxy's.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <utility>

#include "app/gl/offscreen.h"
#include "app/shell/display_ways_out.h"
#include "app/shell/layout.h"
#include "app/ui/bounded.h"
#include "app/ui/imgui_compat.h"

namespace ganscope::shell {

/// What GLFW's callbacks leave behind; every window's user pointer.
struct WindowInput {
  bool any = false;  ///< something came from the user since the last wait
  ui::compat::Typing typing;
  std::vector<std::string> dropped;
};

struct Window::Handles {
  GLFWwindow* window = nullptr;
  Waker* waker = nullptr;
  WindowInput input;
  ImVec2 size_px;  ///< as this frame found it
  bool imgui = false;
  std::chrono::steady_clock::time_point asked;

  /// Asks the display, which answers by way of its server: once a frame, and now and then without one.
  void ask_size() {
    asked = std::chrono::steady_clock::now();
    int width = 0, height = 0;
    glfwGetFramebufferSize(window, &width, &height);
    if (window_is_gone()) return;  // what was answered then means nothing
    size_px = {static_cast<float>(width), static_cast<float>(height)};
  }

  ~Handles() {
    if (waker != nullptr) waker->disconnect();
    if (imgui) {
      ImGui_ImplOpenGL3_Shutdown();
      ImGui_ImplGlfw_Shutdown();
    }
    if (window != nullptr) glfwDestroyWindow(window);
    glfwTerminate();
  }
};

namespace {

constexpr auto asked_at_least = std::chrono::milliseconds(500);

/// The words of the last GLFW error; GLFW reports through a callback on the interface thread.
std::string& last_error() {
  static std::string words;
  return words;
}

tl::unexpected<Failure> no_window(const std::string& what) {
  const std::string& words = last_error();
  return fail(
      FailureKind::unsupported, words.empty() ? what : what + ": " + words, "display",
      "Without a display, train with `ganscope train faces`, or draw off screen with --screenshot FILE.");
}

WindowInput& input_of(GLFWwindow* window) {
  return *static_cast<WindowInput*>(glfwGetWindowUserPointer(window));
}

template <class... Arguments>
void note_input(GLFWwindow* window, Arguments...) {
  input_of(window).any = true;
}

void note_key(GLFWwindow* window, int key, int /*scancode*/, int action, int modifiers) {
  input_of(window).any = true;
  if (action == GLFW_PRESS) {
    input_of(window).typing.pressed(key, (modifiers & GLFW_MOD_CONTROL) != 0,
                                    (modifiers & GLFW_MOD_SHIFT) != 0, (modifiers & GLFW_MOD_ALT) != 0);
  } else if (action == GLFW_RELEASE) {
    input_of(window).typing.released(key);
  }
}

void note_letter(GLFWwindow* window, unsigned letter) {
  input_of(window).any = true;
  input_of(window).typing.typed(letter);
}

/// ImGui's backend calls these before its own.
void watch_input(GLFWwindow* window) {
  glfwSetCursorPosCallback(window, note_input<double, double>);
  glfwSetMouseButtonCallback(window, note_input<int, int, int>);
  glfwSetScrollCallback(window, note_input<double, double>);
  glfwSetKeyCallback(window, note_key);
  glfwSetCharCallback(window, note_letter);
  glfwSetCursorEnterCallback(window, note_input<int>);
  glfwSetWindowFocusCallback(window, note_input<int>);
  glfwSetWindowRefreshCallback(window, note_input<>);
  glfwSetFramebufferSizeCallback(window, note_input<int, int>);
  glfwSetWindowCloseCallback(window, note_input<>);
}

/// What a display says of itself: some say nought, or nothing that is a number.
float monitor_scale_of(float x, float y) {
  return ui::within(std::max(sane_scale(x), sane_scale(y)), 0.5F, most_scale);
}

float scale_of(GLFWmonitor* monitor) {
  float x = 1, y = 1;
  if (monitor != nullptr) glfwGetMonitorContentScale(monitor, &x, &y);
  return monitor_scale_of(x, y);
}

}  // namespace

bool display_named() {
  const auto named = [](const char* variable) {
    const char* value = std::getenv(variable);
    return value != nullptr && *value != '\0';
  };
  return named("DISPLAY") || named("WAYLAND_DISPLAY");
}

Window::Window(std::unique_ptr<Handles> handles) : handles_(std::move(handles)) {}
Window::~Window() = default;

Expected<std::unique_ptr<Window>> Window::open(int width, int height, Waker& waker) {
  if (!display_named()) {
    last_error().clear();
    return no_window("there is no display to open a window on");
  }
  gl::draw_with_one_thread();
  glfwSetErrorCallback([](int, const char* words) { last_error() = words; });
  if (glfwInit() != GLFW_TRUE) return no_window("the display cannot be used");
  auto handles = std::make_unique<Handles>();
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
  glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_FALSE);
  GLFWmonitor* monitor = glfwGetPrimaryMonitor();
  if (width <= 0 || height <= 0) {
    width = static_cast<int>(1600 * scale_of(monitor));
    height = static_cast<int>(900 * scale_of(monitor));
    if (monitor != nullptr) {
      int x = 0, y = 0, most_width = 0, most_height = 0;
      glfwGetMonitorWorkarea(monitor, &x, &y, &most_width, &most_height);
      if (most_width > 0) width = std::min(width, most_width);
      if (most_height > 0) height = std::min(height, most_height);
    }
  }
  handles->window = glfwCreateWindow(width, height, "ganscope", nullptr, nullptr);
  if (handles->window == nullptr) return no_window("a window with OpenGL 3.3 cannot be opened");
  glfwMakeContextCurrent(handles->window);
  glfwSwapInterval(1);
  glfwSetWindowUserPointer(handles->window, &handles->input);
  watch_input(handles->window);
  glfwSetDropCallback(handles->window, [](GLFWwindow* window, int count, const char** paths) {
    WindowInput& input = input_of(window);
    input.any = true;
    input.dropped.insert(input.dropped.end(), paths, paths + count);
  });
  ImGui_ImplGlfw_InitForOpenGL(handles->window, /*install_callbacks=*/true);
  ImGui_ImplOpenGL3_Init("#version 330 core");
  handles->imgui = true;
  handles->waker = &waker;
  waker.connect([] { glfwPostEmptyEvent(); });
  watch_display();
  handles->ask_size();
  return std::unique_ptr<Window>(new Window(std::move(handles)));
}

ImVec2 Window::size_px() const { return handles_->size_px; }

float Window::monitor_scale() const {
  float x = 1, y = 1;
  glfwGetWindowContentScale(handles_->window, &x, &y);
  return monitor_scale_of(x, y);
}

bool Window::wait(double timeout_s) {
  handles_->input.any = false;
  watch_display();
  if (timeout_s <= 0) {
    glfwPollEvents();
  } else {
    glfwWaitEventsTimeout(timeout_s);
  }
  if (std::chrono::steady_clock::now() - handles_->asked > asked_at_least) handles_->ask_size();
  return handles_->input.any || handles_->input.typing.any();
}

void Window::begin_frame() {
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplGlfw_NewFrame();
  handles_->input.typing.begin_frame(ImGui::GetIO());
  // Everything is laid out in framebuffer pixels, so that text is sharp where a window has more of them than
  // points.
  ImGuiIO& io = ImGui::GetIO();
  const ImVec2 ratio = io.DisplayFramebufferScale;
  if (ratio.x != 1 && ratio.x > 0 && io.MousePos.x > -1e6F) {
    io.MousePos = {io.MousePos.x * ratio.x, io.MousePos.y * ratio.y};
  }
  handles_->ask_size();
  io.DisplaySize = size_px();
  io.DisplayFramebufferScale = {1, 1};
}

void Window::bind() { glBindFramebuffer(GL_FRAMEBUFFER, 0); }

void Window::present() { glfwSwapBuffers(handles_->window); }

bool Window::close_wanted() const { return glfwWindowShouldClose(handles_->window) == GLFW_TRUE; }

bool Window::destroyed() const { return window_is_gone(); }

std::vector<std::string> Window::take_dropped() { return std::exchange(handles_->input.dropped, {}); }

}  // namespace ganscope::shell
