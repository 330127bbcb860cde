"""Scores a record of the sample pages against what a careful reader files from them.

    python tests/examples_score.py [EXPORT_DIR]     prints the figures, then every miss; without a folder it builds one

`expected.jsonl` was written by hand before the program had read the pages and is never fitted to it. One row is one
encounter: `status` and `status_by_page` with alternatives in `also_acceptable` (by page, or "final"; "" says that the
page may be silent), `optional` rows count neither way. `traps.jsonl` holds words that tell of no encounter.

An encounter of the record is matched to an expected one, one to one, where they share a page, half of the participants
(a state or an office stands for a person of that state), being a call or not, and do not contradict each other's
country or days.
"""

from __future__ import annotations

import dataclasses
import difflib
import json
import sys
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from regold import GOLDEN, made
from summitry.lexicon.states import country_code

Row = Mapping[str, Any]


def rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


@dataclasses.dataclass(frozen=True)
class Outcome:
    """One expected encounter, and the encounter of the record that was matched to it, or None."""

    expected: Row
    found: Row | None
    statuses: Mapping[str, str | None]
    """By page of the expected row: the status of the matched encounter's account there, or None."""

    @property
    def final_right(self) -> bool:
        return self.found is not None and self.found["status"] in accepted(self.expected, "final")

    @property
    def day_right(self) -> bool:
        return self.found is not None and self.found["start"] == self.expected["start"]

    @property
    def country_right(self) -> bool:
        return self.found is not None and country(self.found) == country(self.expected)

    @property
    def wrong_pages(self) -> tuple[str, ...]:
        return tuple(page for page, said in self.statuses.items() if (said or "") not in accepted(self.expected, page))


@dataclasses.dataclass(frozen=True)
class Score:
    """`extra`: encounters of the record that nothing expects; `sprung`: traps whose words are an account's evidence."""

    outcomes: tuple[Outcome, ...]
    extra: tuple[Row, ...]
    sprung: tuple[Row, ...]

    def figures(self) -> dict[str, float]:
        """Shares of what counts; `day`, `country` and `final_status` are of the encounters found."""
        counted = [one for one in self.outcomes if not one.expected.get("optional")]
        main = [one for one in counted if one.expected["salience"] == "main"]
        found = [one for one in counted if one.found]
        told = [(one, page) for one in counted for page in one.statuses]
        return {
            "recall_main": _share(one.found is not None for one in main),
            "recall": _share(one.found is not None for one in counted),
            "precision": len(found) / ((len(found) + len(self.extra)) or 1),
            "final_status": _share(one.final_right for one in found),
            "status_by_page": _share(page not in one.wrong_pages for one, page in told),
            "day": _share(one.day_right for one in found),
            "country": _share(one.country_right for one in found),
            "traps_sprung": float(len(self.sprung)),
        }


def score(exported: Path, gold: Path = GOLDEN) -> Score:
    """Scores the export of a record of the sample pages."""
    expected, encounters = rows(gold / "expected.jsonl"), rows(exported / "encounters.jsonl")
    accounts: dict[str, list[Row]] = {}
    for account in rows(exported / "accounts.jsonl"):
        accounts.setdefault(account["encounter"], []).append(account)
    matched = dict(_matches(expected, encounters, accounts))
    outcomes = []
    for place, row in enumerate(expected):
        found = encounters[matched[place]] if place in matched else None
        said = {page_of(one): one["status"] for one in accounts.get(found["encounter"], ())} if found else {}
        outcomes.append(Outcome(row, found, {page: said.get(page) for page in row["status_by_page"]}))
    met = set(matched.values())
    known = {encounters[place]["encounter"] for place in met}
    extra = [
        one
        for place, one in enumerate(encounters)
        if place not in met and not (one["parent"] and one["parent"] in known)
    ]
    told = [one for told in accounts.values() for one in told]
    sprung = [trap for trap in rows(gold / "traps.jsonl") if any(_rests_on(one, trap) for one in told)]
    return Score(tuple(outcomes), tuple(extra), tuple(sprung))


def accepted(expected: Row, page: str) -> tuple[str, ...]:
    """The statuses that count as right on a page, or at the end ("final")."""
    first = expected["status"] if page == "final" else expected["status_by_page"][page]
    return (first, *expected.get("also_acceptable", {}).get(page, ()))


def page_of(account: Row) -> str:
    return str(account["article"]).rpartition("/")[2]


def country(row: Row) -> str | None:
    place = row.get("place") or row
    code: str | None = place.get("country")
    return code


def _share(kept: Iterator[bool]) -> float:
    told = list(kept)
    return sum(told) / (len(told) or 1)


def _rests_on(account: Row, trap: Row) -> bool:
    """Whether a quote holds the trap's words, or is a part of them that says something: a name alone is no claim."""
    words = _plain(trap["words"])
    quotes = [_plain(one["quote"]) for one in account["evidence"]]
    return page_of(account) == trap["page"] and any(
        words in quote or (quote in words and len(quote.split()) > 2) for quote in quotes
    )


def _matches(
    expected: Sequence[Row], encounters: Sequence[Row], accounts: Mapping[str, Sequence[Row]]
) -> Iterator[tuple[int, int]]:
    """Pairs of places, the best first, each place once."""
    weighed = []
    for left, row in enumerate(expected):
        for right, one in enumerate(encounters):
            pages = {page_of(account) for account in accounts.get(one["encounter"], ())}
            if weight := _weight(row, one, pages):
                weighed.append((-weight, left, right))
    lefts: set[int] = set()
    rights: set[int] = set()
    for _, left, right in sorted(weighed):
        if left not in lefts and right not in rights:
            lefts.add(left)
            rights.add(right)
            yield left, right


def _weight(row: Row, one: Row, pages: set[str]) -> float:
    """How well an encounter of the record fits an expected one; 0 where it does not."""
    shared = len(pages & set(row["pages"])) / len(pages | set(row["pages"]))
    people = _overlap(row["participants"], one["participants"])
    where, there = country(row), country(one)
    days, those = _days(row), _days(one)
    touch = bool(days and those and days[0] <= those[1] and those[0] <= days[1])
    if not shared or people < 0.5 or (row["type"] == "call") != (one["type"] == "call"):
        return 0.0
    if (where and there and where != there) or (days and those and not touch):
        return 0.0
    alike = touch + bool(where and where == there)
    if people == 0.5 and not alike:  # one name of two, and nothing else: another encounter of that person
        return 0.0
    return people + shared + alike + 0.2 * bool(row["type"] == one["type"])


def _overlap(expected: Sequence[Row], found: Sequence[Row]) -> float:
    """Jaccard, one to one; .5 at least where all of one side stand among the other's."""
    free = list(found)
    hits = 0
    for one in expected:
        for other in free:
            if _same(one, other):
                free.remove(other)
                hits += 1
                break
    if not hits:
        return 0.0
    share = hits / (len(expected) + len(found) - hits)
    return max(share, 0.5) if hits == min(len(expected), len(found)) else share


def _same(expected: Row, found: Row) -> bool:
    left, right = _plain(expected["name"]), _plain(found["name"])
    if set(left.split()) <= set(right.split()) or set(right.split()) <= set(left.split()):
        return True
    if difflib.SequenceMatcher(None, left, right).ratio() >= 0.88:  # Zelensky, Zelenskyy
        return True
    somebody = found["kind"] == "person" and found["name"][:1].isupper()  # "leader of Cuba" is an office alone
    if somebody and country_code(expected["name"]) is None:
        return False
    return bool(expected["country"]) and expected["country"] == found["country"]


def _days(row: Row) -> tuple[str, str] | None:
    """The first and last day that an interval of ISO prefixes allows, as strings that sort."""
    start, end = row["start"], row["end"] or row["start"]
    return (start + "-01-01"[len(start) - 4 :], end + "-12-31"[len(end) - 4 :]) if start else None


def _plain(text: str) -> str:
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return " ".join("".join(char if char.isalnum() else " " for char in ascii_text).split())


def _names(row: Row) -> str:
    return ", ".join(one["name"] for one in row["participants"])


def report(found: Score) -> Iterator[str]:
    """The figures, then each miss, a line each."""
    yield from (f"{name:15} {value:.3f}" for name, value in found.figures().items())
    for one in found.outcomes:
        row, note = one.expected, "optional " if one.expected.get("optional") else ""
        if one.found is None:
            yield f"MISSED  {note}{row['encounter']} {list(row['pages'])}"
            continue
        if not one.final_right:
            yield f"STATUS  {note}{row['encounter']}: {row['status']} -> {one.found['status']}"
        for page in one.wrong_pages:
            yield f"PAGE    {note}{row['encounter']} {page}: {row['status_by_page'][page]} -> {one.statuses[page]}"
        if not one.day_right:
            yield f"DAY     {note}{row['encounter']}: {row['start']} -> {one.found['start']}"
        if not one.country_right:
            yield f"COUNTRY {note}{row['encounter']}: {country(row)} -> {country(one.found)}"
    for row in found.extra:
        quotes = [f"{quote['article'].rpartition('/')[2]}: {quote['quote'][:90]}" for quote in row["evidence"][:2]]
        yield f"EXTRA   {row['type']} [{_names(row)}] {country(row)} {row['start']} {row['status']} {quotes}"
    yield from (f"TRAP    {trap['page']}: {trap['words']} ({trap['why']})" for trap in found.sprung)


def main(words: Sequence[str]) -> None:
    """Scores the export in the folder named, or a fresh one."""
    with tempfile.TemporaryDirectory() as folder:
        exported = Path(words[0]) if words else made(Path(folder))
        sys.stdout.writelines(line + "\n" for line in report(score(exported)))


if __name__ == "__main__":
    main(sys.argv[1:])
