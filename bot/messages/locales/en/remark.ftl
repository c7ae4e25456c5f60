# Remarks: what people add to their values

remark-title = Add what the data does not show
remark-text = What should one know beside this number
remark-hint = What you did or what got in the way: a customer, a project, a day.
remark-submit = Add it
remark-summary = What you added to a number
remark-seen-by = { $names } can read it beside the number, marked as “not in the data”. You can change it or take it back at any time.
remark-seen-by-none = Nobody but you can read it as long as you have no manager here and nobody has the role of HR.
remark-added = Added to your { $title } for { $period }
remark-edit = Change it
remark-note = It changes no number · a message to your manager that is not out yet carries it
remark-withdrawn = Taken back from your { $title } for { $period }
remark-withdrawn-text = Nobody sees it any more, also not in messages that are still waiting.
remark-gone = This was taken back.
