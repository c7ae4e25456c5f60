# 模板：消息里固定的话，管理员怎么看、怎么改

template-unknown = 没有可以改的“{ $said }”。发“模板”可以看到全部；下一步和提问的话用“建议”改。
template-unknown-near = 没有可以改的“{ $said }”，是想写“{ $nearest }”吗？下一步和提问的话用“建议”改。
template-gone = 这段话已经不在了，请再写一遍。
template-stale = 你写完之后，{ $template }已经换成了别的话。现在是：“{ $theirs }”，你写的是：“{ $yours }”。什么都没有改。
template-published = 这段话已经在用了。

template-syntax = 这段话读不懂。变量写成{ "{ $name }" }；有选择的地方，括号、箭头和带星号的那一行要留着。
template-variable-missing = 缺了{ $names }：少了它，消息就说不清楚。
template-variable-unknown = 这里没有{ $names }，可以用的是：{ $known }。
template-banned = “{ $phrase }”在没人愿意读的话里。
template-address = 这里不放网址：冒充的人才会这样写。
template-long = 写了{ $n }个字，最多{ $most }个。
template-lock-screen = 这句话会显示在通知里，旁边的人也看得到：“{ $phrase }”说得太多。
template-one-line = 这句话会显示在通知里，只能写一行。

template-list-headline = { $n ->
    [0] 没有符合的文字
   *[other] { $n }段可以改的文字
}
template-list-text = 发“模板”加上键，打开一段；加上几个字，可以查找。下一步和提问的话不在这里，用“建议”改。
template-column-key = 键
template-column-text = 文字
template-column-state = 状态
template-column-language = 语言
template-column-by = 修改人
template-column-at = 日期
template-state-changed = 已修改
template-state-shipped = 自带
template-language-en = 英文
template-language-zh-cn = 中文
template-more = 更多
template-summary = 一段文字和它的版本
template-variables = 会填进去的：{ $names }。
template-variables-none = 没有要填进去的内容。
template-limits = 最多{ $most }个字。
template-limits-lock-screen = 最多{ $most }个字。它会显示在通知里，所以不说谁做得怎么样。
template-was-reset = 改回自带的文字
template-reset-done = 两种语言都改回了自带的文字。
template-reset-nothing = 现在用的就是自带的文字。
template-published-done = 从现在起，新写的消息都用这段话。
template-button-edit = 改{ $language }…
template-button-reset = 改回自带
template-button-publish = 启用
template-button-again = 再改一下…
template-note = 只有管理员能改文字·每个版本都留着，注明是谁写的

template-form = { $template }，{ $language }
template-form-text = 文字
template-form-intro = 每个变量连同花括号都要留着。先给你看样子，再发给别人。
template-form-submit = 看看样子
template-preview-headline = { $template }的{ $language }，还没有启用
template-preview-alone = 会写成：{ $text }
template-preview-summary = 锁屏上显示：{ $summary }
template-preview-note = 上面的数字和姓名都是举例
