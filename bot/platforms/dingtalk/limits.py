"""DingTalk's numbers: how much fits, how fast one may call, how long one may take."""

from __future__ import annotations

from typing import Final

from bot.platforms.pace import Rate

# What fits, in characters
TITLE: Final = 100
TEXT: Final = 2000
SUMMARY: Final = 100
CARD: Final = 12_000  # bytes of Markdown; with title and closing lines a robot message stays below its 15,000
CLOSING: Final = 1500
CELL: Final = 200
TABLE_ROWS: Final = 40
TABLE_COLUMNS: Final = 10
BUTTON: Final = 40  # Latin letters, half as many Chinese ones: our own, a button fills a phone's row and has one line
CHOICE: Final = 80  # of these, in a line of text
BUTTONS: Final = 30  # our own: nobody looks through more
NOTE: Final = 300
LABEL: Final = 60
PLACEHOLDER: Final = 40
OPTION: Final = 80
CHART_POINTS: Final = 20  # our own, as are the next two: more than that no phone shows apart
CHART_LABEL: Final = 10  # of a point, in Latin letters
CHART_SERIES: Final = 30  # the same, of a line in the legend
FILE_NAME: Final = 100
FILE: Final = 20 * 1024 * 1024  # bytes of a file that we send

# How fast: 20 a second for each application and API
API_RATE: Final = Rate(18.5)
PATIENCE: Final = 20.0  # seconds that a message waits for its turn before it goes back to the outbox

# How long, in seconds
ANSWER: Final = 1.4  # of the two until the person sees a failure
REQUEST: Final = 15.0
DOWNLOAD: Final = 60.0
LONGEST: Final = 80.0  # one send with its pictures; the outbox leases a delivery for longer
CONNECT: Final = 15.0
SILENCE: Final = 60.0  # without any frame or pong, after which the socket counts as dead
PING: Final = 20.0
DOUBLE_CLICK: Final = 90.0  # a card's callback comes again after a minute when its answer was lost
CLOSE: Final = 1.5
BACKOFF_FIRST: Final = 0.5
BACKOFF_MOST: Final = 30.0
TOKEN_MARGIN: Final = 300.0
FRAME_WAIT: Final = 1.0  # a QPS refusal names no time; their own advice is a second
PUNISHED: Final = 300.0  # an address that was too fast is shut out for five minutes
