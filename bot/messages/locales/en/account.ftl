# Accounts and people: strangers, the match list, finding somebody, one's own language and zone

account-stranger = I do not know this account yet, so I cannot show you anything.
account-ask = { $names } can add your e-mail address to the people list.
account-ask-nobody = Whoever keeps the people list can add your e-mail address to it.
account-again = Once it is there, just write to me again: I look each time.
account-unknown-brief = I still do not know this account. I have looked again and will greet you as soon as it is on the people list.
account-guest = Jinbu is for members of the company, and this is a guest account. If you have joined meanwhile, whoever runs this workspace can change that.
account-guest-brief = Jinbu is for members of the company.
account-left = You are no longer on the people list, so nothing more comes from here. For what is stored about you, please write to HR.
account-left-brief = You are no longer on the people list. HR can answer questions about your data.
account-unit = { $name } is a team, and has no account.
account-taken = This account belongs to { $name } already. Unlink it there first.
account-several = “{ $said }” could be several accounts: { $names }. Please write the id.
account-unknown = No account is called “{ $said }”. Mention it with @, or write its id.
account-how = Write a person and an account, such as: match Ana Li @ana
account-linked = { $name } is now { $account }.
account-unlinked = { $n ->
    [0] { $name } had no account.
    [one] { $name } has no account any more. Messages for them wait until there is one.
   *[other] { $name } has lost { $n } accounts. Messages for them wait until there is one.
}
account-unlink-who = Whose account? Write the name behind it, such as: unlink Ana Li
match-headline = { $accounts ->
    [one] One account belongs to nobody
   *[other] { $accounts } accounts belong to nobody
}, { $people ->
    [one] one person has none
   *[other] { $people } people have none
}
match-none = Everybody has an account, and every account has its owner
match-none-text = There is nothing to match.
match-pair = { $name } is { $account }
match-likely = Likely the same: { $pairs }.
match-link = Link { $name } ↔ { $account }
match-account = account
match-address = address
match-platform = platform
match-person = person
match-id = id
match-department = department
match-more = { $n ->
    [one] One more is not shown.
   *[other] { $n } more are not shown.
}
match-how = To link by hand, write `match NAME ACCOUNT`; to undo it, `unlink NAME`.
match-note = Only admins see this · once linked, an account is known by its id
match-news = { $n ->
    [one] A new account belongs to nobody
   *[other] { $n } new accounts belong to nobody
}
match-news-text = { $n ->
    [one] { $names } is not on the people list by address or number.
   *[other] Not on the people list by address or number: { $names }.
}
match-gone = { $n ->
    [one] A person’s account is gone
   *[other] { $n } people’s accounts are gone
}
match-gone-text = { $n ->
    [one] { $names } cannot be reached any more. Have they left? Then the people list should say so.
   *[other] Cannot be reached any more: { $names }. Have they left? Then the people list should say so.
}
match-both = { $new ->
    [one] One new account belongs to nobody
   *[other] { $new } new accounts belong to nobody
}, { $gone ->
    [one] one person’s account is gone
   *[other] { $gone } people’s accounts are gone
}
match-news-list = These are not on the people list by address or number:
match-gone-list = These people cannot be reached any more. Have they left? Then the people list should say so.
match-all = See all
match-next = Next page
people-headline = { $n } people are on the list
people-without = Without an account
people-admins = Admins
people-nobody = nobody
people-nowhere = not given
people-how = To find somebody, write `people` with a name, an id or an e-mail address.
people-match = Match accounts
people-name = { $name } ({ $id })
people-summary = Who somebody is here
people-manager = Reports to
people-where = Where
people-roles = Roles
people-accounts = Accounts
people-account = { $name } ({ $platform })
people-state = State
people-here = active
people-here-until = active, last day { $day }
people-left = left on { $day }
people-away = away until { $day }
people-away-deputy = away until { $day }, { $name } stands in
people-notice = Notice
people-told = sent
people-untold = not sent yet
people-planned = From { $day }: reports to { $name }.
people-act = `move NAME` changes where somebody stands, `role give NAME hr` what they may do, `unlink NAME` takes the account.
people-note = No figures here: who runs Jinbu does not see them
settings-title = Language and time zone
settings-intro = Times and quiet hours follow your clock; every message comes in your language.
settings-language = Language
settings-follow = Follow the chat’s language
settings-english = English
settings-chinese = 中文
settings-zone = Time zone
settings-zone-hint = Now { $zone }, { $by }. Write Asia/Shanghai or the like; leave it empty to follow the chat.
settings-zone-unknown = There is no time zone “{ $said }”. Try Asia/Shanghai or Europe/Berlin.
settings-by-file = from the people list
settings-by-platform = from the chat platform
settings-by-self = chosen by you
settings-save = Save
settings-saved = Saved: { $language }, { $zone }.
