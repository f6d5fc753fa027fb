"""Language tags (BCP 47) and telling what language a text is in."""

import langcodes
from langcodes.tag_parser import LanguageTagError

from aligned.errors import LanguageError

__all__ = [
    "base_language",
    "identify",
    "language_name",
    "language_tag",
    "right_to_left",
    "separator",
]

# Scripts of these languages put no space between sentences.
_UNSPACED = frozenset({"ja", "zh", "yue", "wuu", "bo", "km", "lo", "my", "th"})
_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
# py3langid reads no more than it needs: beyond this many characters its answer does not change.
_ENOUGH = 5_000


def language_tag(tag: str) -> str:
    """The standard form of a language tag: "PT_br" -> "pt-BR".

    Raises LanguageError for what is no language, naming the tag meant where a name was given.
    """
    try:
        language = langcodes.Language.get(tag.strip())
        if language.is_valid() and language.language:
            return str(langcodes.standardize_tag(tag.strip()))
    except LanguageTagError:
        pass
    raise LanguageError(f"unknown language code {tag!r}{_suggestion(tag)}")


def _suggestion(name: str) -> str:
    try:
        return f": for {name} say {langcodes.find(name).to_tag()}"
    except (LookupError, ValueError):  # what langcodes raises for control characters
        return ": use a code such as en, pt, pt-BR or zh-Hant"


def base_language(tag: str) -> str:
    """The language of a tag without script, region or private use: "pt-BR" -> "pt"."""
    return tag.partition("-")[0].lower()


def language_name(tag: str) -> str:
    """The English name of a language: "pt-BR" -> "Portuguese (Brazil)"."""
    return str(langcodes.Language.get(tag).display_name())


def separator(tag: str) -> str:
    """What stands between two sentences of a paragraph: a space, or nothing where none is used."""
    return "" if base_language(tag) in _UNSPACED else " "


def right_to_left(tag: str) -> bool:
    """Whether a language is written from right to left in its usual script."""
    return base_language(tag) in _RIGHT_TO_LEFT


def identify(text: str) -> str:
    """The language of a text, by character n-grams (py3langid, 97 languages).

    Raises LanguageError where there are no letters to tell it by.
    """
    sample = text[:_ENOUGH]
    if not any(character.isalpha() for character in sample):
        raise LanguageError("the language cannot be told from this text: name it (--from)")
    from py3langid import classify  # type: ignore[import-untyped]  # a second to load

    code, _ = classify(sample)
    return language_tag(code)
