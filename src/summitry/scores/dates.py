"""Scores of article dates: rows {id, title, text, published?, url?}."""

from __future__ import annotations

from collections.abc import Sequence

from summitry import pages, pipeline
from summitry.mentions import dating
from summitry.model.notes import ArticleDate
from summitry.model.windows import Window
from summitry.scores.measures import Figures, Row, Task, median, row_id, share
from summitry.views.rows import window_row


def _predict_date(row: Row) -> Row:
    given = {name: row.get(name) for name in ("id", "title", "text", "published", "url")}
    article = pages.article_of_row(given, row_id(row))
    date = next(n for n in pipeline.notes_of(article, pipeline.needed(dating.FINDER)) if isinstance(n, ArticleDate))
    return {"id": row["id"], "value": date.value, "window": window_row(date.window), "basis": date.basis}


def _score_dates(gold: Sequence[Row], made: Sequence[Row]) -> Figures:
    """Shares of the articles with `published`: true day inside the window; a day claimed, and of those, right."""
    pairs = [(str(row["published"])[:10], one) for row, one in zip(gold, made, strict=True) if row.get("published")]
    windows = [Window(one["window"]["start"], one["window"]["end"]) for _, one in pairs]
    inside = [window.holds(Window.of(day)) for (day, _), window in zip(pairs, windows, strict=True)]
    claimed = [(day, one["value"]) for day, one in pairs if one["value"] and len(one["value"]) == len("2018-03-28")]
    return {
        "dated": len(pairs),
        "inside": share(inside),
        "median_window_days": median([w.days for w in windows]),
        "day_claimed": len(claimed) / len(pairs) if pairs else None,
        "day_right": share([day == value for day, value in claimed]),
    }


DATING = Task.of_each(_predict_date, _score_dates, ("id",))
