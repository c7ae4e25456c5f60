# 写得够不够具体

specificity-phrase = “{ $phrase }”每个人的理解不一样。
specificity-ask-work = 说的是哪件事？写上项目、客户或指标的名字。
specificity-ask-deed = 当时做了什么，或者漏了什么？写一个旁人也看得到的动作。
specificity-ask-effect = 后来怎么样了？写一个结果：快了或慢了多少，谁因此少做或多做了什么。
specificity-ask-amount = 是什么时候的事，差了多少？写一个日期或数字。
specificity-ask-part = 其中哪一步是本人做的，或者没有做到？
specificity-ask-party = 还有谁在场，或者是在哪里发生的？
specificity-example = 比如：{ $example }
specificity-personal = “{ $phrase }”说的是人。写发生了什么，不写人怎么样。
specificity-copied = 这段和以前写的几乎一样。这次有什么不同？
specificity-optional = 没有要补的，再提交一次就行。
specificity-hint = { $hint }
