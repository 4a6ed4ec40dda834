"""The scripts with which shells complete, and where each of them belongs."""

from pathlib import Path

SHELLS = {
    "bash": 'in ~/.bashrc: eval "$(filmjournal completion bash)"',
    "zsh": 'in ~/.zshrc, after compinit: eval "$(filmjournal completion zsh)"',
    "fish": "once: filmjournal completion fish > ~/.config/fish/completions/filmjournal.fish",
}
"""Where the script of a shell belongs, by the name of the shell."""


def script(shell: str) -> str:
    """Return the completion script of a shell."""
    return Path(__file__).with_name(f"filmjournal.{shell}").read_text(encoding="utf-8")
