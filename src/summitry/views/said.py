"""What a person says of a record, and takes out of it: judgements kept, listed and taken back, pages removed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from rich.text import Text

from summitry.model.claims import Encounter, Judgement
from summitry.model.errors import UsageError
from summitry.model.ids import content_id
from summitry.record import Record
from summitry.record.store import Store
from summitry.views.judging import Pen, acts, moment
from summitry.views.queries import open_record
from summitry.views.text import clean

NEEDS: Mapping[str, tuple[str, int]] = {
    "accept": ("an encounter", 1),
    "reject": ("an encounter", 1),
    "correct": ("an encounter, a field and its value", 3),
    "same": ("two encounters or claims", 2),
    "different": ("two encounters or claims", 2),
    "split": ("an encounter and the articles that tell of another", 2),
    "undo": ("the id of a judgement", 1),
}
"""What each verdict is about, and how many words that takes; a split takes more."""


def judge(
    path: str | Path, verdict: str, about: Sequence[str], *, by: str, why: str = "", when: str | None = None
) -> tuple[Judgement, ...]:
    """Keeps a person's word in the record at `path`, folds it anew, and gives the judgements that the word comes to.

    `verdict`: a key of `NEEDS`; `about`: what it says there, an encounter by its id or enough of its start, a claim by
    its id. `by`: who says so, `why`: for what reason, `when`: ISO date and time, now where it is None. A later word on
    the same supersedes an earlier one, and "undo" takes one back; none is deleted. Raises UsageError where there is no
    such verdict, encounter, claim, field, value or judgement.
    """
    needs = NEEDS.get(verdict)
    if needs is None:
        raise UsageError(f"judge: expected one of {', '.join(NEEDS)}, got {verdict!r}")
    if len(about) < needs[1] or (len(about) > needs[1] and verdict != "split"):
        raise UsageError(f"judge {verdict}: expected {needs[0]}, got {' '.join(about) or 'nothing'}")
    if not by.strip():
        raise UsageError("judge: expected who says so; give a name with --by")
    pen = Pen(by, when or moment(), why)
    words = _words(open_record(path), path, pen, verdict, about)
    with Store(path) as store:
        for word in words:
            store.judge(word)
        store.update()
    return tuple(words)


def _words(record: Record, path: str | Path, pen: Pen, verdict: str, about: Sequence[str]) -> list[Judgement]:
    if verdict == "undo":
        found = [one for one in judgements(path) if content_id("judgement", one).startswith(about[0])]
        if len(found) != 1:
            raise UsageError(
                f"judge undo: expected the id of one judgement, got {about[0]!r}; see `summitry judgements`"
            )
        return pen.undo(judgements(path), found[0].by, found[0].when)
    if verdict in ("same", "different") and all(_is_claim(record, name) for name in about):
        return [Judgement(verdict, about[0], about[1], None, None, pen.by, pen.when, pen.why)]  # type: ignore[arg-type]
    one = _encounter(record, about[0])
    if verdict == "accept":
        return pen.accept(one)
    if verdict == "reject":
        return pen.reject(one)
    if verdict == "correct":
        return pen.correct(one, about[1], about[2])
    if verdict == "split":
        return pen.split(one, record.part(one.id).accounts, about[1:])
    other = _encounter(record, about[1])
    if one.id == other.id:
        raise UsageError(f"judge {verdict}: expected two, but {about[0]} and {about[1]} are one encounter; see `split`")
    return pen.same(one, other) if verdict == "same" else pen.different(one, other)


def _encounter(record: Record, name: str) -> Encounter:
    return record.part(name.lower()).encounter


def _is_claim(record: Record, name: str) -> bool:
    try:
        return bool(record.told([name]))
    except KeyError:
        return False


def judgements(path: str | Path) -> tuple[Judgement, ...]:
    """Every judgement ever made on the record at `path`, superseded ones too, the latest first."""
    with Store(path, readonly=True) as store:
        return tuple(one for act in acts(store.judgements()) for one in act)


def remove(path: str | Path, articles: Sequence[str]) -> None:
    """Takes articles, by their ids, out of the record at `path`, with all that rests on them alone.

    Raises UsageError where one is not there; then all stay.
    """
    with Store(path) as store:
        missing = [name for name in articles if store.article(name) is None]
        if missing:
            raise UsageError(f"remove: expected the id of an article, got {missing[0]!r}; see `summitry articles`")
        for name in articles:
            store.remove(name)
        store.update()


def judgement_lines(found: Sequence[Judgement]) -> Iterator[Text]:
    """One line a judgement: when, by whom, what, on which claims, why, and the id that `judge undo` takes."""
    if not found:
        yield Text("no judgement: nobody has said anything of this record", style="dim")
    for one in found:
        what = f"{one.field} is {one.value}" if one.verdict == "correct" else one.verdict
        if one.verdict == "unsure":
            what = f"takes back what was said{f' of its {one.field}' if one.field else ''}"
        line = Text(f"{one.when}  {clean(one.by)}  ")
        line.append(clean(what), "bold").append(f"  {' '.join(n for n in (one.left, one.right) if n)}")
        line.append(f"  {clean(one.why)}" if one.why else "").append(f"  {content_id('judgement', one)}", "dim")
        yield line
