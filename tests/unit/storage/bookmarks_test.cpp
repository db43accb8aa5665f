#include "core/storage/bookmarks.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>

#include "core/base/random.h"
#include "core/storage/latent_text.h"
#include "tests/support/temporary_folder.h"

namespace ganscope::storage {
namespace {

namespace fs = std::filesystem;

/// Values that are hard to write down: the smallest, the largest, and any bits that make a number.
std::vector<float> hard_floats(size_t count, uint64_t seed) {
  Random random(seed);
  std::vector<float> values{0.1F, -0.0F, 1e-45F, std::numeric_limits<float>::max(), 16777216.0F, 0.33333334F};
  while (values.size() < count) {
    const auto bits = static_cast<uint32_t>(random.below(uint64_t{1} << 32));
    float value = 0;
    std::memcpy(&value, &bits, sizeof value);
    if (std::isfinite(value)) values.push_back(value);
  }
  values.resize(count);
  return values;
}

bool bitwise_same(const std::vector<float>& a, const std::vector<float>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

Bookmark marked(const std::string& name, uint64_t seed, size_t width = 40) {
  Bookmark bookmark;
  bookmark.name = name;
  bookmark.latent = hard_floats(width, seed);
  bookmark.step = 4000;
  bookmark.made = "2026-11-28T13:25:38Z";
  bookmark.truncation = 0.7;
  return bookmark;
}

std::vector<Bookmark> some_bookmarks() {
  std::vector<Bookmark> list{marked("plain", 1), marked("a \"comma\", and\nmore", 2), marked("光", 3)};
  list[1].label = 2;
  list[1].model = api::Model::raw;
  list[2].space = api::Space::w;
  list[2].shares = {0.25F, 0, 0, 0.75F, 0};
  list[2].label = 3;
  return list;
}

std::string text_of(const fs::path& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// What a text of bookmarks is refused with; empty: it is not.
Failure refusal_of(const std::string& text) {
  const auto read = parse_bookmarks(text, "marks");
  return read ? Failure{} : read.error();
}

TEST(Bookmarks, ComeBackBitwiseFromJsonAndCsv) {
  const std::vector<Bookmark> list = some_bookmarks();
  for (const std::string& text : {bookmarks_as_json(list, {}), bookmarks_as_csv(list)}) {
    EXPECT_TRUE(begins_like_bookmarks(text.substr(0, bookmarks_telling_bytes)));
    const auto read = parse_bookmarks(text, "marks");
    ASSERT_TRUE(read) << read.error().what << text.substr(0, 300);
    EXPECT_TRUE(read->remarks.empty());
    ASSERT_EQ(read->list.size(), list.size());
    for (size_t i = 0; i < list.size(); ++i) {
      EXPECT_TRUE(same_bookmark(read->list[i], list[i])) << list[i].name << " in " << text.substr(0, 40);
      EXPECT_TRUE(bitwise_same(read->list[i].latent, list[i].latent));
      EXPECT_EQ(read->list[i].made, list[i].made);
    }
  }
  EXPECT_TRUE(bookmarks_as_csv(std::span(list).first(1)).starts_with("name,step,label,z0,z1,"));
}

TEST(Bookmarks, KeepTheirPicturesInJson) {
  std::vector<Bookmark> list{marked("picture", 1), marked("point", 2), marked("damaged", 3)};
  image::Picture picture{3, 2, 4, {}};
  for (int i = 0; i < 24; ++i) picture.pixels.push_back(static_cast<uint8_t>(i % 4 == 3 ? 255 : 10 * i));
  const image::Picture film{4, 1, 1, {0, 80, 160, 255}};
  list[0].drawn = std::make_shared<const Bookmark::Drawn>(Bookmark::Drawn{3968, picture, {}, film});
  list[1].drawn = std::make_shared<const Bookmark::Drawn>(Bookmark::Drawn{4000, {}, {0.5F, -0.25F}});
  list[2].drawn = list[0].drawn;
  std::string text = bookmarks_as_json(list, {}, "toy-0001");
  const auto read = parse_bookmarks(text, "marks");
  ASSERT_TRUE(read) << read.error().what;
  ASSERT_TRUE(read->list[0].drawn && read->list[1].drawn);
  EXPECT_EQ(read->run, "toy-0001");
  EXPECT_EQ(read->list[0].drawn->step, 3968);
  EXPECT_EQ(read->list[0].drawn->picture.width, 3);
  EXPECT_EQ(read->list[0].drawn->picture.height, 2);
  EXPECT_EQ(read->list[0].drawn->film.width, 4);
  EXPECT_EQ(read->list[0].drawn->film.pixels, film.pixels) << "every frame";
  EXPECT_EQ(read->list[1].drawn->point, (std::vector<float>{0.5F, -0.25F}));
  const size_t last = text.rfind("\"picture\":\"") + 20;
  text[last] = '!';
  const auto mended = parse_bookmarks(text, "marks");
  ASSERT_TRUE(mended) << "a picture can be drawn anew";
  EXPECT_EQ(mended->list[2].drawn, nullptr);
  EXPECT_EQ(mended->remarks.size(), 1U);
}

TEST(Bookmarks, ADamagedForeignOrNewerFileIsRefusedWithAReason) {
  const std::string whole = bookmarks_as_json(some_bookmarks(), {});
  EXPECT_NE(refusal_of(whole.substr(0, whole.size() / 2)).what.find("break off"), std::string::npos);
  EXPECT_EQ(refusal_of("").what, "This file is empty");
  EXPECT_EQ(refusal_of("{\"key\": 1}").what, "This file holds no bookmarks");
  EXPECT_EQ(refusal_of("[1, 2]").what, "This file holds no bookmarks");
  EXPECT_NE(refusal_of("{\"ganscope\":\"bookmarks\",\"version\":2,\"bookmarks\":[]}").what.find("newer"),
            std::string::npos);
  EXPECT_NE(refusal_of("{\"ganscope\":\"bookmarks\",\"version\":1,\"bookmarks\":[{\"name\":\"a\"}]}")
                .what.find("damaged"),
            std::string::npos);
  EXPECT_NE(
      refusal_of(
          "{\"ganscope\":\"bookmarks\",\"version\":1,\"bookmarks\":[{\"name\":\"a\",\"latent\":[1e300]}]}")
          .what.find("finite"),
      std::string::npos);
  EXPECT_EQ(refusal_of("name,step,label\na,1,\n").what, "There is no column z0");
  EXPECT_EQ(refusal_of("name,step,label,z0,z2\n").what, "There is no column z1");
  const Failure line = refusal_of("name,step,label,z0\na,1,,0.5\nb,1,,nan\n");
  EXPECT_EQ(line.where, "marks, line 3");
  EXPECT_EQ(refusal_of("name,step,label,z0\na,1,,0.5,7\n").where, "marks, line 2");
  EXPECT_EQ(refusal_of("name,step,label,z0\na,1,x,0.5\n").where, "marks, line 2");
  const auto more = parse_bookmarks("name,step,label,z0,mood\r\na,1,,+0.5,merry\r\n\r\n", "marks");
  ASSERT_TRUE(more) << more.error().what;
  ASSERT_EQ(more->list.size(), 1U);
  EXPECT_EQ(more->list[0].latent, std::vector<float>{0.5F});
  EXPECT_NE(more->remarks.at(0).find("mood"), std::string::npos);
}

TEST(Bookmarks, AreKeptWithTheRunAndADamagedFileIsPutAside) {
  const testing::TemporaryFolder folder;
  const fs::path run = folder.path(), file = run / "bookmarks.json";
  EXPECT_TRUE(open_bookmarks(run)->list.empty());
  ASSERT_TRUE(keep_bookmarks(run, {}, {}));
  EXPECT_FALSE(fs::exists(file)) << "who has none leaves nothing behind";
  const std::vector<Bookmark> list = some_bookmarks();
  ASSERT_TRUE(keep_bookmarks(run, list, {}));
  EXPECT_TRUE(same_bookmark(open_bookmarks(run)->list.at(2), list[2]));
  EXPECT_EQ(std::distance(fs::directory_iterator(run), {}), 1) << "nothing half-written beside it";
  for (const char* aside : {"bookmarks-unreadable.json", "bookmarks-unreadable-2.json"}) {
    std::ofstream(file) << "not what it was " << aside;
    const auto damaged = open_bookmarks(run);
    ASSERT_FALSE(damaged);
    EXPECT_EQ(damaged.error().kind, FailureKind::bad_data);
    EXPECT_NE(damaged.error().hint.find(aside), std::string::npos);
    EXPECT_EQ(text_of(run / aside), std::string("not what it was ") + aside);
    EXPECT_FALSE(fs::exists(file));
  }
}

TEST(Bookmarks, AreTakenAsFarAsTheyFitTheModel) {
  const std::vector<std::string> theirs{"cat", "dog", "owl", "fox", "elk"}, ours{"dog", "fox", "cat"};
  const auto fitted = [&](std::vector<Bookmark> list, bool has_w, int classes) {
    return fitted_bookmarks({std::move(list), "", theirs, {}}, 40, has_w, classes,
                            classes > 0 ? std::span<const std::string>(ours) : std::span<const std::string>(),
                            "marks");
  };
  std::vector<Bookmark> list = some_bookmarks();
  list[1].label = 1;
  const auto all = fitted(list, true, 3);
  ASSERT_TRUE(all) << all.error().what;
  ASSERT_EQ(all->list.size(), 3U);
  EXPECT_EQ(all->list[1].label, 0) << "the dog, by name";
  EXPECT_EQ(all->list[2].shares.size(), 3U);
  EXPECT_EQ(all->list[2].label, 1) << "mostly the fox";
  EXPECT_TRUE(all->remarks.empty());
  list[1].label = 4;
  list.push_back(marked("long", 5, 64));
  const auto some = fitted(list, false, 3);
  ASSERT_TRUE(some) << some.error().what;
  EXPECT_EQ(some->list.size(), 1U);
  EXPECT_EQ(some->remarks.size(), 3U) << "too long, in w, an elk";
  const auto without = fitted({list[1]}, false, 0);
  ASSERT_TRUE(without);
  EXPECT_EQ(without->list[0].label, -1);
  EXPECT_EQ(without->remarks.size(), 1U);
  const auto none = fitted({list[3]}, true, 0);
  ASSERT_FALSE(none);
  EXPECT_NE(none.error().hint.find("64 numbers, those of this model 40"), std::string::npos);
}

TEST(PastedLatents, AreReadAsPythonPrintsThem) {
  const std::vector<float> one{0.1F, -2.0F, 3e-5F, 1.0F};
  for (const char* text : {"[0.1, -2.0, 3e-05, 1.0]", "0.1 -2 3e-5 1", " 0.1,\n -2.,\n 3.e-05,\n +1. ",
                           "(0.1, -2.0, 3e-05, 1.0)", "[ 0.1  -2.   3.e-05\n  1. ]",
                           "array([ 0.1, -2. ,  3.e-05,  1. ], dtype=float32)",
                           "tensor([ 0.1, -2.0,  3e-05,  1.0], device='cuda:0', grad_fn=<SelectBackward0>)",
                           "z = torch.tensor([[0.1, -2, 3e-5, 1]], requires_grad=True)",
                           "[np.float32(0.1), np.float32(-2.0), np.float32(3e-05), np.float32(1.0)]",
                           "tensor([[[[0.1]], [[-2.0]], [[3e-05]], [[1.0]]]])", "0.1\n−2\n3e-5\n1"}) {
    const auto read = parse_latents(text, 4);
    ASSERT_TRUE(read) << text << ": " << read.error().what;
    ASSERT_EQ(read->size(), 1U) << text;
    EXPECT_EQ(read->front(), one) << text;
  }
  for (const char* text : {"[[1, 2], [3, 4], [5, 6]]", "1 2\n3 4\n5 6\n", "[[1 2]\n [3 4]\n [5 6]]",
                           "tensor([1., 2.])\ntensor([3., 4.])\ntensor([5., 6.])",
                           "array([[1., 2.],\n       [3., 4.],\n       [5., 6.]])"}) {
    const auto read = parse_latents(text, 2);
    ASSERT_TRUE(read) << text << ": " << read.error().what;
    EXPECT_EQ(*read, (std::vector<std::vector<float>>{{1, 2}, {3, 4}, {5, 6}})) << text;
  }
  const std::vector<float> hard = hard_floats(2000, 7);
  EXPECT_TRUE(bitwise_same(parse_latents(latent_text(hard), 2000)->front(), hard))
      << "what is copied comes back";
}

TEST(PastedLatents, AreRefusedWithAReasonAndAHint) {
  const auto refused = [](const char* text) {
    const auto read = parse_latents(text, 3);
    EXPECT_FALSE(read) << text;
    if (read) return std::string();
    EXPECT_FALSE(read.error().hint.empty()) << text;
    return read.error().what;
  };
  EXPECT_EQ(refused("[1, 2]"), "What was pasted has 2 numbers, and a latent of this model 3");
  EXPECT_EQ(refused("[[1, 2, 3], [1, 2, 3, 4]]"), "Row 2 has 4 numbers, and a latent of this model 3");
  EXPECT_EQ(refused("[1, nan, 2]"), "Number 2 is nan");
  EXPECT_EQ(refused("[1, 2, -inf]"), "Number 3 is -inf");
  EXPECT_EQ(refused("[1, 2, 1e60]"), "Number 3 is 1e60");
  EXPECT_NE(refused("[1, 2, ..., 3]").find("left numbers out"), std::string::npos);
  EXPECT_NE(refused("[1, 2, 3").find("not closed"), std::string::npos);
  EXPECT_NE(refused("1, 2, 3]").find("without its beginning"), std::string::npos);
  EXPECT_EQ(refused("[1, two, 3]"), "\"two\" is no number");
  EXPECT_EQ(refused("[1, %, 3]"), "\"%,\" is no number");
  for (const char* nothing : {"", "[]", "tensor([])", "z = "})
    EXPECT_NE(refused(nothing).find("no numbers"), std::string::npos) << nothing;
}

TEST(PythonLines, SayWhatToExportAndSpellTheLatentOut) {
  Bookmark bookmark = marked("seed 7", 1, 3);
  bookmark.latent = {0.1F, -2, 1};
  bookmark.truncation = 1;
  PythonRun run{"runs/faces 1", "", false, false, 3, 32, 32};
  EXPECT_EQ(python_lines(bookmark, run),
            "import torch\n\n"
            "# seed 7: step 4000, EMA. First, in a terminal:\n"
            "#   ganscope export 'runs/faces 1' --torchscript g.pt --step 4000\n"
            "g = torch.jit.load(\"g.pt\")\n"
            "z = torch.tensor([[0.1, -2, 1]])\n"
            "picture = g(z)  # [1, 3, 32, 32], from -1 to 1\n");
  bookmark.space = api::Space::w;
  bookmark.truncation = 0.5;
  bookmark.model = api::Model::raw;
  bookmark.name = "two\nlines";
  bookmark.shares = {0.25F, 0.75F};
  run.conditional = true;
  const std::string lines = python_lines(bookmark, run);
  for (const char* part :
       {"# two lines: step 4000, raw.", "--step 4000 --raw\n", "w = g.mean_w + (w - g.mean_w) * 0.5\n",
        "shares = torch.tensor([[0.25, 0.75]])", "picture = g.forward_w_shares(w, shares)"})
    EXPECT_NE(lines.find(part), std::string::npos) << part << " in " << lines;
}

}  // namespace
}  // namespace ganscope::storage
