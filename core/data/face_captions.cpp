#include "core/data/face_captions.h"

#include <algorithm>
#include <string>

#include "core/base/check.h"
#include "core/data/face_traits.h"

namespace ganscope::data {
namespace {

constexpr double named_share = 0.45;

struct Phrase {
  FaceAttribute attribute;
  const char *text, *chinese;
  std::vector<std::string> also;
};

/// In the order of the attributes and of their values.
std::vector<Phrase> phrases() {
  using A = FaceAttribute;
  return {
      {A::hair_colour, "black hair", "黑头发", {"black-haired", "黑发", "黑色头发", "黑色的头发"}},
      {A::hair_colour, "brown hair", "棕头发", {"brown-haired", "棕发", "棕色头发", "棕色的头发"}},
      {A::hair_colour,
       "blond hair",
       "金头发",
       {"blonde hair", "blond", "blonde", "fair hair", "yellow hair", "金发", "金色头发", "金色的头发"}},
      {A::hair_colour,
       "red hair",
       "红头发",
       {"red-haired", "redhead", "ginger hair", "红发", "红色头发", "红色的头发"}},
      {A::hair_length, "short hair", "短头发", {"short-haired", "短发"}},
      {A::hair_length, "long hair", "长头发", {"long-haired", "长发"}},
      {A::glasses,
       "no glasses",
       "不戴眼镜",
       {"without glasses", "no spectacles", "没有眼镜", "没戴眼镜", "无眼镜"}},
      {A::glasses, "glasses", "戴眼镜", {"spectacles", "戴着眼镜", "眼镜"}},
      {A::smile,
       "not smiling",
       "不笑",
       {"no smile", "without a smile", "serious", "unsmiling", "不微笑", "没有微笑", "严肃"}},
      {A::smile, "smiling", "微笑", {"smile", "a smile", "smiles", "happy", "笑", "在笑", "在微笑", "笑着"}},
      {A::open_mouth, "closed mouth", "闭着嘴", {"mouth closed", "mouth shut", "闭嘴", "闭口"}},
      {A::open_mouth, "open mouth", "张着嘴", {"mouth open", "an open mouth", "张嘴", "张口"}},
      {A::skin, "light skin", "浅色皮肤", {"pale skin", "fair skin", "浅皮肤", "白皮肤", "白色皮肤"}},
      {A::skin, "tan skin", "小麦色皮肤", {"tanned skin", "小麦色的皮肤"}},
      {A::skin, "brown skin", "棕色皮肤", {"棕皮肤", "棕色的皮肤"}},
      {A::skin, "dark skin", "深色皮肤", {"black skin", "深皮肤", "黑皮肤", "深色的皮肤"}},
      {A::turned,
       "turned left",
       "脸朝左",
       {"turned to the left", "looking left", "facing left", "left", "朝左"}},
      {A::turned,
       "facing front",
       "脸朝前",
       {"turned front", "looking ahead", "facing the front", "front", "朝前", "正面"}},
      {A::turned,
       "turned right",
       "脸朝右",
       {"turned to the right", "looking right", "facing right", "right", "朝右"}},
      {A::eye_size, "small eyes", "小眼睛", {"little eyes"}},
      {A::eye_size, "large eyes", "大眼睛", {"big eyes"}},
      {A::hat, "no hat", "不戴帽子", {"without a hat", "without hat", "bareheaded", "没有帽子", "没戴帽子"}},
      {A::hat, "a hat", "戴帽子", {"hat", "a cap", "cap", "戴着帽子", "帽子"}},
  };
}

/// Sentences that show what can be said.
const std::vector<std::vector<std::string>>& example_sentences() {
  static const std::vector<std::vector<std::string>> all{
      {"red hair", "glasses", "smiling", "a hat"},
      {"blond hair", "long hair"},
      {"black hair", "glasses", "open mouth"},
      {"dark skin", "smiling"},
      {"brown hair", "short hair", "no glasses", "no hat"},
      {"turned left", "a hat"},
      {"light skin", "large eyes", "not smiling"},
      {"red hair", "long hair", "turned right"},
  };
  return all;
}

std::shared_ptr<const captions::Vocabulary> made() {
  auto vocabulary = std::make_shared<captions::Vocabulary>();
  for (const Phrase& phrase : phrases())
    vocabulary->words.push_back(
        {phrase.text, phrase.chinese, static_cast<int>(phrase.attribute), phrase.also});
  for (const auto& sentence : example_sentences()) {
    captions::Caption caption;
    for (const std::string& text : sentence) {
      const auto word = std::ranges::find(vocabulary->words, text, &captions::Word::text);
      GANSCOPE_CHECK(word != vocabulary->words.end(), "an example says what no face has");
      caption.push_back(static_cast<int>(word - vocabulary->words.begin()));
    }
    vocabulary->examples.push_back(captions::in_order(std::move(caption)));
  }
  return vocabulary;
}

}  // namespace

std::shared_ptr<const captions::Vocabulary> face_vocabulary() {
  static const std::shared_ptr<const captions::Vocabulary> vocabulary = made();
  return vocabulary;
}

Captions face_captions(std::span<const Attribute> attributes, int64_t count) {
  Captions captions{face_vocabulary(), {}, named_share};
  captions.said.resize(static_cast<size_t>(count));
  int first = 0;  // word of the attribute's first value
  for (const Attribute& attribute : attributes) {
    for (size_t i = 0; i < captions.said.size(); ++i) {
      if (captions.said[i].empty()) captions.said[i].emplace_back();
      captions.said[i].front().push_back(first + attribute.of[i]);
    }
    first += static_cast<int>(attribute.values.size());
  }
  return captions;
}

}  // namespace ganscope::data
