"""The steps that bring a database up to date, one file a revision."""

HEAD = "0013"
"""The newest revision: what an up-to-date database carries. Known here so that opening one does not import Alembic."""
