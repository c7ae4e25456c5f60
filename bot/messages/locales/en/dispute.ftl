# Disputes: somebody says that a number about them is wrong

dispute-title = Say what is wrong
dispute-about = It is about { $value }.
dispute-who =
    { $n ->
        [1] { $names } will read this and look into it.
       *[other] { $names } will read this, and one of them looks into it.
    } You can take it back while nobody has decided.
dispute-value = Which number
dispute-choice = { $title }, { $period }: { $value }
dispute-rows = Which rows
dispute-row = { $value } · { $source }
dispute-claim = What is wrong
dispute-claim-hint = What happened, and where one can see it: a lot, an order, a day.
dispute-wanted = What it should be, if you know
dispute-submit = Open the case
dispute-summary = Case { $number }
dispute-headline-own = Case { $number }: your { $title } for { $period }
dispute-headline = Case { $number }: { $name } disputes { $title }, { $period }
dispute-stored = Stored
dispute-should = Should be, as claimed
dispute-now = Counts now
dispute-open-own =
    { $n ->
        [1] { $names } has it and answers by { $day }.
       *[other] { $names } have it, and one of them answers by { $day }.
    } Until then the number is shown as disputed. You need not do anything.
dispute-open-own-later =
    { $n ->
        [1] { $names } gets it { $when } and answers by { $day }.
       *[other] { $names } get it, the first of them { $when }, and one of them answers by { $day }.
    } Until then the number is shown as disputed. You need not do anything.
dispute-open = Nobody has it yet. Please check it against the source, and answer by { $day }.
dispute-checking-yours = You have it, until { $day }. Check it against the source, then say which it is.
dispute-checking = { $name } looks into it, until { $day }.
dispute-accepted = { $name } agrees that it is wrong. Correction { $number } waits for somebody else, of HR, to approve it; then everything is computed again.
dispute-rejected-own = The number stands; the reason is below. If you see it otherwise, talk with { $name }, or open a new case with what is missing there.
dispute-rejected = The number stands; { $name } gave the reason.
dispute-closed = It was wrong. Correction { $number } counts now, and everybody who was told the old number gets the new one.
dispute-withdrawn = It was taken back. Nothing has changed.
dispute-step = { $at } · { $step } · { $name }
dispute-step-open = opened
dispute-step-checking = being checked
dispute-step-accepted = found wrong
dispute-step-rejected = found right
dispute-step-closed = corrected
dispute-step-withdrawn = taken back
dispute-withdraw = Take it back
dispute-take = I look into it
dispute-correct = Correct it…
dispute-stand = It stands…
dispute-note = The person, their manager and HR see this case · “dispute { $number }” shows it again
dispute-correct-title = Correct case { $number }
dispute-correct-how = Your answer becomes a request; it counts once somebody of HR, not you, has approved it.
dispute-stand-title = Case { $number }: it stands
dispute-stand-intro = { $name } reads this, word for word.
dispute-stand-reason = Why it stands
dispute-stand-hint = What you compared it with, and what you found there.
dispute-stand-submit = Send the answer
dispute-list = Cases
dispute-none = There is no case.
dispute-none-step = When a number is wrong, “dispute” opens one.
dispute-item = { $title }, { $period }
dispute-list-how = “dispute { $number }” shows one of them.
dispute-column-number = No.
dispute-column-who = Who
dispute-column-what = What
dispute-column-state = Status
dispute-column-due = Until
dispute-state-open = open
dispute-state-checking = being checked
dispute-state-accepted = correction under way
dispute-state-rejected = stands
dispute-state-closed = corrected
dispute-state-withdrawn = taken back
dispute-gone = There is no case of that number.
dispute-runs = There is a case about this number already: { $number }. “dispute { $number }” shows it.
dispute-nobody = Nobody could look into it yet: you have no manager here and nobody has the role of HR. Please ask an admin to name somebody.
dispute-nothing = There is no number about you that you could dispute yet.
dispute-taken = { $name } looks into it already; the case is in one hand. After its day has passed you can take it over.
dispute-settled = { $state ->
    [accepted] This case has been accepted; its correction is under way.
    [rejected] This case is over: the number stands.
    [closed] This case is over: the number was corrected.
   *[withdrawn] This case was taken back.
}
