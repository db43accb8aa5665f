#include <string>

#include "app/lessons/lesson.h"

namespace ganscope::lessons {

std::string skeleton(const std::string& key) {
  return R"(+++
minutes = 10

[look]
begin = ["open ring", "go train"]
point = ["train/samples"]

[guess]
came_true = ["measure.modes>=7", "measure.modes<7"]
seen = "run"

[run]
plots = ["modes", "belief"]
point = ["transport/start"]
check = ["step>=500"]
do = ["click transport/start", "wait step>=500 timeout 60"]
+++

# )" + key +
         R"(

Say in two sentences what will be understood at the end.

## What there is {#look}

What {G} draws now, and what is {real}. [Start](control:transport/start) is a control of the window: it glows when the pointer
rests on the word. A formula: $\D{D}(\G{G}(z))$.

## Predict {#guess}

What will happen after five hundred steps?

### Predict
- Most blobs are found
- Some are missing

## Try it {#run}

Press [Start](control:transport/start).

### Check
Train for 500 steps.

## Summary
1. First.
2. Second.
3. Third.

## To take home
A question without an answer on this page.

+++ zh

# )" + key +
         R"(

用两句话说明最后会明白什么。

## 现在有什么 {#look}

{G}现在画的样本，以及{real:真实}数据。[开始](control:transport/start)是窗口里的一个控件：指针停在词上时它会发亮。公式：$\D{D}(\G{G}(z))$。

## 预测 {#guess}

五百步之后会怎样？

### 预测
- 大多数模式都被找到
- 有些缺失

## 试一试 {#run}

按[开始](control:transport/start)。

### 检查
训练 500 步。

## 小结
1. 第一。
2. 第二。
3. 第三。

## 带回家的问题
一个本页没有答案的问题。
)";
}

}  // namespace ganscope::lessons
