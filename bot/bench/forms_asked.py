"""What filling in costs where no card can be shown: everybody is asked question by question at the same time."""

from __future__ import annotations

from functools import partial

from bot.bench import forms

run = partial(forms.run, crowd=forms.ASKED)
"""See :func:`bot.bench.forms.run`."""
