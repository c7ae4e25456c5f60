# Form templates: what HR is told of one that cannot be asked.
form-template-no-title = The form has no title. Give it one that people will recognise.
form-template-sections = A form has between 1 and { $most } sections.
form-template-empty = The section “{ $section }” needs a title and at least one question.
form-template-items = In “{ $section }” the number of items has to lie between 0 and { $most }, and the smallest may not be above the largest.
form-template-rows = “{ $section }” would take { $rows } rows when it is full; a page holds { $most }. Ask about fewer items, or move questions to a section of their own.
form-template-sight = What employees write in “{ $section }” is theirs to read. Only a section filled in by managers or colleagues can be kept from them.
form-template-no-label = A question in “{ $section }” has no text.
form-template-options = “{ $question }” in “{ $section }” does not fit its kind: choices and scales need at least two options, other questions have none.
form-template-twice = “{ $name }” is there twice. Each section, and each question in a section, needs a key of its own.
form-template-gone = There is no such form (any more).
