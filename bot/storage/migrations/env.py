"""Run by Alembic, on the connection that it is given."""

from alembic import context

from bot.storage.tables import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
context.run_migrations()
