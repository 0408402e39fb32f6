# shellcheck shell=bash
# The verbs of scenarios with two directors: one (the primary) and two, with two heartbeat paths, two real servers beside them,
# and a client that counts how long nobody answers. Read by the scenarios that need it.

vip=10.0.0.100
meterIn='' meterOut=''

pair() {
    segment outside
    segment heart
    machine client outside=10.0.0.10/24
    machine one outside=10.0.0.1/24 heart=172.16.0.1/24
    machine two outside=10.0.0.2/24 heart=172.16.0.2/24
    directServer www1 13 $vip
    directServer www2 14 $vip
    on one modprobe -a ip_vs ip_vs_rr
}

# pairConfig [LINES]: lvs.cf of both directors.
pairConfig() {
    cat >"$cf" <<CF
serial_no = 1
primary = 10.0.0.1
primary_private = 172.16.0.1
backup_active = 1
backup = 10.0.0.2
backup_private = 172.16.0.2
service = lvs
network = direct
data_plane = ipvs
$*
virtual web {
    address = $vip eth0:1
    vip_nmask = 255.255.255.255
    port = 80
    scheduler = rr
    $(quick)
    $(servers www1=10.0.0.13 www2=10.0.0.14)
}
CF
}

# --- the suite on one machine ----------------------------------------------------------------------------------------

pulse() { # start|stop MACHINE
    case $1 in
        start)
            touch "$work/wanted.$2"
            mkdir -p "$work/run.$2" "$work/state.$2"
            supervisePulse "$2" >>"$kept/$2.log" 2>&1 </dev/null &
            ;;
        stop)
            rm -f "$work/wanted.$2"
            kill "$(pulsePid "$2")"
            ;;
    esac
}

# As systemd does: started again when it dies by a signal. JIT: this one runs for long, and encrypts.
supervisePulse() {
    local status
    while [ -e "$work/wanted.$1" ]; do
        status=0
        jvm=-XX:TieredStopAtLevel=1 arapaimaOn "$1" pulse --nodaemon -c "$cf" --run-dir "$work/run.$1" \
            --state-dir "$work/state.$1" || status=$?
        echo "pulse of $1 ended with $status"
        [ $status -gt 128 ] && [ $status -lt 255 ] || rm -f "$work/wanted.$1"
    done
}

pulsePid() { cat "$work/run.$1/pulse.pid"; }

pairManagerPid() { cat "$work/run.$1/lvs.pid"; }

# The processes of PROGRAM on MACHINE.
running() { # MACHINE PROGRAM
    local pid
    for pid in $(ip netns pids "$1"); do
        [ "$(cat "/proc/$pid/comm" 2>/dev/null)" != "$2" ] || echo "$pid"
    done
}

javas() { running "$1" java; } # MACHINE: the suite's

# All of them by kill -9 at one moment; nothing starts again before pulse start.
killSuite() {
    rm -f "$work/wanted.$1"
    javas "$1" | xargs kill -9
}

switchOver() { arapaimaOn "$1" lvsctl switch-over --run-dir "$work/run.$1"; } # MACHINE

# --- what must hold --------------------------------------------------------------------------------------------------

owners() {
    local machine
    for machine in one two; do
        ! hasAddress $machine $vip || printf '%s ' $machine
    done
}

owned() { [ "$(owners)" = "$1 " ]; } # MACHINE

anyOwner() { [[ $(owners) =~ ^(one|two)\ $ ]]; }

other() { [ "$1" = one ] && echo two || echo one; }

pairTable() {
    printf '%s\n' "-A -t $vip:80 -s rr" "-a -t $vip:80 -r 10.0.0.13:80 -g -w 1" "-a -t $vip:80 -r 10.0.0.14:80 -g -w 1"
}

tableIsWhole() { [ "$(on "$1" ipvsadm -Sn | sort)" = "$(pairTable)" ]; }

# --- the client ------------------------------------------------------------------------------------------------------

meterStart() {
    mkfifo "$work/meter.in" "$work/meter.out"
    program client pulse io.arapaima.pulse.GapMeter $vip 80 20 <"$work/meter.in" >"$work/meter.out" 2>>"$kept/meter.log" &
    exec {meterIn}>"$work/meter.in" {meterOut}<"$work/meter.out"
    meterMark
    meterMark
}

# Ends a measurement and begins the next: gap, lost and asked are set.
meterMark() {
    echo >&"$meterIn"
    read -r -t 60 gap lost asked <&"$meterOut" || fail 'the client that counts has died'
    echo "gap $gap ms, $lost of $asked requests lost"
}
