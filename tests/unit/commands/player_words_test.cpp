#include "app/text/player_words.h"

#include <gtest/gtest.h>

namespace ganscope::text {
namespace {

TEST(PlayerWords, AreSaidInPlaceOfGeneratorAndDiscriminator) {
  const PlayerWords words{"decoder", "encoder"};
  const auto en = [&](const char* text) { return with_players(text, words, "en"); };
  EXPECT_EQ(en("EMA of G"), "EMA of the decoder");
  EXPECT_EQ(en("Hidden width of D"), "Hidden width of the encoder");
  EXPECT_EQ(en("Generator norm (MLP)"), "Decoder norm (MLP)");
  EXPECT_EQ(en("D halves it. G's layers, of DCGAN and GANs."),
            "The encoder halves it. The decoder's layers, of DCGAN and GANs.");
  EXPECT_EQ(en("{G} of {D:both}"), "{G:decoder} of {D:both}");
  EXPECT_EQ(en("how many random numbers G makes one sample from"),
            "how many random numbers the decoder makes one sample from");
}

TEST(PlayerWords, AreSaidInChineseWithoutGaps) {
  const PlayerWords words{"解码器", "编码器"};
  EXPECT_EQ(with_players("G 的 EMA", words, "zh"), "解码器的 EMA");
  EXPECT_EQ(with_players("让 D 判断", words, "zh"), "让编码器判断");
  EXPECT_EQ(with_players("判别器的归一化", words, "zh"), "编码器的归一化");
}

TEST(PlayerWords, LeaveATextAloneWhereAModelHasNone) {
  EXPECT_EQ(with_players("EMA of G", {}, "en"), "EMA of G");
}

}  // namespace
}  // namespace ganscope::text
