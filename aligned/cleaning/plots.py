"""Histograms as SVG to stand inside a page: bars in two parts, what stays and what goes out."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

__all__ = ["Bar", "histogram"]

_WIDTH, _HEIGHT = 340, 170
_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 6, 10, 34


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: how many stay and how many go out, what it counts, and what is written under it."""

    stays: int
    goes: int
    meaning: str
    label: str = ""


def histogram(title: str, unit: str, bars: Sequence[Bar]) -> str:
    """A figure with the bars beside each other, over an axis that says `unit`.

    Every bar has its numbers in a tooltip; who cannot see it hears the title and both totals.
    """
    most = max((bar.stays + bar.goes for bar in bars), default=0)
    most += most % 2  # so that half of it is a number of pairs, too
    stay, go = sum(bar.stays for bar in bars), sum(bar.goes for bar in bars)
    picture = '<p class="none">not known</p>'
    if most:
        said = escape(f"{title}: {stay:,} stay, {go:,} left out")
        opened = f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{said}">'
        picture = f"{opened}{_drawn(bars, most, unit)}</svg>"
    return f"<figure><figcaption>{escape(title)}</figcaption>{picture}</figure>\n"


def _drawn(bars: Sequence[Bar], most: int, unit: str) -> str:
    floor = _HEIGHT - _BOTTOM
    step = (_WIDTH - _LEFT - _RIGHT) / len(bars)
    parts = []
    for share in (0, 0.5, 1):
        y = floor - share * (floor - _TOP)
        parts.append(f'<line class="grid" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y}" y2="{y}"/>')
        parts.append(f'<text class="y" x="{_LEFT - 5}" y="{y + 3.5}">{_short(share * most)}</text>')
    for number, bar in enumerate(bars):
        x = _LEFT + number * step
        parts.append(_bar(bar, x + step * 0.1, step * 0.8, most, floor))
        if bar.label:
            middle = x + step / 2
            parts.append(f'<text x="{middle:.1f}" y="{floor + 13}">{escape(bar.label)}</text>')
    middle = (_LEFT + _WIDTH - _RIGHT) / 2
    parts.append(f'<text class="unit" x="{middle}" y="{_HEIGHT - 5}">{escape(unit)}</text>')
    return "".join(parts)


def _bar(bar: Bar, x: float, width: float, most: int, floor: int) -> str:
    scale = (floor - _TOP) / most
    high, higher = bar.stays * scale, bar.goes * scale
    said = f"{bar.meaning}: {bar.stays:,} stay, {bar.goes:,} left out"
    place = f'x="{x:.1f}" width="{width:.1f}"'
    return (
        f"<g><title>{escape(said)}</title>"
        f'<rect class="stays" {place} y="{floor - high:.1f}" height="{high:.1f}"/>'
        f'<rect class="goes" {place} y="{floor - high - higher:.1f}" height="{higher:.1f}"/></g>'
    )


def _short(number: float) -> str:
    """A number in few characters: 950, 12k, 3.4M."""
    for size, sign in ((1_000_000, "M"), (1_000, "k")):
        if number >= size:
            return f"{number / size:.3g}{sign}"
    return f"{number:.3g}"
