# Completion of lvsctl for bash: asks lvsctl, which asks the running director for its names.
_lvsctl() {
    local line=${COMP_LINE:0:COMP_POINT} word answer
    local -a words
    read -ra words <<<"$line"
    [[ $line != *[[:space:]] ]] || words+=('')
    word=${words[-1]}
    mapfile -t answer < <("${words[0]}" --complete "${words[@]:1}" 2>/dev/null)
    if [ "${answer[0]-}" = :files ]; then
        compopt -o filenames 2>/dev/null
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
        return
    fi
    COMPREPLY=("${answer[@]%%$'\t'*}")
    # bash takes what stands behind = for a word of its own.
    [[ $word != *=* ]] || COMPREPLY=("${COMPREPLY[@]#*=}")
}
complete -F _lvsctl lvsctl
