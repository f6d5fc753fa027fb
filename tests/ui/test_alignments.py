from pathlib import Path

import pytest

from aligned.errors import InputError
from aligned.evaluation import Accuracy
from aligned.store import Store
from tests.projects import make
from ui.alignments import evaluated, open_alignment


def test_a_project_is_evaluated_by_its_own_segments(tmp_path: Path) -> None:
    project = make(["a", "b", "c"], fr=(["A", "B c"], "11 21"), de=(["A"], "31"))
    path, gold = tmp_path / "p.hexapla", tmp_path / "gold.txt"
    Store.create(path, project).close()
    gold.write_text("[0]:[0]\n[1]:[1]\n[2]:[]\n")
    found = evaluated(path, gold, target="fr")
    assert found.accuracy.strict == Accuracy(0.5, 0.5)
    assert found.texts == (["a", "b", "c"], ["A", "B c"])
    with pytest.raises(InputError, match="has the targets fr, de: say which"):
        open_alignment(path)
    gold.write_text("[0]:[2]\n")
    with pytest.raises(InputError, match=r"gold.txt: target \[2\] does not exist"):
        evaluated(path, gold, target="fr")
