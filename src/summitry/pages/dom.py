"""The visible text of an HTML page, and what its markup says of each stretch of it."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterator
from typing import cast, get_args

import lxml.etree
import lxml.html

from summitry.lexicon import tables
from summitry.model.text import BlockKind
from summitry.pages.lines import BLANK, Line

HIDDEN = frozenset({
    "applet", "area", "audio", "base", "canvas", "datalist", "embed", "head", "iframe", "input", "link", "map",
    "math", "meta", "noscript", "object", "option", "param", "script", "select", "source", "style", "svg",
    "template", "textarea", "title", "track", "video",
})  # fmt: skip
"""Elements whose content a reader does not see as text."""
BREAKING = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "button", "caption", "center", "dd", "details",
    "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol",
    "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
"""Elements that begin and end a line of their own."""


@dataclasses.dataclass(frozen=True, slots=True)
class Setting:
    """What the elements around a stretch say of it (see `Line`)."""

    bias: float = 0.0
    kind: BlockKind | None = None
    heading: bool = False
    linked: bool = False


_TAGS: dict[str, tuple[float, BlockKind | None]] = {
    # log-odds for the body, and the kind; set by hand, tuned on the even half of the HTML pages
    "nav": (-5.0, "boilerplate"),
    "footer": (-4.0, "boilerplate"),
    "aside": (-3.0, None),
    "form": (-3.0, None),
    "button": (-6.0, "boilerplate"),
    "dialog": (-5.0, "boilerplate"),
    "menu": (-4.0, "boilerplate"),
    "label": (-3.0, "boilerplate"),
    "legend": (-3.0, "boilerplate"),
    "figcaption": (-7.0, "caption"),
    "figure": (-4.0, "caption"),
    "time": (-2.0, "byline"),
    "h1": (-4.0, None),
    "p": (0.8, None),
    "blockquote": (0.5, None),
}
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@functools.cache
def _names() -> tuple[tuple[re.Pattern[str], float, BlockKind | None], ...]:
    rows = []
    for row in tables.read("page_names"):
        names = re.compile(rf"(?:^|[\s_-])(?:{row['names']})(?:$|[\s_-])", re.IGNORECASE)
        if row["kind"] not in {"", *get_args(BlockKind)}:
            raise ValueError(f"page_names.tsv: expected a block kind or nothing, got {row['kind']!r}")
        rows.append((names, float(row["bias"]), cast(BlockKind, row["kind"]) if row["kind"] else None))
    return tuple(rows)


_LONG_TAG = re.compile(r"<([a-zA-Z][\w:-]{0,40})[^<>]{20000,}")
"""A tag of more than 20,000 characters loses its attributes: the parser takes time with the square of their number."""
_TAG = re.compile(r"<[^<>]{0,20000}>")
_UNSEEN = re.compile(r"<(script|style|head|noscript|template)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_SPACE = re.compile(r"[ \t\n\r\f\v]+")


def parse(html: str) -> lxml.html.HtmlElement:
    """The page's tree, that of an empty page where there is nothing to build one from. Broken markup is mended as
    browsers do; no entity is fetched or expanded. A page nested too deep for the parser is read as if flat."""
    tree, complete = _parsed(_LONG_TAG.sub(r"<\1 ", html))
    if not complete:
        tree, _ = _parsed(_TAG.sub("<p>", _UNSEEN.sub(" ", html)))
    return tree


def _parsed(html: str) -> tuple[lxml.html.HtmlElement, bool]:
    """The tree, and whether the whole page is in it."""
    parser = lxml.html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        root = lxml.html.document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except lxml.etree.ParserError:  # nothing in it
        return lxml.html.document_fromstring("<html><body></body></html>"), True
    return root, all(entry.type != lxml.etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log)


def text_and_lines(root: lxml.html.HtmlElement) -> tuple[str, list[Line]]:
    """The visible text, a line for each stretch that markup sets apart, and those lines."""
    page = _Page()
    for event in _walk(root):
        match event:
            case str(words), Setting() as setting:
                page.add(words, setting)
            case None, Setting():
                page.end_line()
            case _:
                page.space()
    page.end_line()
    return "\n".join(page.texts), page.lines


class _Page:
    """The text and lines gathered so far."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.lines: list[Line] = []
        self._offset = 0
        self._parts: list[str] = []
        self._linked = 0
        self._setting = Setting()
        self._longest = 0

    def add(self, words: str, setting: Setting) -> None:
        size = len(words.strip())
        if size > self._longest:
            self._longest, self._setting = size, setting
        if setting.linked:
            self._linked += size
        self._parts.append(words)

    def space(self) -> None:
        self._parts.append(" ")

    def end_line(self) -> None:
        text = _SPACE.sub(" ", "".join(self._parts)).strip(BLANK)
        if text:
            setting = self._setting
            # a line that is one link is a teaser or a menu's entry; sentences with links in them are not
            linked = -2.5 if self._linked > 0.7 * len(text) else 0.0
            bias = setting.bias + linked
            self.lines.append(Line(self._offset, self._offset + len(text), text, bias, setting.kind, setting.heading))
            self.texts.append(text)
            self._offset += len(text) + 1
        self._parts.clear()
        self._linked = self._longest = 0
        self._setting = Setting()


def _walk(root: lxml.html.HtmlElement) -> Iterator[tuple[str | None, Setting | None]]:
    """Words with their setting; (None, setting) where a line ends; (None, None) where two links touch."""
    settings: list[Setting] = [Setting()]
    skipped = 0
    for event, element in lxml.etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        if event == "start":
            if skipped or tag in HIDDEN or _hidden(element):
                skipped += 1
                continue
            setting = _within(settings[-1], element)
            settings.append(setting)
            if tag in BREAKING:
                yield None, setting
            elif tag == "a" and _touches_link(element):
                yield None, None
            if element.text:
                yield element.text, setting
            continue
        if skipped:
            skipped -= 1
            if skipped == 0 and element.tail:
                yield element.tail, settings[-1]
            continue
        setting = settings.pop()
        if tag in BREAKING:
            yield None, setting
        if element.tail:
            yield element.tail, settings[-1]


def _touches_link(element: lxml.html.HtmlElement) -> bool:
    before = element.getprevious()
    return before is not None and before.tag == "a" and not before.tail


def _hidden(element: lxml.html.HtmlElement) -> bool:
    attributes = element.attrib
    return "hidden" in attributes or ("style" in attributes and _INVISIBLE.search(attributes["style"]) is not None)


def _within(outer: Setting, element: lxml.html.HtmlElement) -> Setting:
    bias, kind = outer.bias, outer.kind
    tag_bias, tag_kind = _TAGS.get(element.tag, (0.0, None))
    bias += tag_bias
    kind = tag_kind or kind
    names = f"{element.get('class', '')} {element.get('id', '')} {element.get('itemprop', '')}"
    if len(names) > 2 and element.tag not in {"html", "body"}:
        for pattern, named_bias, named_kind in _names():
            if pattern.search(names, 0, 300):
                bias += named_bias
                kind = named_kind or kind
                break
    heading = outer.heading or element.tag in {"h1", "h2"}
    linked = outer.linked or element.tag == "a"
    return Setting(max(bias, -9.0), kind, heading, linked)
