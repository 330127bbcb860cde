"""Statuses as shapes: told apart without colour, hollow while ahead, full once behind, crossed where called off."""

from __future__ import annotations

from collections.abc import Mapping

MARKS: Mapping[str, tuple[str, str]] = {
    "predicted": ("ahead", '<circle cx="8" cy="8" r="5.2" fill="none" stroke-dasharray="2 1.6"/>'),
    "proposed": ("ahead", '<path d="M8 2.6 13.8 12.8H2.2Z" fill="none"/>'),
    "planned": ("ahead", '<rect x="3" y="3" width="10" height="10" fill="none"/>'),
    "announced": ("ahead", '<path d="M8 1.6 14.4 8 8 14.4 1.6 8Z" fill="none"/><circle cx="8" cy="8" r="1.6"/>'),
    "rumoured": ("behind", '<circle cx="8" cy="8" r="5.4" fill="none"/><circle cx="8" cy="8" r="1.7" stroke="none"/>'),
    "reported": ("behind", '<circle cx="8" cy="8" r="5.4" fill="none"/><path d="M8 2.6a5.4 5.4 0 0 0 0 10.8Z"/>'),
    "confirmed": ("behind", '<circle cx="8" cy="8" r="5.6"/>'),
    "denied": ("off", '<path d="M3 3 13 13M13 3 3 13" fill="none" stroke-width="2.2"/>'),
    "declined": ("off", '<circle cx="8" cy="8" r="5.4" fill="none"/><path d="M4.2 11.8 11.8 4.2" fill="none"/>'),
    "postponed": ("off", '<path d="M3 3.2 8 8l-5 4.8M8.4 3.2 13.4 8l-5 4.8" fill="none" stroke-width="2"/>'),
    "cancelled": ("off", '<rect x="3" y="3" width="10" height="10" fill="none"/><path d="m3 3 10 10M13 3 3 13"/>'),
    "lapsed": ("off", '<path d="M2.6 8H5M6.8 8h2.4M11 8h2.4" fill="none" stroke-width="2.4"/>'),
}
"""For each status its family (ahead, behind, off) and its shape in a square of 16 units, in the colour of the text."""

FAMILIES = (("ahead", "Ahead"), ("behind", "Took place"), ("off", "Called off or not so"))


def symbols() -> str:
    """The shapes as symbols that a page refers to: `#m-confirmed`."""
    return "".join(
        f'<symbol id="m-{status}" viewBox="0 0 16 16" stroke="currentColor" fill="currentColor" stroke-width="1.6" '
        f'stroke-linejoin="round">{shape}</symbol>'
        for status, (_, shape) in MARKS.items()
    )
