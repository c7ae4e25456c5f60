# What somebody asked about, said back in the answer

about-asked = You asked about: { $what }
about-unread = I did not understand “{ $said }”, so it is left out.
about-other = { $grain ->
    [day] { $title } by day
    [week] { $title } by week
    [month] { $title } by month
    [quarter] { $title } by quarter
   *[year] { $title } by year
}
