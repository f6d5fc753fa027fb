"""The browser's modules have tests of their own, run by node."""

import shutil
import subprocess
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[2] / "js"


@pytest.mark.skipif(not shutil.which("node"), reason="needs node to run the modules' tests")
def test_the_modules_pass_their_tests():
    files = [str(path) for path in sorted(TESTS.glob("*.test.js"))]
    done = subprocess.run(["node", "--test", *files], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
