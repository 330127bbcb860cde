"""Templates and what they call things: the glossary's words, dates as people write them, and text made harmless."""

from __future__ import annotations

import functools
import hashlib
import re
import unicodedata
from collections.abc import Iterable
from importlib import resources
from typing import Any
from urllib.parse import quote, urlsplit

import jinja2
from markupsafe import Markup

from summitry.model.claims import Claim, Encounter, Participant
from summitry.model.windows import Window
from summitry.views import text
from summitry.views.queries import STATUSES
from summitry.views.web.asked import LANES, TYPES
from summitry.views.web.marks import FAMILIES, MARKS, symbols
from summitry.views.web.shelf import article_key

LONGEST_LABEL = 300
"""Characters of a name or title that are shown; the whole stands in the article."""

_KEPT = {"\n", "\t"}


def label(value: object, longest: int = LONGEST_LABEL) -> str:
    """Untrusted words on one line, of bounded length, without characters that reorder or hide what stands around."""
    shown = text.clean(str(value))
    return shown if len(shown) <= longest else shown[: longest - 1].rstrip() + "…"


def visible(words: str) -> str:
    """A text as it was, each character that would reorder or hide others as U+FFFD: of the same length."""
    return _UNSEEN.sub("�", words)


_UNSEEN = re.compile(
    "[" + "".join(f"\\u{code:04x}" for code in range(0x10000)
                  if unicodedata.category(chr(code)) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and chr(code) not in _KEPT) + "]"
)  # fmt: skip


def day(value: str | None) -> str:
    """An ISO prefix as people write it, or "undated"."""
    return text.long_date(value) if value else "undated"


def day_or_words(value: str) -> str:
    """A date that somebody typed, as people write it; as typed where it is none."""
    try:
        Window.of(value)
    except ValueError:
        return value
    return text.long_date(value)


def moment(value: str) -> str:
    """An ISO day or time as a time, for feeds."""
    return label(value, 40) if "T" in value else f"{value}T00:00:00Z"


def when(one: Encounter) -> str:
    """An encounter's dates as people write them: "25 to 28 March 2018", "late"."""
    if one.start is None:
        return window(one.window)
    if one.end in (None, one.start):
        return day(one.start)
    return span(one.start, str(one.end))


def span(start: str, end: str) -> str:
    """Two ISO prefixes as a range, with what they share told once."""
    first, last = text.long_date(start).split(" "), text.long_date(end).split(" ")
    while len(first) > 1 and len(first) == len(last) and first[-1] == last[-1]:
        first = first[:-1]
    return f"{' '.join(first)} to {' '.join(last)}"


def window(value: Window | None) -> str:
    """A window as people write it."""
    if value is None or (value.start is None and value.end is None):
        return "undated"
    if value.start is None:
        return f"by {day(value.end)}"
    if value.end is None:
        return f"from {day(value.start)} on"
    return day(value.start) if value.start == value.end else f"within {span(value.start, value.end)}"


def people(one: Encounter) -> str:
    """Who takes part, by name; states where nobody is named."""
    return ", ".join(label(who.name, 80) for who in one.participants) or "participants unknown"


def title(one: Encounter) -> str:
    """An encounter in a few words: "Kim Jong Un – Xi Jinping, Beijing"."""
    names = [label(who.name, 60) for who in one.participants]
    shown = " – ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    where = label(one.place.city or text.country_name(one.place.country) or "", 60) if one.place else ""
    return (shown or one.type) + (f", {where}" if where and where not in names else "")


def participant(one: Participant) -> str:
    """A participant with office and state: "Xi Jinping, president, China"."""
    parts = [one.name, one.office, text.country_name(one.country)]
    return ", ".join(dict.fromkeys(label(part, 120) for part in parts if part))


def mark(status: str) -> Markup:
    """A status's shape."""
    return Markup('<svg class="mark s-{0}" aria-hidden="true"><use href="#m-{0}"/></svg>').format(status)


def status(name: str, *, overdue: bool = False) -> Markup:
    """A status as its shape and its word."""
    more = Markup(' <span class="flag">overdue</span>') if overdue else Markup("")
    return Markup('<span class="status s-{0}">{1}{0}</span>{2}').format(name, mark(name), more)


def web_address(address: str | None) -> str | None:
    """An address that may be linked: http or https, else None (a page may claim `javascript:` as its address)."""
    if not address:
        return None
    try:
        kind = urlsplit(address.strip()).scheme.lower()
    except ValueError:
        return None
    return quote(address.strip(), safe=":/?#[]@!$&'()*+,;=%~-._") if kind in ("http", "https") else None


def chain(claim: Claim) -> str:
    """A chain of attribution, outermost first: "CNN › Chinese official"; the author alone where nobody else speaks."""
    links = claim.attribution
    said = [link for link in links if link.kind != "author" or len(links) == 1]
    return " › ".join(label(link.source, 80) for link in said)


def given(value: str) -> str:
    """A value of a conflict; ISO days and ranges ("2018-03-25/2018-03-28", "../2018-05") as people write them."""
    ends = value.split("/")
    if len(ends) > 2 or not all(re.fullmatch(r"\d{4}(-\d\d){0,2}|\.\.", end) for end in ends):
        return label(value, 120)
    if len(ends) == 1:
        return day(value)
    if ".." in ends:
        return f"by {day(ends[1])}" if ends[0] == ".." else f"from {day(ends[0])} on"
    return span(*ends)


def article_path(article: str) -> str:
    """Where an article is shown."""
    return f"/articles/{article_key(article)}"


def quote_path(article: str, start: int, end: int) -> str:
    """Where some words of an article are shown, marked."""
    return f"{article_path(article)}?at={start}-{end}#at"


@functools.cache
def asset(name: str) -> str:
    """The address of a file of ours, which changes with the file."""
    data = (resources.files("summitry.views.web") / "static" / name).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(data).hexdigest()[:10]}"


@functools.cache
def environment() -> jinja2.Environment:
    """The templates. Everything that is not made by our own markup is escaped."""
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("summitry.views.web"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for function in (
        *(
            label,
            visible,
            day,
            day_or_words,
            moment,
            when,
            span,
            window,
            people,
            title,
            participant,
            mark,
            status,
            web_address,
            chain,
            given,
        ),
        *(article_path, quote_path, asset),
    ):
        made.filters[function.__name__] = function
    made.filters["country"] = lambda code: label(text.country_name(code) or "") if code else ""
    made.filters["place"] = lambda one: label(text.where(one) or "") if one else ""
    made.filters["counted"] = text.counted
    made.filters["sumvalues"] = lambda counts: sum(counts.values())
    made.globals.update(statuses=STATUSES, types=TYPES, lanes=LANES, marks=MARKS, families=FAMILIES, symbols=symbols())
    return made


def render(name: str, **given: Any) -> str:
    """A template with its values. Lone surrogates, which no page can be sent with, become U+FFFD."""
    made = environment().get_template(name).render(**given)
    return made.encode("utf-8", "replace").decode("utf-8") if _has_surrogate(made) else made


def _has_surrogate(made: str) -> bool:
    return re.search("[\ud800-\udfff]", made) is not None


def joined(values: Iterable[str]) -> str:
    """Values in a sentence: "a, b and c"."""
    held = list(values)
    return held[0] if len(held) == 1 else f"{', '.join(held[:-1])} and {held[-1]}" if held else ""
