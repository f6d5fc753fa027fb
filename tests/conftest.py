"""What all tests share."""

import os
import tempfile

from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.hubfixtures"]

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")

# No test reads or writes the memory, or what is kept, of the person who runs them.
os.environ["XDG_DATA_HOME"] = tempfile.mkdtemp(prefix="hexapla-tests-")
os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp(prefix="hexapla-tests-")

settings.register_profile(
    "hexapla",
    max_examples=60,
    deadline=None,  # machines that run tests are shared
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example],
)
settings.load_profile("hexapla")
