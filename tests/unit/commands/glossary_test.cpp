#include "app/text/glossary.h"

#include <gtest/gtest.h>

namespace ganscope::text {
namespace {

TEST(Glossary, EveryTermHasAWordAndASentenceInBothLanguages) {
  EXPECT_GE(glossary().size(), 30U);
  for (const Term& term : glossary())
    for (const std::string* field : {&term.en, &term.zh, &term.sentence_en, &term.sentence_zh})
      EXPECT_FALSE(field->empty()) << term.key;
}

}  // namespace
}  // namespace ganscope::text
