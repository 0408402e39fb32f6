# How long nobody answers when the active director, a part of it or its link dies: ours at the defaults and tuned, and keepalived,
# in one run. After each fault exactly one director has the address, and both have the table.
# limit: 1800
# set: all
# seed: 10
. "$LAB/pair.sh"
. "$LAB/faults.sh"
pair
declare -A gaps
row() { # NAME COLUMN: what was measured
    gaps[$1/$2]=$gap
    echo "$2: $1: $gap ms, $lost of $asked lost"
}

# --- the suite -------------------------------------------------------------------------------------------------------

# fault NAME COLUMN COMMAND...: what it costs, when the role must go to the partner.
fault() {
    step "$2: $1"
    healthy
    "${@:3}"
    await 60 "$standby serves" owned "$standby"
    sleep 3
    meterMark
    row "$1" "$2"
}

# blow NAME COLUMN COMMAND...: what it costs, whoever serves afterwards.
blow() {
    step "$2: $1"
    healthy
    "${@:3}"
    sleep 8
    meterMark
    row "$1" "$2"
}

killAll() { javas "$active" | xargs kill -9; }

begin() {
    pulse start one
    pulse start two
    await 300 'one director serves' anyOwner
}

finish() {
    healthy
    pulse stop one
    pulse stop two
    await 60 'both are gone' gone
}

hardly() { # COLUMN: what two figures are promised for
    fault 'link of the active director dies' "$1" eval 'cutLink $active 0'
    healLink "$active" 0
    fault 'active host dies' "$1" eval 'hostDies $active'
    hostReturns "$active"
}

ours() { # COLUMN
    hardly "$1"
    blow 'kill -9 of pulse' "$1" eval 'kill -9 "$(pulsePid $active)"'
    blow 'kill -9 of lvs-manager' "$1" eval 'kill -9 "$(pairManagerPid $active)"'
    blow 'kill -9 of all processes' "$1" killAll
    fault 'planned switch-over' "$1" eval 'switchOver $active'
    fault 'and back, no code being new' "$1" eval 'switchOver $active'
    fault 'clean stop' "$1" eval 'pulse stop $active'
    pulse start "$active"
}

# --- keepalived ------------------------------------------------------------------------------------------------------

keepalived() { # MACHINE INTERVAL
    local priority=100 server
    [ "$1" = one ] || priority=90
    {
        printf 'global_defs {\n  vrrp_version 3\n}\nvrrp_instance web {\n  state BACKUP\n  interface eth0\n  virtual_router_id 51\n'
        printf '  priority %s\n  advert_int %s\n  virtual_ipaddress {\n    %s/32\n  }\n}\n' $priority "$2" $vip
        printf 'virtual_server %s 80 {\n  delay_loop 1\n  lb_algo rr\n  lb_kind DR\n  protocol TCP\n' $vip
        for server in 10.0.0.13 10.0.0.14; do
            printf '  real_server %s 80 {\n    weight 1\n    TCP_CHECK {\n      connect_timeout 3\n    }\n  }\n' $server
        done
        printf '}\n'
    } >"$work/keepalived.$1.conf"
    on "$1" /usr/sbin/keepalived --dont-fork --log-console -p "$work/k.$1.pid" -r "$work/kv.$1.pid" -c "$work/kc.$1.pid" \
        -f "$work/keepalived.$1.conf" >>"$kept/keepalived.$1.log" 2>&1 </dev/null &
}

ownedOnce() {
    anyOwner
    tableIsWhole one
}

theirs() { # COLUMN INTERVAL
    local machine
    for machine in one two; do
        keepalived $machine "$2"
    done
    await 60 'keepalived serves on one' owned one
    await 60 'and has its table' tableIsWhole two
    sleep 5
    active=one
    step "$1: link"
    meterMark
    cutLink one 0
    await 60 'keepalived serves on two as well' hasAddress two $vip
    sleep 3
    meterMark
    row 'link of the active director dies' "$1"
    healLink one 0
    await 60 'keepalived is back on one' owned one
    sleep 5
    step "$1: kill -9"
    meterMark
    running one keepalived | xargs kill -9 || true # a child ends with its parent
    await 60 'keepalived serves on two' hasAddress two $vip
    sleep 10
    meterMark
    row 'kill -9 of all processes' "$1"
    running two keepalived | xargs kill || true
    sleep 3
    for machine in one two; do
        on $machine ip address del $vip/32 dev eth0 2>/dev/null || true
        on $machine ipvsadm -C
    done
}

# --- the run ---------------------------------------------------------------------------------------------------------

table() {
    local name column
    printf '%-34s' 'ms without an answer'
    printf '%20s' "${columns[@]}"
    echo
    for name in 'link of the active director dies' 'active host dies' 'kill -9 of pulse' 'kill -9 of lvs-manager' \
        'kill -9 of all processes' 'planned switch-over' 'and back, no code being new' 'clean stop'; do
        printf '%-34s' "$name"
        for column in "${columns[@]}"; do
            printf '%20s' "${gaps[$name/$column]:--}"
        done
        echo
    done
}

columns=(ours 'ours, tuned' keepalived 'keepalived, 100 ms')
meterStart
pairConfig
begin
ours ours
finish
pairConfig $'keepalive = 50ms\ndeadtime = 150ms'
begin
hardly 'ours, tuned'
finish
theirs keepalived 1
theirs 'keepalived, 100 ms' 0.1
table | tee -a "$kept/told"
