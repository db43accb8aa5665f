#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/commands/requests.h"

namespace ganscope::commands {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

template <class T>
T parsed(std::vector<std::string> words) {
  auto request = parse_words(std::move(words));
  EXPECT_TRUE(request) << (request ? "" : describe(request.error()));
  if (!request || !std::holds_alternative<T>(*request)) {
    ADD_FAILURE() << "another request";
    return {};
  }
  return std::get<T>(*request);
}

Failure refused(std::vector<std::string> words) {
  auto request = parse_words(words);
  EXPECT_FALSE(request) << ::testing::PrintToString(words);
  if (request) return {};
  EXPECT_EQ(exit_code(request.error()), 2) << ::testing::PrintToString(words);
  EXPECT_FALSE(request.error().hint.empty()) << ::testing::PrintToString(words);
  EXPECT_EQ(request.error().what.find('\n'), std::string::npos) << request.error().what;
  return request.error();
}

TEST(ParseWords, NoWordsView) { EXPECT_EQ(parsed<shell::ViewOptions>({}).target, ""); }

TEST(ParseWords, DataAloneAreViewed) {
  EXPECT_EQ(parsed<shell::ViewOptions>({"folder:/pictures"}).target, "folder:/pictures");
  EXPECT_EQ(parsed<shell::ViewOptions>({"view", "csv:points.csv"}).target, "csv:points.csv");
  EXPECT_EQ(parsed<TrainRequest>({"train", "folder:/pictures"}).experiment, "folder:/pictures");
  refused({"nothing:/pictures"});
}

TEST(ParseWords, AResumedRunMayBeToldWhereItsDataAre) {
  const auto train = parsed<TrainRequest>({"train", "--resume", "run", "--data", "folder:elsewhere"});
  EXPECT_EQ(train.data, "folder:elsewhere");
}

TEST(ParseWords, TheSeedOfARunHasTheLimitsOfItsOption) {
  EXPECT_EQ(parsed<TrainRequest>({"train", "faces", "--seed", "2147483647"}).seed, 2147483647U);
  for (const char* command : {"train", "view"})
    EXPECT_THAT(refused({command, "faces", "--seed", "2147483648"}).what,
                HasSubstr("between 0 and 2147483647"));
}

TEST(ParseWords, ASweepTakesItsAxesInTheirOrderAndTheSeedsLast) {
  const auto sweep =
      parsed<SweepRequest>({"sweep", "ring", "--seeds", "1-2,7", "--set", "lr_g=0.1,0.2", "--set",
                            "layers_g=32,16;", "--steps", "9", "--out", "grid", "--json"});
  EXPECT_EQ(sweep.axes, (std::vector<runs::Axis>{
                            {"lr_g", {"0.1", "0.2"}}, {"layers_g", {"32,16"}}, {"seed", {"1", "2", "7"}}}));
  EXPECT_EQ(sweep.each.experiment, "ring");
  EXPECT_EQ(sweep.each.steps, 9);
  EXPECT_TRUE(sweep.each.measure && sweep.json);
  EXPECT_EQ(sweep.out, "grid");
  refused({"sweep", "ring"});
  refused({"sweep", "--out", "grid"});
  refused({"sweep", "ring", "--out", "grid", "--steps", "1", "--seconds", "1"});
  for (const char* seeds : {"", "1-", "2-1", "x", "0-100000", "2147483648"})
    refused({"sweep", "ring", "--out", "grid", "--seeds", seeds});
  for (const char* values : {"batch", "batch=", "batch=1,,2", "=1"})
    refused({"sweep", "ring", "--out", "grid", "--set", values});
}

TEST(ParseWords, RunsAreListedByFolder) {
  EXPECT_EQ(parsed<ListRequest>({"list", "runs", "grid"}).folder, "grid");
  EXPECT_EQ(parsed<ListRequest>({"list", "runs"}).folder, "");
}

TEST(ParseWords, AnExperimentAloneIsViewed) {
  EXPECT_EQ(parsed<shell::ViewOptions>({"faces"}).target, "faces");
  EXPECT_EQ(parsed<shell::ViewOptions>({"view", "mine.toml"}).target, "mine.toml");
  EXPECT_EQ(parsed<shell::ViewOptions>({"mine.toml"}).target, "mine.toml");
}

TEST(ParseWords, ViewTakesAllItsOptions) {
  const auto view = parsed<shell::ViewOptions>(
      {"faces", "--size", "1280x720", "--scale", "1.5", "--lang", "zh", "--start", "--seed", "7", "--ui-map",
       "m.json", "--automation", "s.txt", "--screenshot", "a.png", "--exit-after-s", "2.5"});
  EXPECT_EQ(view.width, 1280);
  EXPECT_EQ(view.height, 720);
  EXPECT_EQ(view.scale, 1.5);
  EXPECT_EQ(view.language, "zh");
  EXPECT_TRUE(view.start);
  EXPECT_EQ(view.seed, 7u);
  EXPECT_EQ(view.ui_map, "m.json");
  EXPECT_EQ(view.automation, "s.txt");
  EXPECT_EQ(view.screenshot, "a.png");
  EXPECT_EQ(view.exit_after_s, 2.5);
  EXPECT_EQ(parsed<shell::ViewOptions>({"--start"}).start, true);
}

TEST(ParseWords, TrainTakesAllItsOptions) {
  const auto train = parsed<TrainRequest>(
      {"train",     "faces", "--set",   "lr_g=0.001", "--set",     "batch=8", "--data",   "ring",
       "--steps",   "100",   "--seed",  "3",          "--out",     "run",     "--device", "cpu",
       "--threads", "2",     "--quiet", "--json",     "--history", "8"});
  EXPECT_EQ(train.history_mb, 8);
  EXPECT_EQ(train.experiment, "faces");
  EXPECT_THAT(train.overrides, ElementsAre(Pair("lr_g", "0.001"), Pair("batch", "8")));
  EXPECT_EQ(train.data, "ring");
  EXPECT_EQ(train.steps, 100);
  EXPECT_FALSE(train.seconds);
  EXPECT_EQ(train.seed, 3u);
  EXPECT_EQ(train.out, "run");
  EXPECT_EQ(train.device, DeviceChoice::cpu);
  EXPECT_EQ(train.threads, 2);
  EXPECT_TRUE(train.quiet);
  EXPECT_TRUE(train.json);
}

TEST(ParseWords, EventFilesAreAFolderOfTrainAndOfExport) {
  EXPECT_EQ(parsed<TrainRequest>({"train", "faces", "--tensorboard", "logs"}).tensorboard, "logs");
  EXPECT_EQ(parsed<ExportRequest>({"export", "run", "--tensorboard", "logs"}).events, "logs");
  const auto both = parsed<ExportRequest>(
      {"export", "run", "--tensorboard", "logs", "--torchscript", "g.pt", "--step", "5", "--raw"});
  EXPECT_EQ(both.program, "g.pt");
  EXPECT_EQ(both.model.step, 5);
  EXPECT_EQ(refused({"export", "run", "--tensorboard", "logs", "--step", "5"}).where, "--step");
  EXPECT_EQ(refused({"export", "run", "--tensorboard", "logs", "--raw"}).where, "--raw");
}

TEST(ParseWords, AResumeNeedsNoExperiment) {
  const auto train = parsed<TrainRequest>({"train", "--resume", "run", "--seconds", "5"});
  EXPECT_EQ(train.resume, "run");
  EXPECT_EQ(train.seconds, 5.0);
}

TEST(ParseWords, ArithmeticKeepsTheOrderOfItsTerms) {
  const auto sum = parsed<ArithmeticRequest>({"arithmetic", "run", "--plus", "1,2,3", "--minus", "4,5",
                                              "--plus", "6", "--minus", "7", "--out", "a.png"});
  ASSERT_EQ(sum.terms.size(), 4u);
  EXPECT_TRUE(sum.terms[0].plus);
  EXPECT_THAT(sum.terms[0].seeds, ElementsAre(1, 2, 3));
  EXPECT_FALSE(sum.terms[1].plus);
  EXPECT_THAT(sum.terms[1].seeds, ElementsAre(4, 5));
  EXPECT_TRUE(sum.terms[2].plus);
  EXPECT_THAT(sum.terms[2].seeds, ElementsAre(6));
  EXPECT_FALSE(sum.terms[3].plus);
}

TEST(ParseWords, AFilmIsOfOneLatentOrOfTheFixedOnes) {
  const auto one = parsed<FilmRequest>({"film", "run", "--seed", "9", "--frames", "12", "--fps", "24",
                                        "--label", "3", "--with-steps", "--out", "a.mp4", "--json"});
  EXPECT_EQ(one.seed, 9U);
  EXPECT_EQ(one.frames, 12);
  EXPECT_EQ(one.frames_per_s, 24);
  EXPECT_EQ(one.model.label, "3");
  EXPECT_TRUE(one.with_steps && one.json);
  EXPECT_FALSE(parsed<FilmRequest>({"film", "run", "--out", "a.gif"}).seed);
  EXPECT_FALSE(parse_words({"film", "run", "--frames", "1", "--out", "a.gif"}));
}

TEST(ParseWords, DirectionsAreFoundByAMethod) {
  const auto found = parsed<DirectionsRequest>({"directions", "run", "--method", "attribute", "--precise",
                                                "--count", "3", "--strength", "1.5", "--seed", "9", "--step",
                                                "7", "--raw", "--out", "a.png", "--json"});
  EXPECT_EQ(found.method, DirectionsRequest::Method::attributes);
  EXPECT_EQ(found.count, 3);
  EXPECT_EQ(found.strength, 1.5);
  EXPECT_EQ(found.seed, 9U);
  EXPECT_EQ(found.model.step, 7);
  EXPECT_TRUE(found.precise && found.model.raw && found.json);
  EXPECT_EQ(parsed<DirectionsRequest>({"directions", "run", "--method", "sefa", "--out", "a.png"}).strength,
            2);
}

TEST(ParseWords, NeighboursAreLookedForOfSomeSeeds) {
  const auto near = parsed<NeighboursRequest>({"neighbours", "run", "--seed", "3,14,15", "--count", "7",
                                               "--step", "9", "--raw", "--out", "a.png", "--json"});
  EXPECT_THAT(near.seeds, ElementsAre(3, 14, 15));
  EXPECT_EQ(near.count, 7);
  EXPECT_EQ(near.model.step, 9);
  EXPECT_TRUE(near.model.raw && near.json);
  EXPECT_FALSE(parse_words({"neighbours", "run", "--out", "a.png"}).has_value()) << "of which?";
  EXPECT_FALSE(parse_words({"neighbours", "run", "--seed", "3,x", "--out", "a.png"}).has_value());
}

TEST(ParseWords, TheOtherCommandsTakeTheirs) {
  const auto sample =
      parsed<SampleRequest>({"sample", "run", "--count", "16", "--seed", "5", "--label", "3", "--truncation",
                             "0.7", "--step", "100", "--raw", "--out", "g.png", "--cells", "cells"});
  EXPECT_EQ(sample.count, 16);
  EXPECT_EQ(sample.seed, 5u);
  EXPECT_EQ(sample.model.label, "3");
  EXPECT_EQ(sample.model.truncation, 0.7);
  EXPECT_EQ(sample.model.step, 100);
  EXPECT_TRUE(sample.model.raw);
  EXPECT_EQ(sample.cells, "cells");
  const auto walk = parsed<InterpolateRequest>({"interpolate", "run", "--from", "1", "--to", "2", "--frames",
                                                "5", "--mode", "lerp", "--out", "w.gif"});
  EXPECT_EQ(walk.from, 1u);
  EXPECT_EQ(walk.to, 2u);
  EXPECT_EQ(walk.frames, 5);
  EXPECT_FALSE(walk.spherical);
  EXPECT_FALSE(walk.in_w);
  EXPECT_TRUE(parsed<InterpolateRequest>(
                  {"interpolate", "run", "--from", "1", "--to", "2", "--space", "w", "--out", "w.gif"})
                  .in_w);
  EXPECT_EQ(parsed<DataRequest>({"data", "folder:/x", "--preview", "p.png", "--json"}).spec, "folder:/x");
  EXPECT_EQ(parsed<EvaluateRequest>({"evaluate", "run", "--count", "500"}).count, 500);
  EXPECT_TRUE(parsed<InfoRequest>({"info", "run", "--json"}).json);
  EXPECT_EQ(parsed<ListRequest>({"list", "data"}).kind, "data");
  EXPECT_EQ(parsed<InvertRequest>({"invert", "run", "a.png", "--out", "d"}).picture, "a.png");
}

TEST(ParseWords, TranslateTakesAsManyPicturesAsThereAre) {
  const auto words =
      parsed<TranslateRequest>({"translate", "run", "a.png", "b/c.jpg", "--direction", "blond hair", "--step",
                                "40", "--raw", "--out", "d", "--json"});
  EXPECT_THAT(words.pictures, ElementsAre("a.png", "b/c.jpg"));
  EXPECT_EQ(words.direction, "blond hair");
  EXPECT_EQ(words.model.step, 40);
  EXPECT_TRUE(words.model.raw);
  EXPECT_TRUE(words.json);
  EXPECT_FALSE(parse_words({"translate", "run", "--out", "d"}).has_value()) << "no pictures";
  EXPECT_FALSE(parse_words({"translate", "run", "a.png"}).has_value()) << "nowhere to put them";
}

TEST(ParseWords, AMapIsOfConsecutiveSeeds) {
  const auto map = parsed<MapRequest>({"map", "run", "--count", "500", "--seed", "9", "--colour", "glasses",
                                       "--truncation", "0.7", "--out", "m.png", "--json"});
  EXPECT_EQ(map.count, 500);
  EXPECT_EQ(map.seed, 9U);
  EXPECT_EQ(map.colour, "glasses");
  EXPECT_EQ(map.model.truncation, 0.7);
  EXPECT_TRUE(map.json);
  EXPECT_EQ(parsed<MapRequest>({"map", "run", "--out", "m.png"}).count, 2000);
  for (const char* count : {"15", "4001", "many"})
    EXPECT_FALSE(parse_words({"map", "run", "--count", count, "--out", "m.png"}).has_value()) << count;
}

TEST(ParseWords, HelpAndVersionAreAnswered) {
  EXPECT_THAT(parsed<TextRequest>({"--help"}).text, HasSubstr("train"));
  EXPECT_THAT(parsed<TextRequest>({"train", "--help"}).text, HasSubstr("--resume"));
  EXPECT_THAT(parsed<TextRequest>({"--version"}).text, HasSubstr("ganscope"));
}

TEST(ParseWords, AMistypedCommandNamesTheNearest) {
  EXPECT_EQ(refused({"tarin"}).hint, "did you mean train?");
  EXPECT_EQ(refused({"facs"}).hint, "did you mean faces?");
}

TEST(ParseWords, AMistypedOptionNamesTheNearest) {
  const Failure failure = refused({"train", "faces", "--step", "5"});
  EXPECT_THAT(failure.what, HasSubstr("--step"));
  EXPECT_EQ(failure.hint, "did you mean --steps?");
}

TEST(ParseWords, WrongValuesAreRefused) {
  for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
           {"train"},
           {"train", "faces", "--steps", "many"},
           {"train", "faces", "--steps", "-1"},
           {"train", "faces", "--steps", "1", "--seconds", "1"},
           {"train", "faces", "--set", "lr_g"},
           {"train", "faces", "--device", "tpu"},
           {"train", "faces", "digits"},
           {"sample"},
           {"sample", "run"},
           {"sample", "run", "--out", "a.png", "--count", "0"},
           {"sample", "run", "--out"},
           {"view", "--size", "big"},
           {"view", "--lang", "fr"},
           {"interpolate", "run", "--out", "a.png"},
           {"interpolate", "run", "--from", "1", "--to", "2", "--mode", "cubic", "--out", "a.png"},
           {"interpolate", "run", "--from", "1", "--to", "2", "--space", "x", "--out", "a.png"},
           {"arithmetic", "run", "--minus", "1", "--out", "a.png"},
           {"arithmetic", "run", "--plus", "1,,2", "--out", "a.png"},
           {"arithmetic", "run", "--plus", "one", "--out", "a.png"},
           {"data"},
           {"list"}})
    refused(words);
}

}  // namespace
}  // namespace ganscope::commands
