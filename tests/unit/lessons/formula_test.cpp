#include "app/lessons/formula.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <utility>

namespace ganscope::lessons {
namespace {

using NodeKind = FormulaNode::Kind;

FormulaNode parsed(std::string_view source) {
  const auto formula = read_formula(source);
  EXPECT_TRUE(formula) << source << ": " << (formula ? "" : describe(formula.error()));
  return formula ? *formula->root : FormulaNode{};
}

TEST(Formulas, AFractionHasTwoPartsAndARootOne) {
  const FormulaNode row = parsed("\\frac{\\partial L}{\\partial x} = \\sqrt2");
  ASSERT_EQ(row.parts.size(), 3U);
  ASSERT_EQ(row.parts[0].kind, NodeKind::fraction);
  EXPECT_EQ(row.parts[0].parts[0].parts.at(0).text, "∂");
  EXPECT_EQ(row.parts[1].atom, AtomClass::relation);
  ASSERT_EQ(row.parts[2].kind, NodeKind::root);
  EXPECT_EQ(row.parts[2].parts.at(0).text, "2");
}

TEST(Formulas, ScriptsBelongToTheLetterBeforeThemInEitherOrder) {
  for (const char* source : {"x_i^2", "x^2_i"}) {
    const FormulaNode row = parsed(source);
    ASSERT_EQ(row.parts.size(), 1U) << source;
    const FormulaNode& scripts = row.parts[0];
    ASSERT_EQ(scripts.kind, NodeKind::scripts);
    EXPECT_EQ(scripts.parts.at(0).text, "x");
    EXPECT_EQ(scripts.parts.at(1).parts.at(0).text, "i");
    EXPECT_EQ(scripts.parts.at(2).parts.at(0).text, "2");
  }
  const FormulaNode nested = parsed("e^{-x_{i^2}}");
  const FormulaNode& above = nested.parts.at(0).parts.at(2);
  ASSERT_EQ(above.parts.size(), 2U);
  EXPECT_EQ(above.parts[1].kind, NodeKind::scripts);
  EXPECT_EQ(parsed("x^23").parts.size(), 2U) << "as in TeX: x² 3";
  EXPECT_EQ(parsed("f'").parts.at(0).parts.at(2).parts.at(0).text, "′");
}

TEST(Formulas, AreColouredByWhoseTheyAre) {
  const FormulaNode row = parsed("\\D(\\G{G}(z)) \\real{p_{\\text{data}}}");
  EXPECT_EQ(row.parts.at(0).colour, FormulaNode::Colour::discriminator);
  EXPECT_EQ(row.parts.at(0).parts.at(0).text, "D");
  EXPECT_EQ(row.parts.at(2).colour, FormulaNode::Colour::generator);
  EXPECT_EQ(row.parts.back().colour, FormulaNode::Colour::real);
}

TEST(Formulas, LettersAreItalicNumbersAndNamesAreNot) {
  const FormulaNode row = parsed("x 0.5 \\log \\theta \\Delta");
  ASSERT_EQ(row.parts.size(), 5U);
  EXPECT_TRUE(row.parts[0].italic);
  EXPECT_EQ(row.parts[1].text, "0.5");
  EXPECT_FALSE(row.parts[1].italic);
  EXPECT_EQ(row.parts[2].kind, NodeKind::name);
  EXPECT_TRUE(row.parts[3].italic);
  EXPECT_FALSE(row.parts[4].italic);
}

TEST(Formulas, EveryCommandIsReadSomewhere) {
  for (const std::string& command : formula_commands()) {
    std::string source = "a \\" + command;
    if (command == "frac") source += "{1}{2}";
    if (command == "left" || command == "right") source = "\\left( x \\right]";
    if (command == "begin" || command == "end") source = "\\begin{cases} 1 & x > 0 \\\\ 0 \\end{cases}";
    if (command == "mathbb") source += "{E}";
    for (const char* taking :
         {"sqrt", "hat", "bar", "tilde", "text", "operatorname", "mathrm", "mathcal", "real"})
      if (command == taking) source += "{L}";
    EXPECT_TRUE(read_formula(source)) << source;
  }
}

TEST(Formulas, WhatIsWrongIsSaidWithItsColumn) {
  const std::pair<const char*, const char*> faults[] = {{"x + \\foo", "column 5"},
                                                        {"\\frac{1}", "column 9"},
                                                        {"x^2^3", "column 4"},
                                                        {"{x", "column 1"},
                                                        {"x}", "column 2"},
                                                        {"θθ \\oops", "column 4"},
                                                        {"\\left( x", "column 1"},
                                                        {"a & b", "column 3"},
                                                        {"\\mathbb{ab}", "column 8"},
                                                        {"x_", "column 3"},
                                                        {"", "column 1"},
                                                        {"\\left x \\right)", "column 7"},
                                                        {"\\begin{matrix} \\end{matrix}", "column 7"},
                                                        {"\\text{open", "column 6"},
                                                        {"\\begin{cases} 1", "column 1"},
                                                        {"a \\right) b", "column 3"}};
  for (const auto& [source, column] : faults) {
    const auto formula = read_formula(source);
    ASSERT_FALSE(formula) << source;
    EXPECT_EQ(formula.error().where, column) << source << ": " << formula.error().what;
    EXPECT_FALSE(formula.error().hint.empty()) << source;
  }
  const auto unknown = read_formula("x + \\foo");
  EXPECT_NE(unknown.error().what.find("\\foo"), std::string::npos);
}

TEST(Formulas, WithoutAnEndAreRefusedNotFollowed) {
  std::string deep;
  for (int i = 0; i < 300; ++i) deep += "\\sqrt";
  EXPECT_FALSE(read_formula(deep + "x"));
  EXPECT_FALSE(read_formula(std::string(300, '{')));
  EXPECT_FALSE(read_formula(std::string(10000, 'x')));
  EXPECT_FALSE(read_formula("\xFF"));
}

TEST(Formulas, CanBeReadAloud) {
  const auto formula = read_formula("\\mathcal{L}_\\G = -\\mathbb{E}_z \\log \\D(\\G(z))");
  ASSERT_TRUE(formula) << describe(formula.error());
  EXPECT_EQ(plain_formula(*formula), "L_G =  − E_z log D(G(z))");
}

}  // namespace
}  // namespace ganscope::lessons
