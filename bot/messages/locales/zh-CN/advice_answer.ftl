# 建议的后续：本人怎么说，数字后来怎样

advice-done = 做了
advice-not-for-me = 不适合我
advice-later = 以后再说
advice-noted-done = 已记下：做了。下次说到这个数字时，会告诉你后来的变化。
advice-noted-not-for-me = 已记下。这条建议不会再发给你。
advice-noted-later = 已记下。一周后或下一条消息里再问你一次。
advice-tried = 你在{ $day }试过“{ $said }”；{ $title }从那时的{ $before }到现在的{ $after }。
advice-note = { $note }·对建议的回答只有你可见，统计时至少5人合在一起
advice-again-headline = 之前有一条建议，你说以后再看
advice-again-text = 当时的建议：“{ $said }”。后来试过了吗？
advice-again-note = 只再问这一次·回答只有你可见
