"""Language tags (BCP 47) as OPUS models write them: codes in names, and `>>id<<` tokens."""

import re
from typing import TYPE_CHECKING

from translate.errors import NoRouteError

if TYPE_CHECKING:
    from langcodes import Language

__all__ = [
    "UNSPACED_SCRIPT",
    "base",
    "joiner",
    "name_codes",
    "standard",
    "tokens",
    "variant_tokens",
]

# A character of a script that puts no space between words: Thai to Lao, Burmese, Khmer, kana, Han.
UNSPACED_SCRIPT = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_UNSPACED = frozenset({"ja", "zh", "yue", "th", "km", "lo", "my", "bo"})

# A language subtag -> the codes that model names use for it, where it isn't the subtag itself.
_NAME_CODES = {
    "ja": ("ja", "jap"),
    "nb": ("no", "nb"),
    "nn": ("no", "nn"),
    "fil": ("tl",),
    "sr": ("sr", "sh"),
    "hr": ("hr", "sh"),
    "bs": ("bs", "sh"),
}

# A tag -> the ids that models use for it, the most exact first. What isn't here is written as ISO
# 639-3, or as the language subtag in older models. Chinese as written in Hong Kong and Taiwan,
# Brazilian Portuguese ("pob") and Serbo-Croatian in two scripts are the variants that models have.
_TOKENS = {
    "pt-BR": ("pob", "pt_BR", "pt_br"),
    "pt-PT": ("por", "pt_PT", "pt_pt"),
    "zh-Hans": ("cmn_Hans", "zho_Hans", "zh_cn", "zh_CN"),
    "zh-Hant": ("cmn_Hant", "zho_Hant", "zh_tw", "zh_TW", "zh_HK"),
    "zh": ("cmn_Hans", "zho_Hans", "cmn", "zho", "zh_cn", "zh_CN", "zh"),
    "yue": ("yue_Hant", "yue_Hans", "yue"),
    "sr-Latn": ("srp_Latn", "sr_Latn"),
    "sr": ("srp_Cyrl", "srp", "sr"),
    "bs": ("bos_Latn", "bos", "bs"),
    "ar": ("ara", "arb", "arb_Arab", "ar"),
    "fa": ("pes", "fas", "fa", "fa_IR"),
    "no": ("nob", "nor", "nb", "no"),
    "nb": ("nob", "nor", "nb", "no"),
    "sw": ("swh", "swa", "sw"),
    "ms": ("zsm_Latn", "zlm_Latn", "msa", "ms"),
    "et": ("est", "ekk", "et"),
    "lv": ("lav", "lvs", "lv"),
    "fil": ("fil", "fil_Latn", "tgl", "tgl_Latn", "tl"),
    "tl": ("tgl", "tgl_Latn", "fil", "tl"),
    "sq": ("sqi", "als", "sq"),
    "mn": ("khk_Cyrl", "khk", "mon", "mn"),
    "yi": ("yid", "ydd", "yi"),
    "es-419": ("es_MX", "es_AR"),
    "fr-CA": ("fr_CA",),
}


def standard(tag: str) -> str:
    """The standard form of a tag: "pt_br" -> "pt-BR". NoRouteError where it names no language."""
    import langcodes
    from langcodes.tag_parser import LanguageTagError

    try:
        language = _language(tag.strip())
        if language.language and language.is_valid():
            return str(langcodes.standardize_tag(tag.strip()))
    except LanguageTagError:
        pass
    raise NoRouteError(f"{tag!r} is no language code: use one such as en, pt, pt-BR or zh-Hant")


def base(tag: str) -> str:
    """The language of a tag, without script or region: "pt-BR" -> "pt"."""
    return tag.partition("-")[0]


def joiner(tag: str) -> str:
    """What stands between two clauses of a language: a space, or nothing where none is used."""
    return "" if base(tag) in _UNSPACED else " "


def name_codes(tag: str) -> tuple[str, ...]:
    """The codes that model names use for a tag's language, the usual one first."""
    return _NAME_CODES.get(base(tag), (base(tag),))


def variant_tokens(tag: str) -> tuple[str, ...]:
    """The ids that models use for just this variant: none where the tag is only a language."""
    language = _language(tag)
    script = language.script or ""
    if not script and base(tag) == "zh" and language.territory in {"TW", "HK", "MO"}:
        script = "Hant"
    found = list(_TOKENS.get(tag, ())) if tag != base(tag) else []
    if script:
        found += [*_TOKENS.get(f"{base(tag)}-{script}", ()), f"{_iso3(base(tag))}_{script}"]
    return tuple(dict.fromkeys(found))


def tokens(tag: str) -> tuple[str, ...]:
    """The ids that models may use for a tag in `>>id<<`, the most exact first.

    Ids of the variant asked for come before those of the language at large.
    """
    language, iso3 = base(tag), _iso3(base(tag))
    at_large = _TOKENS.get(language, (iso3, language))
    # Models of many languages write the script out even where there is only one.
    usual = _language(language).maximize().script
    spelled_out = (f"{iso3}_{usual}",) if usual else ()
    return tuple(dict.fromkeys((*variant_tokens(tag), *at_large, *spelled_out)))


def _language(tag: str) -> "Language":
    from langcodes import Language  # its tables take a tenth of a second to import

    return Language.get(tag)


def _iso3(language: str) -> str:
    try:
        return str(_language(language).to_alpha3(variant="T"))
    except LookupError:
        return language
