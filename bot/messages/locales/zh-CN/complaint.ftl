# 客户投诉：告诉相关的人

complaint-summary = 有新的客户反馈
complaint-headline = { $days }有{ $n }起客户投诉和你的工作有关
complaint-headline-about = { $name }：{ $days }有{ $n }起客户投诉
complaint-days = { $first }至{ $last }
complaint-about = { $product }·{ $category }
complaint-count = { $n }起
complaint-severity = { $severity }{ $n }起
complaint-more = 另有{ $n }起是别的情况。
complaint-before = { $n ->
    [0] 此前{ $days }天没有。
   *[other] 除此之外，此前{ $days }天还有{ $n }起。
}
complaint-step-own = 当时有没有什么和平时不一样：材料、时间、交接？这周跟{ $lead }说一说，把原因解决掉，不只是处理这一次。
complaint-step-own-alone = 当时有没有什么和平时不一样：材料、时间、交接？趁还记得，这周先记下来，把原因解决掉，不只是处理这一次。
complaint-step-unit = 当时有没有注意到什么：材料、设备、交接？这周告诉{ $lead }。要弄清的是流程，不是谁当班。
complaint-step-unit-alone = 当时有没有注意到什么：材料、设备、交接？这周大家一起过一遍。要弄清的是流程，不是谁当班。
complaint-step-lead = { $name }已先收到同样的消息。这周先问清经过，再做决定：材料、时间，还是交接？
complaint-told = { $n ->
    [1] { $name }唯一的成员也收到了同样的消息。
   *[other] { $name }的{ $n }个人也收到了同样的消息。
}
complaint-told-none = { $name }人太少，一说就知道是谁，所以没有发给组员。
complaint-step-process = 先看流程：材料、设备、交接，哪一步本来可以拦下来？这周就在那里加一道检查。
complaint-note = 你和{ $lead }可见·不会出现客户的名字
complaint-note-alone = 只有你可见·不会出现客户的名字
complaint-note-unit = { $name }全体和{ $lead }可见·不会出现客户的名字
complaint-note-lead = { $alone ->
    [True] 只有你可见·不会出现客户的名字
   *[other] { $name }和你可见·不会出现客户的名字
}
privacy-kind-complaints-told = 告诉过你的客户投诉
