"""Articles and claims made by hand, for tests of what stands on them."""

from __future__ import annotations

from summitry.model.claims import Act, Claim, Filed, Link, Participant, Place
from summitry.model.notes import ArticleDate, Maker
from summitry.model.text import Article, Block
from summitry.model.windows import Window

MAKER = Maker("hand", "1", "row")
BERN = Place(city="Bern", country="CHE", lat=46.95, lon=7.45)
MINISTER = Participant("Anna Novak", "CZE", "foreign minister", "visitor", "person")
HOST = Participant("Beat Keller", "CHE", "foreign minister", "host", "person")


def article(name: str, text: str, outlet: str | None = None, title: str | None = None) -> Article:
    """An article of one body block."""
    blocks = (Block(0, len(text), "body"),)
    return Article(id=name, text=text, blocks=blocks, sha256=f"{len(text):064x}", outlet=outlet, title=title)


def filed(one: Article, day: str | None, *claims: Claim) -> Filed:
    """An article written on `day` (None: nobody knows when), with its claims."""
    window = Window.of(day) if day else Window(None, None)
    date = ArticleDate(
        quotes=(one.quote(0, 1),), maker=MAKER, value=day, window=window, basis="given" if day else "none"
    )
    return Filed(one, date, claims)


def claim(one: Article, words: str, act: Act = "tell", start: str | None = "2031-05-07", party: bool = False) -> Claim:
    """A claim that Anna Novak visited Bern, on the evidence of `words` in the article."""
    at = one.text.index(words)
    return Claim(
        article=one.id,
        type="visit",
        act=act,
        participants=(MINISTER, HOST),
        place=BERN,
        start=start,
        end=start,
        window=None,
        precision="day" if start else "unknown",
        date_basis="stated" if start else "none",
        polarity="pos",
        certainty="possible" if act == "rumour" else "certain",
        modality="asserted",
        tense="past",
        attribution=(Link("author", "author", False, None, None),),
        evidence=(one.quote(at, at + len(words)),),
        maker=MAKER,
        party=party,
    )


def world() -> tuple[Filed, ...]:
    """A visit first rumoured, then confirmed; and an article, undated, of another year's visit."""
    first = article("a.txt", "Prague was silent. The minister is believed to be in Bern.", outlet="Daily A", title="A")
    second = article("b.txt", "Anna Novak visited Bern on 7 May,\u2028her office said.", outlet="Daily B", title="B")
    third = article("c.txt", "On 2 April 2029 Anna Novak had visited Bern, too.")
    return (
        filed(first, "2031-05-07", claim(first, "is believed to be in Bern", "rumour")),
        filed(second, "2031-05-08", claim(second, "visited Bern", party=True)),
        filed(third, None, claim(third, "had visited Bern", start="2029-04-02")),
    )
