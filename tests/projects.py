"""Small projects, written and shown in short."""

from aligned.bitext import Bead, Bitext
from aligned.project import Project, Version
from aligned.text import Segment


def make(source, **targets):
    """A project from texts and beads: fr=(["a", "b"], "11 11")."""
    segments = tuple(Segment(text, " ", 0, 10 * n) for n, text in enumerate(source))
    project = Project("p", Version("en", "en", "source", segments))
    for key, (texts_, kinds) in targets.items():
        bitext = Bitext(Bead(int(k[0]), int(k[1]), score=0.5) for k in kinds.split())
        version = Version(key, key, "imported", tuple(Segment(text, " ") for text in texts_))
        project = project.with_target(version, bitext)
    return project


def shown(project, key):
    """The beads of a target: kind and first letter of the status."""
    return " ".join(b.kind.replace("-", "") + b.status[0] for b in project.bitexts[key])


def words(project, key):
    return [segment.text for segment in project.version(key).segments]
