# 表单：怎么打开，以及答案哪里要改

form-fill-in = 填写
form-summary = { $title }：有一张短表等你填
form-problems = 有{ $n }处要再看一下。
form-required = 这一项要填。
form-long = 写了{ $n }个字，最多{ $most }个。
form-option = “{ $value }”不在选项里。
form-submitted = 已提交
form-not-yours = 这张表是发给别人的，没有提交。需要的话请从菜单打开你自己的表。
form-closed = 这张表已经关闭，没有提交。请重新打开再填。
