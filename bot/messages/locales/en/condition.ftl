# Conditions of rules: what cannot be read, and where

condition-empty = There is no condition yet. For example: attainment < 80%
condition-too-long = Column { $column }: that is too long; { $limit } characters are the most.
condition-too-deep = Column { $column }: too many brackets inside brackets; { $limit } are the most.
condition-unknown-name = Column { $column }: I know no fact “{ $found }”. If it is a text, put it in quotes: metric == "{ $found }"
condition-unknown-name-near = Column { $column }: I know no fact “{ $found }”. Did you mean “{ $nearest }”?
condition-unknown-word = Column { $column }: “{ $found }” does not occur here. Did you mean “{ $nearest }”?
condition-character = Column { $column }: “{ $found }” has no meaning in a condition.
condition-open-text = Column { $column }: the quotes that begin here are never closed.
condition-number = Column { $column }: “{ $found }” has too many digits; { $limit } are the most.
condition-arithmetic = Column { $column }: “{ $found }” calculates; a condition only compares facts, joined by and, or, not.
condition-regex = Column { $column }: patterns (“{ $found }”) are not allowed; compare with == or in [ … ].
condition-attribute = Column { $column }: a fact has no parts, so there is nothing after “{ $found }”.
condition-call = Column { $column }: “{ $found }” calls something; a condition only compares facts.
condition-syntax = Column { $column }: “{ $found }” cannot stand here.
condition-unfinished = Column { $column }: something is missing after “{ $found }”.
condition-not-a-condition = Column { $column }: “{ $found }” is neither true nor false; compare it with something, such as < 80%.
condition-compared-twice = Column { $column }: the outcome of a comparison cannot be compared again; join comparisons by and or or.
condition-constant = Column { $column }: this compares no fact with “{ $found }”, so it is always the same.
condition-order = Column { $column }: “{ $found }” has no order; it can only be equal (==) or not (!=).
condition-sort-number = Column { $column }: a number is compared with a number, and “{ $found }” is none.
condition-sort-text = Column { $column }: a text is compared with a text in quotes, and “{ $found }” is none.
condition-sort-truth = Column { $column }: this can only be true or false, and “{ $found }” is neither.
condition-list = Column { $column }: “in” needs a list of values, such as metric in ["csat", "nps"].
