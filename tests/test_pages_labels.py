"""What each line of a page is: by the wording, the shape and the place of lines of our own making."""

from __future__ import annotations

import pytest

from summitry.model.text import Article
from summitry.pages import article_of_html, article_of_text

LEAD = "The Norwegian prime minister met the president of Kenya in Oslo on Tuesday, officials on both sides said."
SECOND = "They spoke for two hours about fishing rights, trade and a new air route, according to a statement."
THIRD = "“It was a good and frank talk,” the prime minister told reporters after the meeting at the palace."
FOURTH = "The president flies to Stockholm on Wednesday, where he is to see the Swedish king before going home."


def kinds_of(*lines: str, title: str | None = None) -> dict[str, str]:
    """The kind of each line of a plain text of these lines, set apart by blank lines."""
    return kinds_in(article_of_text("page", "\n\n".join(lines), title=title))


def kinds_in(article: Article) -> dict[str, str]:
    return {article.text[block.start : block.end]: block.kind for block in article.blocks}


def in_an_article(line: str) -> str:
    """The kind of a line that stands between the paragraphs of an article."""
    return kinds_of("Norway and Kenya talk fish", LEAD, SECOND, line, THIRD, FOURTH)[line]


def after_an_article(line: str) -> str:
    return kinds_of("Norway and Kenya talk fish", LEAD, SECOND, THIRD, FOURTH, line)[line]


def test_a_clean_article_is_a_headline_and_a_body() -> None:
    kinds = kinds_of("Norway and Kenya talk fish", LEAD, SECOND, THIRD, FOURTH)

    assert list(kinds.values()) == ["headline", "body", "body", "body", "body"]


def test_an_article_without_a_headline_begins_with_its_body() -> None:
    assert set(kinds_of(LEAD, SECOND, THIRD).values()) == {"body"}


def test_a_question_may_be_a_headline() -> None:
    assert kinds_of("Will Norway and Kenya share their fish?", LEAD, SECOND, THIRD)[
        "Will Norway and Kenya share their fish?"
    ] == "headline"  # fmt: skip


def test_a_headline_said_again_is_a_headline_again() -> None:
    article = article_of_text("page", "\n".join(["Norway and Kenya talk fish", "Advertisement"] * 2 + [LEAD, SECOND]))

    assert [block.kind for block in article.blocks[:4]] == ["headline", "advert", "headline", "advert"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Advertisement", "advert"),
        ("CLICK HERE TO GET THE DAILY POST APP", "related"),
        ("READ MORE: Kenya's ports, and who owns them", "related"),
        ("KENYA'S PRESIDENT LANDS IN OSLO AMID PROTESTS OVER FISHING DEAL", "related"),
        ("Fish wars: What the two countries want, and what neither of them says aloud", "related"),
        ("Image copyright Ritzau Image caption The two leaders at the palace gate", "caption"),
        ("Media playback is unsupported on your device Media caption The president lands in Oslo", "caption"),
        ("The two leaders, left and right, in this photo released by the palace. (AP Photo/A. Hansen)", "caption"),
        ("Photo: Ritzau/Getty Images", "caption"),
        ("Slideshow (4 images)", "related"),
        ("Share this article", "boilerplate"),
        ("Story continues below", "advert"),
    ],
)  # fmt: skip
def test_what_interrupts_an_article(line: str, kind: str) -> None:
    assert in_an_article(line) == kind or (in_an_article(line), kind) == ("boilerplate", "related")


@pytest.mark.parametrize(
    "line",
    [
        "What do we know about the talks?",
        "A short history",
        "• The two sides agreed to meet again in the spring.",
        "“We agree.”",
        "Mr. McKenna called it a start.",
        'The foreign ministry answered: "We agree."',
    ],
)
def test_what_belongs_to_the_body(line: str) -> None:
    assert in_an_article(line) == "body"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Leave a Reply", "comment"),
        ("Your email address will not be published. Required fields are marked *", "comment"),
        ("You might also like", "related"),
        ("Lesen Sie auch", "related"),
        ("Читайте также", "related"),
        ("関連記事", "related"),
        ("相关阅读", "related"),
        ("اقرأ أيضا", "related"),
        ("Διαβάστε επίσης", "related"),
        ("Please log in or register to view the complete article", "paywall"),
        ("Subscribe to our newsletter", "advert"),
        ("© 2019 The Daily Post. All rights reserved.", "boilerplate"),
        ("We use cookies to improve your experience on our site.", "boilerplate"),
        ("Source: The Daily Post, Agence Kenya", "byline"),
        ("Published: 12 March 2019, 10:24", "byline"),
        ("Reporting by Ann Lee in Oslo; editing by Bo Li", "byline"),
        ("The Associated Press contributed to this report.", "byline"),
        ("With Post wires", "byline"),
        ("(With inputs from agencies)", "byline"),
        ("AFP", "byline"),
        ("The writer is a professor at Oslo University.", "boilerplate"),
        ("Ann Lee is a correspondent in Oslo.", "boilerplate"),
        ("This article was first published in The Daily Post.", "byline"),
        ("What do you think? Tell us in the comments below.", "comment"),
    ],
)
def test_what_follows_an_article(line: str, kind: str) -> None:
    assert after_an_article(line) == kind


@pytest.mark.parametrize(
    "line",
    [
        "By Ann Lee, Bo Li",
        "Ann Lee in Oslo and Bo Li in Nairobi",
        "March 28, 2018 / 1:33 AM / 2 years ago",
        "Published on: 28/03/2018 - 10:30",
        "(Xinhua) 08:21, March 28, 2018",
        "Wednesday, March 28, 2018",
        "by Staff Writers Oslo (AFP) March 28, 2018",
    ],
)
def test_who_wrote_it_and_when(line: str) -> None:
    assert kinds_of("Norway and Kenya talk fish", line, LEAD, SECOND, THIRD)[line] == "byline"


@pytest.mark.parametrize(
    "line",
    [
        "Also on Wednesday, the two visited a fish market in the old harbour, where they ate herring and sang.",
        "Commenting on the visit, the foreign minister said that it had been long planned and would bring both closer.",
        "The latest round of talks between the two ended without a deal last year in Nairobi, the Kenyan capital.",
        "The ministry said:",
        "President Kamau tweeted:",
    ],
)
def test_first_words_of_furniture_may_begin_a_paragraph(line: str) -> None:
    assert in_an_article(line) == "body"


def test_comments_are_not_the_article() -> None:
    comment = "I think both of them should go home, because nobody asked them to talk about our fish at all."
    kinds = kinds_of(
        "Norway and Kenya talk fish", LEAD, SECOND, THIRD, "2 comments", "Fishlover says", comment, comment
    )

    assert kinds[comment] == "comment"


def test_a_menu_above_and_a_footer_below() -> None:
    menu = ["Home", "World", "Politics", "Sport", "Sign in", "Search"]
    footer = ["Most read", "Ten fish you did not know", "About us", "Contact", "Terms of use"]
    kinds = kinds_of(*menu, "Norway and Kenya talk fish", "By Ann Lee", LEAD, SECOND, THIRD, *footer)

    assert [line for line, kind in kinds.items() if kind == "body"] == [LEAD, SECOND, THIRD]
    assert kinds["By Ann Lee"] == "byline"
    assert kinds["Norway and Kenya talk fish"] == "headline"


def test_a_photograph_with_its_credit() -> None:
    kinds = kinds_of(
        "Norway and Kenya talk fish", "prime minister president", "Ritzau/via Reuters", LEAD, SECOND, THIRD
    )

    assert kinds["prime minister president"] == kinds["Ritzau/via Reuters"] == "caption"


def test_hard_wrapped_paragraphs_are_one_block() -> None:
    wrapped = (
        "The Norwegian prime minister met the president of Kenya in Oslo on\n"
        "Tuesday, officials on both sides said after the talks, which had been\n"
        "put off twice since the spring because of a quarrel about fishing."
    )
    article = article_of_text("page", f"Norway and Kenya talk fish\n\n{wrapped}\n\n{wrapped.replace('Tues', 'Sun')}\n")

    assert [block.kind for block in article.blocks] == ["headline", "body", "body"]


def test_text_without_spaces_is_labelled() -> None:
    lead = "挪威首相周二在奥斯陆会见了肯尼亚总统，双方官员表示，会谈持续了两个小时，讨论了渔业权利和贸易问题。"
    second = "首相会后对记者表示，这是一次坦率而良好的会谈，双方同意在春天再次举行会晤，并讨论新的航线。"
    kinds = kinds_of("首页", "登录", "挪威与肯尼亚会谈", lead, second, "相关新闻", "责任编辑：李明")

    assert [line for line, kind in kinds.items() if kind == "body"] == [lead, second]
    assert article_of_text("page", lead + second).language == "zh"


@pytest.mark.parametrize(
    ("start", "agency"),
    [
        ("OSLO (Reuters) -", "Reuters"),
        ("OSLO, March 12 (Xinhua) --", "Xinhua"),
        ("OSLO –", None),
        ("Oslo (CNN)", "CNN"),
        ("OSLO, Norway (AP) —", "AP"),
        ("(Reuters) -", "Reuters"),
        ("OSLO, March 12. /TASS/.", "TASS"),
        ("Oslo, 12 March –", None),
    ],
)
def test_a_dateline_is_a_block_of_its_own(start: str, agency: str | None) -> None:
    article = article_of_text("page", f"Norway and Kenya talk fish\n\n{start} {LEAD}\n\n{SECOND}\n")
    dateline, body = article.blocks[1:3]

    assert (dateline.kind, article.text[dateline.start : dateline.end]) == ("dateline", start)
    assert (body.kind, article.text[body.start : body.end]) == ("body", LEAD)
    assert [credit.name for credit in article.credits] == ([agency] if agency else [])


@pytest.mark.parametrize(
    "start",
    ["But the talks --", "U.S. officials", "NATO – the alliance –", "REPORTER: Sir,", "The Fish Agency (IFA) Director"],
)
def test_what_is_no_dateline(start: str) -> None:
    article = article_of_text("page", f"{start} {LEAD.lower()}\n\n{SECOND}\n")

    assert "dateline" not in {block.kind for block in article.blocks}


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Source: Hankyoreh", ["Hankyoreh"]),
        ("Source: CNN, Sputnik", ["CNN", "Sputnik"]),
        ("This article was originally published by The Daily Post.", ["Daily Post"]),
        ("The Associated Press contributed to this report.", ["Associated Press"]),
        ("Reuters' Ann Lee and The Associated Press contributed to this report.", ["Associated Press", "Reuters"]),
        ("Ann Lee and Bo Li contributed to this report.", []),
        ("With Post wires", ["Post"]),
    ],
)
def test_printed_sources_are_credits(line: str, names: list[str]) -> None:
    article = article_of_text("page", "\n\n".join(["Norway and Kenya talk fish", LEAD, SECOND, THIRD, line]))

    assert [credit.name for credit in article.credits] == names
    assert all(article.quote(c.quote.start, c.quote.end) == c.quote for c in article.credits)


def test_an_address_in_the_first_line_is_the_page_s() -> None:
    address = "https://example.org/world/2019/mar/12/norway-kenya"
    article = article_of_text("page", f"{address}\nNorway and Kenya talk fish\n\n{LEAD}\n")

    assert article.url == address
    assert [(hint.where, hint.value) for hint in article.hints] == [("url", "2019-03-12")]
    assert article.blocks[0].kind == "boilerplate"
    assert article.title == "Norway and Kenya talk fish"


def test_what_the_user_gives_stands_first() -> None:
    article = article_of_text(
        "page", LEAD, url="https://a.org/2019/03/12/x", published="2019-03-13", outlet="A", title="T"
    )

    assert article.given_date == "2019-03-13"
    assert [hint.where for hint in article.hints] == ["given", "url"]
    assert (article.outlet, article.title) == ("A", "T")


def test_html_is_told_by_its_markup_and_its_words() -> None:
    page = f"""<!doctype html><html lang="en"><head><title>Fish | Post</title>
    <meta property="og:title" content="Norway and Kenya talk fish"><meta property="og:site_name" content="Post">
    <link rel="canonical" href="https://post.example/fish">
    <script type="application/ld+json">{{"@graph":[{{"datePublished":"2019-03-12T10:00:00Z"}}]}}</script></head><body>
    <nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Norway and Kenya talk fish</h1>
    <div class="byline">By <a>Ann Lee</a></div><figure><img><figcaption>The two at the palace.</figcaption></figure>
    <p>OSLO (Reuters) - {LEAD}</p><p>{SECOND}</p><div class="related-links"><a href="/a">Kenya's ports</a></div>
    <p>{THIRD}</p><p>{FOURTH}</p></article><div id="comments"><p>I did not like this, because of the fish in it.</p>
    </div><p style="display:none">Not to be seen by anyone at all.</p><footer>© 2019 Post</footer></body></html>"""
    article = article_of_html("page", page)
    kinds = kinds_in(article)

    assert [line for line, kind in kinds.items() if kind == "body"] == [LEAD, SECOND, THIRD, FOURTH]
    assert kinds["Norway and Kenya talk fish"] == "headline"
    assert kinds["By Ann Lee"] == "byline"
    assert kinds["The two at the palace."] == "caption"
    assert kinds["OSLO (Reuters) -"] == "dateline"
    assert kinds["Kenya's ports"] == "related"
    assert kinds["I did not like this, because of the fish in it."] == "comment"
    assert "Not to be seen" not in article.text
    assert (article.url, article.outlet, article.language) == ("https://post.example/fish", "Post", "en")
    assert [(hint.where, hint.value) for hint in article.hints] == [("json-ld datePublished", "2019-03-12T10:00:00Z")]
    assert [credit.name for credit in article.credits] == ["Reuters"]


def test_a_class_name_that_holds_for_the_whole_page_says_nothing() -> None:
    paragraphs = "".join(f"<p>{line}</p>" for line in (LEAD, SECOND, THIRD, FOURTH))
    article = article_of_html(
        "page", f"<html><body><div class='widget comment'><h1>Fish</h1>{paragraphs}</div></body></html>"
    )

    assert [block.kind for block in article.blocks][1:] == ["body"] * 4
