"""What several formats say alike: names of things, days, and the words that an encounter rests on."""

from __future__ import annotations

import dataclasses
import datetime
import urllib.parse
from collections.abc import Iterator, Mapping, Sequence

from summitry.model.claims import Account, Encounter, Participant
from summitry.model.ids import content_id
from summitry.model.text import Article, Quote
from summitry.model.windows import Window
from summitry.record import Record
from summitry.views.queries import by_encounter, days_of


@dataclasses.dataclass(frozen=True)
class Cited:
    """A quote with the article that it stands in."""

    article: Article
    quote: Quote


class Evidence:
    """The words that encounters of a record rest on."""

    def __init__(self, record: Record) -> None:
        self.articles: Mapping[str, Article] = {filed.article.id: filed.article for filed in record.articles}
        self._accounts = by_encounter(record.accounts)

    def accounts(self, encounter: Encounter) -> Sequence[Account]:
        return self._accounts.get(encounter.id, ())

    def of(self, encounter: Encounter) -> Iterator[Cited]:
        """Each quote of each account, by article and place."""
        for account in self.accounts(encounter):
            for quote in account.evidence:
                yield Cited(self.articles[account.article], quote)


def urn(kind: str, name: str) -> str:
    """A name for a thing of the record that is the same everywhere: "urn:summitry:article:pages%2Fa.txt"."""
    return f"urn:summitry:{kind}:{urllib.parse.quote(name.encode('utf-8', 'replace'), safe='')}"


def person_key(who: Participant) -> str:
    """A name for a participant by whom he or she is, the same in every encounter."""
    return who.entity or content_id("participant", who.name, who.country, who.kind)


def span(encounter: Encounter) -> Window | None:
    """The days of an encounter with both sides closed: an open side is as long as the day that is known; None where no
    day is."""
    days = days_of(encounter)
    if days is None or (days.start is None and days.end is None):
        return None
    return Window(days.start or days.end, days.end or days.start)


def day_after(day: str) -> str | None:
    """The next ISO day, or None at the end of the calendar."""
    try:
        return (datetime.date.fromisoformat(day) + datetime.timedelta(days=1)).isoformat()
    except OverflowError:
        return None
