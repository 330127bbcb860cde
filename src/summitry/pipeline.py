"""The only file that knows all rooms: pages in, a record out, the contract checked once for every finder, always."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures.process import BrokenProcessPool
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

from summitry import pages, plugins
from summitry.encounters import events, frames
from summitry.mentions import attribution, chains, dating, names, syntax, times, triggers
from summitry.mentions.dating_evidence import unread_hints
from summitry.model.claims import Claim, Filed
from summitry.model.errors import ContractError, InputError, SummitryError
from summitry.model.finder import Finder, Seen, run_all
from summitry.model.ids import Identified, content_id
from summitry.model.notes import ArticleDate, Attribution, Note
from summitry.model.reader import Reader
from summitry.model.text import TELLING_KINDS, Article, Block, Quote
from summitry.record.store import Store
from summitry.workers import each

AFTER_SYNTAX: tuple[Finder, ...] = (
    dating.FINDER,
    times.FINDER,
    names.FINDER,
    chains.FINDER,
    attribution.FINDER,
    triggers.FINDER,
)
FINDERS: tuple[Finder, ...] = (syntax.finder(), *AFTER_SYNTAX)
"""In order: each may read what those before it wrote."""
ANNOTATORS: tuple[Finder, ...] = (syntax.finder(parse_all=True), *AFTER_SYNTAX, events.FINDER)
"""For `annotate`, which parses every sentence, not only those that can tell of an encounter."""

Given = TypeVar("Given")
Made = TypeVar("Made")

LONGEST_TEXT = 3_000_000
"""Code points of the longest article read. One of 1.9 million took 150 s and 460 MB on one core; what is longer is an
archive or a mistake, and would take more than a gigabyte."""

READING_ROOMS = ("model", "lexicon", "pages", "mentions", "encounters")


@dataclasses.dataclass(frozen=True)
class Built:
    """What a build did. `read`: articles read and filed; `known`: filed before and left alone; `claims`: in those read;
    `errors`: inputs that could not be read, given dates that are none, and articles that an error of ours kept out;
    `again`: articles read a second time, with the date that they have by what they share with others."""

    read: int
    known: int
    claims: int
    errors: tuple[SummitryError, ...]
    again: int = 0


def notes_of(article: Article, finders: tuple[Finder, ...] = FINDERS) -> tuple[Note, ...]:
    """Every note that the finders write about an article. Raises ContractError where one breaks the contract."""
    return run_all(article, finders, functools.partial(check_note, article))


def needed(finder: Finder, among: tuple[Finder, ...] = FINDERS) -> tuple[Finder, ...]:
    """The finders, in their order, without which `finder` would not see all that it reads, and itself last."""
    wanted = set(finder.reads)
    chosen = [finder]
    for one in reversed(among[: among.index(finder)]):
        if wanted.intersection(one.writes):
            wanted.update(one.reads)
            chosen.append(one)
    return tuple(reversed(chosen))


def read_article(article: Article) -> Filed:
    """An article with its date and the claims it makes. Raises ContractError where a room breaks the contract."""
    return _filed(article, FINDERS)


def read_again(filed: Filed) -> Filed:
    """An article read with a date that the record found for it; what claims came with it does not matter. Raises
    ContractError where a room breaks the contract."""
    return _filed(filed.article, _dated(filed))


def notes_on(filed: Filed) -> tuple[Note, ...]:
    """Every note on an article of the record, read anew with the date that the record has for it."""
    return notes_of(filed.article, _dated(filed))


def _dated(filed: Filed) -> tuple[Finder, ...]:
    """The finders, with an article's date as given instead of found."""
    known = dataclasses.replace(dating.FINDER, run=lambda _, __: (filed.date,))
    return tuple(known if finder is dating.FINDER else finder for finder in FINDERS)


def _filed(article: Article, finders: tuple[Finder, ...]) -> Filed:
    notes = notes_of(article, finders)
    dates = [note for note in notes if isinstance(note, ArticleDate)]
    if len(dates) != 1:
        raise ContractError(f"article {article.id}: expected one ArticleDate note, got {len(dates)}")
    seen = Seen(article, notes)
    claims = list(frames.claims(article, seen)) if plugins.OWN in plugins.chosen() else []
    for reader in plugins.readers():
        for claim in reader.read(article, seen):
            check_reader(reader, article, claim)
            claims.append(claim)
    for claim in claims:
        check_claim(article, claim)
    return Filed(article, dates[0], tuple(claims))


def check_reader(reader: Reader, article: Article, claim: Claim) -> None:
    """Raises ContractError unless a claim names the reader that made it; `check_claim` holds it to the rest."""
    if (claim.maker.finder, claim.maker.version) != (reader.name, reader.version):
        where = f"reader {reader.name!r} on article {article.id!r}"
        raise ContractError(f"{where}: expected itself as the maker, got {claim.maker}")


def check_note(article: Article, finder: Finder, note: Note) -> None:
    """Raises ContractError unless the note is of a declared kind, has the finder as its maker, an id that is the hash
    of its content, and quotes that stand in the text."""
    where = f"finder {finder.name!r} on article {article.id!r}"
    if type(note) not in finder.writes:
        declared = ", ".join(kind.__name__ for kind in finder.writes)
        raise ContractError(f"{where}: expected a kind declared in `writes` ({declared}), got {type(note).__name__}")
    if (note.maker.finder, note.maker.version) != (finder.name, finder.version):
        raise ContractError(f"{where}: expected itself as the maker, got {note.maker}")
    _check_quotes(article, note, note.quotes, where)


def check_claim(article: Article, claim: Claim) -> None:
    """Raises ContractError unless the claim is on this article and its evidence stands in what the article tells."""
    where = f"claim {claim.id} ({claim.maker.finder}, {claim.maker.rule}) on article {article.id!r}"
    if claim.article != article.id:
        raise ContractError(f"{where}: expected the article's id, got {claim.article!r}")
    _check_quotes(article, claim, claim.evidence, where)
    for quote in claim.evidence:
        for at in (quote.start, max(quote.start, quote.end - 1)):
            block = article.block_at(at)
            if block is None or block.kind not in TELLING_KINDS:
                kind = block.kind if block else "no block"
                raise ContractError(f"{where}: expected evidence that the article tells, got {kind} at {at}")


def _check_quotes(article: Article, made: Identified, required: tuple[Quote, ...], where: str) -> None:
    if vars(type(made)).get("id") is not None:
        raise ContractError(f"{where}: expected an id that is the hash of the content, got one of its own making")
    if not required:
        raise ContractError(f"{where}: expected at least one quote, got none")
    for quote in _quotes(made):
        found = article.text[quote.start : quote.end]
        if not 0 <= quote.start <= quote.end or found != quote.text:
            raise ContractError(
                f"{where}: expected the text at {quote.start}:{quote.end}, {found!r}, got {quote.text!r}"
            )


def _quotes(value: object) -> Iterator[Quote]:
    """Every quote that a note holds, however deep."""
    if isinstance(value, Quote):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _quotes(item)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for name in _fields(type(value)):
            yield from _quotes(getattr(value, name))


@functools.cache
def _fields(kind: type) -> tuple[str, ...]:
    """The fields of a dataclass that may hold a quote: all but tokens, which are many and hold none."""
    return tuple(field.name for field in dataclasses.fields(kind) if "Token" not in str(field.type))


def build(
    sources: Iterable[str | Path],
    record: str | Path,
    *,
    workers: int = 1,
    progress: Callable[[str], None] | None = None,
    on_error: Callable[[SummitryError], None] | None = None,
    intake: pages.Intake = pages.OFFLINE,
) -> Built:
    """Reads pages (files, folders, "-" for standard input) into the record at `record`, which is made where it is not.
    `intake`: which pages are wanted, and what fetches the pages of addresses; by default all, and nothing is fetched.

    An article that the record holds as it is, read by the same rules, is left alone. What cannot be read is told to
    `on_error` as it is met, and the others are read. `progress` is called with each article's id once it is filed.
    Articles that others date better than their own words do are then read again, with that date (docs/decisions/0009).
    `workers`: processes; the record is the same for any number. Raises RecordError where the record cannot be written,
    SummitryError where a worker process was killed; what was filed by then stays.
    """
    found = pages.read(sources, intake=intake)
    return build_of(found, record, workers=workers, progress=progress, on_error=on_error)


def build_of(
    found: Iterable[Article | InputError],
    record: str | Path,
    *,
    workers: int = 1,
    progress: Callable[[str], None] | None = None,
    on_error: Callable[[SummitryError], None] | None = None,
) -> Built:
    """As `build`, of articles, and of errors in the place of those that could not be read."""
    errors: list[SummitryError] = []

    def tell(error: SummitryError) -> None:
        errors.append(error)
        if on_error is not None:
            on_error(error)

    read = known = claims = 0
    with Store(record) as store:
        fresh = _Fresh(store, tell)
        for article, made in each(read_article, fresh.of(found), workers):
            outcome = _outcome(article, made)
            if isinstance(outcome, Filed):
                store.file(outcome, settings=settings_of(article))
                read += 1
                claims += len(outcome.claims)
            else:
                tell(outcome)
            if progress is not None:
                progress(article.id)
        known = fresh.known
        again = _read_again(store, workers, tell, progress)
        store.update(functools.partial(_spread, workers))
    return Built(read, known, claims, tuple(errors), again)


def _spread(workers: int, call: Callable[[Given], Made], items: Iterable[Given]) -> Iterator[Made]:
    """What `call` makes of each item, in order, in several processes where there are several workers."""
    for _, made in each(call, items, workers):
        if isinstance(made, BaseException):
            raise made
        yield made


def _read_again(
    store: Store, workers: int, tell: Callable[[SummitryError], None], progress: Callable[[str], None] | None
) -> int:
    """Reads again what the record has dated better than the article's own words, and gives the number of articles."""
    read = 0
    for first, made in each(read_again, store.to_read_again(), workers):
        outcome = _outcome(first.article, made)
        if isinstance(outcome, Filed):
            store.file_again(outcome)
            read += 1
        else:
            tell(outcome)
        if progress is not None:
            progress(first.article.id)
    return read


class _Fresh:
    """Lets through the articles that the record does not hold yet, and counts the others."""

    def __init__(self, store: Store, tell: Callable[[SummitryError], None]) -> None:
        self._store = store
        self._tell = tell
        self.known = 0

    def of(self, found: Iterable[Article | InputError]) -> Iterator[Article]:
        for article in found:
            if isinstance(article, InputError):
                self._tell(article)
            elif len(article.text) > LONGEST_TEXT:
                what = f"expected an article of at most {LONGEST_TEXT:,} characters, got {len(article.text):,}"
                self._tell(InputError(what, article.id, "split it into one file or JSON line an article"))
            elif self._store.has(article.id, article.sha256, settings_of(article)):
                self.known += 1
            else:
                for where, why in unread_hints(article):
                    if where == "given":
                        self._tell(
                            InputError(f"its given date is {why}", article.id, 'give "published" as such, or none')
                        )
                yield article


def _outcome(article: Article, outcome: Filed | BaseException) -> Filed | SummitryError:
    """What a worker handed back, with an error of ours as one line that says whose it is."""
    if isinstance(outcome, (Filed, SummitryError)):
        return outcome
    if isinstance(outcome, BrokenProcessPool):
        raise SummitryError(
            "a worker process was killed, most likely for want of memory; "
            "what was filed stays: run the same command again, with fewer workers"
        ) from outcome
    if not isinstance(outcome, Exception):
        raise outcome
    told = ContractError(
        f"{article.id}: an error of ours kept it out, {type(outcome).__name__}: {outcome}; "
        "please report it with the page"
    )
    told.__cause__ = outcome
    return told


def settings_of(article: Article) -> str:
    """What decides, beside the page's own bytes, what is read in an article: the rules, and what came with it."""
    given = (article.url, article.outlet, article.title, article.hints)
    return content_id(
        "settings", _rules_digest(), os.environ.get(syntax.PIPELINE_VARIABLE), plugins.version_of(), *given
    )


@functools.cache
def _rules_digest() -> str:
    """The hash of the code and the word lists that read pages: with another, pages are read again."""
    digest = hashlib.sha256()
    for room in READING_ROOMS:
        for name, data in sorted(_files(resources.files("summitry") / room, room)):
            digest.update(f"{name}\0{len(data)}\0".encode())
            digest.update(data)
    return digest.hexdigest()


def _files(folder: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _files(entry, f"{name}/{entry.name}")
        elif entry.is_file():
            yield f"{name}/{entry.name}", entry.read_bytes()


def annotated(row: Mapping[str, Any], where: str = "row") -> tuple[Article, tuple[Note, ...]]:
    """One row `{id, text, dct?, title?, url?}` as an article all of whose text tells, with every note on it; of
    attributions those that the text itself makes, without the outlets told and the agencies credited with the whole.

    Raises InputError on a row that is not of this form; `where` names the row in it.
    """
    given = {key: row.get(key) for key in ("id", "text", "url", "title")} | {"published": row.get("dct")}
    article = pages.article_of_row(given, where)
    told = tuple(Block(block.start, block.end, "body") for block in article.blocks)
    article = dataclasses.replace(article, blocks=told)
    notes = notes_of(article, ANNOTATORS)
    said = attribution.spoken_by([note for note in notes if isinstance(note, Attribution)])
    return article, (*(note for note in notes if not isinstance(note, Attribution)), *said)
