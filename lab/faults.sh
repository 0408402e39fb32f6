# shellcheck shell=bash
# Faults of a pair of directors. Each holds for $hold seconds and is over when it returns. Read after pair.sh.

# The heartbeat's own packets: beats (UDP) and the life line (TCP).
beats='udp dport 539 drop; tcp dport 539 drop; tcp sport 539 drop'

drop() { # MACHINE RULES-IN [RULES-OUT]: packets that nftables drops there until undrop
    on "$1" nft -f - <<NFT
table inet faults {
    chain in { type filter hook input priority 0; $2; }
    chain out { type filter hook output priority 0; ${3:-}; }
}
NFT
}

undrop() { on "$1" nft delete table inet faults; }

linkDown() { # MACHINE NUMBER: 0 carries the traffic, 1 only heartbeats
    cutLink "$1" "$2"
    sleep "$hold"
    healLink "$1" "$2"
}

# From everybody, the partner first: no last word gets out.
cutOff() { # MACHINE
    cutLink "$1" 1
    cutLink "$1" 0
}

rejoin() { # MACHINE
    healLink "$1" 0
    healLink "$1" 1
}

split() { # MACHINE
    cutOff "$1"
    sleep "$hold"
    rejoin "$1"
}

hostDies() { # MACHINE
    cutOff "$1"
    killSuite "$1"
}

hostReturns() { # MACHINE
    rejoin "$1"
    pulse start "$1"
}

hostIsAway() { # MACHINE
    hostDies "$1"
    sleep "$hold"
    hostReturns "$1"
}

processesOf() { # MACHINE pulse|lvs|nanny|all
    case $2 in
        pulse) pulsePid "$1" ;;
        lvs) pairManagerPid "$1" ;;
        nanny) pgrep -P "$(pairManagerPid "$1")" ;;
        all) javas "$1" ;;
    esac
}

processDies() { # MACHINE pulse|lvs|nanny|all
    processesOf "$1" "$2" | xargs kill -9
    sleep "$hold"
}

processStalls() { # MACHINE pulse|lvs|all
    local pids
    pids=$(processesOf "$1" "$2")
    # shellcheck disable=SC2086
    kill -STOP $pids
    sleep "$hold"
    # shellcheck disable=SC2086
    kill -CONT $pids 2>/dev/null || true # a manager that hung may have been ended
}

heartbeatLost() { # MACHINE in|out|both
    case $2 in
        in) drop "$1" "$beats" ;;
        out) drop "$1" '' "$beats" ;;
        both) drop "$1" "$beats" "$beats" ;;
    esac
    sleep "$hold"
    undrop "$1"
}

# Everything that the machine would hear is lost, but not what it says.
deaf() { # MACHINE
    drop "$1" 'iifname "eth*" drop'
    sleep "$hold"
    undrop "$1"
}

loss() { # MACHINE PERCENT: of all packets, both ways, on both links
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

# The machine's clock, which its directors share here, an hour on and back.
clockSteps() {
    date -s '+1 hour' >/dev/null
    sleep "$hold"
    date -s '-1 hour' >/dev/null
    sleep "$hold"
}

busyLoops() { # NUMBER
    local loops=() number
    for ((number = 0; number < $1; number++)); do
        (while :; do :; done) &
        loops+=($!)
    done
    sleep "$hold"
    kill "${loops[@]}"
}

# The hub gets 1,000 services more to build, and then to take away: by firewall mark, without real servers.
rebuild() { # MACHINE
    local number
    cp "$work/lvs.$1.cf" "$work/few"
    for ((number = 1; number <= 1000; number++)); do
        printf 'virtual m%d {\nactive = 1\naddress = %s eth0:1\nfwmark = %d\n}\n' $number $vip $number
    done >>"$work/lvs.$1.cf"
    kill -HUP "$(pairManagerPid "$1")"
    await 120 "$1 has 1,000 services more" eval "[ \"\$(on $1 ipvsadm -Sn | grep -c '^-A')\" = 1001 ]"
    cp "$work/few" "$work/lvs.$1.cf"
    kill -HUP "$(pairManagerPid "$1")"
}

# flood FROM TO: garbage, and what was said before, 10,000 a second, from the partner's own address and port.
flood() {
    on "$2" timeout 2 tcpdump -U -i eth1 -w "$work/said.pcap" "udp and src host $(heart "$1")" 2>/dev/null || true
    on "$1" perl "$LAB/flood.pl" "$(heart "$1")" "$(heart "$2")" 539 10000 "$hold" "$work/said.pcap"
}
