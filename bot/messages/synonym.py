"""English words that ask for the same thing: what was learnt with one of them is known of the others."""

from __future__ import annotations

import re
from typing import Final

from bot.messages.typed import CHINESE

_WORDS: Final[dict[str, str]] = {
    "show": "show|see|open|view|display|list|pull up|bring up|call up|look up|look at|get me|give me|tell me"
    "|let me have|let me see|fetch|check|print|find|read",
    "change": "change|edit|modify|adjust|alter|amend|rewrite|reword|rephrase|rename|update|revise|tweak|correct|fix",
    "make": "create|add|make|new|write|draft|set up|define|build|start|introduce|another",
    "stop": "stop|cancel|end|remove|delete|undo|revert|take back|call off|drop|withdraw|revoke|disable|turn off"
    "|switch off|deactivate|silence|mute|retire",
    "enable": "enable|turn on|switch on|activate|reactivate|let run",
    "boss": "manager|boss|supervisor|lead|leader|team leader|team lead|superior|head|foreman|chief|line manager",
    "team": "team|crew|staff|people|reports|direct reports|squad|shift|unit|group|department|branch|ward|guys|everyone"
    "|everybody|employees|drivers|nurses|sellers|agents|members",
    "figures": "numbers|number|figures|figure|results|result|stats|statistics|kpi|kpis|performance|score card|scorecard"
    "|values|value|metrics|data|attainment",
    "target": "target|targets|goal|quota|quotas|plan value|target value|objective",
    "meeting": r"1:1|1:1s|1-1|1on1|one on one|one on ones|one-on-one|one-on-ones|one to one|one-to-one|meeting|meetings"
    "|talk|talks|chat|conversation|conversations|catch up|catch-up|appointment",
    "review": "review|appraisal|self review|self-review|self assessment|self-assessment|self evaluation|self-evaluation"
    "|evaluation|performance review|annual review|review form|questionnaire",
    "message": "message|messages|reminder|reminders|notification|notifications|ping|pings|alert|alerts|mail|mails|email"
    "|emails|digest|digests",
    "objection": "dispute|disputes|objection|objections|complaint|complaints|appeal|appeals|case|cases|claim",
    "wrong": "wrong|incorrect|not correct|not right|false|mistaken|mistake|error|off|typo|faulty|inaccurate",
    "leave": "vacation|holiday|holidays|leave|sick leave|day off|time off|off sick|off work|out of office|absent"
    "|absence|travelling|traveling|business trip|parental leave|ill|sick",
    "substitute": "deputy|substitute|stand-in|stand in|replacement|backup|delegate|cover|covers|represents|fills in"
    "|takes over|proxy",
    "feedback": "feedback|praise|kudos|compliment|compliments|shout-out|thank|recognition|thumbs up",
    "file": "file|files|csv|excel|spreadsheet|zip|document|pdf|xlsx|workbook",
    "upload": "upload|import|imports|load|feed in|bring in|read in|ingest",
    "download": "download|export|save|extract|take out",
    "rule": "rule|rules|trigger|triggers|alert rule",
    "metric": "metric|metrics|measure|measures|kpi|kpis|indicator|indicators",
    "access": "role|roles|right|rights|permission|permissions|access|admin|administrator|admins",
    "account": "account|accounts|login|user",
    "audit": "audit|audit trail|audit log|trail|log of changes|change log|journal",
    "fall": "fall|fell|falling|drop|dropped|decline|declined|decrease|decreased|down|lower|low|worse|worsen|dip"
    "|sink|slump",
    "rise": "rise|rose|increase|increased|improve|improved|up|better|higher|high|grow|grew|pick up|recover|recovered",
    "why": "why|how come|for what reason|reason|reasons|cause|explain|explains|explanation|basis|what caused"
    "|where from",
    "step": "step|steps|action|actions|advice|tip|tips|suggestion|suggestions|recommendation|recommendations|measure",
    "colleague": "colleague|colleagues|peer|peers|coworker|coworkers|teammate|teammates|reviewer|reviewers|360",
    "course": "course|courses|training|trainings|class|classes|seminar|e-learning|learning",
    "note": "note|notes|minutes|memo|comment|comments|remark|remarks|record",
    "topic": "agenda|topic|topics|point|points",
    "missing": "missing|outstanding|not handed in|has not submitted|have not submitted|overdue|late|open|pending"
    "|unfinished",
    "setting": "language|time zone|timezone|locale|settings|setting|english|chinese|german",
    "often": "often|frequent|frequently|rhythm|schedule|cadence|interval|how many times|regularly",
    "limit": "limit|limits|cap|caps|maximum|at most|no more than|budget|quota of calls",
    "privacy": "privacy|private|personal data|data protection|gdpr|confidential|stored about me|know about me",
}


def _pattern(words: str) -> str:
    """Match any of some words as a whole, the longest first, with any blanks or hyphens between."""
    ordered = sorted(words.split("|"), key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"[\s-]+") for word in ordered)


_KINDS: Final = re.compile(
    "|".join(f"(?<![a-z0-9])(?P<{kind}>{_pattern(words)})(?![a-z0-9])" for kind, words in _WORDS.items())
)


def with_synonyms(text: str) -> str:
    """Return a text, and it again with a mark for each word that has others like it: ``{show} my {figures}``.

    A Chinese text stays as it is: its characters say what its words have in common.
    """
    if CHINESE.search(text):
        return text
    return f"{text} {_KINDS.sub(lambda found: f' {{{found.lastgroup}}} ', text.lower())}"
