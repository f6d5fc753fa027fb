"""Documents that are archives of XML parts, some of which hold text: DOCX, ODT, EPUB."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lxml import etree

from aligned.errors import InputError
from aligned.formats import archive, xml
from aligned.formats.format import document_of
from aligned.formats.inline import Rendering, Unplaced
from aligned.formats.layout import lay
from aligned.formats.markup import Grammar, code_in, texts
from aligned.text import Document

__all__ = ["Members", "Package"]

Members = dict[str, bytes]
"""The contents of an archive by their names."""


@dataclass(frozen=True, slots=True)
class Package:
    """A kind of archive: which parts hold text, in the order of reading, and its grammar.

    `parts` and `grammar`, which both look into it, raise KeyError for an archive that lacks what it
    needs. `prepare` is called with the root of each part as it is opened, `mark_language` with that
    of each part that has been translated, and `finish` with all members at the end.
    """

    parts: Callable[[Members, str], list[str]]
    grammar: Callable[[Members, str], Grammar]
    mark_language: Callable[[etree._Element, str], None]
    finish: Callable[[Members, str, str], None] = lambda members, name, language: None
    prepare: Callable[[etree._Element], None] = lambda root: None

    def read(self, content: bytes, name: str, encoding: str | None) -> Document:
        """Read its paragraphs; XML says its own encoding, so that is not asked."""
        roots, grammar = self._opened(archive.members(content, name), name)
        return document_of(
            name,
            (one for root in roots.values() for one in texts(root, grammar)),
            (code for root in roots.values() for code in code_in(root, grammar)),
        )

    def rewrite(
        self,
        content: bytes,
        name: str,
        encoding: str | None,
        renderings: Sequence[Rendering],
        language: str,
    ) -> tuple[bytes, Unplaced]:
        """The same archive with these in the place of its paragraphs, and what found no place."""
        members = archive.members(content, name)
        roots, grammar = self._opened(members, name)
        unplaced = lay(roots.values(), grammar, renderings)
        for part, root in roots.items():
            self.mark_language(root, language)
            members[part] = xml.serialized(root)
        self.finish(members, name, language)
        return archive.packed(members), unplaced

    def _opened(self, members: Members, name: str) -> tuple[dict[str, etree._Element], Grammar]:
        try:
            parts = self.parts(members, name)
            roots = {part: xml.parse(members[part], name) for part in parts}
            for root in roots.values():
                self.prepare(root)
            return roots, self.grammar(members, name)
        except KeyError as error:
            raise InputError(
                f"{name} lacks its part {error}: open it where it was made, and save it anew"
            ) from error
