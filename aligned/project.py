"""A project: the source version of one document, its targets, and a bitext for each target.

    Project
    ├── source: Version              key "en"
    ├── targets: (Version, ...)      keys "fr", "pt", "fr-x-2" ...
    └── bitexts: {key: Bitext}       source against that target

Pure, immutable values. What changes them are corrections (`aligned.corrections`), what keeps them
is the store (`aligned.store`).
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from aligned.bitext import Bitext, Signature
from aligned.text import Segment, rebuild

__all__ = ["Origin", "Project", "Version", "free_key"]

Origin = Literal["source", "machine", "imported"]


@dataclass(frozen=True, slots=True)
class Version:
    """One language's text of the document.

    `key` names the version within its project and is a valid language tag: the language itself, or
    `fr-x-2` for a second version in the same language. `lead` is what stands before the first
    segment, so that `lead` and each segment's `text + after` rebuild the whole text. `made_with`
    says by what a machine version was translated or an imported one aligned (model, engine,
    encoder ...), for the record and for every export.
    """

    key: str
    language: str
    origin: Origin
    segments: tuple[Segment, ...] = ()
    lead: str = ""
    made_with: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The whole text of the version as it stands now."""
        return rebuild(self.lead, self.segments)

    @property
    def texts(self) -> list[str]:
        """The texts of its segments, in order."""
        return [segment.text for segment in self.segments]


@dataclass(frozen=True, slots=True)
class Project:
    """The source version of one document with its targets, each aligned by a bitext.

    `signatures` says of each bead of a target who corrected it last, and `findings` which checks
    found something in it. They are there where they were asked for (`Store.signed`), for an
    export; a project that is changed no longer has them.
    """

    name: str
    source: Version
    targets: tuple[Version, ...] = ()
    bitexts: Mapping[str, Bitext] = field(default_factory=dict)
    signatures: Mapping[str, Sequence[Signature | None]] = field(default_factory=dict)
    findings: Mapping[str, Sequence[tuple[str, ...]]] = field(default_factory=dict)

    @property
    def versions(self) -> tuple[Version, ...]:
        """The source, then the targets in their order."""
        return (self.source, *self.targets)

    def version(self, key: str) -> Version:
        """The version of that key; KeyError if there is none."""
        for version in self.versions:
            if version.key == key:
                return version
        raise KeyError(key)

    def with_version(self, version: Version) -> "Project":
        """The same project with the version of the same key replaced."""
        if version.key == self.source.key:
            return replace(self, source=version, signatures={}, findings={})
        targets = tuple(version if old.key == version.key else old for old in self.targets)
        return replace(self, targets=targets, signatures={}, findings={})

    def with_bitext(self, key: str, bitext: Bitext) -> "Project":
        """The same project with the bitext of that target replaced."""
        bitexts = {**self.bitexts, key: bitext}
        return replace(self, bitexts=bitexts, signatures={}, findings={})

    def with_target(self, version: Version, bitext: Bitext) -> "Project":
        """The same project with one more target."""
        bitext.check(len(self.source.segments), len(version.segments))
        return replace(
            self,
            targets=(*self.targets, version),
            bitexts={**self.bitexts, version.key: bitext},
        )

    def free_key(self, language: str) -> str:
        """A key that no version has yet."""
        return free_key(language, {version.key for version in self.versions})


def free_key(language: str, taken: Container[str]) -> str:
    """A key that is not taken yet: the language, or `fr-x-2`, `fr-x-3` ..."""
    key, number = language, 1
    while key in taken:
        number += 1
        key = f"{language}-x-{number}"
    return key
