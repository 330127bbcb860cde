"""A dossier: one HTML file with all that the record holds of some encounters, to mail or print. It asks no host for
anything and runs no script."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources

from summitry.model.claims import Encounter
from summitry.model.errors import UsageError
from summitry.record import Record
from summitry.views import queries
from summitry.views.queries import Filter
from summitry.views.web import evidence, words
from summitry.views.web.shelf import Opened

MOST = 500
"""Encounters in one dossier: more is a record, and has its exports."""
AROUND = 160
"""Code points shown on each side of a quote."""


def dossier(record: Record, encounters: Sequence[str] = (), chosen: Filter | None = None) -> str:
    """The HTML of a dossier on the encounters of these ids (or starts of them), or on those that pass a filter.

    Raises UsageError where an id is none, where nothing passes, or where it would hold more than 500 encounters.
    """
    opened = Opened(record, (), "dossier", ())
    if encounters:
        found: tuple[Encounter, ...] = tuple(dict.fromkeys(opened.shown(one).encounter for one in encounters))
    else:
        found = queries.timeline(record, chosen)
    if not 0 < len(found) <= MOST:
        raise UsageError(f"expected 1 to {MOST} encounters for a dossier, got {len(found)}; name some, or use filters")
    style = (resources.files("summitry.views.web") / "static" / "summitry.css").read_text(encoding="utf-8")
    told = [opened.shown(one.id) for one in found]
    articles = sorted({account.article for shown in told for account in shown.accounts})
    return words.render(
        "dossier.html", style=style.replace("</", "<\\/"), opened=opened, told=told, around=AROUND,
        articles=[opened.articles[article] for article in articles],
        numbers={article: number for number, article in enumerate(articles, 1)},
        parts=[(list(evidence.fields(shown)), evidence.ladder(opened, shown)) for shown in told],
    )  # fmt: skip
