# 记录：来自数据源的单条事实，数值由它们汇总而成

record-most-measures = { $stream } 会有 { $n } 个数值列（{ $names }），每条记录最多 { $most } 个。请在映射里去掉没有指标用到的列。
record-most-dimensions = { $stream } 会有 { $n } 个维度（{ $names }），每条记录最多 { $most } 个。请在映射里去掉没人会问的列。
record-text-long = 有文字超过 { $most } 个字符。请在数据源里缩短，或在映射里去掉这一列。
