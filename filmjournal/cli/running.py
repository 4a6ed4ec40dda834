"""Run a verb, and turn errors into a sentence and an exit status."""

import os
import sys
from argparse import Namespace
from io import TextIOWrapper

from filmjournal.cli import INTERRUPTED
from filmjournal.cli.pager import paging
from filmjournal.cli.shell import Shell
from filmjournal.cli.status import BadInputError, Status
from filmjournal.journal.disk.disk import reason
from filmjournal.journal.errors import JournalError, NotInTrashError
from filmjournal.journal.places import Places
from filmjournal.journal.safety.backups import BackupDamagedError
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.text import one_line
from filmjournal.model.when import expect_order, order_in


def run(args: Namespace) -> int:
    """Run a verb on the process's own streams, and return the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a title in a script that the terminal does not know
    expect_order(order_in(os.environ))
    try:
        places = Places.find(args.journal, os.environ)
    except JournalError as error:
        sys.stderr.write(f"{one_line(str(error))}\n")
        return Status.NO_JOURNAL
    with paging(args, sys.stdout, sys.stderr, os.environ) as (stdout, stderr):
        shell = Shell(places, stdin=sys.stdin, stdout=stdout, stderr=stderr)
        if args.verb != "verify" and (said := shell.find_again()):  # it changes nothing, and lists it itself
            shell.say(said)
        status = run_in(shell, args)
        shell.remember()
        return status


def run_in(shell: Shell, args: Namespace) -> int:
    """Run a verb in a shell, and return the exit status."""
    try:
        status: Status = args.run(args, shell)
        shell.say(*shell.problems)
        shell.flush()
    except BadInputError as error:
        shell.say(*error.lines)
        return Status.BAD_INPUT
    except (BackupDamagedError, NotInTrashError, InvalidValueError) as error:
        shell.say(str(error))
        return Status.BAD_INPUT
    except JournalError as error:
        shell.say(str(error))
        return Status.NO_JOURNAL
    except OSError as error:
        where = f", {error.filename}" if error.filename else ""
        shell.say(f"The system stopped filmjournal: {reason(error)}{where}.")
        return Status.NO_JOURNAL
    except KeyboardInterrupt as error:
        shell.say("", *map(str, error.args))
        return INTERRUPTED
    return status
