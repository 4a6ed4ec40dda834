"""Write the completion script of a shell."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from filmjournal.cli.completion.scripts import SHELLS, script
from filmjournal.cli.status import BadInputError, Status
from filmjournal.cli.verb import Verb

if TYPE_CHECKING:
    from filmjournal.cli.shell import Shell


def add_arguments(parser: ArgumentParser) -> None:
    """Add the name of the shell."""
    places = "; ".join(SHELLS.values())
    parser.add_argument("shell", choices=tuple(SHELLS), nargs="?", metavar="|".join(SHELLS), help=places)


def run(args: Namespace, shell: Shell) -> Status:
    """Write the script."""
    if args.shell is None:
        raise BadInputError(f"Name a shell, as in `filmjournal completion bash`: {', '.join(SHELLS)}.")
    shell.put_text(script(args.shell).removesuffix("\n"))
    return Status.DONE


VERB = Verb(
    "completion",
    "Write the script that completes verbs, options, fields and names in your shell",
    'completion bash     # in ~/.bashrc:               eval "$(filmjournal completion bash)"\n'
    'completion zsh      # in ~/.zshrc after compinit: eval "$(filmjournal completion zsh)"\n'
    "completion fish     # its output belongs in ~/.config/fish/completions/filmjournal.fish",
    add_arguments,
    run,
)
