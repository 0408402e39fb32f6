# takeover = exclusive: whatever is killed, stopped or cut, the two directors never hold the address at the same time, by the kernel's own
# record of every address that came and went.
# limit: 900
# set: all
# seed: 11
. "$LAB/pair.sh"
. "$LAB/faults.sh"
pair
# The gateway that both must see: on the clients' side.
pairConfig $'takeover = exclusive\nreach = 10.0.0.10'
watchAddresses

try() { # WHAT COMMAND...: the partner must have it in the end
    step "$1"
    serving
    "${@:2}"
    await 60 "$standby serves" hasAddress "$standby" $vip
    same 'moments at which both had the address' '' "$(together)"
}

stall() { javas "$active" | xargs kill "-$1"; }

pulse start one
pulse start two
try 'all processes are stopped, and go on after the partner has taken over' eval 'stall STOP'
stall CONT
try 'pulse alone is stopped' eval 'kill -STOP $(pulsePid $active)'
kill -CONT "$(pulsePid "$active")" || true
try 'pulse dies and is not started again' eval 'rm "$work/wanted.$active"; kill -9 $(pulsePid $active)'
pulse start "$active"
try 'both links are cut' eval 'cutOff $active'
rejoin "$active"
try 'the host dies' eval 'hostDies $active'
hostReturns "$active"
await 240 'one director serves, and both agree' settled
same 'moments at which both had the address' '' "$(together)"
grep -c "$vip/" "$kept/one.addresses" "$kept/two.addresses"
