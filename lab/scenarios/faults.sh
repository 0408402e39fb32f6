# Everything that may happen to a pair and is not a death: stalls, losses, splits, clocks, load, garbage. After each, exactly one
# director has the address, both agree on that and have the table; and what must not cost the role has not.
# limit: 1200
# set: all
# seed: 12
. "$LAB/pair.sh"
. "$LAB/faults.sh"
pair
pairConfig

# How often a role changed, as the hubs saw it.
changes() { cat "$kept"/{one,two}.log | grep -c ' lvs: role: .* -> ' || true; }

# try stays|moves|any WHAT COMMAND...: whoever serves, in the end it is one; stays: no role changed, not even for a moment.
try() {
    local before after
    step "$2"
    healthy
    before=$(changes)
    "${@:3}"
    await 150 "after '$2' one director serves and both agree" settled
    sleep 3
    await 60 "after '$2' it stays so" settled
    meterMark
    after=$(($(changes) - before))
    printf '%-64s %5s ms without an answer, %s changes of role\n' "$2" "$gap" $after | tee -a "$kept/told"
    case $1 in
        stays) same "changes of role after '$2'" 0 $after ;;
        moves) same "who serves after '$2'" "$standby " "$(owners)" ;;
    esac
}

lasting() { # SECONDS COMMAND...
    hold=$1
    "${@:2}"
}

pulse start one
pulse start two
await 300 'one director serves, and both agree' settled
meterStart
for hold in 0.5 2 10; do
    try any "pulse of the active director is stopped for $hold s" eval 'processStalls $active pulse'
done
try stays 'pulse of the standby is stopped for 2 s' eval 'lasting 2 processStalls $standby pulse'
try stays 'the private heartbeat path is cut for 5 s' eval 'lasting 5 linkDown $active 1'
try stays 'the standby has no traffic path for 5 s' eval 'lasting 5 linkDown $standby 0'
try moves 'the active director has no traffic path for 5 s, its heartbeat is heard' eval 'lasting 5 linkDown $active 0'
try any 'no heartbeat passes for 5 s, the traffic does' eval 'lasting 5 heartbeatLost $active both'
try any 'the heartbeat of the active director is not heard for 5 s' eval 'lasting 5 heartbeatLost $active out'
try any 'the active director hears no heartbeat for 5 s' eval 'lasting 5 heartbeatLost $active in'
try any 'the active director hears nothing at all for 5 s' eval 'lasting 5 deaf $active'
try any 'the active director is cut off for 5 s' eval 'lasting 5 split $active'
try stays 'the standby is cut off for 5 s' eval 'lasting 5 split $standby'
try stays '30 % of all packets are lost for 20 s' eval 'lasting 20 loss $active 30'
try stays 'the clock is stepped by an hour, and back' lasting 5 clockSteps
try stays 'the backup is absent for 5 s' eval 'lasting 5 restart $standby'
try stays 'garbage and old packets, 10,000 a second, at the active director, 10 s' eval 'lasting 10 flood $standby $active'
try stays 'garbage and old packets, 10,000 a second, at the standby, 10 s' eval 'lasting 10 flood $active $standby'
try stays 'the hub of the active director builds 1,000 services more and takes them away' eval 'rebuild $active'
try stays 'four busy loops on the processor for 60 s' lasting 60 busyLoops 4
