"""PO, the message catalogues of gettext: the messages to translate, and the same file translated.

A plural is two paragraphs, the singular and the plural, which stands for every plural form of the
target language. Obsolete messages are left out. A catalogue given as an existing translation is
what its messages are translated by. Needs `polib`.
"""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from aligned.errors import InputError, one_line
from aligned.formats.format import DocumentFormat, document_of
from aligned.formats.inline import Rendering, Unplaced
from aligned.formats.inputs import library
from aligned.text import Document, decode

if TYPE_CHECKING:
    import polib  # type: ignore[import-untyped]

__all__ = ["FORMAT"]

# No language has more than six; a file that says a million is not believed.
_FORMS = re.compile(r"nplurals\s*=\s*(\d)\b")


def _read(content: bytes, name: str, encoding: str | None) -> Document:
    catalogue = _parsed(content, name, encoding)
    texts = [text for entry in _entries(catalogue) for text in _texts(entry)]
    if not texts:
        raise InputError(f'{name} has no message to translate: a line such as msgid "Open"')
    return document_of(name, ((text, "paragraph") for text in texts))


def _read_translation(content: bytes, name: str, encoding: str | None) -> Document:
    """What messages are translated by; of a plural, its first form and its last."""
    catalogue = _parsed(content, name, encoding)
    texts = [text.strip() for entry in _entries(catalogue) for text in _translations(entry)]
    if not any(texts):
        raise InputError(f"{name} has no message translated: give one that has, or another file")
    return document_of(name, ((text, "paragraph") for text in texts if text))


def _rewrite(
    content: bytes,
    name: str,
    encoding: str | None,
    renderings: Sequence[Rendering],
    language: str,
) -> tuple[bytes, Unplaced]:
    catalogue = _parsed(content, name, encoding)
    catalogue.metadata["Language"] = language.replace("-", "_")
    forms = _FORMS.search(catalogue.metadata.get("Plural-Forms", ""))
    translations = iter([rendering.text for rendering in renderings])
    for entry in _entries(catalogue):
        singular = _with_ends_of(entry.msgid, next(translations))
        if entry.msgid_plural:
            plural = _with_ends_of(entry.msgid_plural, next(translations))
            count = int(forms.group(1)) if forms else 2
            entry.msgstr_plural = {0: singular} | dict.fromkeys(range(1, count), plural)
        else:
            entry.msgstr = singular
    return f"{catalogue}\n".encode(), Unplaced()


def _parsed(content: bytes, name: str, encoding: str | None) -> "polib.POFile":
    with library("polib", "PO"):
        import polib
    text = decode(content, name, encoding)
    try:
        # polib takes a text without a line feed for the name of a file.
        return polib.pofile(f"{text}\n", encoding="utf-8")
    except (OSError, ValueError, UnicodeError) as error:
        raise InputError(
            f"{name} is not a PO file that can be read: {one_line(error)}; correct it there"
        ) from error


def _entries(catalogue: "polib.POFile") -> Iterator["polib.POEntry"]:
    return (entry for entry in catalogue if entry.msgid.strip() and not entry.obsolete)


def _texts(entry: "polib.POEntry") -> list[str]:
    texts = [entry.msgid, entry.msgid_plural] if entry.msgid_plural else [entry.msgid]
    return [text.strip() for text in texts]


def _translations(entry: "polib.POEntry") -> list[str]:
    if not entry.msgid_plural:
        return [entry.msgstr]
    forms = [entry.msgstr_plural[number] for number in sorted(entry.msgstr_plural)]
    return [*forms[:1], *forms[1:][-1:]]


def _with_ends_of(message: str, translation: str) -> str:
    """The translation with the white space around the message, on which gettext insists."""
    stripped = message.strip()
    start = message.index(stripped)
    return message[:start] + translation + message[start + len(stripped) :] if translation else ""


FORMAT = DocumentFormat(
    name="po",
    description="Messages of a program, PO (gettext): each target as a catalogue",
    suffixes=(".po", ".pot"),
    read=_read,
    read_translation=_read_translation,
    rewrite=_rewrite,
)
