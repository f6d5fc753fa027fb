"""The parts of `tests/benchmarks/align.py`."""
