"""The shells that complete, and where each wants to be told."""

SHELLS = {
    "bash": 'in ~/.bashrc: eval "$(filmjournal completion bash)"',
    "zsh": 'in ~/.zshrc, after compinit: eval "$(filmjournal completion zsh)"',
    "fish": "once: filmjournal completion fish > ~/.config/fish/completions/filmjournal.fish",
}
"""The place of its script, by the name of the shell."""
