# 表单：怎么打开，以及答案哪里要改

form-fill-in = 填写
form-summary = { $title }：有一张短表等你填
form-problems = 有{ $n }处要再看一下。
form-required = 这一项要填。
form-long = 写了{ $n }个字，最多{ $most }个。
form-option = “{ $value }”不在选项里。
