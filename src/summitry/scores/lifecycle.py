"""Scores of what became of announced trips: rows {doc_id, published, title, text, legs}, and documents {path or id,
published, title, text} that tell what came of them. Both are read into one record, and each leg is asked of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from summitry import pages, pipeline
from summitry.model.claims import Filed
from summitry.model.windows import Window
from summitry.record import fold
from summitry.record.legs import Leg, became
from summitry.record.outside import state_of
from summitry.record.presences import presences
from summitry.scores.measures import Figures, Row, Task, f1, row_id, share

FATES = ("happened", "rescheduled", "cancelled")
_FROM = re.compile(r"\s*\(from (?P<home>[^)]+)\)")


def _predict_legs(rows: Sequence[Row]) -> Iterator[Row]:
    return _predict_with_evidence(rows, ())


def _predict_with_evidence(rows: Sequence[Row], documents: Sequence[Row]) -> Iterator[Row]:
    filed = {one.article.id: one for one in map(_read, (*documents, *rows))}
    told = presences(fold(list(filed.values())))
    for row in rows:
        for leg, given in zip(_legs(row), row["legs"], strict=True):
            found = became(leg, told)
            yield {
                "doc_id": row_id(row),
                "destination": given["destination"],
                "outcome": found.fate,
                "actual_start": found.start,
            }


def _read(row: Row) -> Filed:
    """A document with its title as the headline that it is, since a statement's title says whose visit it announces."""
    text = f"{row['title']}\n\n{row['text']}" if row.get("title") else row["text"]
    given = {"id": row_id(row), "text": text, "published": row.get("published"), "url": row.get("url")}
    return pipeline.read_article(pages.article_of_row(given, row_id(row)))


def _legs(row: Row) -> Iterator[Leg]:
    """The legs announced, in the order of the trip."""
    before: Leg | None = None
    for given in row["legs"]:
        home = _FROM.search(given["destination"])
        before = Leg(
            traveller=given["traveller"],
            home=state_of(home["home"]) if home else None,
            country=state_of(_FROM.sub("", given["destination"])),
            article=row_id(row),
            announced=str(row["published"])[:10],
            planned=_window(given.get("planned")),
            before=before,
        )
        yield before


def _window(days: str | None) -> Window | None:
    """The days "2023-05-19" or "2023-05-19/2023-05-21"; None for other words."""
    try:
        parts = [Window.of(part) for part in days.split("/")] if days else []
    except ValueError:
        return None
    return parts[0].cover(parts[-1]) if parts else None


def _score_legs(gold: Sequence[Row], made: Sequence[Row]) -> Figures:
    """Accuracy and macro-F1 of outcomes, and the share of legs begun whose first day is right."""
    found = {(one["doc_id"], one["destination"]): one for one in made}
    legs = [(leg, found[row_id(row), leg["destination"]]) for row in gold for leg in row["legs"] if leg.get("outcome")]
    fates = [(leg["outcome"], one["outcome"]) for leg, one in legs]
    scores = [
        f1(fates.count((fate, fate)), sum(b == fate for _, b in fates), sum(a == fate for a, _ in fates))
        for fate in FATES
    ]
    started = [(leg["actual_start"], one["actual_start"]) for leg, one in legs if leg.get("actual_start")]
    return {
        "legs": len(legs),
        "accuracy": share([a == b for a, b in fates]),
        "macro_f1": sum(scores) / len(scores) if legs else None,
        "start_exact": share([a == b for a, b in started]),
    }


LIFECYCLE = Task(_predict_legs, _score_legs, ("legs", "text"), _predict_with_evidence)
