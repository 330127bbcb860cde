"""People's words in the making: what accepting, correcting, joining, splitting, rejecting and undoing come to as
judgements on claims."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterable, Sequence
from typing import Annotated, TypedDict

from summitry.lexicon.states import country_code
from summitry.model.claims import Account, Encounter, Judgement
from summitry.model.errors import UsageError
from summitry.model.ids import content_id
from summitry.record import Record

ACTIONS = ("accept", "reject", "correct", "same", "different", "split")


class JudgementRow(TypedDict):
    """A person's word; superseded by a later one on the same claims or field, never deleted."""

    judgement: Annotated[str, "id"]
    verdict: Annotated[str, "same, different, unsure, correct, accept or reject"]
    left: Annotated[str, "id of a claim"]
    right: Annotated[str | None, "id of the other claim of a pair, or null"]
    field: Annotated[str | None, "the field that is corrected, or null"]
    value: Annotated[str | None, "its corrected value, or null"]
    by: Annotated[str, "who judged"]
    when: Annotated[str, "ISO date and time, UTC"]
    why: Annotated[str, "the note, or an empty string"]
    encounter: Annotated[str | None, "the encounter that the claim is of now, or null"]


class Pen:
    """Writes the judgements of one act: `by` whom, `when` (ISO, UTC), `why`. All of one act share the three, so that
    they can be undone together."""

    def __init__(self, by: str, when: str, why: str = "") -> None:
        self.by, self.when, self.why = by, when, why

    def accept(self, one: Encounter) -> list[Judgement]:
        """The encounter is right as it stands."""
        return [self._word("accept", one.claims[0])]

    def reject(self, one: Encounter) -> list[Judgement]:
        """None of its claims tells of an encounter."""
        return [self._word("reject", claim) for claim in one.claims]

    def correct(self, one: Encounter, field: str, value: str) -> list[Judgement]:
        """A field has another value. Raises UsageError where a country is none."""
        if field == "country":
            code = country_code(value)
            if code is None:
                raise UsageError(f"country: expected a state's name or its ISO 3166 code, got {value!r}")
            value = code
        return [self._word("correct", one.claims[0], field=field, value=value)]

    def same(self, one: Encounter, other: Encounter) -> list[Judgement]:
        """Two encounters are one."""
        return [self._word("same", one.claims[0], claim) for claim in other.claims]

    def different(self, one: Encounter, other: Encounter) -> list[Judgement]:
        """Two encounters are two, as the record has it."""
        return [self._word("different", one.claims[0], other.claims[0])]

    def split(self, one: Encounter, told: Iterable[Account], articles: Sequence[str]) -> list[Judgement]:
        """What some of the articles tell of is another encounter than what the others do. Raises UsageError unless both
        sides have an article."""
        held = set(one.claims)
        by_side: tuple[list[str], list[str]] = ([], [])
        for account in told:
            by_side[account.article in articles].extend(claim for claim in account.claims if claim in held)
        stay, go = by_side
        if not stay or not go:
            raise UsageError("split: expected some of the articles, and not all; choose those that tell of another")
        bound = [self._word("same", *pair) for side in (stay, go) for pair in itertools.pairwise(side)]
        return [self._word("different", stay[0], go[0]), *bound]

    def undo(self, judgements: Iterable[Judgement], by: str, when: str) -> list[Judgement]:
        """Takes back all words of one act. Raises UsageError where there was none."""
        found = [one for one in judgements if (one.by, one.when) == (by, when) and one.verdict != "unsure"]
        if not found:
            raise UsageError("undo: expected an act of the audit trail; it may have been undone already")
        return [self._word("unsure", one.left, one.right, one.field) for one in found]

    def _word(
        self, verdict: str, left: str, right: str | None = None, field: str | None = None, value: str | None = None
    ) -> Judgement:
        return Judgement(verdict, left, right, field, value, self.by, self.when, self.why)  # type: ignore[arg-type]


def moment() -> str:
    """Now, in UTC to the microsecond: the time of a judgement, and nothing else's."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def acts(judgements: Iterable[Judgement]) -> list[tuple[Judgement, ...]]:
    """Judgements by the act that made them, the latest first."""
    ordered = sorted(judgements, key=lambda one: (one.when, one.by, content_id("judgement", one)), reverse=True)
    return [tuple(group) for _, group in itertools.groupby(ordered, key=lambda one: (one.when, one.by))]


def judgement_row(one: Judgement, record: Record) -> JudgementRow:
    """A judgement as a row."""
    return {
        "judgement": content_id("judgement", one), "verdict": one.verdict, "left": one.left, "right": one.right,
        "field": one.field, "value": one.value, "by": one.by, "when": one.when, "why": one.why,
        "encounter": record.encounter_of.get(one.left),
    }  # fmt: skip
