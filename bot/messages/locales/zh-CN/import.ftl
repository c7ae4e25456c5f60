# 导入：为什么某一行、某个单元格或整个文件没有收下；每条都说明怎么改

import-grain = { $grain ->
    [day] 天
    [week] 周
    [month] 月
    [quarter] 季度
   *[year] 年
}
import-said = { $said ->
    [day] 天
    [week] 周
    [month] 月
    [quarter] 季度
   *[year] 年
}
import-long = 这里有{ $n }个字符，最多{ $most }个。
import-required = 这里不能空着。
import-no-person = 没写是谁，请填上工号。
import-unknown-person = 花名册里没有这个工号或姓名。请先导入这个人，或改正工号。
import-ambiguous-person = 可能是 { $candidates }。请写完整的工号。
import-id-and-name = 看起来是 { $candidates }，但这个人不叫{ $name }。请写完整的工号。
import-unknown-metric = 没有这个指标。请先导入指标定义，或改正名称。
import-owner-unknown = 没有这个工号或姓名的人。请先导入人员，或改正。
import-alias-short = 别名至少要2个汉字或3个字母。
import-ambiguous-metric = 可能是 { $candidates }。请写指标的代码。
import-no-number = 这不是数字，请用数字填写。
import-separator = 分不清这里是千分位还是小数点。请写成 1234.5，或在映射文件里设 decimal。
import-inexact = 这不是一个确切的数，请写数字本身。
import-formula = 这是没有结果的公式，请存成数值。
import-unit = “{ $found }”和指标单位“{ $unit }”对不上。请换算数值，或改正指标。
import-currency = “{ $found }”不是指标所用的币种 { $unit }，请换算。
import-percent-or-ratio = 分不清这是不是百分数。请写成 95% 或 0.95，或在映射文件里设 percent。
import-denominator = 比率的分母必须大于零。
import-parts = 数值不等于 { $numerator } 除以 { $denominator }，请改正其中一个。
import-no-date = 这不是日期，请写成 2025-09-30。
import-no-day = 这里要具体到某一天，请写成 2025-09-30。
import-impossible-date = 没有这个日期，请改正。
import-implausible-date = 不在 { $earliest } 年到 { $latest } 年之间，请改正日期。
import-excel-date = 这可能是 Excel 的日期序号。请把这一列设成日期格式，或在映射文件的 dates 里设 excel。
import-short-year = 年份要写四位。
import-day-or-month = 分不清哪个是日、哪个是月。请写成 2025-09-30，或在映射文件的 dates 里设 order。
import-period-backwards = 结束早于开始。
import-period-crosses = { $metric } 按{ import-grain }统计，这里超出了 { $first } 到 { $last }。请每{ import-grain }写一行。
import-period-inside = { $metric } 按{ import-grain }统计。数值要从 { $first } 或入职当天开始，或到 { $last } 为止。
import-other-grain = 这里写的是{ import-said }，而 { $metric } 按{ import-grain }统计。请改成同样长短的期间。
import-future = 这个期间还没到，请改正年份。
import-conflict = 第 { $rows } 行给了同一个人、同一期的 { $metric } 不同的值。请只留正确的，或在映射文件里设 duplicates。
import-twice = 第 { $rows } 行对同一个编号的说法不一样，请只留正确的。
import-shorter = 已经存有截止日更晚的数值，请发截止日不早于它的。
import-quotes = 这一行的引号不成对，请改正。
import-too-many-cells = 这一行的单元格比表头的 { $columns } 列多。请给含分隔符的内容加上引号。
import-no-object = 这不是带字段名的对象。
import-nested = 这里只能是文字或数字，不能是列表或对象。
import-rounded = 这个号码被表格软件取整过，末尾几位已经丢了。请把这一列设成文本格式，再填上完整的号码。
import-beyond = 这个数太大或太小，不可能是真实数值，请改正。
import-clock = 这是时间，而这个指标不按时间计量。请写数字，或改正指标单位。
import-clock-parts = 分不清这是几小时几分，还是几分几秒。请写全三段，例如36:00:00。
import-other-weeks = 这里的日期全是{ $weekday ->
    [6] 周日
    [5] 周六
    [4] 周五
    [3] 周四
    [2] 周三
   *[1] 周二
}，像是不从周一开始的周。这里一周从周一到周日，请按这样的周给出数值，写成2026-W40，或写周一的日期。
import-half-character = 这里有半个字符或空字节，多半是文字被截断了，请重新填写。
import-long-cell = 这个单元格超过 { $most } 个字符，请缩短。
import-too-large = 文件超过 { $megabytes } MB，请分几次发。
import-too-many-columns = 超过 { $most } 列。请检查分隔符和换行，并删掉没有内容的列。
import-too-many-cells-in-file = 这张表占了 { $columns } 列、{ $rows } 行，多半是远处误填了一个单元格。请删掉数据下方和右侧的内容，或分几次发。
import-mostly-empty = 这张表占了 { $columns } 列、{ $rows } 行，几乎全是空的。请删掉远处误填的单元格，或让每行用同样的字段。
import-put-aside = 程序两次在处理它时中断，已搁置。请拆小，或存成 UTF-8 的 .csv，再发一次。
import-unpacked = 这个工作簿解压后远远超过一张表的大小。请存成 UTF-8 的 .csv。
import-too-slow = 读这份文件超过 { $seconds } 秒，已放弃。请存成 UTF-8 的 .csv，或分几次发。
import-unreadable = 用 { $megabytes } MB 内存读不了这份文件，或文件已损坏。请存成 UTF-8 的 .csv，或分几次发。
import-json-nested = 每行都有该是文字或数字的地方写成了列表或对象，例如第{ $row }行的“{ $field }”。请把每个值写成单独的字段，例如 "metric": "sales"。
import-json-deep = 这份 JSON 嵌套太深。这里要的是对象列表。
import-email = 这不是邮箱地址。
import-mobile = 这不是手机号码，请写全，例如13800138000。
import-word = 只能是其中之一：{ $allowed }。
import-timezone = 没有这个时区，请写成 Asia/Shanghai 这样的名称。
import-bounds = 上限小于下限。
import-circle = { $people } 会互相汇报、绕成一圈，请改正上级。
import-manager-self = 上级写的是本人，按公司最高负责人存入，不设上级。
import-manager-none = 此人没有上级：名单上没写。给上级的消息由HR收到；请填 manager_id 再导入一次。
import-manager-unknown = 此人没有上级：名单上没有这个编号。给上级的消息由HR收到；请改正 manager_id，或把那个人也导入。
import-manager-left = 此人没有上级：这位上级已离职。给上级的消息由HR收到；请换一个 manager_id 再导入一次。
import-account-taken = 这个账号已经属于花名册上的另一个人，请改正其中一个。
import-account-gone = 这个账号在平台上已停用，没有关联。
import-refused-figure = 有关情绪、面部、声音或压力的数据一律不收。
import-out-of-range = 指标允许的范围是 { $low } 到 { $high }。这个值先放着，等人决定。
import-slip = 另外 { $n } 个值在 { $low } 到 { $high } 之间，这个像是小数点错位。先放着，等人决定。
import-sign = 另外 { $n } 个值在 { $low } 到 { $high } 之间，这个像是正负号写反。先放着，等人决定。
import-far = 另外 { $n } 个值在 { $low } 到 { $high } 之间，这个差得太远。先放着，等人决定。
import-record-far = 另外 { $n } 条记录的{ $measure }几乎都在 { $low } 到 { $high } 之间，这条差得太远。先放着，等人决定。
import-record-sign = 另外 { $n } 条记录的{ $measure }几乎都在 { $low } 到 { $high } 之间，这条像是正负号写反。先放着，等人决定。
import-record-pair = 另外 { $n } 条记录里，{ $measure }几乎都是{ $other }的 { $low } 到 { $high } 倍，这条不是，两个数里多半有一个错了。先放着，等人决定。
import-record-swapped = { $day } 离其他记录的日期都很远；日和月对调就是 { $other }，正在其中。先放着，等人决定。
import-record-range = 算上这条，{ $metric }会是 { $value }，可能的范围是 { $low } 到 { $high }。先放着，等人决定。
import-record-bounds = { $measure }的可能范围是 { $low } 到 { $high }。先放着，等人决定。
import-duplicate = 和第 { $first } 行一样。
import-overtaken = 这份文件里另有一行截止日更晚。
import-no-value = 没有数值。
import-empty-row = 空行。
import-total = 合计行。
import-remark = 备注，不是数据。
import-header-again = 又一次表头。
import-filtered = 映射的筛选条件把它排除了。
import-discarded = 这个值以前已被放弃。
import-nothing-held = 没有编号为 { $number } 的待定值。
import-no-file = 没有文件 { $file }。
import-binary = 这不是文本表格。
import-encoding = 文字编码不是 { $encoding }。请改正映射文件里的 encoding，或把文件存成 UTF-8。
import-unknown-encoding = 文字编码既不是 UTF-8 也不是中文编码。请存成 UTF-8，或在映射文件里设 encoding。
import-json = 这不是 JSON，错误在第 { $line } 行。
import-json-list = 这里要的是对象列表。
import-workbook = 这个工作簿读不了，请重新存成 .xlsx。
import-no-sheet = 没有工作表 { $sheet }；有的是：{ $sheets }。
import-no-such-row = 没有第 { $row } 行可作表头。
import-no-header = 没有哪一行写着需要的列名。第一行是：{ $titles }。
import-no-column = 没有 { $column } 这一列；有的是：{ $columns }。
import-only-refused = 这份文件里的数值全都属于一律不收的数据。
import-join-twice = 关联文件里 { $column } { $value } 出现了不止一次，内容还不一样。
import-mapped-metric = 映射里写的指标 { $metric } 没有定义，请先导入指标定义。
import-no-measure = 映射里给 { $measure } 写了范围，可这些记录里没有这个数。有的是：{ $names }。
import-mapping-file = 映射文件读不了。
import-mapping-toml = 映射文件不是 TOML。
import-mapping-key = 映射文件的 { $where } 有错。
import-mapping-kind = 这份映射文件不适用于 { $kind }。
webhook-no-secret = 这里没有设密钥，请设置 JINBU_WEBHOOK_SECRET。
webhook-no-timestamp = 请求头 X-Jinbu-Timestamp 要写 1970 年以来的秒数。
webhook-stale = 时间戳和现在相差超过 { $minutes } 分钟。每次发送都要重新签名，并检查时钟。
webhook-signature = 签名不符。它是 sha256= 加上“时间戳.正文”的 HMAC-SHA256 十六进制值。
webhook-too-large = 正文超过 { $megabytes } MB，请分几次发。
webhook-slow = 正文传得太慢。请一次发完，或分成几份。
webhook-again = 这次提交已经收下，每个签名只算一次。要再发同样的数据，请重新签名。
webhook-busy = 排队的请求太多，请过几秒再发。
webhook-no-json = 正文不是 JSON。
webhook-no-object = 正文要是一个带 readings 列表的对象。
webhook-unknown = 没有 { $name } 这一项；可用的有：{ $names }。
webhook-source = source 要是文字。
webhook-no-list = { $name } 要是至少有一个对象的列表。
folder-broken = 读取这份文件失败了 { $n } 次，日志里写着原因。解决后请重新放进文件夹。
folder-which-kind = 文件名和旁边的映射文件都没说明它装的是什么。文件名请以其中之一开头：{ $kinds }。
import-corrected-here = 这个数值已在这里经批准更正，源数据仍是旧值，未采用。请同时更正源数据。
import-record-corrected = 这条记录已在这里经批准更正，源数据现在又是另一个说法，等待决定。
import-record-corrected-here = 这条记录已在这里经批准更正，源数据仍是旧的，未采用。请同时更正源数据。
import-corrected-otherwise = 这个数值已在这里经批准更正为{ $value }，源数据现在又是另一个值，等待决定。
import-no-id = 这份文件里没有能把各行分开的编号，不清楚下一份文件意味着什么。请说一次，之后记在数据流 { $stream } 里。一、某一列是编号：--id 列名，或在映射文件 [stream] 里写 id = "列名"（"{"{"}甲{"}"}-{"{"}乙{"}"}" 把两列连起来）。二、文件就是其中各人各月的全部，缺的行算撤回：--whole month，或 whole = "month"。三、每份文件都是新的行：--append，或 append = true。现有的列：{ $columns }。
import-other-renewal = 数据流 { $stream } 一直按 { $kept } 更新，这里却写 { $said }。请保持不变，或在 [stream] 里另起 key，存成另一个数据流。
import-said-otherwise = 映射文件自己写了下一份文件意味着什么，和这里说的不一样。请在映射文件里改。
import-no-stream = 没说这些记录是什么。请加一列 stream，写上来源的名称，或给一份映射文件。
import-stream-metric = 有一列写着每行的指标，而要加总的行得在映射文件里写明指标。请给每个指标写一个 [[value]]，用 where 选出它的行。
import-two-formulas = 两个 [[value]] 都写了 { $metric } 怎么算，请只留一个。
import-record-twice = 第 { $rows } 行对同一条记录的说法不一样。请只留正确的，或换一个唯一的编号，或在映射文件里把 duplicates 设成 first 或 last。
import-record-late = 这条记录已经存有更晚的状态。
import-record-deleted = 来源说这一条已删除。
import-revised-future = 这个修改时间还没到，请改正修改时间或时区。
import-record-future = 这一天还没到，记录只能是已经发生的事。请改正日期。
import-aged-out = { $day } 之前的记录已到期删除，不再收。它们算出的数值还在。
import-yes-or-no = 这里只能写是或否。
import-long-formula = { $metric } 的算法有{ $n }个字符，最多{ $most }个。请减少或缩短 where 里的取值。
import-other-formula = { $metric } 现在的算法是 { $kept }，映射文件写的是 { $said }。请改映射文件，或先改指标。
import-note-id = 各行按{ $column }区分。要改，请在映射文件的 [stream] 里写 id、whole 或 append。
import-note-stream = 新数据流 { $stream }：{ $renewal ->
    [append] 每份文件都是新的行。
    [whole] 一份文件就是其中各人各{ import-whole }的全部。
   *[id] { $id }已有的行，会替换原来存的。
}
import-whole = { $whole ->
    [day] 天
    [week] 周
    [quarter] 季度
    [year] 年
   *[month] 月
}
import-note-columns = { $stream } 现在的数值列：{ $measures }；维度：{ $dimensions }。
import-note-formula = { $metric } 从现在起由记录算出：{ $formula }。
import-ask = { $file }：下一份这样的文件意味着什么？只问这一次。现有的列：{ $columns }。
import-ask-id = 有一列是编号：已有的编号算更正，新的算新增
import-ask-whole = 一份文件就是其中各人各月的全部：缺的行算撤回
import-ask-append = 每份文件都是新的行；同一份文件再来一次不变
import-ask-none = 先不决定，什么都不存
import-ask-column = 哪一列，或用 {"{"}甲{"}"}-{"{"}乙{"}"} 连起两列
