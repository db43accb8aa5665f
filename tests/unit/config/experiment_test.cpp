#include "core/config/experiment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "core/config/experiment_file.h"
#include "core/config/experiment_group.h"
#include "tests/support/temporary_folder.h"

namespace ganscope::config {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

Option real_option(const char* key, double initial, double min, double max) {
  return {.key = key, .title = key, .help = "", .initial = initial, .min = min, .max = max};
}
Option whole_option(const char* key, int64_t initial, double min, double max) {
  return {.key = key, .title = key, .help = "", .initial = initial, .min = min, .max = max};
}

Catalogue small_catalogue() {
  Catalogue catalogue;
  catalogue.common = {whole_option("seed", 1, 0, 1e9), whole_option("batch", 16, 1, 512),
                      real_option("lr_g", 1e-3, 1e-6, 0.1)};
  catalogue.data = {{"faces", "Faces", "", {whole_option("size", 32, 16, 64)}},
                    {"ring", "Ring", "", {}},
                    {"folder", "Folder", "", {whole_option("size", 32, 16, 128)}},
                    {"idx", "IDX", "", {}}};
  catalogue.networks = {
      {"dcgan", "DCGAN", "", {whole_option("width", 16, 8, 64)}},
      {"mlp", "MLP", "", {whole_option("width", 128, 96, 1024), whole_option("depth", 2, 1, 8)}}};
  catalogue.objectives = {{"non-saturating", "NS", "", {}},
                          {"wgan-gp", "WGAN", "", {real_option("gp_lambda", 10, 0, 100)}}};
  catalogue.regularisers = {
      {"r1", "R1", "", {real_option("r1_gamma", 0, 0, 100)}},
      {"gradient-clipping", "Gradient clipping", "", {real_option("clip_gradient", 0, 0, 100)}}};
  return catalogue;
}

class ExperimentFiles : public ::testing::Test {
 protected:
  std::string write(const std::string& name, const std::string& content) {
    std::ofstream(folder_ / name) << content;
    return (folder_ / name).string();
  }
  Failure failure_of(const std::string& content) {
    const auto loaded = load_experiment(catalogue_, write("wrong.toml", content));
    EXPECT_FALSE(loaded) << content;
    return loaded ? Failure{} : loaded.error();
  }

  Catalogue catalogue_ = small_catalogue();
  testing::TemporaryFolder temporary_;
  const fs::path folder_ = temporary_.path();
};

TEST_F(ExperimentFiles, FillInEveryDefault) {
  const auto loaded = load_experiment(catalogue_, write("mine.toml", "data = \"faces\"\nlr_g = 0.01\n"));
  ASSERT_TRUE(loaded) << describe(loaded.error());
  EXPECT_EQ(loaded->name, "mine");
  EXPECT_EQ(loaded->settings.text("network"), "dcgan");
  EXPECT_EQ(loaded->settings.integer("width"), 16);
  EXPECT_EQ(loaded->settings.integer("size"), 32);
  EXPECT_EQ(loaded->settings.real("lr_g"), 0.01);
  EXPECT_EQ(loaded->settings.real("r1_gamma"), 0.0);
  EXPECT_FALSE(loaded->settings.has("gp_lambda"));
}

TEST_F(ExperimentFiles, InheritFromAParentBesideThem) {
  write("base.toml",
        "title = \"Base\"\nhelp = \"old\"\ndata = \"faces\"\nbatch = 32\nobjective = \"wgan-gp\"\ngp_lambda "
        "= 5.0\n");
  const auto loaded = load_experiment(
      catalogue_,
      write("child.toml",
            "parent = \"base.toml\"\nhelp = \"new\"\nobjective = \"non-saturating\"\nbatch = 8\n"));
  ASSERT_TRUE(loaded) << describe(loaded.error());
  EXPECT_EQ(loaded->title, "Base");
  EXPECT_EQ(loaded->help, "new");
  EXPECT_EQ(loaded->settings.integer("batch"), 8);
  EXPECT_FALSE(loaded->settings.has("gp_lambda")) << "it no longer matters";
}

TEST_F(ExperimentFiles, NameTheNearestKeyAndTheLineOfAnUnknownOne) {
  const Failure failure = failure_of("data = \"faces\"\n\nbacth = 3\n");
  EXPECT_EQ(failure.kind, FailureKind::usage);
  EXPECT_THAT(failure.what, HasSubstr("bacth"));
  EXPECT_THAT(failure.where, HasSubstr("wrong.toml:3"));
  EXPECT_EQ(failure.hint, "did you mean batch?");
}

TEST_F(ExperimentFiles, TellTheOptionOfARegulariserThatIsNamedInstead) {
  EXPECT_EQ(failure_of("data = \"faces\"\ngradient_cliping = 1\n").hint,
            "gradient-clipping is set by clip_gradient");
  EXPECT_EQ(failure_of("data = \"faces\"\nr1_gama = 1\n").hint, "did you mean r1_gamma?");
}

TEST_F(ExperimentFiles, NameTheLineOfAValueOutOfRange) {
  const Failure failure = failure_of("data = \"faces\"\nbatch = 100000\n");
  EXPECT_THAT(failure.what, HasSubstr("between 1 and 512, not 100000"));
  EXPECT_THAT(failure.where, HasSubstr("wrong.toml:2"));
}

TEST_F(ExperimentFiles, RefuseAnotherTypeTablesAndBrokenToml) {
  EXPECT_THAT(failure_of("data = \"faces\"\nbatch = \"many\"\n").what, HasSubstr("whole number"));
  EXPECT_THAT(failure_of("data = 3\n").what, HasSubstr("data must be a text"));
  EXPECT_THAT(failure_of("[data]\nx = 1\n").hint, HasSubstr("flat"));
  EXPECT_THAT(failure_of("data = \"faces\nbatch = 3\n").where, HasSubstr("wrong.toml:1"));
}

TEST_F(ExperimentFiles, NameTheNearestOfAnUnknownEntry) {
  EXPECT_THAT(failure_of("data = \"facs\"\n").hint, HasSubstr("did you mean faces?"));
  EXPECT_THAT(failure_of("data = \"faces\"\nnetwork = \"dcgam\"\n").hint, HasSubstr("did you mean dcgan?"));
  EXPECT_THAT(failure_of("data = \"faces\"\nobjective = \"wgan\"\n").hint,
              HasSubstr("did you mean wgan-gp?"));
}

TEST_F(ExperimentFiles, RefuseACircleOfParents) {
  write("a.toml", "parent = \"b.toml\"\n");
  write("b.toml", "parent = \"a.toml\"\ndata = \"faces\"\n");
  const auto loaded = load_experiment(catalogue_, (folder_ / "a.toml").string());
  ASSERT_FALSE(loaded);
  EXPECT_THAT(loaded.error().what, HasSubstr("its own ancestor"));
  EXPECT_THAT(loaded.error().where, HasSubstr("b.toml:1"));
}

TEST_F(ExperimentFiles, SayWhereAParentIsMissing) {
  const auto loaded = load_experiment(catalogue_, write("child.toml", "parent = \"gone.toml\"\n"));
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().kind, FailureKind::not_found);
  EXPECT_THAT(loaded.error().where, HasSubstr("gone.toml"));
}

TEST_F(ExperimentFiles, FindTheirDataBesideThem) {
  fs::create_directories(folder_ / "pictures");
  const auto loaded = load_experiment(catalogue_, write("mine.toml", "data = \"folder:pictures\"\n"));
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->settings.text("data"), "folder:" + (folder_ / "pictures").string());
  EXPECT_EQ(data_key(loaded->settings), "folder");
}

TEST_F(ExperimentFiles, TheirDataAndParentMayLieInTheHomeFolder) {
  const std::string before = std::getenv("HOME");
  ::setenv("HOME", folder_.c_str(), 1);
  fs::create_directories(folder_ / "portraits");
  write("base.toml", "batch = 7\n");
  const auto file = load_experiment(
      catalogue_, write("mine.toml", "parent = \"~/base.toml\"\ndata = \"folder:~/portraits\"\n"));
  const auto missing = with_overrides(catalogue_, {}, "folder:~/nowhere", {});
  ::setenv("HOME", before.c_str(), 1);
  ASSERT_TRUE(file) << file.error().what;
  EXPECT_EQ(file->settings.text("data"), "folder:" + (folder_ / "portraits").string());
  EXPECT_EQ(file->settings.integer("batch"), 7);
  ASSERT_TRUE(missing) << missing.error().what;
  EXPECT_EQ(missing->settings.text("data"), "folder:" + (folder_ / "nowhere").string())
      << "so that the message names the place that was looked at";
}

TEST_F(ExperimentFiles, ReadBackWhatToTomlWrites) {
  auto loaded = load_experiment(catalogue_, write("mine.toml",
                                                  "title = \"A \\\"quoted\\\" title\\\\\"\nhelp = "
                                                  "\"two\\nlines\"\ndata = \"faces\"\nlr_g = 0.0003\n"));
  ASSERT_TRUE(loaded);
  loaded->settings.set("r1_gamma", 10.0);
  const auto again = load_experiment(catalogue_, write("experiment.toml", to_toml(catalogue_, *loaded)));
  ASSERT_TRUE(again) << describe(again.error());
  EXPECT_EQ(again->name, "mine");
  EXPECT_EQ(again->title, loaded->title);
  EXPECT_EQ(again->help, loaded->help);
  EXPECT_EQ(again->settings, loaded->settings);
}

TEST_F(ExperimentFiles, AFolderIsNoExperiment) {
  const auto loaded = load_experiment(catalogue_, folder_.string());
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().kind, FailureKind::usage);
  EXPECT_THAT(loaded.error().hint, HasSubstr("folder:"));
}

class Overrides : public ::testing::Test {
 protected:
  Overrides() {
    experiment_.name = "faces";
    experiment_.settings.set("data", std::string("faces"));
    experiment_ = completed(catalogue_, experiment_).value();
  }
  Catalogue catalogue_ = small_catalogue();
  Experiment experiment_;
};

TEST_F(Overrides, ApplyInOrder) {
  const auto changed = with_overrides(catalogue_, experiment_, "", {{"batch", "4"}, {"batch", "8"}});
  ASSERT_TRUE(changed);
  EXPECT_EQ(changed->settings.integer("batch"), 8);
}

TEST_F(Overrides, KnowTheOptionsOfAnEntryChosenAfterThem) {
  const auto changed =
      with_overrides(catalogue_, experiment_, "", {{"gp_lambda", "3"}, {"objective", "wgan-gp"}});
  ASSERT_TRUE(changed) << describe(changed.error());
  EXPECT_EQ(changed->settings.real("gp_lambda"), 3.0);
}

TEST_F(Overrides, SayWhereAnOptionWithoutEffectBelongs) {
  const auto changed = with_overrides(catalogue_, experiment_, "", {{"gp_lambda", "3"}});
  ASSERT_FALSE(changed);
  EXPECT_EQ(changed.error().hint, "it belongs to objective=wgan-gp");
}

TEST_F(Overrides, RefuseUnknownKeysAndValuesOutOfRange) {
  const auto unknown = with_overrides(catalogue_, experiment_, "", {{"lr_q", "1"}});
  ASSERT_FALSE(unknown);
  EXPECT_EQ(exit_code(unknown.error()), 2);
  EXPECT_EQ(unknown.error().hint, "did you mean lr_g?");
  const auto outside = with_overrides(catalogue_, experiment_, "", {{"batch", "-3"}});
  ASSERT_FALSE(outside);
  EXPECT_EQ(outside.error().where, "--set batch=-3");
}

TEST_F(Overrides, ChangeTheDataAndDropItsOptions) {
  const auto changed = with_overrides(catalogue_, experiment_, "ring", {});
  ASSERT_TRUE(changed);
  EXPECT_EQ(changed->settings.text("data"), "ring");
  EXPECT_FALSE(changed->settings.has("size"));
  EXPECT_FALSE(with_overrides(catalogue_, experiment_, "rings-of-saturn", {}));
}

TEST_F(Overrides, AnotherNetworkTakesItsOwnDefaultWhereTheOldValueDoesNotFit) {
  experiment_.settings.set("network", std::string("mlp"));
  const auto changed = completed(catalogue_, experiment_);
  ASSERT_TRUE(changed);
  EXPECT_EQ(changed->settings.integer("width"), 128) << "16 is too narrow for the other network";
  EXPECT_EQ(changed->settings.integer("depth"), 2);
}

TEST_F(Overrides, WhatIsAcceptedIsReadBackFromItsFile) {
  experiment_.help = "quotes \" and \\, a tab\t, a line\n, \x7f\x01, \xEF\xBB\xBF, \xE4\xBD\xA0";
  for (const char* name : {"plain", "#no remark", "a = \"b\"", "", "   ", "\xC3\xA9", "new\nline", "'''"}) {
    experiment_.name = name;
    experiment_.settings.set("data", std::string("folder:/x/") + name);
    const auto good = check_round_trip(catalogue_, experiment_);
    ASSERT_TRUE(good) << describe(good.error());
    const auto read = parse_experiment_text(catalogue_, to_toml(catalogue_, experiment_), "run");
    ASSERT_TRUE(read) << describe(read.error());
    EXPECT_EQ(read->name, experiment_.name);
    EXPECT_EQ(read->settings.text("data"), experiment_.settings.text("data"));
    EXPECT_EQ(read->help, experiment_.help);
  }
}

TEST_F(Overrides, WhatCouldNotBeReadBackIsRefusedWithAHint) {
  const auto refused = [&](const Experiment& experiment) {
    const auto good = check_round_trip(catalogue_, experiment);
    return !good && !good.error().hint.empty() && exit_code(good.error()) == 1;
  };
  Experiment latin = experiment_;
  latin.settings.set("data", std::string("folder:/home/caf\xe9"));
  EXPECT_TRUE(refused(latin));
  Experiment named = experiment_;
  named.name = "\xff";
  EXPECT_TRUE(refused(named));
  Experiment endless = experiment_;
  endless.help = std::string(largest_experiment_file, 'x');
  EXPECT_TRUE(refused(endless));
}

TEST_F(Overrides, DataMayStandWhereAnExperimentDoes) {
  EXPECT_TRUE(names_data(catalogue_, "folder:/somewhere"));
  EXPECT_FALSE(names_data(catalogue_, "folder"));
  EXPECT_FALSE(names_data(catalogue_, "nothing:/somewhere"));
}

TEST(ActiveOptions, AreTheCommonOnesAndThoseOfWhatIsChosen) {
  Settings settings;
  settings.set("data", std::string("folder:/pictures"));
  settings.set("network", std::string("mlp"));
  settings.set("objective", std::string("wgan-gp"));
  std::vector<std::string> keys;
  for (const Option& option : active_options(small_catalogue(), settings)) keys.push_back(option.key);
  EXPECT_THAT(keys, ElementsAre("seed", "batch", "lr_g", "size", "width", "depth", "gp_lambda", "r1_gamma",
                                "clip_gradient"));
}

TEST(UnknownExperiment, NamesTheNearestBuiltInOne) {
  ASSERT_FALSE(builtin_experiments().empty());
  const auto loaded = load_experiment(small_catalogue(), "facs");
  ASSERT_FALSE(loaded);
  EXPECT_EQ(exit_code(loaded.error()), 2);
  EXPECT_EQ(loaded.error().hint, "did you mean faces?");
}

TEST(BuiltinExperiments, AreListedUnderAHeading) {
  EXPECT_EQ(experiment_group("faces"), "Pictures");
  EXPECT_EQ(experiment_group("ring"), "Points");
}

TEST(BuiltinExperiments, HaveTitleHelpAndAKnownParent) {
  for (const EntryInfo& entry : builtin_experiments()) {
    EXPECT_FALSE(entry.title.empty()) << entry.key;
    EXPECT_FALSE(entry.help.empty()) << entry.key;
    const auto file = builtin_experiment(entry.key);
    ASSERT_TRUE(file) << entry.key;
    if (file->parent) {
      EXPECT_TRUE(builtin_experiment(*file->parent)) << entry.key;
    }
  }
}

}  // namespace
}  // namespace ganscope::config
