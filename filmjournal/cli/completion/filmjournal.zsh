#compdef filmjournal
# Completes filmjournal in zsh. In ~/.zshrc, after compinit: eval "$(filmjournal completion zsh)"
_filmjournal() {
    emulate -L zsh
    local program=${(Q)words[1]} answer line
    local -i answered
    program=${program/#\~\//$HOME/}
    whence -p -- $program >/dev/null || program=filmjournal
    line="${(j: :)words[1,CURRENT-1]} $QIPREFIX$IPREFIX$PREFIX"
    answer=$(command $program __complete zsh $line 2>/dev/null </dev/null)
    answered=$?
    if (( answered == 4 )); then
        compset -P '--*='
        setopt localoptions ${_comp_options[@]}  # what the completion of files relies on
        _files
        return
    fi
    (( answered == 0 || answered == 5 )) || return 1
    local -a done_words done_shown open_words open_shown
    local each word
    for each in ${(f)answer}; do
        word=${each%%$'\t'*}
        word=${word#$QIPREFIX}
        if [[ $word == *[:=,@](|[\"\']) ]]; then
            open_words+=($word) open_shown+=(${each#*$'\t'})
        else
            [[ -n $QIPREFIX ]] && word=${word%$QIPREFIX}  # zsh closes a quotation mark that begins the word
            done_words+=($word) done_shown+=(${each#*$'\t'})
        fi
    done
    compadd -U -Q -V filmjournal -l -d open_shown -S '' -a -- open_words
    compadd -U -Q -V filmjournal -l -d done_shown -a -- done_words
    # What is common to all is less than what was typed: they are shown, and the line stays as it is.
    if (( answered == 5 )) && [[ $compstate[insert] == *unambiguous* ]]; then
        compstate[insert]= compstate[list]='list force'
    fi
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _filmjournal "$@"
else
    compdef _filmjournal filmjournal
fi
