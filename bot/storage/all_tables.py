"""All tables together, for what is about each of them; a repository imports its own alone."""

from bot.storage import lesson_tables, quiz_tables, tables

_FILES = (tables, lesson_tables, quiz_tables)
"""Whoever imports them has their tables in the metadata."""

METADATA = tables.Base.metadata
