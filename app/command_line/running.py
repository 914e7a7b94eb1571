"""Running a command line: its words in, text or JSON out, an exit code back."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from app.command_line import (
    assigning_commands,
    calendar_commands,
    desk_commands,
    enrolment_commands,
    exchange_commands,
    handbook_commands,
    import_commands,
    ledger_commands,
    matter_commands,
    office_commands,
    reading_commands,
    recovery_commands,
    theme_commands,
    trust_commands,
    writing_commands,
)
from app.command_line.session import Session
from app.command_line.surroundings import Surroundings, of_this_process
from app.command_line.text import HELP, SENTENCES, usage
from app.command_line.usage import Group, sentence_of
from app.problems import Problem

NAME = "lianxin"
DONE, REFUSED, MISUSED = 0, 1, 2


@click.group(NAME, cls=Group, help=HELP["group"])
def program() -> None:
    """Every command there is."""


for _enrolment in enrolment_commands.COMMANDS:
    exchange_commands.exchange.add_command(_enrolment)
for _command in (
    office_commands.setup,
    import_commands.demo,
    import_commands.import_,
    writing_commands.add,
    writing_commands.change,
    writing_commands.remove,
    writing_commands.restore,
    reading_commands.history,
    reading_commands.show,
    reading_commands.find,
    trust_commands.duplicates,
    trust_commands.merge,
    trust_commands.split,
    trust_commands.recycling,
    trust_commands.redact,
    matter_commands.act,
    desk_commands.desk,
    *assigning_commands.COMMANDS,
    calendar_commands.workdays,
    calendar_commands.calendar,
    theme_commands.themes,
    handbook_commands.group,
    ledger_commands.ledger,
    ledger_commands.report,
    exchange_commands.exchange,
    office_commands.backup,
    recovery_commands.recover,
    office_commands.check,
    office_commands.operators,
):
    program.add_command(_command)


def run(arguments: Sequence[str], surroundings: Surroundings | None = None) -> int:
    """Carry out one command. 0: done; 1: the world said no; 2: wrong usage.

    What is our own mistake goes up; app.__main__ logs it.
    """
    around = surroundings or of_this_process()
    try:
        program.main(list(arguments), prog_name=NAME, standalone_mode=False, obj=Session(around))
        around.stdout.flush()
    except click.UsageError as error:
        around.stderr.write(f"{sentence_of(error)}\n{_advice(error)}\n")
        return MISUSED
    except Problem as problem:
        around.stderr.write(problem.sentence + "\n")
        return REFUSED
    except (click.Abort, KeyboardInterrupt):
        around.stderr.write(SENTENCES["stopped"] + "\n")
        return REFUSED
    except BrokenPipeError:
        # Whoever read our output has gone; the interpreter's own flush at the end must not complain.
        if around.stdout is sys.stdout:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED
    return DONE


def _advice(error: click.UsageError) -> str:
    """Everything there is when no command was named, else where to read about the one that was."""
    if error.ctx and isinstance(error.ctx.command, click.Group) and sentence_of(error) == usage("no_command"):
        return error.ctx.get_help()
    return usage("try_help", path=error.ctx.command_path if error.ctx else NAME)
