"""Documents that are archives of XML parts, some of which hold text: DOCX, ODT, EPUB."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lxml import etree

from aligned.errors import InputError
from aligned.formats import archive, xml
from aligned.formats.format import document_of
from aligned.formats.markup import Grammar, blocks
from aligned.text import Document

__all__ = ["Members", "Package"]

Members = dict[str, bytes]
"""The contents of an archive by their names."""


@dataclass(frozen=True, slots=True)
class Package:
    """A kind of archive: which parts hold text, in the order of reading, and its grammar.

    `parts` raises KeyError for an archive that lacks what it needs. `mark_language` is called with
    the root of each part that has been translated, and `finish` with all members at the end.
    """

    parts: Callable[[Members, str], list[str]]
    grammar: Grammar
    mark_language: Callable[[etree._Element, str], None]
    finish: Callable[[Members, str, str], None] = lambda members, name, language: None

    def read(self, content: bytes, name: str, encoding: str | None) -> Document:
        """Read its paragraphs; XML says its own encoding, so that is not asked."""
        roots = self._roots(archive.members(content, name), name)
        return document_of(
            name, [block.text for root in roots.values() for block in blocks(root, self.grammar)]
        )

    def rewrite(
        self, content: bytes, name: str, paragraphs: Sequence[str], language: str
    ) -> tuple[bytes, int]:
        """The same archive with these paragraphs, and how many inline marks were lost."""
        members = archive.members(content, name)
        roots = self._roots(members, name)
        found = [block for root in roots.values() for block in blocks(root, self.grammar)]
        lost = sum(block.replace(text) for block, text in zip(found, paragraphs, strict=True))
        for part, root in roots.items():
            self.mark_language(root, language)
            members[part] = xml.serialized(root)
        self.finish(members, name, language)
        return archive.packed(members), lost

    def _roots(self, members: Members, name: str) -> dict[str, etree._Element]:
        try:
            parts = self.parts(members, name)
            return {part: xml.parse(members[part], name) for part in parts}
        except KeyError as error:
            raise InputError(
                f"{name} lacks its part {error}: it is damaged or not what its suffix says"
            ) from error
