# How a program's JVM is started: sourced by the launcher of the sources (arapaima) and by that of the packages (package/launch).
# Whoever sources it says where things lie:
#   launcher    what a daemon starts its children by
#   java        the java that runs them
#   etc         folder of jvm/ and logging.properties
#   dist        folder of plugins/, native/ and ipvsadm
#   caches      folder of the start-up caches, NAME.aot
#   class_path NAME, catalogue PLUGINS    functions: the jars of a program; the file that says what the checks are

# Who says nothing about character sets, as a service manager does, or names a locale that is not installed, as ssh does, means
# UTF-8: Java would send ? for every other letter.
case $(locale charmap 2>/dev/null) in
    '' | ANSI_X3.4-1968)
        unset LC_ALL
        export LC_CTYPE=C.UTF-8
        ;;
esac

fail() {
    echo "arapaima: $1" >&2
    exit "${2:-3}"
}

# The flags and the reason of each lie in etc/jvm; here is what depends on where the suite lies.
flags_of() {
    flags=("@$etc/jvm/common" "@$etc/jvm/$1")
    flags+=("-Djava.util.logging.config.file=$etc/logging.properties")
    case $1 in
        lvs-manager) flags+=("-Djna.boot.library.path=$dist/native") ;;
        nanny) flags+=("-Darapaima.ipvsadm=$dist/ipvsadm") ;;
    esac
}

main_class() {
    case $1 in
        lvs-manager) main=io.arapaima.manager.Main ;;
        web-ui) main=io.arapaima.web.Main ;;
        *) main=io.arapaima.$1.Main ;;
    esac
}

# The JVM refuses a cache when a flag or a jar differs, so it is made where it is used, with the flags in use. nanny's knows
# what a bad hour needs: that code is compiled at its start, not when a thousand servers die. lvsctl's knows what it does at most calls.
train() {
    local main arguments=(--version)
    case $1 in
        nanny) arguments=(--rehearse --plugins "$dist/plugins") ;;
        lvsctl) arguments=(--rehearse) ;;
    esac
    flags_of "$1"
    main_class "$1"
    "$java" "${flags[@]}" -XX:AOTCacheOutput="$caches/$1.aot" "-Darapaima.checks=$dist/checks.json" -cp "$(class_path "$1")" "$main" \
        "${arguments[@]}" >"$caches/$1.training" 2>&1 ||
        fail "$1 ${arguments[*]} failed: $(head -5 "$caches/$1.training")" 4
}

# What the plugins of some folders offer, into FILE, when one has changed since: lvs.cf may name a plugin of the site's own.
ask_plugins() { # FILE PLUGINS
    local checks=$1 plugins=$2 main folders
    IFS=: read -ra folders <<<"$plugins"
    # It is a cache: empty, cut or of somebody else, it is made anew.
    if ! grep -q '^{"known":[a-z]*,"checks":\[.*\]}$' "$checks" 2>/dev/null || [ -n "$(find "${folders[@]}" -newer "$checks" -print -quit 2>/dev/null)" ]; then
        flags_of nanny
        "$java" "${flags[@]}" -cp "$(class_path nanny)" io.arapaima.nanny.Main --catalogue --plugins "$plugins" 2>/dev/null |
            grep '^{' >"$checks.$$" && mv "$checks.$$" "$checks" || rm -f "$checks.$$"
    fi 2>/dev/null
}

# Becomes the program.
run() { # NAME PLUGINS ARGUMENT...
    local name=$1 plugins=$2 checks=$dist/checks.json main more
    shift 2
    case $name in
        lvsctl | lvs-manager) checks=$(catalogue "$plugins") ;;
    esac
    flags_of "$name"
    main_class "$name"
    read -ra more <<<"${ARAPAIMA_FLAGS:-}" # for measuring: they override
    export ARAPAIMA_BUILT=1
    set -- "$java" "${flags[@]}" -XX:AOTCache="$caches/$name.aot" -Xlog:aot=off -Xlog:cds=off "${more[@]}" \
        "-Darapaima.launcher=$launcher" "-Darapaima.checks=$checks" \
        "-Darapaima.plugins=$plugins" -cp "$(class_path "$name")" "$main" "$@"
    case $name in
        nanny | relay) without_rights "$name" "$@" ;;
    esac
    exec "$@"
}

# nanny runs what others have written, and relay serves everybody: neither gets the hub's rights. Under an ordinary user with
# capabilities they are dropped for good, but for what ARAPAIMA_NANNY_CAPABILITIES leaves nanny: net_raw, for checks by firewall
# mark and for ping where the kernel has no datagram sockets for it.
without_rights() { # NAME COMMAND...
    local kept='' drop=-all
    [ "$1" != nanny ] || kept=${ARAPAIMA_NANNY_CAPABILITIES:-}
    shift
    [ -z "$kept" ] || drop=-all,+$kept
    case $kept in '' | net_raw) ;; *) fail "ARAPAIMA_NANNY_CAPABILITIES is $kept; write net_raw or nothing" 2 ;; esac
    if [ "$(id -u)" != 0 ] && ! grep -q '^CapAmb:[[:space:]]*0*$' /proc/self/status; then
        exec setpriv --no-new-privs --ambient-caps "$drop" --inh-caps "$drop" "$@"
    fi
    exec "$@"
}

# Under systemd a socket unit starts this for a daemon that has no rights to give; standard input is the conversation with it
# (io.arapaima.daemon.UnitProcess). It says: arguments, a line each, then an empty line; signals, a line each. It hears the process
# id and at last the exit code. When it is gone, the program is killed, as a child is with its parent.
started() { # NAME
    local name=$1 word pid reader status=0 arguments=()
    [ "$name" = lvs-manager ] || fail "started: $name is not started this way" 2
    exec 3<&0 </dev/null
    while IFS= read -r word <&3 && [ -n "$word" ]; do
        arguments+=("$word")
    done
    export ARAPAIMA_PARENT=$$
    start "$name" "${arguments[@]}" 3<&- &
    pid=$!
    echo "pid $pid" >&3
    {
        while IFS= read -r word <&3; do
            case $word in
                TERM | KILL | HUP | USR1 | USR2) kill -s "$word" "$pid" ;;
            esac
        done
        kill -s KILL "$pid"
    } 2>/dev/null &
    reader=$!
    trap 'kill -s TERM "$pid" 2>/dev/null' TERM INT
    while :; do
        status=0
        wait "$pid" || status=$?
        kill -0 "$pid" 2>/dev/null || break # else a signal to this shell ended the waiting
    done
    kill "$reader" 2>/dev/null
    echo "exit $status" >&3 || true
}
