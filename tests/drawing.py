"""Draws what a platform is sent as the text that a person sees there: what the golden files hold.

Nothing of a payload goes unseen: each part is drawn or must be what it always is, and whatever this file does not
know fails the test that draws it. ``¦`` is a space that is hardly there, put where a mark of style would else show.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bot.messages import dialogue
from bot.messages.card import Attachment, BarChart, Card, Picture, TreeChart
from bot.messages.i18n import translator
from bot.platforms.dingtalk import page as dingtalk_page
from bot.platforms.dingtalk import render as dingtalk
from bot.platforms.dingtalk.native import drawn_first
from bot.platforms.slack import page as slack_page
from bot.platforms.slack import render as slack
from bot.platforms.slack.native import is_native

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.messages.card import Drawing
    from bot.messages.form import Form

Json = dict[str, Any]
FILE = "PICTURE"
"""Stands for the id that a platform gives to a drawn chart."""


def drawing(cards: Iterable[Card]) -> str:
    """Draw one message as its readers see it: in each language on each platform, with what goes along with it."""
    parts = []
    for card in cards:
        pictures = {block.chart: FILE for block in card.blocks if isinstance(block, Picture)}
        own = is_native(card)
        parts += [
            _part(card.locale, _along(card)),
            _part(f"{card.locale} · Slack", on_slack(slack.render(card, pictures))),
            *([_part(f"{card.locale} · Slack's own blocks", own_blocks(card))] if own else []),
            _part(f"{card.locale} · DingTalk", on_dingtalk(dingtalk.render(card, pictures))),
            *([_part(f"{card.locale} · DingTalk's own chart", own_chart(card))] if drawn_first(card) else []),
        ]
    return "\n".join(parts)


def form_drawing(forms: Iterable[Form]) -> str:
    """Draw one form as it stands open: in each language as a modal, as a card, and as its first question."""
    parts = []
    for form in forms:
        question = dialogue.question(translator(form.locale), dialogue.begin(form))
        parts += [
            _part(f"{form.locale} · Slack", as_modal(slack_page.render_form(form))),
            _part(f"{form.locale} · DingTalk", as_form_card(dingtalk_page.render_form(form))),
            _part(f"{form.locale} · asked", on_slack(slack.render(question, {}))),
        ]
    return "\n".join(parts)


def _part(title: str, text: str) -> str:
    return f"════════ {title} {'═' * (60 - len(title))}\n\n{text}\n"


def _along(card: Card) -> str:
    """Draw what a card says beside its text: what it is, its notification, its charts and files."""
    lines = [f"kind: {card.kind}"]
    for block in card.blocks:
        if isinstance(block, Picture):
            lines += ["", *_chart(block.chart), f"  said instead: {block.alt}"]
        elif isinstance(block, Attachment):
            lines += ["", f"file {block.name}", *(f"│{line}" for line in block.content.split("\n"))]
    return "\n".join(lines)


def _chart(chart: Drawing) -> list[str]:
    if isinstance(chart, BarChart):
        return _bars(chart)
    if isinstance(chart, TreeChart):
        return _tree(chart)
    lower = f" ({chart.direction})" if chart.lower_is_better else ""
    axis = " ".join(text for _, text in chart.ticks)
    target = f", {chart.target_label} {chart.target_text}" if chart.target_label else ""
    targets = chart.targets or (None,) * len(chart.values)
    assert len(targets) == len(chart.values) == len(chart.labels) == len(chart.texts)
    points = zip(chart.labels, chart.texts, chart.values, targets, strict=True)
    return [
        f"chart {chart.title} in {chart.unit or '-'} of {axis}{target}{lower}",
        *(f"  {label}: {text or chart.gap_label} ({value}, {target})" for label, text, value, target in points),
    ]


def _bars(chart: BarChart) -> list[str]:
    lower = " (lower is better)" if chart.lower_is_better else ""
    bars = zip(chart.labels, chart.texts, chart.values, strict=True)
    return [
        f"bars {chart.title} in {chart.unit or '-'}{lower}: {chart.subtitle}",
        *(f"  {name}: {text} ({round(value, 9)})" for name, text, value in bars),
    ]


def _tree(chart: TreeChart) -> list[str]:
    """Draw a tree; a node's bar is as long as it is filled, with "|" where its time is."""
    lines = [f"tree {chart.title} (| {chart.elapsed_label})"]
    for node in chart.nodes:
        indent = "  " * (node.depth + 1)
        lines.append(f"{indent}{slack.MARKS[node.mood]} {node.title}: {node.text}  ({node.value} | {node.elapsed})")
        lines.append(f"{indent}  {node.about}")
    return lines


# Slack


def on_slack(message: Json) -> str:
    """Draw a message of Slack: its notification, then its blocks one below another."""
    message = dict(message)
    summary, blocks = message.pop("text"), message.pop("blocks")
    assert not message, message
    return "\n\n".join([f"notification: {summary}", *(_block(dict(block)) for block in blocks)])


def _block(block: Json) -> str:
    kind = block.pop("type")
    if kind == "divider":
        drawn = "────"
    elif kind == "header":
        drawn = f"# {_plain_text(block.pop('text'))}"
    elif kind == "section":
        drawn = _mrkdwn(block.pop("text"))
    elif kind == "context":
        (only,) = block.pop("elements")
        drawn = f"( {_mrkdwn(only)} )"
    elif kind == "actions":
        drawn = "\n".join(_button(number, dict(value)) for number, value in enumerate(block.pop("elements")))
    elif kind == "table":
        drawn = _table(block)
    elif kind == "data_table":
        drawn = _data_table(block)
    elif kind == "image":
        assert block.pop("slack_file") == {"id": FILE}
        drawn = f"<picture: {block.pop('alt_text')}>"
    elif kind == "data_visualization":
        drawn = _own_chart(block.pop("title"), block.pop("chart"))
    elif kind == "rich_text":
        (quote,) = block.pop("elements")
        assert quote.keys() == {"type", "elements"}
        assert quote["type"] == "rich_text_quote"
        drawn = "> " + "".join(_rich(dict(element)) for element in quote["elements"]).replace("\n", "\n> ")
    else:
        raise AssertionError(f"how does {kind} look?")
    assert not block, f"{kind} holds {block}, which would go unseen"
    return drawn


def own_blocks(card: Card) -> str:
    """Draw the charts of a message where Slack draws them itself, each with the line that follows it, and its table."""
    blocks = slack.render(card, {}, native=True)["blocks"]
    after = [False, *(block["type"] == "data_visualization" for block in blocks)]
    own = [block for block, said in zip(blocks, after, strict=False) if said or block["type"].startswith("data_")]
    return "\n\n".join(_block(dict(block)) for block in own)


def _own_chart(title: str, chart: Json) -> str:
    axis = chart.pop("axis_config")
    lines = [f"{chart.pop('type')} chart {title} ({axis.pop('y_label', '')})"]
    for series in chart.pop("series"):
        assert [point["label"] for point in series["data"]] == axis["categories"]
        values = ", ".join(f"{point['label']} {point['value']:g}" for point in series["data"])
        lines.append(f"  {series['name']}: {values}")
    assert axis.keys() == {"categories"}
    assert not chart, chart
    return "\n".join(lines)


def _plain_text(text: Json) -> str:
    assert text == {"type": "plain_text", "text": text["text"], "emoji": False}
    return str(text["text"])


def _mrkdwn(text: Json) -> str:
    assert text == {"type": "mrkdwn", "text": text["text"], "verbatim": True}
    return _seen(str(text["text"]), "\u200b")


def _button(number: int, button: Json) -> str:
    action, label = button.pop("value"), _plain_text(button.pop("text"))
    assert button.pop("type") == "button"
    assert button.pop("action_id") == f"{number}:{action.partition('|')[0]}"
    assert button.pop("style", "") in ({""} if number else {"primary", ""})  # of all rows the first stands out
    assert not button, button
    return f"[{label}]  → {action}"


def _table(block: Json) -> str:
    rows = block.pop("rows")
    assert block.pop("column_settings") == [{"is_wrapped": True}] * len(rows[0])
    lines = []
    for row in rows:
        assert all(cell == {"type": "raw_text", "text": cell["text"]} for cell in row)
        lines.append(" | ".join(cell["text"] for cell in row))
    return "\n".join(f"| {line} |" for line in lines)


def _data_table(block: Json) -> str:
    lines = []
    for row in block.pop("rows"):
        for cell in row:
            assert cell["type"] == "raw_text" or isinstance(cell["value"], float)
        lines.append(
            " | ".join(f"{cell['text']}={cell['value']:g}" if "value" in cell else cell["text"] for cell in row)
        )
    rows = "\n".join(f"| {line} |" for line in lines)
    return f"table {block.pop('caption')}, {block.pop('page_size')} rows a page\n{rows}"


def _rich(part: Json) -> str:
    kind, text, style = part.pop("type"), part.pop("text"), part.pop("style", {})
    mark = {"": "", "bold": "*", "code": "`"}["".join(style)]
    assert set(style.values()) <= {True}
    url = part.pop("url") if kind == "link" else ""
    assert kind in {"text", "link"}
    assert not part, part
    return f"<{url}|{text}>" if url else f"{mark}{text}{mark}"


def as_modal(view: Json) -> str:
    """Draw a modal: its title, its blocks, what stands in its inputs, and its two buttons."""
    view = dict(view)
    assert (view.pop("type"), bool(view.pop("callback_id"))) == ("modal", True)
    title, submit, close = (_plain_text(view.pop(name)) for name in ("title", "submit", "close"))
    kept = json.loads(view.pop("private_metadata"))
    action = kept.pop("action")
    drawn = [_of_view(dict(block)) for block in view.pop("blocks")]
    assert not view, view
    with_it = f"  with {', '.join(f'{name} {value}' for name, value in kept.items())}" if kept else ""
    return "\n\n".join([f"═ {title}", *drawn, f"[{close}] [{submit}]  → {action}{with_it}"])


def _of_view(block: Json) -> str:
    if block["type"] == "input":
        return _input(block)
    if block["type"] == "actions":
        return "\n".join(_turning(dict(element)) for element in block["elements"])
    beside = _turning(dict(block.pop("accessory"))) if "accessory" in block else ""
    return _block(block) + (f"  {beside}" if beside else "")


def _turning(button: Json) -> str:
    """Draw a button that turns a page of a form: its id says where to."""
    assert button.pop("type") == "button"
    assert button["action_id"] == button["value"]
    return f"[{_plain_text(button['text'])}]  → {button['value']}"


def _input(block: Json) -> str:
    element = dict(block["element"])
    optional = " (optional)" if block["optional"] else ""
    lines = [f"{_plain_text(block['label'])}{optional}  ‹{block['block_id']}›  {element.pop('type')}"]
    assert element.pop("action_id")
    initial = (element.pop("initial_option", None), *element.pop("initial_options", []))
    for option in [*element.pop("options", []), *(o for g in element.pop("option_groups", []) for o in g["options"])]:
        mark = "(x)" if option in initial else "( )"
        below = f" — {_plain_text(option['description'])}" if "description" in option else ""
        lines.append(f"  {mark} {_plain_text(option['text'])}{below}")
    if standing := element.pop("initial_value", "") or element.pop("initial_date", ""):
        lines.append(f"  │{standing}".replace("\n", "\n  │"))
    lines += [f"  {name} {value}" for name, value in element.items() if value]
    lines += [f"  {_plain_text(block['hint'])}"] if "hint" in block else []
    return "\n".join(lines)


# DingTalk


def as_form_card(values: Mapping[str, str]) -> str:
    """Draw a card that shows a form: its body, its fields with what stands in them, its button."""
    fields = json.loads(values["form"])["fields"]
    assert (values["picture"], values["note"], values["buttons"], values["done"]) == ("", "", "[]", "true")
    drawn = [_form_field(dict(field)) for field in fields]
    button = f"[{values['form_btn_text']}]  → {values['form_action']}"
    state = "" if values["form_status"] == "normal" else f"({values['form_status']})"
    return "\n\n".join(part for part in (f"# {values['title']}", _body(values["body"]), *drawn, button, state) if part)


def _form_field(entry: Json) -> str:
    name, label, kind = entry.pop("name"), entry.pop("label"), entry.pop("type")
    optional = "" if entry.pop("required") else " (optional)"
    standing = entry.pop("defaultValue", "")
    chosen = standing["index"] if isinstance(standing, dict) else []
    lines = [f"{label}{optional}  ‹{name}›  {kind}"]
    for at, option in enumerate(entry.pop("options", [])):
        mark = "(x)" if at in (chosen if isinstance(chosen, list) else [chosen]) else "( )"
        lines.append(f"  {mark} {option['text']}")
    if isinstance(standing, str) and standing:
        lines.append(f"  │{standing}".replace("\n", "\n  │"))
    entry.pop("requiredMsg", "")
    lines += [f"  {entry.pop('placeholder')}"] if "placeholder" in entry else []
    assert not entry, entry
    return "\n".join(lines)


def on_dingtalk(values: Mapping[str, str]) -> str:
    """Draw a card of DingTalk, in the order of its template: title, body, picture, note, buttons."""
    values = dict(values)
    parts = [f"# {values.pop('title')}", _body(values.pop("body"))]
    picture, note, done = values.pop("picture"), values.pop("note"), values.pop("done")
    assert picture in {"", FILE}
    buttons = json.loads(values.pop("buttons"))
    for number, button in enumerate(buttons):
        assert button == {"id": button["id"], "text": button["text"], "style": "default" if number else "primary"}
    assert not values, values
    return "\n\n".join(
        part
        for part in (
            *parts,
            "<picture>" if picture else "",
            f"( {note} )" if note else "",
            "\n".join(f"[{button['text']}]  → {button['id']}" for button in buttons),
            {"true": "(done: no buttons any more)", "false": ""}[done],
        )
        if part
    )


def own_chart(card: Card) -> str:
    """Draw the chart of a card where DingTalk draws it, below the lines that stand for the picture's title."""
    chart = drawn_first(card)
    assert chart is not None
    pictures = {block.chart: FILE for block in card.blocks if isinstance(block, Picture)}
    values, pictured = dingtalk.render(card, pictures, native=chart), dingtalk.render(card, pictures)
    assert (values["picture"], pictured["picture"], values.pop("chart_shown")) == ("", FILE, "true")
    given = json.loads(values.pop("chart"))
    assert values.keys() == pictured.keys()
    added = set(_body(values["body"]).split("\n\n")) - set(_body(pictured["body"]).split("\n\n"))
    lines = [*added, f"{given['type']}"]
    for name in dict.fromkeys(point["type"] for point in given["data"]):
        points = (f"{point['x']} {point['y']:g}" for point in given["data"] if point["type"] == name)
        lines.append(f"  {name}: {', '.join(points)}")
    return "\n".join(lines)


def _body(body: str) -> str:
    """Draw the Markdown of a card: colours that only say what their marks say are left out, <br> is a line's end."""
    for mood, mark in dingtalk.MARKS.items():
        body = body.replace(f"<font colorTokenV2={dingtalk.COLOURS[mood]}>{mark}</font>", mark)
    paragraphs = body.split("\n\n")
    for at, paragraph in enumerate(paragraphs):
        if not paragraph.startswith(("| ", "> ")):  # elsewhere only <br> ends a line
            assert "\n" not in paragraph, paragraph
        paragraphs[at] = paragraph.replace("<br>", "\n")
    return _seen("\n\n".join(paragraphs), "\u200a")


def _seen(text: str, space: str) -> str:
    assert "¦" not in text
    return text.replace(space, "¦")
