"""Databases for tests in a PostgreSQL server, where HEXAPLA_TEST_POSTGRES is its URL.

It is one of SQLAlchemy's, such as postgresql+pg8000://user:password@localhost/postgres.
"""

import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import create_engine, make_url, text

__all__ = ["URL", "databases"]

URL = os.environ.get("HEXAPLA_TEST_POSTGRES", "")
_NUMBERS = itertools.count()


@contextmanager
def databases() -> Iterator:
    """Gives what makes an empty database and gives its URL; all are taken away in the end."""
    engine = create_engine(URL, isolation_level="AUTOCOMMIT")
    made = []

    def database():
        made.append(f"hexapla_test_{os.getpid()}_{next(_NUMBERS)}")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {made[-1]}"))
        return make_url(URL).set(database=made[-1]).render_as_string(hide_password=False)

    yield database
    with engine.connect() as connection:
        for name in made:
            connection.execute(text(f"DROP DATABASE {name}"))
    engine.dispose()
