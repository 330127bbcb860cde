"""Scores of mentions of events put together across articles: rows {doc_id, text, date?, events}."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from summitry.mentions.phrases import phrases
from summitry.model.errors import InputError
from summitry.record.happenings import EventMention, same_events
from summitry.record.stories import Telling
from summitry.scores.clusters import coreference
from summitry.scores.measures import Figures, Row, Task, check_fields, row_id


def _predict_events(rows: Sequence[Row]) -> Iterator[Row]:
    """The event of each mention, by all rows together, in the order of the file; a mention of no word is alone."""
    tellings = [Telling(row_id(row), row.get("date"), row.get("title") or "", row["text"]) for row in rows]
    found = same_events([mention for row in rows for mention in _mentions(row)], tellings)
    names = [event["id"] for row in rows for event in row.get("events") or ()]
    return ({"id": name, "cluster": found.get(str(name), str(name))} for name in names)


def _mentions(row: Row) -> Iterator[EventMention]:
    events: Sequence[Mapping[str, Any]] = row.get("events") or ()
    for event in events:
        check_fields(event, ("id", "start", "end"), f"{row_id(row)}, an event")
        if not 0 <= event["start"] < event["end"] <= len(row["text"]):
            raise InputError(
                f"expected start and end within the {len(row['text'])} characters of the text, "
                f"got {event['start']} and {event['end']}",
                f"{row_id(row)}, event {event['id']}",
                "give code points",
            )
    told = phrases(row["text"], [(event["start"], event["end"]) for event in events])
    for event, phrase in zip(events, told, strict=True):
        if phrase is not None:
            yield EventMention(
                article=row_id(row),
                start=phrase.start,
                id=str(event["id"]),
                opening=phrase.opening,
                context=row["text"][phrase.opening : phrase.closing],
                head=phrase.head,
                part=phrase.part,
                lemmas=phrase.lemmas,
                subjects=phrase.subjects,
                objects=phrase.objects,
                others=phrase.others,
            )


def _score_events(gold: Sequence[Row], made: Sequence[Row]) -> Figures:
    """Figures of the mentions with `cluster`."""
    labels = [event for row in gold for event in row.get("events") or () if event.get("cluster") is not None]
    true = {str(event["id"]): event["cluster"] for event in labels}
    return {"labelled": len(true), **coreference(true, {str(one["id"]): one["cluster"] for one in made})}


COREF = Task(_predict_events, _score_events, ("text",))
