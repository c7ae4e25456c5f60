# 规则条件：哪里读不懂

condition-empty = 还没有写条件，例如：达成率 < 80%
condition-too-long = 第{ $column }列：太长了，最多{ $limit }个字符。
condition-too-deep = 第{ $column }列：括号套得太深，最多{ $limit }层。
condition-unknown-name = 第{ $column }列：不认识“{ $found }”。如果它是文字，请加引号，例如：指标 == "{ $found }"
condition-unknown-name-near = 第{ $column }列：不认识“{ $found }”，是想写“{ $nearest }”吗？
condition-unknown-word = 第{ $column }列：这里没有“{ $found }”这个值，是想写“{ $nearest }”吗？
condition-character = 第{ $column }列：条件里不能用“{ $found }”。
condition-open-text = 第{ $column }列：引号从这里开始，却没有结束。
condition-number = 第{ $column }列：“{ $found }”位数太多，最多{ $limit }位。
condition-arithmetic = 第{ $column }列：“{ $found }”是计算；条件只比较数据，用“且”“或”“非”连接。
condition-regex = 第{ $column }列：不支持模式匹配“{ $found }”，请用“==”或“属于”。
condition-attribute = 第{ $column }列：“{ $found }”后面没有可取的内容。
condition-call = 第{ $column }列：“{ $found }”是调用；条件只比较数据。
condition-syntax = 第{ $column }列：“{ $found }”不能放在这里。
condition-unfinished = 第{ $column }列：“{ $found }”后面还缺内容。
condition-not-a-condition = 第{ $column }列：“{ $found }”本身不是判断，请和一个值比较，例如 < 80%。
condition-compared-twice = 第{ $column }列：比较的结果不能再拿来比较，请用“且”或“或”连接。
condition-constant = 第{ $column }列：“{ $found }”没有和任何数据比较，结果永远一样。
condition-order = 第{ $column }列：“{ $found }”不分大小，只能判断相等（==）或不相等（!=）。
condition-sort-number = 第{ $column }列：数字只能和数字比较，“{ $found }”不是数字。
condition-sort-text = 第{ $column }列：文字只能和加引号的文字比较，“{ $found }”不是。
condition-sort-truth = 第{ $column }列：这里只能是真或假，“{ $found }”都不是。
condition-list = 第{ $column }列：“属于”后面要写一组值，例如：指标属于["csat", "nps"]。
