# 首页：一天的事放在一页

home-headline = 你的工作 · { $day } { $weekday }
home-no-figures = 还没有你的数据，到了以后最新的会显示在这里。
home-waiting = 等你处理
home-team = 你的团队
home-team-text = 有{ $n }位同事向你汇报。
home-running = 管理进步
home-note = 这一页只有你自己看得到，数据是最近一期的。
home-button-me = 我的数据
home-button-team = 看团队
home-button-settings = 设置
home-button-help = 帮助
home-button-dispute = 异议
home-button-correction = 更正
home-button-health = 运行状况
home-button-rule = 规则
home-waiting-approval = 有{ $n }份草稿等你审核。
home-open-approval = 草稿
home-waiting-dispute = 有{ $n }件异议等你答复。
home-open-dispute = 异议
