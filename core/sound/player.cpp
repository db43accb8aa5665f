#include "core/sound/player.h"

#include <cstdlib>

namespace ganscope::sound {
namespace {

class NoPlayer : public Player {
 public:
  explicit NoPlayer(std::string why) : why_(std::move(why)) {}
  uint64_t play(Wave /*wave*/, double /*gain*/, bool /*again*/) override { return 0; }
  void change(Wave /*wave*/, double /*gain*/) override {}
  void stop() override {}
  [[nodiscard]] Playing now() const override { return {.off = true, .why = why_}; }

 private:
  std::string why_;
};

}  // namespace

std::unique_ptr<Player> no_player(std::string why) { return std::make_unique<NoPlayer>(std::move(why)); }

std::unique_ptr<Player> make_player(std::function<void()> wake) {
  const char* chosen = std::getenv("GANSCOPE_PLAYER");
  const std::string choice = chosen != nullptr ? chosen : "";
  if (choice == "off") return no_player("it is switched off (GANSCOPE_PLAYER)");
  if (choice.starts_with("keep:")) return keeping_player(choice.substr(5));
  return alsa_player(std::move(wake));
}

}  // namespace ganscope::sound
