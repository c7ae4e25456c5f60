# 日期与期间；date-* 与 period-month* 的值是 CLDR 格式

date-day = M月d日
date-day-year = y年M月d日
date-clock = H:mm
date-clock-minutes = H:mm
date-moment = { $weekday }{ $clock }
date-moment-far = { $day }{ $weekday }{ $clock }
period-today = 今日
period-yesterday = 昨日
period-week = { $day }当周
period-month = MMMM
period-month-year = y年M月
period-month-part = M月
period-month-part-year = y年M月
period-month-to = { $month }1日至{ $number }日
period-to = { $period }截至{ $day }
period-quarter = { $number ->
    [1] 一季度
    [2] 二季度
    [3] 三季度
   *[4] 四季度
}
period-quarter-year = { $year }年{ $number ->
    [1] 一季度
    [2] 二季度
    [3] 三季度
   *[4] 四季度
}
period-year = { $year }年
period-range = { $first }至{ $last }
date-now = 马上
date-once-reached = 联系上后
