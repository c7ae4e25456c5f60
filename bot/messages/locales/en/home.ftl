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
home-button-dispute-list = Disputes
home-button-correct = Correct a value
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
home-waiting-correction =
    { $n ->
        [one] One correction waits for your approval.
       *[other] { $n } corrections wait for your approval.
    }
home-open-correction = Corrections
home-waiting-privacy =
    { $n ->
        [one] One request about personal data waits for an answer.
       *[other] { $n } requests about personal data wait for an answer.
    }
home-open-privacy = Data requests
home-waiting-meeting =
    { $n ->
        [one] One person asked you for a 1:1.
       *[other] { $n } people asked you for a 1:1.
    }
home-open-meeting = 1:1s
home-waiting-talk =
    { $n ->
        [one] One talk is due and has no time yet.
       *[other] { $n } talks are due and have no time yet.
    }
home-open-talk = Talks
home-waiting-held =
    { $n ->
        [one] One value is held back until somebody decides.
       *[other] { $n } values are held back until somebody decides.
    }
home-open-held = Held values
home-waiting-upload =
    { $n ->
        [one] One import waits for your go-ahead.
       *[other] { $n } imports wait for your go-ahead.
    }
home-open-upload = Imports
home-waiting-account =
    { $n ->
        [one] One account belongs to nobody yet.
       *[other] { $n } accounts belong to nobody yet.
    }
home-open-account = Accounts
