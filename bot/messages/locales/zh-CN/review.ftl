# 考核：现在还不能做、或者已经不能做的事。
review-not-held = 面谈之后才确认，这次面谈还没有记为已谈。
review-confirmed-before = 这次考核你已经确认过了。
review-not-confirmed = 两个人都确认之后，考核才能结束。
review-no-plan = 有了改进计划，考核才能结束，现在还没有。
