#!/usr/bin/env bash
# In the guest: runs the scenarios named, one after the other, each in a shell of its own, and prints a line for each.
set -uo pipefail
lab=$(cd "$(dirname "$0")" && pwd)
passed=0
failed=0

header() { sed -n "s/^# $2: *//p" "$lab/scenarios/$1.sh" | head -1; }

run() { # NAME, in a session of its own
    local seed=${LAB_SEED:-} limit
    seed=${seed:-$(header "$1" seed)}
    limit=$(($(header "$1" limit) + 60 * ${LAB_MINUTES:-0}))
    # shellcheck disable=SC2016
    work=/run/lab/$1 kept=/mnt/$1 LAB=$lab SEED=${seed:-1} timeout -k 5 $limit bash -Eeuo pipefail -c '
        trap '\''[ "$BASHPID" != $$ ] || [ -e "$kept/why" ] || echo "line $LINENO: $BASH_COMMAND failed with $?" >"$kept/why"'\'' ERR
        RANDOM=$SEED
        . "$LAB/verbs.sh"
        . "$LAB/scenarios/$1.sh"' scenario "$1"
}

# What explains a failure. SIGQUIT makes a JVM print its threads where its output goes.
keep() {
    local name=$1 machine pid
    for pid in $(pgrep -x java); do
        kill -QUIT "$pid"
    done
    sleep 2
    for machine in $(ip netns list | cut -d' ' -f1); do
        {
            ip netns exec "$machine" ipvsadm -Ln
            ip netns exec "$machine" ipvsadm -Sn
            ip netns exec "$machine" ip address
            ip netns exec "$machine" ip route
            ip netns exec "$machine" cat /proc/net/ip_vs_conn
        } >"/mnt/$name/$machine.table" 2>&1
    done
    cp -r /run/lab/"$name"/{lvs*.cf,state*,*.pcap,traffic} "/mnt/$name/" 2>/dev/null
    dmesg | tail -50 >"/mnt/$name/dmesg"
}

# Nothing of a scenario is left for the next one.
clear_away() {
    local machine link pid
    rm -f "/run/lab/$1/wanted"
    for machine in $(ip netns list | cut -d' ' -f1); do
        for pid in $(ip netns pids "$machine"); do
            kill -9 "$pid"
        done
        ip netns delete "$machine"
    done
    for link in $(ip -o link show type veth | sed 's/^[0-9]*: \([^@:]*\).*/\1/') $(ip -o link show type bridge | sed 's/^[0-9]*: \([^:]*\):.*/\1/'); do
        ip link delete "$link" 2>/dev/null # gone with its namespace, perhaps
    done
    rm -rf "/run/lab/${1:?}"
}

for name; do
    mkdir -p "/run/lab/$name" "/mnt/$name"
    start=$SECONDS
    run "$name" >"/mnt/$name/log" 2>&1
    status=$?
    if [ $status = 0 ]; then
        passed=$((passed + 1))
        echo "PASS $name $((SECONDS - start)) s"
        sed 's/^/    /' "/mnt/$name/told" 2>/dev/null # what was measured
    else
        failed=$((failed + 1))
        why=$(head -1 "/mnt/$name/why" 2>/dev/null || echo "ended with $status")
        [ $status -lt 124 ] || why="not done after $(header "$name" limit) s; last step: $(grep -e ' --- ' "/mnt/$name/log" | tail -1)"
        echo "FAIL $name: $why"
        keep "$name"
    fi
    clear_away "$name" >>"/mnt/$name/log" 2>&1
done
echo "$passed passed, $failed failed"
[ $failed = 0 ]
