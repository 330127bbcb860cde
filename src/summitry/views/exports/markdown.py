"""A dossier in Markdown: an index in the order of time, and a page for each encounter with its history, conflicts,
forecasts, and the words of every account. What comes from pages is shown as text, never as markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.text import Text

from summitry.model.claims import Encounter
from summitry.record import Record
from summitry.views import text
from summitry.views.exports import Content, Told
from summitry.views.queries import Shown, show, timeline

_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+!|~&:-])")


def files(record: Record, _: Told) -> Iterator[tuple[str, Content]]:
    """index.md, then encounters/ID.md for each."""
    found = timeline(record)
    yield "index.md", _index(record, found)
    for encounter in found:
        yield f"encounters/{encounter.id}.md", page(show(record, encounter.id))


def plain(value: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return _MARKUP.sub(r"\\\1", text.clean(value))


def _index(record: Record, found: tuple[Encounter, ...]) -> Iterator[str]:
    yield "# Encounters\n\n"
    clock = f", as known on {record.clock}" if record.clock else ""
    counts = text.counted(len(found), "encounter"), text.counted(len(record.articles), "article")
    yield f"{counts[0]} told of in {counts[1]}{clock}.\n\n"
    yield "| when | status | encounter | told by |\n|---|---|---|---|\n"
    for one in found:
        status = one.status + (", overdue" if one.overdue else "")
        link = f"[{plain(text.headline(one))}](encounters/{one.id}.md)"
        yield f"| {plain(text.when(one))} | {status} | {link} | {text.counted(one.n_articles, 'article')} |\n"


def page(shown: Shown) -> Iterator[str]:
    """All on one encounter."""
    one = shown.encounter
    yield f"# {plain(text.headline(one))}\n\n"
    facts = [
        ("When", text.when(one)),
        ("Where", text.where(one.place) or "not said"),
        ("Status", text.says_who(one) + (" (overdue)" if one.overdue else "")),
        ("Told by", text.told_by(one)),
        ("Source", f"{one.source_reliability}: {one.source_reliability_rule}"),
        ("Credible", f"{one.information_credibility}: {one.information_credibility_rule}"),
        ("One since", one.merge),
    ]
    yield from (f"- {name}: {plain(value)}\n" for name, value in facts)
    if shown.whole:
        yield f"- Part of: [{plain(text.headline(shown.whole))}]({shown.whole.id}.md)\n"
    yield "\n## Who\n\n"
    for who in one.participants:
        office = f", {plain(who.office)}" if who.office else ""
        yield f"- {who.role}: {plain(text.participant(who))}{office}\n"
    yield from _section("History", text.history_lines(shown))
    yield from _section("Conflicts", (text.conflict_line(conflict) for conflict in shown.conflicts))
    yield from _section("Forecasts", (text.forecast_line(forecast) for forecast in shown.forecasts))
    if shown.parts:
        yield "\n## Parts\n\n"
        yield from (f"- [{plain(text.headline(part))}]({part.id}.md)\n" for part in shown.parts)
    yield "\n## Evidence\n"
    for account in shown.accounts:
        yield f"\n{plain(account.article)} ({account.status}):\n\n"
        for quote in account.evidence:
            yield f"> {plain(quote.text)}\n>\n> {quote.start}–{quote.end}\n\n"


def _section(name: str, lines: Iterator[Text]) -> Iterator[str]:
    for number, line in enumerate(lines):
        if not number:
            yield f"\n## {name}\n\n"
        told = line.plain
        yield f"{'  ' * told.startswith(' ')}- {plain(told)}\n"
