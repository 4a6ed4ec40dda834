# Completes filmjournal in bash. In ~/.bashrc: eval "$(filmjournal completion bash)"
_filmjournal() {
    local program=${1/#\~\//$HOME/} answer status
    type -P -- "$program" >/dev/null || program=filmjournal
    answer=$("$program" __complete bash "${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" 2>/dev/null </dev/null)
    status=$?
    COMPREPLY=()
    if ((status == 4)); then
        compopt -o default -o bashdefault
    elif ((status == 0 || status == 5)); then
        mapfile -t COMPREPLY <<<"$answer"
        compopt -o nosort 2>/dev/null
        [[ ${COMPREPLY[0]} =~ [:=,@][\"\']?$ ]] && compopt -o nospace
    fi
}
complete -F _filmjournal filmjournal
