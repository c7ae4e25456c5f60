# Goals in files: their columns, and what may be wrong with a row

upload-kind-goals = Goals
upload-field-goal = Goal
upload-field-owner = Owner
upload-field-parent = Part of
upload-field-result = Key result
upload-field-measure = Measured as
upload-field-values-of = Whose values
upload-field-commitment = Committed or aspirational
upload-field-project = Project
import-goal-parent = No goal is called so, in this file or among those that run.
import-goal-parents = Several goals are called so: give them titles that tell them apart.
import-goal-weight = A weight is 0 or more.
upload-field-own-weight = Weight in scores
upload-field-result-weight = Weight of the key result
upload-field-baseline-period = Measured against
upload-field-number = Number of the goal
upload-field-parent-number = Number of what it is part of
import-goal-each = Nobody there: write “each” before the id or name of a unit or department that has people.
