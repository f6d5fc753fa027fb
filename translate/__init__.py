"""Text in one language -> the same text in others, by open Marian models.

    from translate import Translator
    translator = Translator("en", "pt")
    print(translator.translate(["The sea is blue."])[0].text)

Knows sentences and models; knows nothing of documents, alignment or pages. Importing it is cheap:
torch and transformers are imported when a Translator is made.
"""

from translate import catalog
from translate.catalog import Hop, Route
from translate.errors import (
    HubUnreachableError,
    LanguageError,
    ModelBrokenError,
    ModelError,
    ModelNotFoundError,
    NoRouteError,
    TranslateError,
)
from translate.translation import Translation
from translate.translator import Translator

__all__ = [
    "Hop",
    "HubUnreachableError",
    "LanguageError",
    "ModelBrokenError",
    "ModelError",
    "ModelNotFoundError",
    "NoRouteError",
    "Route",
    "TranslateError",
    "Translation",
    "Translator",
    "catalog",
]
