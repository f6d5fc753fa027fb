"""The store: a project kept in a database, every correction one transaction.

SQLite by default, one file a project; another database by its SQLAlchemy URL. The log of changes is
the history and the undo: an undo is itself logged, as the row that inverts another row.
"""

from aligned.store.copies import copy_project, verify_project
from aligned.store.database import database_name, is_url, shown
from aligned.store.history import Logged, undone
from aligned.store.presence import is_project, is_taken, remove_project
from aligned.store.records import Original, WordAlignment
from aligned.store.store import Store

__all__ = [
    "Logged",
    "Original",
    "Store",
    "WordAlignment",
    "copy_project",
    "database_name",
    "is_project",
    "is_taken",
    "is_url",
    "remove_project",
    "shown",
    "undone",
    "verify_project",
]
