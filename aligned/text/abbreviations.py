"""Abbreviations that never end a sentence and that `sentencex` does not know.

Titles before names and words before numbers, found by trying the usual ones of each language.
"""

__all__ = ["ABBREVIATIONS", "NAMES", "ORDINAL_LANGUAGES"]

# They write "6. Mai", "19. yüzyıl": a small number and a full stop within a sentence.
_ORDINAL = "bs cs da de et fi fo hr hu is lv nb nn no pl sk sl sr tr"
ORDINAL_LANGUAGES = frozenset(_ORDINAL.split())

# First names of two letters and more: "Ch. Evans", in every language.
_NAMES = "Ch. Chr. Th. Ph. Wm. Geo. Jos. Joh. Alb. Alex. Edw. Fred. Herm."
NAMES = frozenset(_NAMES.split())

ABBREVIATIONS: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": "Ms. approx. vol. pp. ed.",
        "fr": "M. Mme. Mlle. Dr. Pr. St. Ste. Me. Mgr. c.-à-d. t. alt. vol. pp. éd. env.",
        "de": "Abs. bspw. geb. gest. Bd. ü. Hrsg.",
        "es": "D. Dña.",
        "pt": "D. ex. n. Av. Exa. séc. pág.",
        "it": "pag. vol. S.",
        "tr": "Sn. Av. Doç. Alb. bkz. Cad. Sok. örn.",
        "nl": "mevr. d.w.z.",
        "pl": "p. art. św. im. ok. ks.",
        "ru": "им. т. гг. стр. ул.",
    }.items()
}
