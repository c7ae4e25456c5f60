"""Slack's numbers: how much fits, how fast one may call, how long one may take."""

from __future__ import annotations

from typing import Final

from bot.platforms.pace import Rate

# What fits; characters are counted after escaping
TITLE: Final = 150
TEXT: Final = 3000
SUMMARY: Final = 1000  # chat.update refuses a text of more than 4,000; a notification is one line
CARD: Final = 12_000  # our own: more is a report, which links to its detail
BLOCKS: Final = 50
CELL: Final = 1000
TABLE_ROWS: Final = 100
TABLE_COLUMNS: Final = 20
TABLE_SHORT: Final = 10  # our own: rows that are read at once; more are leafed through
DATA_TABLE: Final = 10_000  # characters; 20,000 since some months, and less fits everywhere
CAPTION: Final = 150  # our own: one line
CHARTS: Final = 2  # in one message
CHART_TITLE: Final = 50
CHART_LABEL: Final = 20  # of a point, a category, a series
CHART_AXIS: Final = 50
CHART_POINTS: Final = 20
BUTTON: Final = 75
BUTTONS: Final = 25
ACTION: Final = 255
VALUE: Final = 2000
ALT: Final = 2000
FILE_ALT: Final = 250  # goes in a URL, where a Chinese character takes nine

# What fits in a modal or in Home
VIEW_TITLE: Final = 24  # its buttons too
VIEW_BLOCKS: Final = 100
VIEW_BYTES: Final = 240_000  # of 250 KB
METADATA: Final = 3000
FIELDS: Final = 24  # our own: nobody fills in more at once
LABEL: Final = 150  # our own, of 2,000
HINT: Final = 500  # our own, of 2,000
INPUT: Final = 3000
OPTION: Final = 75
OPTION_VALUE: Final = 150
OPTIONS: Final = 100  # in one list or group
GROUPS: Final = 100
SHOWN_OPTIONS: Final = 4  # that stand open as radio buttons, more are a menu
POINTS: Final = 10  # of a scale, that stand open as radio buttons
CHECKBOXES: Final = 10
FILE_NAME: Final = 80  # our own: a name that people can read

# How fast: about one message a second and channel with short bursts, some hundred a minute for the whole workspace
CHANNEL_RATE: Final = Rate(1.0, burst=3)
WORKSPACE_RATE: Final = Rate(290 / 60, burst=5)
TIER_2: Final = Rate(20 / 60, burst=10)
TIER_3: Final = Rate(50 / 60, burst=10)
TIER_4: Final = Rate(100 / 60, burst=20)
PATIENCE: Final = 20.0  # seconds that a message waits for its turn before it goes back to the outbox

# How long, in seconds
ANSWER: Final = 2.2  # of the three until the person sees a failure
LAST_MOMENT: Final = 0.5  # after that, of those three
FOLLOW: Final = 1.0  # our own: what follows an answer waits so long for the answers that others are due
OPEN: Final = 1.0  # of the three that a trigger lives: after that the modal opens empty, and is filled when it can be
REQUEST: Final = 15.0
DOWNLOAD: Final = 60.0
WAIT: Final = 5.0  # after a refusal for haste that names no time
LONGEST: Final = 80.0  # one send with its pictures; the outbox leases a delivery for longer
CONNECT: Final = 30.0
SILENCE: Final = 12.0  # without a connection, after which the session is built anew
PING: Final = 3.0
DOUBLE_CLICK: Final = 2.0
PICTURE_TRIES: Final = 6
CLOSE: Final = 1.5
LOOK_BACK: Final = 3600.0  # before the first attempt: their clock is not ours, and ours may be minutes off
LOOK_PAGES: Final = 5
