"""``strawberry lab``: small networks, trained and looked at on the command line."""

import typer

from bot.cli.lab_bigger import bigger, make_bigger
from bot.cli.lab_step import step
from bot.cli.lab_train import train

app = typer.Typer(help="Train small networks and look at what they learn.", no_args_is_help=True)
for command in (train, step, bigger):
    app.command()(command)
app.command(hidden=True)(make_bigger)
