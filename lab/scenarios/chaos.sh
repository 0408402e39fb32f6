# Two directors under faults drawn by chance: after each, exactly one has the address, both have the whole table, and clients are
# answered. ./arapaima lab chaos --seed N --minutes M
# limit: 1200
# set: none
# seed: 1
. "$LAB/pair.sh"
pair
pairConfig
minutes=$((LAB_MINUTES > 0 ? LAB_MINUTES : 5))
echo "seed $SEED, $minutes minutes" | tee -a "$kept/told"

settled() { anyOwner && tableIsWhole one && tableIsWhole two; }

drop() { # MACHINE RULE...: packets that nftables drops there until healed
    on "$1" nft -f - <<NFT
table inet faults {
    chain in { type filter hook input priority 0; ${2:-}; }
    chain out { type filter hook output priority 0; ${3:-}; }
}
NFT
}

undrop() { on "$1" nft delete table inet faults; }

some() { # WORD...: one of them
    local words=("$@")
    echo "${words[RANDOM % $#]}"
}

# Each holds for $hold seconds and is over when it returns.
linkDown() {
    cutLink "$1" "$2"
    sleep "$hold"
    healLink "$1" "$2"
}

hostDies() {
    cutLink "$1" 0
    cutLink "$1" 1
    killSuite "$1"
    sleep "$hold"
    healLink "$1" 0
    healLink "$1" 1
    pulse start "$1"
}

processDies() { # MACHINE pulse|lvs|nanny|all
    case $2 in
        pulse) kill -9 "$(pulsePid "$1")" ;;
        lvs) kill -9 "$(pairManagerPid "$1")" ;;
        nanny) kill -9 "$(pgrep -P "$(pairManagerPid "$1")")" ;;
        all) javas "$1" | xargs kill -9 ;;
    esac
    sleep "$hold"
}

processStalls() { # MACHINE pulse|lvs|all
    local pids
    case $2 in
        pulse) pids=$(pulsePid "$1") ;;
        lvs) pids=$(pairManagerPid "$1") ;;
        all) pids=$(javas "$1") ;;
    esac
    # shellcheck disable=SC2086
    kill -STOP $pids
    sleep "$hold"
    # shellcheck disable=SC2086
    kill -CONT $pids 2>/dev/null || true # a manager that hung may have been ended
}

heartbeatLost() { # MACHINE in|out|both
    local rule='udp dport 539 drop; tcp dport 539 drop'
    case $2 in
        in) drop "$1" "$rule" '' ;;
        out) drop "$1" '' "$rule" ;;
        both) drop "$1" "$rule" "$rule" ;;
    esac
    sleep "$hold"
    undrop "$1"
}

loss() { # MACHINE PERCENT
    local link
    for link in 0 1; do
        tc qdisc add dev "$1.$link" root netem loss "$2%"
        on "$1" tc qdisc add dev "eth$link" root netem loss "$2%"
    done
    sleep "$hold"
    for link in 0 1; do
        tc qdisc del dev "$1.$link" root
        on "$1" tc qdisc del dev "eth$link" root
    done
}

restart() { # MACHINE
    pulse stop "$1"
    sleep "$hold"
    await 60 "the suite of $1 is gone" eval "[ -z \"\$(javas $1)\" ]"
    pulse start "$1"
}

draw() {
    local machine
    machine=$(some one two)
    hold=$((RANDOM % 12 + 1))
    some "linkDown $machine $((RANDOM % 2))" "hostDies $machine" "processDies $machine $(some pulse lvs nanny all)" \
        "processStalls $machine $(some pulse lvs all)" "heartbeatLost $machine $(some in out both)" "loss $machine 30" \
        "restart $machine" "switchOver $machine"
}

pulse start one
pulse start two
await 300 'one director serves, both have the table' settled
meterStart
end=$((SECONDS + 60 * minutes))
count=0
while [ $SECONDS -lt $end ]; do
    # shellcheck disable=SC2046
    set -- $(draw)
    count=$((count + 1))
    step "fault $count: $* for $hold s; $(owners)serves"
    "$@" || echo "$1 said no" # a switch-over may be refused
    await 150 "after fault $count ($*) one director serves and both have the table" settled
    sleep 3
    await 60 "after fault $count ($*) it stays so" settled
    meterMark
    answers 4 http://$vip/ 'www1=2 www2=2'
done
echo "$count faults" >>"$kept/told"
