# 别处没有达标、这里的结果依赖的工作

dependency-late = { $period }{ $provider }的{ $title }是{ $value }，目标{ $target }；这里的工作依赖它。
dependency-late-held = { $period }{ $provider }的{ $title }是{ $value }，目标{ $target }，可能影响了{ $held }。
