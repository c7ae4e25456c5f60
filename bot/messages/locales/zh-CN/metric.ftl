# 指标：说的是哪一个

metric-unknown = 没有叫“{ $said }”的指标。试试它的名称或键。
metric-several = “{ $said }”可能是{ $n }个指标：{ $names }。请写键。
