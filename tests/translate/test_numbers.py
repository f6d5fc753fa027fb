"""One number in two writings."""

import pytest

from translate.numbers import count, restyled


@pytest.mark.parametrize(
    ("number", "word", "written", "expected"),
    [
        ("2.1", "3.5", "3,5", "2,1"),
        ("2.1", "3.5", "3.5", "2.1"),
        ("1,200", "3.5", "3,5", "1.200"),
        ("12", "3.5", "3,5", "12"),
        ("1,200.50", "1,200.50", "1 200,50", "1 200,50"),
        ("1,200.50", "1,200.50", "1200,50", "1200,50"),
        ("1,234.56", "1,234.56", "1.234.56", "1.234,56"),
        ("2,00,000", "2,00,000", "2,00.000", "2,00,000"),
        ("1,500,000", "1,500,000", "1.500,000", "1.500.000"),
        ("10.0.0.255", "3.5", "3,5", "10.0.0.255"),
        ("12.05.2024", "3.5", "3,5", "12.05.2024"),
        ("12", "12", "12", "12"),
    ],
)
def test_restyled(number: str, word: str, written: str, expected: str) -> None:
    assert restyled(number, word, written) == expected


@pytest.mark.parametrize(
    ("number", "text", "times"),
    [
        ("12,500", "12.500 ou 12 500 ou 12500", 3),
        ("12 500", "12.500", 1),
        ("12 500", "página 12: 500 pessoas", 1),
        ("500", "12 500", 1),
        ("2019", "em 2019 500 pessoas", 1),
        ("17", "175, 17 e 17", 2),
        ("17", "dezessete", 0),
    ],
)
def test_count(number: str, text: str, times: int) -> None:
    assert count(number, text) == times
