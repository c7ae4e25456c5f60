# Home: one's day on one page

home-headline = Your work, { $weekday } { $day }
home-no-figures = No figures of yours have arrived yet. When they do, the newest stand here.
home-waiting = Waiting for you
home-team = Your team
home-team-text =
    { $n ->
        [one] One person reports to you.
       *[other] { $n } people report to you.
    }
home-running = Looking after Jinbu
home-note = Only you see this page. Figures are those of the newest period.
home-button-me = My numbers
home-button-team = Open the team
home-button-settings = Settings
home-button-help = Help
home-button-dispute = Disputes
home-button-correction = Corrections
home-button-health = Health
home-button-rule = Rules
home-waiting-approval =
    { $n ->
        [one] One draft waits for your approval.
       *[other] { $n } drafts wait for your approval.
    }
home-open-approval = Drafts
home-waiting-dispute =
    { $n ->
        [one] One dispute needs an answer.
       *[other] { $n } disputes need an answer.
    }
home-open-dispute = Disputes
