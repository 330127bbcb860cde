"""Names of sources: without marks of lists, within their line."""

from __future__ import annotations

import pytest

from parsing import attributions_of


@pytest.mark.parametrize("mark", ["• ", "•", "- ", "* ", "► ", "▪ ", "– ", "1. ", "(2) "])
def test_marks_of_lists_are_no_part_of_a_name(mark: str) -> None:
    names = [a.name for a in attributions_of(f"{mark}Indian media said that Tito had visited Delhi.")]
    assert names == ["Indian media"]


@pytest.mark.parametrize(
    "text",
    [
        "Related stories\n• Indian media said Tito was in Delhi.",
        "World news\nIndian media said Tito was in Delhi.",
        "Tito visits Delhi\n\nIndian media said Tito was in Delhi.",
    ],
)
def test_a_name_does_not_run_over_the_end_of_a_line(text: str) -> None:
    assert "Indian media" in [a.name for a in attributions_of(text)]
    assert not any("\n" in a.name for a in attributions_of(text))
