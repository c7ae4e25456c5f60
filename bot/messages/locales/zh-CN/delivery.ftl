# 合并的消息，以及可能重复的消息

delivery-digest = 今天有{ $n }条消息给你
delivery-digest-talks = 有{ $n }位同事值得约着聊聊
delivery-digest-note = 合成一条，少打扰你几次·本条仅你可见
delivery-doubt = 这条消息你可能已经收到过：第一次发送没有得到确认。
