"""A whole project at a glance, as JSON: where its beads stand, and its versions as running text."""

from itertools import groupby

from aligned.project import Project, Version
from aligned.text import language_name
from ui.grid.finding import is_doubtful

__all__ = ["json_document", "json_picture"]


def json_picture(project: Project) -> dict[str, object]:
    """Where the beads of each target stand: (source segment, target segment, doubtful)."""
    return {
        "targets": [
            {
                "key": target.key,
                "name": language_name(target.language),
                "sources": len(project.source.segments),
                "segments": len(target.segments),
                "beads": [
                    (sources.start, targets.start, is_doubtful(bead))
                    for sources, targets, bead in project.bitexts[target.key].links()
                ],
            }
            for target in project.targets
        ]
    }


def json_document(version: Version) -> dict[str, object]:
    """A version as running text: its paragraphs, each a list of sentences."""
    paragraphs = groupby(version.segments, key=lambda segment: segment.paragraph)
    return {
        "language": version.language,
        "paragraphs": [[segment.text for segment in run] for _, run in paragraphs],
    }
