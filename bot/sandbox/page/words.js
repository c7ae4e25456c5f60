// Every word of the page itself, in the two languages; what the bot says comes from the bot.

const WORDS = {
  en: {
    title: "Jinbu sandbox", gallery: "Gallery", chats: "Chats", faults: "Faults", log: "Wire log", close: "Close",
    clock: "Sandbox time", skip: "Skip to the chats", toggle: "中文", toggleLabel: "把界面换成中文", live: "Live", offline: "Reconnecting to the sandbox…",
    people: "People", be: "Be somebody", you: "You are", search: "Find a person", noMatch: "Nobody of that name.", manager: "Manager", gone: "Left", guest: "Guest",
    leadership: "Leadership", team: "{name}’s team", unreadCount: "{count} unread", choose: "Change person",
    botUp: "Bot connected", botDown: "Bot not connected", app: "APP", robot: "Robot", read: "Read", unread: "Unread",
    edited: "(edited)", onlyYou: "Only visible to you", unknownBlock: "{type}: the sandbox cannot show this element",
    picture: "Picture", pictureMissing: "Picture not in the sandbox", table: "Table", earlierRows: "Previous rows", laterRows: "Next rows", file: "File",
    emptyTitle: "No messages yet", emptySlack: "Say hello to {bot}, or type /perf me to see your own numbers.", emptyDingtalk: "Tap a suggestion below, or write to {bot}.",
    noCompany: "No {platform} company here yet", noCompanyHint: "Run “make demo”: it starts the bot and loads two sample companies.",
    unreachable: "The sandbox does not answer", unreachableHint: "Start it with “jinbu sandbox”, then this page comes back by itself.",
    compose: "Message {bot}", composeHint: "Message {bot}, or type / for commands", send: "Send", newMessages: "New messages", suggestions: "Commands",
    pressing: "Sending…", pressed: "Received", timedOut: "{bot} did not answer in time. Try again in a moment.", notDelivered: "The bot is not connected, so nobody heard this.", failed: "That did not work: {reason}",
    conversation: "Conversation with {bot}", messages: "Messages", home: "Home", homeEmpty: "{bot} has not put anything here yet.",
    entries: "Calendar: {events} · To-dos open: {todos}", calendar: "Calendar", todo: "To-do", todoDone: "done", todoBy: "by {day}",
    attach: "Attach a file", remove: "Remove {name}", download: "Download", moreActions: "More actions", cancel: "Cancel", optional: "(optional)", pickOne: "Choose an option",
    faultsIntro: "Make the two services misbehave, and watch the bot cope. Changes take effect at once.", allOff: "Turn everything off", off: "off", on: "on",
    limits: "Limits", logIntro: "The latest requests on the wire. Method, result and time; never contents.", logEmpty: "Nothing has crossed the wire yet.",
    calls: "Calls by method", toBot: "to the bot", fromBot: "from the bot", budget: "DingTalk this month: {calls} of {limit} metered calls, {pushes} of {most} pushes.", when: "Time", method: "Method", status: "Status", took: "Took", count: "Count", service: "Service",
    galleryTitle: "Every message, everywhere", galleryIntro: "Each view of the bot with its example, as Slack and DingTalk show it, in English and Chinese.",
    view: "View", language: "Language", platform: "Platform", all: "All", shown: "{count} messages", galleryEmpty: "The gallery is empty", galleryEmptyHint: "It is filled when the demo starts: run “make demo”.", galleryNone: "No message fits these filters.", questionByQuestion: "question by question", clear: "Clear the filters",
    repeat_refuse: "refuse it", repeat_quiet: "accept, show nothing",
    repeat_empty: "accept, name no place", repeat_null: "accept, say nothing", repeat_unsuccessful: "say no in a 200", english: "English", chinese: "中文", slack: "Slack", dingtalk: "DingTalk", openai: "Model",
  },
  "zh-CN": {
    title: "进步沙盒", gallery: "消息陈列", chats: "聊天", faults: "故障开关", log: "线路日志", close: "关闭",
    clock: "沙盒时间", skip: "跳到聊天", toggle: "English", toggleLabel: "Show this page in English", live: "实时", offline: "正在重新连接沙盒…",
    people: "成员", be: "以谁的身份", you: "当前身份", search: "搜索姓名", noMatch: "没有这个名字的人。", manager: "主管", gone: "已离职", guest: "外部",
    leadership: "管理层", team: "{name}的团队", unreadCount: "{count}条未读", choose: "换一个人",
    botUp: "机器人已连接", botDown: "机器人未连接", app: "应用", robot: "机器人", read: "已读", unread: "未读",
    edited: "（已编辑）", onlyYou: "仅你可见", unknownBlock: "{type}：沙盒无法显示这个元素",
    picture: "图片", pictureMissing: "沙盒里没有这张图片", table: "表格", earlierRows: "上一页", laterRows: "下一页", file: "文件",
    emptyTitle: "还没有消息", emptySlack: "跟{bot}打个招呼，或输入 /perf me 看自己的数据。", emptyDingtalk: "点下面的快捷词，或直接写给{bot}。",
    noCompany: "还没有{platform}的公司", noCompanyHint: "运行“make demo”：会启动机器人并载入两家示例公司。",
    unreachable: "沙盒没有应答", unreachableHint: "用“jinbu sandbox”启动它，页面会自动恢复。",
    compose: "发消息给{bot}", composeHint: "发消息给{bot}，输入 / 查看命令", send: "发送", newMessages: "有新消息", suggestions: "命令",
    pressing: "正在提交…", pressed: "已收到", timedOut: "{bot}没有及时响应，请稍后再试。", notDelivered: "机器人没有连接，这句话没有送到。", failed: "没有成功：{reason}",
    conversation: "与{bot}的对话", messages: "消息", home: "主页", homeEmpty: "{bot}还没有在这里放内容。",
    entries: "日历{events}项 · 待办{todos}项", calendar: "日历", todo: "待办", todoDone: "已完成", todoBy: "{day}前",
    attach: "附上文件", remove: "移除{name}", download: "下载", moreActions: "更多操作", cancel: "取消", optional: "（选填）", pickOne: "请选择",
    faultsIntro: "让两个平台出点故障，看机器人怎么应对。改动立即生效。", allOff: "全部关闭", off: "关", on: "开",
    limits: "限额", logIntro: "线路上最近的请求：方法、结果、用时，不含内容。", logEmpty: "线路上还没有请求。",
    calls: "按方法统计", toBot: "发给机器人", fromBot: "来自机器人", budget: "钉钉本月：计费调用{calls}/{limit}次，推送{pushes}/{most}次。", when: "时间", method: "方法", status: "状态", took: "用时", count: "次数", service: "平台",
    galleryTitle: "所有消息，一处看全", galleryIntro: "机器人的每个视图各举一例，按 Slack 和钉钉的样子、中英两种语言并排陈列。",
    view: "视图", language: "语言", platform: "平台", all: "全部", shown: "共{count}条消息", galleryEmpty: "这里还是空的", galleryEmptyHint: "演示启动时会自动填好：运行“make demo”。", galleryNone: "没有符合条件的消息。", questionByQuestion: "逐题填写", clear: "清除筛选",
    repeat_refuse: "拒绝", repeat_quiet: "接受但不再显示",
    repeat_empty: "接受，但没有投放结果", repeat_null: "接受，但没有内容", repeat_unsuccessful: "返回200，但不成功", english: "English", chinese: "中文", slack: "Slack", dingtalk: "钉钉", openai: "模型",
  },
};

/** What each fault does, in plain words: [label, what happens], English and Chinese. */
const FAULTS = {
  lost_answer: [["Lose answers", "The service does the work, then the line drops before the answer."], ["丢失应答", "平台已经处理，但应答在路上断了。"]],
  refuse: [["Refuse connections", "The line drops before the service has seen the request."], ["拒绝连接", "请求还没到平台，连接就断了。"]],
  rate_limited: [["Too many requests", "“Slow down”: 429 or QpsLimit, whatever the pace."], ["限流", "不论快慢，都回“请求过多”。"]],
  server_error: [["Server errors", "The service answers 5xx."], ["服务端错误", "平台返回 5xx。"]],
  slow_ms: [["Slow answers", "Every answer waits this long."], ["应答变慢", "每次应答都等这么久。"]],
  slow_posts_ms: [["Slow messages", "Showing a message takes this much longer."], ["消息变慢", "每条消息多等这么久才显示。"]],
  drop_socket: [["Cut the live connection", "The socket drops as a frame is delivered."], ["断开长连接", "推送消息时连接断开。"]],
  duplicate_frame: [["Deliver twice", "The same event arrives again, as the real services do."], ["重复推送", "同一事件再推一次，和真实平台一样。"]],
  delay_frame_ms: [["Late delivery", "Events reach the bot this much later."], ["推送延迟", "事件晚这么久才到机器人。"]],
  quota_exhausted: [["Monthly quota used up", "Calls are refused, and texts arrive without words."], ["月额度用完", "调用被拒，收到的消息没有正文。"]],
  token_expired: [["Token expired", "The access token is refused."], ["凭证过期", "访问凭证被拒绝。"]],
  template_missing: [["Card template missing", "Cards are refused; only plain robot messages go through."], ["卡片模板缺失", "卡片发不出去，只能发普通消息。"]],
  content_unsafe: [["Content refused", "Content security refuses the text."], ["内容被拦截", "内容安全审核不通过。"]],
  no_receipt: [["No receipt", "Calls work, but the answer does not say what they did."], ["没有回执", "调用成功，但回应里没有结果。"]],
  workspace_shut: [["Everything refused", "Every call is refused until an administrator fixes something."], ["全部拒绝", "所有调用都被拒绝，要等管理员处理。"]],
  punish_page: [["Blocked address", "An HTML page instead of an answer, as for an address that called too often."], ["地址被封", "不回接口结果，只回一个拦截网页。"]],
  messages_per_second: [["Messages a second, one chat", ""], ["每秒消息数（单个会话）", ""]],
  messages_burst: [["Burst in one chat", ""], ["短时突发条数（单个会话）", ""]],
  messages_per_minute: [["Messages a minute, workspace", ""], ["每分钟消息数（全公司）", ""]],
  tier_factor: [["Method tiers, times", "Multiplies the documented calls a minute of each method."], ["接口限额倍数", "乘在每个接口公开的每分钟次数上。"]],
  calls_per_second: [["Calls a second, one API", ""], ["每秒调用数（单个接口）", ""]],
  calls_per_month: [["Metered calls a month", ""], ["每月计费调用数", ""]],
  pushes_per_month: [["Pushes a month", ""], ["每月推送数", ""]],
  card_value_bytes: [["Bytes in one card value", "0: no limit."], ["卡片单个变量字节数", "0 为不限。"]],
  repeat_card: [["A card sent twice", "How the service answers a card id that it already knows."], ["重复的卡片", "同一张卡片再次创建时，平台怎样回应。"]],
};

export function t(locale, key, values = {}) {
  const words = WORDS[String(locale).startsWith("zh") ? "zh-CN" : "en"];
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

/** [label, explanation] of a fault or limit; a name this page does not know is shown as it is called on the wire. */
export function faultWords(locale, name) {
  const found = FAULTS[name];
  return found ? found[String(locale).startsWith("zh") ? 1 : 0] : [name.replaceAll("_", " "), ""];
}

/** Commands to offer while somebody types: [what to send, what it does]. */
export const COMMANDS = {
  slack: [["/perf help", "What Jinbu can do for you"], ["/perf me", "Your own latest numbers, with a picture"]],
  dingtalk: [["帮助", "看看我能做什么"], ["我的数据", "看自己最新的数据"]],
};

/** What the menu of a message offers on Slack: [its callback_id, its name], as in the app's manifest. */
export const SHORTCUTS = [["dispute.message", "Dispute this"], ["kudos.message", "Give feedback"]];
