# Completion of lvsctl for fish: asks lvsctl, which asks the running director for its names.
function __lvsctl_complete
    set -l words (commandline -opc) (commandline -ct)
    set -l answer ($words[1] --complete $words[2..-1] 2>/dev/null)
    if test "$answer[1]" = :files
        __fish_complete_path (commandline -ct)
        return
    end
    printf '%s\n' $answer
end
complete -c lvsctl -f -a '(__lvsctl_complete)'
