"""The last step: which versions it shows as chosen."""

import pytest

from ui.page.export_step import still_chosen


@pytest.mark.parametrize(
    ("chosen", "offered", "expected"),
    [
        (["fr", "de"], ["fr", "de"], ["fr", "de"]),
        (["fr"], ["fr", "de"], ["fr"]),
        (["fr"], ["fr"], ["fr", "de"]),  # one that came since
        ([], ["fr"], ["de"]),
        (["gone"], ["gone", "fr", "de"], ["fr", "de"]),
    ],
)
def test_versions_stay_chosen_and_those_that_came_are_chosen_too(
    chosen: list[str], offered: list[str], expected: list[str]
) -> None:
    assert still_chosen(["fr", "de"], chosen, offered) == expected
