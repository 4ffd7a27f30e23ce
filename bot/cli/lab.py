"""``strawberry lab``: small networks, trained and looked at on the command line."""

import typer

from bot.cli.lab_bigger import bigger, make_bigger
from bot.cli.lab_step import step
from bot.cli.lab_tool import tool, tool_report
from bot.cli.lab_train import train
from bot.cli.lab_twins import make_twins, twins, twins_report

app = typer.Typer(help="Train small networks and look at what they learn.", no_args_is_help=True)
for command in (train, step, bigger, twins, twins_report, tool, tool_report):
    app.command()(command)
for hidden in (make_bigger, make_twins):
    app.command(hidden=True)(hidden)
