"""Codes: what is not language and must come through as it is."""

import re
from collections import Counter
from collections.abc import Iterator

from aligned.checks.finding import Finding, Pair

__all__ = ["addresses", "placeholders", "tags"]

# Up to the marks that end a sentence or a bracket around it; Han text follows without a space.
_URL = re.compile(
    r"(?:https?://|www\.)[^\s<>\"“”«»）】」，。、；]*[^\s<>\"“”«».,;:!?)\]}'’）】」，。、；]"
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}")
_HOST = re.compile(r"(?:https?://)?(?:www\.)?([^/:?#]+)")


def addresses(pair: Pair) -> Iterator[Finding]:
    """A web or e-mail address of the source that the translation lacks.

    Another page of the same site is taken for that in the other language.
    """
    if "." not in pair.source:
        return
    hosts = {_host(match.group()) for match in _URL.finditer(pair.target)}
    for match in _URL.finditer(pair.source):
        if match.group() not in pair.target and _host(match.group()) not in hosts:
            yield _missing(match)
    for match in _EMAIL.finditer(pair.source):
        if match.group().lower() not in pair.target.lower():
            yield _missing(match)


def _host(url: str) -> str:
    match = _HOST.match(url.lower())
    return match.group(1) if match else url


def _missing(match: re.Match[str]) -> Finding:
    return Finding(f"{match.group()} is not in the translation", "source", match.span())


_PLACEHOLDER = re.compile(
    r"""
      (?<!\d)%(?:\d+\$)?(?:\(\w+\))?[-+#0]*+\d*(?:\.\d+)?[sdiufgxX@](?!\w)  # %s %1$s %(name)s %.2f
    | [%$#]?\{\{?\s*+[\w.:!$-]*\s*\}\}?                                    # {name} {0} ${x} {{x}}
    """,
    re.VERBOSE,
)
_TAG = re.compile(r"</?([A-Za-z][\w:.-]*)(?:\s[^<>]*)?/?>")


def placeholders(pair: Pair) -> Iterator[Finding]:
    """A placeholder of a program, such as %s or {name}, that only one side has."""
    yield from _unequal(_PLACEHOLDER, pair)


def tags(pair: Pair) -> Iterator[Finding]:
    """An XML or HTML tag that only one side has, whatever its attributes."""
    yield from _unequal(_TAG, pair)


def _unequal(pattern: re.Pattern[str], pair: Pair) -> Iterator[Finding]:
    sources, targets = ([*pattern.finditer(text)] for text in (pair.source, pair.target))
    if not sources and not targets:
        return
    missing = Counter(map(_kind, sources)) - Counter(map(_kind, targets))
    extra = Counter(map(_kind, targets)) - Counter(map(_kind, sources))
    for match in reversed(sources):
        if missing[_kind(match)] > 0:
            missing[_kind(match)] -= 1
            yield _missing(match)
    for match in reversed(targets):
        if extra[_kind(match)] > 0:
            extra[_kind(match)] -= 1
            yield Finding(f"{match.group()} is not in the source", span=match.span())


def _kind(match: re.Match[str]) -> str:
    """What has to be the same on both sides: of a tag its name, and whether it closes."""
    if match.re is _TAG:
        slash = "/" if match.group().startswith("</") else ""
        return slash + match.group(1)
    return re.sub(r"\s", "", match.group())
