# What the chat adapters add themselves

platform-in-private = 已私聊发给你。
platform-write-in-private = 请私聊我。
platform-reply-with = 回复{ $number }：{ $verb }
platform-working = 稍等。
platform-failed = 刚才没有成功，什么都没有丢，请过一分钟再试。
platform-moment = 稍等
platform-form = 请填写
platform-form-coming = 表单马上在这里打开。
platform-saving = 正在保存，可能要几秒，请先别关。
platform-saved = 已保存。
platform-done = 好了。
platform-cancel = 取消
platform-close = 关闭
button-unknown = 这个按钮对应的事已经结束。发“帮助”看看现在能做什么。
