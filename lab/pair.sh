# shellcheck shell=bash
# The verbs of scenarios with two directors: one (the primary) and two, with two heartbeat paths, two real servers beside them,
# and a client that counts how long nobody answers. Read by the scenarios that need it.

vip=10.0.0.100
meterIn='' meterOut=''
directors='one two'

pair() {
    segment outside
    segment heart
    machine client outside=10.0.0.10/24
    machine one outside=10.0.0.1/24 heart=172.16.0.1/24
    machine two outside=10.0.0.2/24 heart=172.16.0.2/24
    directServer www1 13 $vip
    directServer www2 14 $vip
    on one modprobe -a ip_vs ip_vs_rr
    od -An -tx1 -N32 /dev/urandom | tr -d ' \n' >"$work/heartbeat.key"
    chmod 600 "$work/heartbeat.key"
}

# The address of a director on the heartbeat's own segment.
heart() { [ "$1" = one ] && echo 172.16.0.1 || echo 172.16.0.2; } # MACHINE

# pairConfig [LINES]: lvs.cf of both directors.
pairConfig() {
    configOf one "$@"
    configOf two "$@"
}

configOf() { # MACHINE [LINES]
    cat >"$work/lvs.$1.cf" <<CF
serial_no = 1
primary = 10.0.0.1
primary_private = 172.16.0.1
backup_active = 1
backup = 10.0.0.2
backup_private = 172.16.0.2
service = lvs
network = direct
data_plane = ipvs
heartbeat_key = $work/heartbeat.key
${*:2}
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
        jvm=-XX:TieredStopAtLevel=1 arapaimaOn "$1" pulse --nodaemon -c "$work/lvs.$1.cf" --run-dir "$work/run.$1" \
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

switchOver() { # MACHINE
    local answer
    answer=$(ask "$1" SwitchOver)
    echo "$answer"
    [[ $answer == *'"ok":true'* ]]
}

# --- what must hold --------------------------------------------------------------------------------------------------

owners() {
    local machine
    for machine in one two; do
        ! hasAddress $machine $vip || printf '%s ' $machine
    done
}

owner() { owners | tr -d ' '; } # the only one

owned() { [ "$(owners)" = "$1 " ]; } # MACHINE

anyOwner() { [[ $(owners) =~ ^(one|two)\ $ ]]; }

other() { [ "$1" = one ] && echo two || echo one; }

pairTable() {
    printf '%s\n' "-A -t $vip:80 -s rr" "-a -t $vip:80 -r 10.0.0.13:80 -g -w 1" "-a -t $vip:80 -r 10.0.0.14:80 -g -w 1"
}

# Asks pulse of MACHINE one question by hand, because lvsctl would start a JVM, and prints the answer.
ask() { # MACHINE QUESTION
    perl -MIO::Socket::UNIX -e '
        alarm 10;
        my $pulse = IO::Socket::UNIX->new($ARGV[0]) or die "no pulse: $!\n";
        print $pulse qq({"type":"Hello","program":"lab","version":"","pid":$$}\n{"type":"$ARGV[1]"}\n);
        $pulse->flush;
        print scalar(<$pulse>) // die "no answer\n"' "$work/run.$1/pulse.sock" "$2"
}

# What pulse of MACHINE thinks: its own role and the partner's state.
thinks() { # MACHINE
    ask "$1" PulseQuery | sed 's/.*"role":"\([^"]*\)".*"state":"\([^"]*\)".*/\L\1\E, \2/'
}

# Exactly one director has the address, and both know that.
agree() {
    anyOwner || {
        echo "the address is on: $(owners)"
        return 1
    }
    agreed "$(owner)" 'active, standby' && agreed "$(other "$(owner)")" 'standby, active'
}

# They agree, and both have the whole table.
settled() { agree && tableIsWhole one && tableIsWhole two; }

# No process of the suite runs any more.
gone() { [ -z "$(javas one; javas two)" ]; }

# From now on the kernel's own record of addresses that come and go.
watchAddresses() {
    local machine
    for machine in one two; do
        on $machine ip -ts monitor address >"$kept/$machine.addresses" 2>&1 </dev/null &
    done
}

# Times at which both had the address: prints them, one a line.
together() {
    local machine
    for machine in one two; do
        sed -n "s/^\[\([^]]*\)\] *\(Deleted\)\? *[0-9]*: eth0 .* $vip\/.*/\1 $machine \2/p" "$kept/$machine.addresses"
    done | sort | awk '{ has[$2] = $3 == "" } has["one"] && has["two"] { print $1 }'
}

agreed() { # MACHINE THOUGHT
    local thought
    thought=$(thinks "$1")
    [ "$thought" = "$2" ] || {
        echo "$1 thinks '$thought', not '$2'"
        return 1
    }
}

# Both run and one serves: sets active and standby.
serving() {
    await 240 'one director serves, and both agree' settled
    active=$(owner)
    standby=$(other "$active")
}

# The same for a while, then begins a measurement.
healthy() {
    serving
    sleep 5
    await 20 'it stays so' settled
    meterMark
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
