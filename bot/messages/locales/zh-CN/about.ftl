# 把听懂的问题说回去

about-asked = 你问的是：{ $what }
about-unread = “{ $said }”没看懂，这里没有算进去。
about-other = { $grain ->
    [day] { $title }（按日）
    [week] { $title }（按周）
    [month] { $title }（按月）
    [quarter] { $title }（按季度）
   *[year] { $title }（按年）
}
