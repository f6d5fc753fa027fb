"""What all tests share."""

import os
import shutil
import tempfile

from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.hubfixtures"]

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")

_NAMES = ("XDG_DATA_HOME", "XDG_CACHE_HOME")

# No test reads or writes the memory, or what is kept, of the person who runs them.
_HOMES = {name: tempfile.mkdtemp(prefix="hexapla-tests-") for name in _NAMES}
os.environ.update(_HOMES)

settings.register_profile(
    "hexapla",
    max_examples=60,
    deadline=None,  # machines that run tests are shared
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example],
)
settings.load_profile("hexapla")


def pytest_unconfigure() -> None:
    for home in _HOMES.values():
        shutil.rmtree(home, ignore_errors=True)
