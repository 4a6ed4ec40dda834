# Completes filmjournal in fish. Once: filmjournal completion fish > ~/.config/fish/completions/filmjournal.fish
function __filmjournal_complete
    set -l program (commandline -opc)[1]
    command -q -- $program; or set program filmjournal
    set -l answer (command $program __complete fish (commandline -cp | string collect) 2>/dev/null </dev/null)
    switch $status
        case 0
            printf '%s\n' $answer
        case 4
            __fish_complete_path (commandline -ct)
    end
end
complete -c filmjournal -f -k -a '(__filmjournal_complete)'
