# 表单模板：不能用时告诉HR哪里不对。
form-template-no-title = 表单还没有标题，起一个大家认得出的名字。
form-template-sections = 一份表单要有1到{ $most }个部分。
form-template-empty = “{ $section }”这一部分要有标题，至少还要有一个问题。
form-template-items = “{ $section }”的条数要在0到{ $most }之间，而且最少不能多于最多。
form-template-rows = “{ $section }”填满要占{ $rows }行，一页最多{ $most }行。减少条数，或者把几个问题挪到另一部分。
form-template-sight = “{ $section }”是员工自己写的，不能不让本人看。只有主管或同事填的部分才能对员工保密。
form-template-no-label = “{ $section }”里有个问题没有写内容。
form-template-options = “{ $section }”里的“{ $question }”和题型不符：选择题和评分题至少要两个选项，其他题型不带选项。
form-template-twice = “{ $name }”出现了两次。每个部分、同一部分里的每个问题都要有自己的标识。
form-template-gone = 没有这份表单，或者已经删掉了。
