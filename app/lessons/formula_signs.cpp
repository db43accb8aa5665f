#include "app/lessons/formula_signs.h"

namespace ganscope::lessons {
namespace {

constexpr AtomClass binary = AtomClass::binary, relation = AtomClass::relation;

FormulaSign variable(const char* text) { return {.text = text, .italic = true}; }

}  // namespace

const FormulaSigns& formula_signs() {
  static const FormulaSigns signs{{"alpha", variable("α")},
                                  {"beta", variable("β")},
                                  {"gamma", variable("γ")},
                                  {"delta", variable("δ")},
                                  {"epsilon", variable("ε")},
                                  {"varepsilon", variable("ε")},
                                  {"zeta", variable("ζ")},
                                  {"eta", variable("η")},
                                  {"theta", variable("θ")},
                                  {"iota", variable("ι")},
                                  {"kappa", variable("κ")},
                                  {"lambda", variable("λ")},
                                  {"mu", variable("μ")},
                                  {"nu", variable("ν")},
                                  {"xi", variable("ξ")},
                                  {"pi", variable("π")},
                                  {"rho", variable("ρ")},
                                  {"sigma", variable("σ")},
                                  {"tau", variable("τ")},
                                  {"upsilon", variable("υ")},
                                  {"phi", variable("φ")},
                                  {"varphi", variable("φ")},
                                  {"chi", variable("χ")},
                                  {"psi", variable("ψ")},
                                  {"omega", variable("ω")},
                                  {"Gamma", {"Γ"}},
                                  {"Delta", {"Δ"}},
                                  {"Theta", {"Θ"}},
                                  {"Lambda", {"Λ"}},
                                  {"Xi", {"Ξ"}},
                                  {"Pi", {"Π"}},
                                  {"Sigma", {"Σ"}},
                                  {"Upsilon", {"Υ"}},
                                  {"Phi", {"Φ"}},
                                  {"Psi", {"Ψ"}},
                                  {"Omega", {"Ω"}},
                                  {"nabla", {"∇"}},
                                  {"partial", {"∂"}},
                                  {"infty", {"∞"}},
                                  {"ell", {"ℓ"}},
                                  {"forall", {"∀"}},
                                  {"exists", {"∃"}},
                                  {"emptyset", {"∅"}},
                                  {"prime", {"′"}},
                                  {"ldots", {"…", AtomClass::inner}},
                                  {"dots", {"…", AtomClass::inner}},
                                  {"cdots", {"⋯", AtomClass::inner}},
                                  {"|", {"‖"}},
                                  {"{", {"{", AtomClass::opening}},
                                  {"}", {"}", AtomClass::closing}},
                                  {"%", {"%"}},
                                  {"$", {"$"}},
                                  {"&", {"&"}},
                                  {"#", {"#"}},
                                  {"_", {"_"}},
                                  {"langle", {"⟨", AtomClass::opening}},
                                  {"rangle", {"⟩", AtomClass::closing}},
                                  {"cdot", {"⋅", binary}},
                                  {"times", {"×", binary}},
                                  {"div", {"÷", binary}},
                                  {"pm", {"±", binary}},
                                  {"mp", {"∓", binary}},
                                  {"ast", {"∗", binary}},
                                  {"circ", {"∘", binary}},
                                  {"cup", {"∪", binary}},
                                  {"cap", {"∩", binary}},
                                  {"le", {"≤", relation}},
                                  {"leq", {"≤", relation}},
                                  {"ge", {"≥", relation}},
                                  {"geq", {"≥", relation}},
                                  {"ne", {"≠", relation}},
                                  {"neq", {"≠", relation}},
                                  {"ll", {"≪", relation}},
                                  {"gg", {"≫", relation}},
                                  {"approx", {"≈", relation}},
                                  {"sim", {"∼", relation}},
                                  {"equiv", {"≡", relation}},
                                  {"propto", {"∝", relation}},
                                  {"in", {"∈", relation}},
                                  {"notin", {"∉", relation}},
                                  {"subset", {"⊂", relation}},
                                  {"mid", {"|", relation}},
                                  {"to", {"→", relation}},
                                  {"rightarrow", {"→", relation}},
                                  {"leftarrow", {"←", relation}},
                                  {"mapsto", {"↦", relation}},
                                  {"Rightarrow", {"⇒", relation}},
                                  {"Leftrightarrow", {"⇔", relation}},
                                  {"sum", {"∑", AtomClass::large_operator, false, true, true}},
                                  {"prod", {"∏", AtomClass::large_operator, false, true, true}},
                                  {"int", {"∫", AtomClass::large_operator, false, true, false}}};
  return signs;
}

const FormulaSigns& formula_names() {
  const auto plain = [](const char* text) { return FormulaSign{text, AtomClass::large_operator}; };
  const auto with_limits = [](const char* text) {
    return FormulaSign{text, AtomClass::large_operator, false, false, true};
  };
  static const FormulaSigns names{{"log", plain("log")},
                                  {"ln", plain("ln")},
                                  {"exp", plain("exp")},
                                  {"sin", plain("sin")},
                                  {"cos", plain("cos")},
                                  {"tan", plain("tan")},
                                  {"tanh", plain("tanh")},
                                  {"det", plain("det")},
                                  {"min", with_limits("min")},
                                  {"max", with_limits("max")},
                                  {"inf", with_limits("inf")},
                                  {"sup", with_limits("sup")},
                                  {"lim", with_limits("lim")},
                                  {"argmin", with_limits("arg min")},
                                  {"argmax", with_limits("arg max")}};
  return names;
}

const std::map<std::string_view, float>& formula_spaces() {
  static const std::map<std::string_view, float> spaces{
      {",", 0.167F}, {":", 0.222F}, {";", 0.278F}, {"!", -0.167F}, {" ", 0.25F}, {"quad", 1}, {"qquad", 2}};
  return spaces;
}

const std::map<std::string_view, const char*>& formula_delimiters() {
  static const std::map<std::string_view, const char*> all{
      {"(", "("},   {")", ")"},   {"[", "["},   {"]", "]"},        {"|", "|"},       {".", "."},
      {"\\{", "{"}, {"\\}", "}"}, {"\\|", "‖"}, {"\\langle", "⟨"}, {"\\rangle", "⟩"}};
  return all;
}

FormulaSign typed_sign(std::string_view letter) {
  static const std::map<std::string_view, FormulaSign> typed{{"+", {"+", binary}},
                                                             {"-", {"−", binary}},
                                                             {"−", {"−", binary}},
                                                             {"*", {"∗", binary}},
                                                             {"·", {"⋅", binary}},
                                                             {"=", {"=", relation}},
                                                             {"<", {"<", relation}},
                                                             {">", {">", relation}},
                                                             {":", {":", relation}},
                                                             {"(", {"(", AtomClass::opening}},
                                                             {"[", {"[", AtomClass::opening}},
                                                             {")", {")", AtomClass::closing}},
                                                             {"]", {"]", AtomClass::closing}},
                                                             {"!", {"!", AtomClass::closing}},
                                                             {",", {",", AtomClass::punctuation}},
                                                             {";", {";", AtomClass::punctuation}}};
  if (const auto found = typed.find(letter); found != typed.end()) return found->second;
  for (const auto& [name, sign] : formula_signs())
    if (sign.text == letter) return sign;
  const bool latin = letter.size() == 1 &&
                     ((letter[0] >= 'a' && letter[0] <= 'z') || (letter[0] >= 'A' && letter[0] <= 'Z'));
  return {.text = nullptr, .italic = latin};
}

}  // namespace ganscope::lessons
