# 超出目标的部分最多计多少

goal-cap-now = 每个部分最多按{ $share }计
goal-cap-set = 从现在起，每个部分最多按{ $share }计
goal-cap-all = 超出目标的部分会保留和显示，但只按100%计：一个部分做得多，不能抵另一个部分的不足。
goal-cap-more = 超出目标的部分会保留和显示，最多按{ $share }计：一个部分做得多，可以抵一些另一个部分的不足。得分也按这个算。
goal-cap-button = 最多按{ $share }计
goal-cap-since = { $day }由{ $name }设定。
goal-cap-note = 适用于公司所有目标；由HR设定，会留下记录。
help-goal-cap = 发“{ $words }”，看和设定超出目标的部分最多计多少
