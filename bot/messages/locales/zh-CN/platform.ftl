# What the chat adapters add themselves

platform-in-private = 已私聊发给你。
platform-write-in-private = 请私聊我。
platform-refused = 我有回答，但平台不允许显示这段文字。请联系进步管理员，他们在“发送记录”里能看到。
platform-spent = 现在显示不了：组织本月的调用次数用完了。请联系进步管理员。
platform-blind = 我读不到你发的内容：组织本月的调用次数用完了。请联系进步管理员，或者下个月再发。
platform-reply-with = 回复{ $number }：{ $verb }
platform-number-earlier = { $number }是较早那条消息里的选项。要选它，请发“回复{ $number }”。
platform-number-doubt = { $number }所在的那条消息不一定送到了你这里。如果你看到了，要选它，请发“回复{ $number }”。
platform-number-either = { $number }可能是最新那条消息里的选项，也可能是对问题的回答。选选项请发“回复{ $number }”，回答问题请加引号：“{ $number }”
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
