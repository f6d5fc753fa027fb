"""What the quality checks find in every bead of a project, for an export that is to say it."""

from collections.abc import Iterator
from dataclasses import replace

from aligned.checks import Pair, check
from aligned.corpus import joined
from aligned.project import Project, Version

__all__ = ["with_findings"]


def with_findings(project: Project) -> Project:
    """The same project with the names of the checks that find something in each of its beads.

    Those that a person has dismissed there are left out, and so are beads of one side.
    """
    findings = {target.key: tuple(_of_beads(project, target)) for target in project.targets}
    return replace(project, findings=findings)


def _of_beads(project: Project, target: Version) -> Iterator[tuple[str, ...]]:
    source = project.source
    for sources, targets, bead in project.bitexts[target.key].links():
        if not (sources and targets):
            yield ()
            continue
        texts = joined(source, sources), joined(target, targets)
        found = check(Pair(*texts, source.language, target.language))
        names = dict.fromkeys(finding.check for finding in found)
        yield tuple(name for name in names if name not in bead.dismissed)
