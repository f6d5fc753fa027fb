"""The arrows between packages point one way, and importing them is cheap."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FORBIDDEN = {
    "translate": {"aligned", "ui", "gradio", "sqlalchemy"},
    "aligned": {"translate", "ui", "gradio"},
    "ui": set(),
}
HEAVY = ("torch", "transformers", "gradio", "sqlalchemy", "lxml", "langcodes", "py3langid")


def modules(package):
    return sorted((ROOT / package).rglob("*.py"))


def imported(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module.partition(".")[0]


@pytest.mark.parametrize("package", FORBIDDEN)
def test_arrows_point_one_way(package):
    assert modules(package)
    for path in modules(package):
        wrong = FORBIDDEN[package] & set(imported(path))
        assert not wrong, f"{path.relative_to(ROOT)} imports {', '.join(wrong)}"


def test_only_the_store_knows_the_database():
    for path in modules("aligned") + modules("ui"):
        if path.parent.name != "store":
            assert "sqlalchemy" not in set(imported(path)), path.relative_to(ROOT)


def test_only_one_encoder_of_the_aligner_knows_transformers():
    knowing = [path for path in modules("aligned") if "transformers" in set(imported(path))]
    assert knowing == [ROOT / "aligned" / "aligner" / "transformer.py"]


@pytest.mark.parametrize("module", ["ui.cli.program", "translate", "aligned"])
def test_what_help_needs_is_imported_alone(module):
    code = f"import sys, {module}; print(*[m for m in {HEAVY} if m in sys.modules])"
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert found.stdout.split() == []


@pytest.mark.parametrize("package", FORBIDDEN)
def test_modules_are_small(package):
    for path in modules(package):
        lines = len(path.read_text("utf-8").splitlines())
        assert lines <= 420, f"{path.relative_to(ROOT)} has {lines} lines"
