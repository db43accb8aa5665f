#include "app/lessons/document.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace ganscope::lessons {
namespace {

using Kind = Block::Kind;

Document read(std::string_view text, int first_line = 1) {
  auto document = read_document(text, "lesson.md", first_line);
  EXPECT_TRUE(document) << (document ? "" : describe(document.error()));
  return document ? std::move(*document) : Document{};
}

constexpr const char* collapse = R"(# Make it collapse

Give {G} a rate of `0.002` and {D} only `0.0001`,
then press [Start](control:transport/start).
Watch the {G:generated points}: **they run together** at *one* place, $x^\star_0$.

> $$
> \mathcal{L}_\G = -\mathbb{E}_z
>   \log \D(\G(z))
> $$
>
> Each $z$ is rewarded alone.

1. Look at the blobs
2. Count them
   - those with points
   - those without

   then go [to Explore](do:go explore).

---

![eight blobs](pictures/ring.png)

```
set learning_rate_g 0.002
```
)";

TEST(Documents, BecomeBlocksOfEveryKindInTheirOrder) {
  std::string text = collapse;
  text.replace(text.find("\\star"), 5, "2");
  const Document document = read(text);
  std::vector<Kind> kinds;
  for (const Block& block : document.blocks) kinds.push_back(block.kind);
  EXPECT_EQ(kinds, (std::vector{Kind::heading, Kind::paragraph, Kind::formula, Kind::paragraph,
                                Kind::list_item, Kind::list_item, Kind::list_item, Kind::list_item,
                                Kind::paragraph, Kind::rule, Kind::picture, Kind::code}));
  EXPECT_EQ(document.blocks[0].level, 1);
  EXPECT_EQ(document.blocks[4].number, 1);
  EXPECT_EQ(document.blocks[5].number, 2);
  EXPECT_EQ(document.blocks[6].number, 0);
  EXPECT_EQ(document.blocks[6].depth, 2);
  EXPECT_EQ(document.blocks[8].depth, 1) << "still of the second item";
  EXPECT_EQ(document.blocks[10].text, "pictures/ring.png");
  EXPECT_EQ(document.blocks[11].text, "set learning_rate_g 0.002\n");
  EXPECT_NE(document.blocks[2].quote, 0);
  EXPECT_EQ(document.blocks[2].quote, document.blocks[3].quote) << "the caption of the formula's card";
  EXPECT_EQ(document.blocks[4].quote, 0);
}

TEST(Documents, KnowTheLineOfEveryBlockInTheFile) {
  std::string text = collapse;
  text.replace(text.find("\\star"), 5, "2");
  const Document document = read(text, 21);
  std::vector<int> lines;
  for (const Block& block : document.blocks) lines.push_back(block.line);
  EXPECT_EQ(lines, (std::vector{21, 23, 28, 32, 34, 35, 36, 37, 39, 41, 43, 46}));
  EXPECT_EQ(document.links().at(0).line, 24);
  EXPECT_EQ(document.pictures().at(0).line, 43);
}

TEST(Documents, MarkSpansOfTextInCombination) {
  const Document document =
      read("Give {G:it all}, **bold {real}** and *all **of it***: `a b` {n:0.06} \\{not\\}.");
  ASSERT_EQ(document.blocks.size(), 1U);
  const std::vector<Span>& spans = document.blocks[0].spans;
  const auto find = [&](std::string_view words) {
    const auto found = std::ranges::find_if(spans, [&](const Span& span) { return span.text == words; });
    EXPECT_NE(found, spans.end()) << words;
    return found == spans.end() ? Span{} : *found;
  };
  EXPECT_EQ(find("it all").mark, Mark::generator);
  EXPECT_EQ(find("real").mark, Mark::real);
  EXPECT_TRUE(find("real").bold);
  EXPECT_TRUE(find("of it").bold && find("of it").emphasis);
  EXPECT_TRUE(find("all ").emphasis && !find("all ").bold);
  EXPECT_EQ(find("a b").kind, Span::Kind::code);
  EXPECT_EQ(find("0.06").mark, Mark::number);
  EXPECT_EQ(spans.back().text, " {not}.");
}

TEST(Documents, LinksPointAtControlsAndAskForActions) {
  const Document document =
      read("Press [Start **now**](control:transport/start) or [go](do:set rate_g 0.1 (fast)).");
  const std::vector<Link> links = document.links();
  ASSERT_EQ(links.size(), 2U);
  EXPECT_EQ(links[0].kind, Link::Kind::control);
  EXPECT_EQ(links[0].target, "transport/start");
  EXPECT_EQ(links[1].kind, Link::Kind::action);
  EXPECT_EQ(links[1].target, "set rate_g 0.1 (fast)");
  EXPECT_EQ(document.plain(), "Press Start now or go.\n");
}

TEST(Documents, FormulasKeepTheirBackslashesUnderscoresAndStars) {
  const Document document = read("So $\\{a_i * b_j\\} \\| x\\| \\, [0,1](x)$ and **$y_1$** too, _z_.");
  const std::vector<Span>& spans = document.blocks.at(0).spans;
  ASSERT_GE(spans.size(), 4U);
  EXPECT_EQ(spans[1].kind, Span::Kind::formula);
  EXPECT_EQ(spans[1].text, "\\{a_i * b_j\\} \\| x\\| \\, [0,1](x)");
  EXPECT_EQ(spans[3].text, "y_1");
  EXPECT_TRUE(spans[3].bold);
}

TEST(Documents, AFormulaSetApartPartsItsParagraph) {
  const Document document = read("Before\n$$a = b$$\nafter.");
  ASSERT_EQ(document.blocks.size(), 3U);
  EXPECT_EQ(document.blocks[0].spans.at(0).text, "Before");
  EXPECT_EQ(document.blocks[1].text, "a = b");
  EXPECT_EQ(document.blocks[2].spans.at(0).text, "after.");
  EXPECT_EQ(document.blocks[2].line, 3);
}

TEST(Documents, TheEndOfALineIsASpaceButNotBetweenChineseLetters) {
  const Document document = read("生成器\n学习**得\n快**\n一些。\nGAN 很\nfast");
  std::string words;
  for (const Span& span : document.blocks.at(0).spans) words += span.text;
  EXPECT_EQ(words, "生成器学习得快一些。 GAN 很 fast");
}

TEST(Documents, RefuseWhatIsNotDrawnWithFileAndLine) {
  const std::pair<const char*, const char*> faults[] = {{"one\n\n<b>two</b>", "lesson.md:3"},
                                                        {"<div>\nx\n</div>", "lesson.md:1"},
                                                        {"a\n\n[w](https://x.org)", "lesson.md:3"},
                                                        {"a\nb {X:c}", "lesson.md:1"},
                                                        {"a\n\n$\\foo$", "lesson.md:3"},
                                                        {"a\n\n> $$\n> x^\n> $$", "lesson.md:4"},
                                                        {"![x](/etc/x.png)", "lesson.md:1"},
                                                        {"\n![x](../../x.png)", "lesson.md:2"},
                                                        {"{G:**open**}", "lesson.md:1"},
                                                        {"a &foo; b", "lesson.md:1"},
                                                        {"- \n- x", "lesson.md:1"},
                                                        {"\xFF", "lesson.md:1"}};
  for (const auto& [text, where] : faults) {
    const auto document = read_document(text, "lesson.md");
    ASSERT_FALSE(document) << text;
    EXPECT_EQ(document.error().where, where) << text << ": " << document.error().what;
    EXPECT_FALSE(document.error().hint.empty()) << text;
  }
  EXPECT_NE(read_document("a $x + \\foo$", "l").error().what.find("column 5"), std::string::npos);
}

TEST(Documents, LeaveCommentsOutAndHaveNamesOfTheirOwn) {
  const Document one = read("a <!-- of the author --> b\n\n<!-- a\nwhole\nblock -->\n\nc"), other = read("");
  EXPECT_EQ(one.plain(), "a  b\nc\n");
  EXPECT_TRUE(other.empty());
  EXPECT_NE(one.id, other.id);
}

}  // namespace
}  // namespace ganscope::lessons
