# What clients notice of a change of role: requests under load, and a long download whose connection the sync daemon has copied.
# limit: 600
# set: all
# seed: 13
. "$LAB/pair.sh"
. "$LAB/faults.sh"
pair
pairConfig $'syncdaemon = 1\nsyncd_iface = eth1'
connected() { on "$1" grep -q '0A00000A.*0A000064 0050 .* ESTABLISHED' /proc/net/ip_vs_conn; } # MACHINE

pulse start one
pulse start two
await 300 'one director serves, and both agree' settled
meterStart
step 'a planned switch-over under load'
healthy
traffic http://$vip/
sleep 3
switchOver "$active"
await 60 "$standby serves" owned "$standby"
sleep 3
trafficIsWhole
meterMark
echo "planned switch-over: $gap ms without an answer, $lost of $asked lost" | tee -a "$kept/told"

step 'a download across a switch-over'
healthy
download one http://$vip/big
await 20 'the standby knows the connection' connected "$standby"
switchOver "$active"
await 60 "$standby serves" owned "$standby"
downloadIsWhole one

step 'a download across the death of the active host'
healthy
download two http://$vip/big
await 20 'the standby knows the connection' connected "$standby"
hostDies "$active"
await 60 "$standby serves" owned "$standby"
downloadIsWhole two
hostReturns "$active"
await 240 'one director serves, and both agree' settled
echo 'downloads went on across a switch-over and the death of the active host' >>"$kept/told"
