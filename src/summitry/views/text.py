"""The record in a terminal: lines of styled text, plain where they are piped. Untrusted text is shown, never obeyed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.text import Text

from summitry.lexicon.states import state
from summitry.model.claims import Account, Claim, Conflict, Encounter, Filed, Forecast, Participant, Place, StatusStep
from summitry.model.notes import EVENT
from summitry.model.text import Quote
from summitry.model.windows import Window
from summitry.record import Record, Source
from summitry.record.status import quoted
from summitry.views.notes import DatesRow, ExplainedTimexRow
from summitry.views.queries import Hit, Shown, unique_prefixes
from summitry.views.schema import WindowRow

STYLES = {
    "predicted": "cyan",
    "proposed": "cyan",
    "planned": "blue",
    "announced": "bold blue",
    "rumoured": "yellow",
    "reported": "green",
    "confirmed": "bold green",
    "denied": "red",
    "declined": "red",
    "postponed": "magenta",
    "cancelled": "red",
    "lapsed": "dim",
}
"""Colour only repeats what the word beside it says."""

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
SHOWN_QUOTE = 240
"""Code points of a quote that are shown; its offsets are always those of the whole."""

WORTH_TELLING = 3
"""Settled claims of a source without a letter from which it is told how they fared."""

_UNSEEN = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
"""Unicode categories that can steer a terminal or reorder a line; white space is folded before."""


def clean(text: str) -> str:
    """Text on one line, without characters that steer a terminal (escapes, bidirectional overrides)."""
    folded = re.sub(r"\s+", " ", text).strip()
    return "".join("�" if unicodedata.category(char) in _UNSEEN else char for char in folded)


def timeline_lines(record: Record, encounters: Sequence[Encounter]) -> Iterator[Text]:
    """One line an encounter: when, status, what, told by how many, id. Parts are indented under their whole."""
    if not encounters:
        yield Text("no encounter: the record holds none that passes the filters", style="dim")
        return
    ids = unique_prefixes([one.id for one in record.encounters])
    listed = {one.id for one in encounters}
    whens = {one.id: when(one) for one in encounters}
    statuses = {one.id: one.status + (", overdue" if one.overdue else "") for one in encounters}
    width, status_width = (max(map(len, told.values())) for told in (whens, statuses))
    for one in encounters:
        line = Text(whens[one.id].ljust(width) + "  ")
        line.append(statuses[one.id].ljust(status_width), STYLES[one.status])
        line.append("    " if one.parent in listed else "  ")
        line.append(headline(one))
        line.append(f"  {counted(one.n_articles, 'article')}", "dim")
        line.append(f"  {ids[one.id]}", "dim")
        yield line


def show_lines(shown: Shown) -> Iterator[Text]:
    """All on one encounter: its fields, history, conflicts, forecasts, and the words that each account rests on."""
    one = shown.encounter
    yield Text(headline(one), "bold")
    yield from _fields(shown)
    yield from _section("history", history_lines(shown))
    yield from _section("conflicts", (conflict_line(conflict) for conflict in shown.conflicts))
    yield from _section("forecasts", (forecast_line(forecast) for forecast in shown.forecasts))
    yield from _section("parts", (Text(f"{when(part)}  {headline(part)}  {part.id}") for part in shown.parts))
    yield from _section("evidence", evidence_lines(shown.accounts))


def _fields(shown: Shown) -> Iterator[Text]:
    one = shown.encounter
    yield _field("id", one.id)
    yield _field("status", _status_words(shown), STYLES[one.status])
    yield _field("when", when(one) + (f" ({one.precision})" if one.start else ""))
    yield _field("where", where(one.place) or "not said")
    for who in one.participants:
        yield _field(who.role, participant(who) + (f", {clean(who.office)}" if who.office else ""))
    if one.transport:
        yield _field("transport", clean(one.transport))
    if shown.whole:
        yield _field("part of", f"{headline(shown.whole)}  {shown.whole.id}")
    yield _field("told by", told_by(one))
    yield _field("source", f"{one.source_reliability}: {one.source_reliability_rule}")
    yield _field("credible", f"{one.information_credibility}: {one.information_credibility_rule}")
    yield _field("held as one", clean(one.merge))


def _status_words(shown: Shown) -> str:
    """Status, whose word it is and through whom, on how much it rests: "confirmed by China (Xinhua), 28 March 2018, via
    Reuters; 4 articles, 2 origins"."""
    one = shown.encounter
    step = last_step(one)
    claim = next((c for c in shown.claims if step is not None and c.id == step.claim), None)
    rest = f"; {counted(one.n_articles, 'article')}, {counted(one.n_origins, 'origin')}"
    return says_who(one) + via(claim) + (" (overdue)" if one.overdue else "") + rest


def via(claim: Claim | None) -> str:
    """Through whom an article has a claim: ", via Reuters" for those between its own voice and whoever says it, else
    for its outlet; "" where that says nothing new."""
    inner = quoted(claim) if claim is not None else None
    if claim is None or inner is None:
        return ""
    links = claim.attribution[:-1]
    between = [x for x in links[1:] if not x.anonymous and x.source != inner.source]
    passed = between or [x for x in links[:1] if x.kind == "outlet"]
    names = ", ".join(dict.fromkeys(clean(x.source) for x in passed))
    return f", via {names}" if names else ""


def says_who(encounter: Encounter) -> str:
    """Status and whose word it rests on: "confirmed by China (Xinhua), 28 March 2018"."""
    step = last_step(encounter)
    return encounter.status if step is None else _step(step)


def last_step(encounter: Encounter) -> StatusStep | None:
    """The step of the history that gave the status, or None where the history does not hold it."""
    return next((step for step in reversed(encounter.status_history) if step.status == encounter.status), None)


def history_lines(shown: Shown) -> Iterator[Text]:
    """Each step of the history, with the words that brought it about."""
    claims = {claim.id: claim for claim in shown.claims}
    for step in shown.encounter.status_history:
        claim = claims.get(step.claim)
        yield Text(_step(step) + via(claim), STYLES[step.status])
        if claim is not None:
            yield quote_line(claim.evidence[0], claim.article)


def _step(step: StatusStep) -> str:
    day = long_date(step.record_time) if step.record_time else "undated"
    return f"{step.status} by {clean(step.said_by)}, {day}"


def evidence_lines(accounts: Iterable[Account]) -> Iterator[Text]:
    """What each article says of it, with its words, file and offsets; words within longer ones that are shown are not
    shown again."""
    for account in accounts:
        line = Text(clean(account.article))
        line.append(f"  {account.status}", STYLES[account.status])
        yield line
        for quote in account.evidence:
            if not any(q != quote and q.start <= quote.start and quote.end <= q.end for q in account.evidence):
                yield quote_line(quote)


def quote_line(quote: Quote, article: str | None = None) -> Text:
    """A quote with the file and the offsets at which it stands; None: the file has just been named."""
    words = clean(quote.text)
    shown = words if len(words) <= SHOWN_QUOTE else words[:SHOWN_QUOTE].rstrip() + "…"
    line = Text("  “" + shown + "”", "italic")
    where = f"{clean(article)}:" if article else ""
    line.append(f"  {where}{quote.start}-{quote.end}", "not italic dim")
    return line


def article_lines(record: Record, found: Iterable[Filed]) -> Iterator[Text]:
    """One line an article: when it was written and how that is known, outlet, title, encounters told of, id."""
    told = {account.article: 0 for account in record.accounts}
    for account in record.accounts:
        told[account.article] += 1
    for filed in found:
        article, date = filed.article, filed.date
        line = Text(f"{written_words(date.value, date.window)} ({date.basis})  ")
        line.append(clean(article.outlet or "outlet unknown"), "bold")
        line.append(f"  {clean(article.title or 'untitled')}")
        line.append(f"  {counted(told.get(article.id, 0), 'encounter')}  {clean(article.id)}", "dim")
        yield line


def written_words(value: str | None, window: Window) -> str:
    """When an article was written: its value, with the window where that is only the likeliest day of it."""
    if value is None:
        return window_words(window)
    likeliest = len(value) == len("2018-03-28") and window.start != window.end
    return f"{value}, {window_words(window)}" if likeliest else value


def forecast_line(forecast: Forecast) -> Text:
    """Who forecast what for when, how likely, and what came of it."""
    made = long_date(forecast.made_on) if forecast.made_on else "undated"
    for_when = window_words(forecast.window) if forecast.window else "no time given"
    likelihood = forecast.likelihood
    words = f" (“{clean(likelihood.words)}”)" if likelihood.words else ""
    line = Text(f"{clean(forecast.forecaster)}, {made}: {for_when}, ")
    line.append(f"{likelihood.band} {likelihood.low}-{likelihood.high} %{words}: ")
    line.append(forecast.outcome, "bold")
    if forecast.resolved_on:
        line.append(f" on {long_date(forecast.resolved_on)}")
    return line


def forecast_lines(record: Record, found: Iterable[Forecast]) -> Iterator[Text]:
    """Each forecast, with the encounter that it is about and its words."""
    encounters = {one.id: one for one in record.encounters}
    for forecast in found:
        yield forecast_line(forecast)
        encounter = encounters.get(forecast.encounter)
        if encounter is not None:
            yield Text(f"  {headline(encounter)}  {encounter.id}", "dim")
        claim = record.claim_of.get(forecast.claim)
        if claim is not None and forecast.evidence:
            yield quote_line(forecast.evidence[0], claim.article)


def conflict_line(conflict: Conflict) -> Text:
    """The field, the kind of conflict, and its values with how many claims give each."""
    values = "  |  ".join(f"{clean(value)} ({counted(len(claims), 'claim')})" for value, claims in conflict.values)
    return Text(f"{conflict.field}, {conflict.kind}: {values}")


def conflict_lines(record: Record, found: Iterable[Conflict]) -> Iterator[Text]:
    """Each conflict under its encounter, with the words of the first claim for each value."""
    encounters = {one.id: one for one in record.encounters}
    last = None
    for conflict in found:
        encounter = encounters[conflict.encounter]
        if encounter.id != last:
            yield Text(f"{when(encounter)}  {headline(encounter)}  {encounter.id}", "bold")
        last = encounter.id
        yield Text("  ").append_text(conflict_line(conflict))
        for _, claims in conflict.values:
            claim: Claim | None = record.claim_of.get(claims[0]) if claims else None
            if claim is not None:
                yield Text("  ").append_text(quote_line(claim.evidence[0], claim.article))


def hit_lines(hits: Sequence[Hit]) -> Iterator[Text]:
    """Each article that holds the words, with a stretch around them and the encounters it tells of."""
    if not hits:
        yield Text("no article holds all of these words", style="dim")
    for hit in hits:
        yield Text(f"{clean(hit.article)}  {clean(hit.title or 'untitled')}", "bold")
        yield quote_line(hit.quote, hit.article)
        for one in hit.encounters:
            yield Text(f"    {when(one)}  {one.status}  {headline(one)}  {one.id}", "dim")


def source_lines(found: Iterable[Source]) -> Iterator[Text]:
    """Three lines a source at most: what it is and for whom it speaks; its letter and why; whom it repeats."""
    listed = list(found)
    families: dict[str, list[str]] = {}
    for source in listed:
        families.setdefault(source.family, []).append(clean(source.name))
    for source in listed:
        line = Text(_source_name(source), "bold")
        country = country_name(source.country)
        told = [source.kind.replace("_", " "), *([country] if country else []), *_voice(source, families)]
        line.append(f"  {', '.join(told)}; {counted(len(source.articles), 'article')}", "not bold")
        yield line
        if source.reliability != "F" or source.cases >= WORTH_TELLING:
            yield Text(f"  {source.reliability}: {clean(source.rule)}", "dim")
        whom: dict[str, int] = {}
        for _, repeated in source.repeats:
            whom[clean(repeated)] = whom.get(clean(repeated), 0) + 1
        for repeated, times in whom.items():
            yield Text(f"  repeats {repeated}" + (f" in {counted(times, 'article')}" if times > 1 else ""), "dim")


def _source_name(source: Source) -> str:
    """A source's name; an article whose outlet is not known stands for it by its id."""
    return f"outlet unknown: {clean(source.name)}" if source.name in source.articles else clean(source.name)


def _voice(source: Source, families: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """For whom a source speaks, or with whom it has an owner in common."""
    state_of = source.family.removeprefix("state of ")
    if state_of != source.family:
        name = country_name(state_of)
        if name and name != source.name:
            yield f"speaks for {name}" if name != country_name(source.country) else "speaks for it"
        return
    others = [name for name in families[source.family] if name != clean(source.name)]
    if others:
        yield f"of one owner with {', '.join(others[:3])}" + (" and others" if others[3:] else "")


def dates_lines(row: DatesRow) -> Iterator[Text]:
    """An article's date with its candidates, then each time expression with its value, days, anchor and rule."""
    published = row["published"]
    yield Text(clean(row["article"]), "bold")
    window = Window(published["window"]["start"], published["window"]["end"])
    yield _field("written", f"{written_words(published['value'], window)} ({published['basis']})", "bold")
    for candidate in published["candidates"]:
        verdict = "kept" if candidate["kept"] else "rejected"
        quote = f" “{clean(candidate['quote']['quote'])}”" if candidate["quote"] else ""
        told = f"{_window_row_words(candidate['window'])} ({candidate['basis']}): {clean(candidate['reason'])}{quote}"
        yield _field(verdict, told, "" if candidate["kept"] else "dim")
    words = {f"{timex['start']}:{timex['end']}": timex["text"] for timex in row["timexes"]}
    for timex in row["timexes"]:
        line = Text(f"  {timex['start']}-{timex['end']}  “{clean(timex['text'])}”  ")
        mod = f" {timex['mod']}" if timex["mod"] else ""
        line.append(f"{timex['type']} {timex['value']}{mod}", "bold")
        relation = "" if timex["relation"] in ("in", "on") else f"{timex['relation']} "
        days = f", {relation}{_window_row_words(timex['window'])}" if timex["window"] else ", no days known"
        days = "" if days == f", {timex['value']}" else days
        line.append(f"{days}{_counted(timex, words)}")
        line.append(f"  [{timex['rule']}]", "dim")
        yield line


def _counted(timex: ExplainedTimexRow, words: Mapping[str, str]) -> str:
    """What a time expression is counted from; "" where it stands by itself."""
    if timex["anchor"] == "none":
        return ""
    if timex["anchor"] == "dct":
        return ", counted from the day of writing"
    if timex["anchor"] == EVENT:
        return f", counted from what the text does not date: “{clean(' '.join(timex['rests_on'][:1]))}”"
    return f", counted from “{clean(words.get(timex['anchor'], ''))}” at {timex['anchor'].replace(':', '-')}"


def _window_row_words(window: WindowRow) -> str:
    return window_words(Window(window["start"], window["end"]))


def headline(encounter: Encounter) -> str:
    """An encounter in one line: "visit: Kim Jong Un (North Korea), Xi Jinping (China); Beijing, China"."""
    who = ", ".join(participant(one) for one in encounter.participants)
    place = where(encounter.place)
    return f"{encounter.type}: {who}" + (f"; {place}" if place else "")


def participant(one: Participant) -> str:
    """A participant by name, with the state that he or she speaks for."""
    country = country_name(one.country)
    return clean(one.name) if country in (None, one.name) else f"{clean(one.name)} ({country})"


def where(place: Place | None) -> str | None:
    """A place from venue to country, or None where none is known."""
    if place is None:
        return None
    parts = [clean(part) for part in (place.venue, place.city, country_name(place.country)) if part]
    return ", ".join(dict.fromkeys(parts)) or None


def country_name(code: str | None) -> str | None:
    """The name of a state by its alpha-3 code; the code itself where the lexicon does not know it; None for what is no
    state (an organisation speaks for itself)."""
    if code is None or ":" in code:
        return None
    try:
        return state(code).name
    except KeyError:
        return code


def when(encounter: Encounter) -> str:
    """An encounter's dates: an ISO prefix, two of them, or the window that it may fall in."""
    if encounter.start is None:
        return window_words(encounter.window) if encounter.window else "undated"
    if encounter.end in (None, encounter.start):
        return encounter.start
    return f"{encounter.start} to {encounter.end}"


def window_words(window: Window) -> str:
    """A window in words."""
    if window.start is None and window.end is None:
        return "undated"
    if window.start is None:
        return f"by {window.end}"
    if window.end is None:
        return f"from {window.start} on"
    return window.start if window.start == window.end else f"within {window.start} to {window.end}"


def long_date(prefix: str) -> str:
    """An ISO prefix as people write it: "28 March 2018", "March 2018", "2018"."""
    year, *rest = prefix[:10].split("-")
    words = [year]
    if rest:
        words.insert(0, MONTHS[int(rest[0]) - 1])
    if len(rest) > 1:
        words.insert(0, str(int(rest[1])))
    return " ".join(words)


def told_by(encounter: Encounter) -> str:
    """How many articles, outlets and origins tell of it."""
    counts = ((encounter.n_articles, "article"), (encounter.n_outlets, "outlet"), (encounter.n_origins, "origin"))
    return ", ".join(counted(number, noun) for number, noun in counts)


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _field(name: str, value: str, style: str = "") -> Text:
    return Text().append(f"  {name:<12}", "dim").append(value, style)


def _section(name: str, lines: Iterable[Text]) -> Iterator[Text]:
    for number, line in enumerate(lines):
        if not number:
            yield Text(name, "bold")
        yield Text("  ").append_text(line)
