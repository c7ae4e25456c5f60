# Courses

course-named = “{ $name }”
course-for-metric = { $course } ({ $level ->
    [basic] basic
    [intermediate] intermediate
   *[advanced] advanced
}) helps with { $metric }, by the catalogue.
course-for-topic = { $course } ({ $level ->
    [basic] basic
    [intermediate] intermediate
   *[advanced] advanced
}) is about { $topic }, by the catalogue.
course-after = Taken before on this: { $courses }.
course-list = { $n ->
    [0] No course on “{ $said }”
    [one] One course on “{ $said }”
   *[other] { $n } courses on “{ $said }”
}
course-list-all = { $n ->
    [0] No courses yet
    [one] One course
   *[other] { $n } courses
}
course-level = { $level ->
    [basic] basic
    [intermediate] intermediate
   *[advanced] advanced
}
course-none = The catalogue comes from a file that an admin imports, or from HR: `add courses`.
course-more = { $n ->
    [one] One more course; add a word to narrow it down.
   *[other] { $n } more courses; add a word to narrow it down.
}
course-note = From the company’s catalogue
course-link = A link begins with http or https and has no blanks.
course-metric = No metric has this key or title. Take one from `metrics`, or leave it out.
course-add-form = Add courses
course-add-rows = Courses, a line each
course-add-hint = key; title; topics; level; language; link. For example: test-1; Test tools in practice; test tool, testing; basic; en
course-add-submit = Add
course-add-intro = Rows copied from a spreadsheet work too. A key that is there already is renewed.
course-line = It needs a key and a title, and at most topics, level, language and link behind them.
course-line-wrong = “{ $said }”: { $why } Nothing was stored.
course-added = { $n ->
    [one] 1 course is in the catalogue
   *[other] { $n } courses are in the catalogue
}, { $new } of them new.
help-course-add = `{ $words }` puts courses into the catalogue
help-course = `{ $words }` lists courses; add a word to look for

upload-kind-courses = Courses
upload-field-course = Course
upload-field-topics = Topics
upload-field-metrics = Metrics that it helps with
upload-field-level = Level
upload-field-language = Language
upload-field-link = Link
