# The copying of connections: the active director is master, the standby backup; the standby holds the table and every
# connection, and no address.
# limit: 400
# set: all
# seed: 1
network
machine partner outside=10.0.0.2/24 inside=192.168.1.2/24
natServer www1 11
configure nat <<CF
syncdaemon = 1
syncd_iface = eth1
syncd_id = 7
virtual web {
    address = 10.0.0.100 eth0:1
    vip_nmask = 255.255.255.255
    $(quick)
    $(servers www1=192.168.1.11)
}
CF
director start
mkdir -p "$work/run2" "$work/state2"
arapaimaOn partner lvs-manager -c "$cf" --role standby --run-dir "$work/run2" \
    --state-dir "$work/state2" >"$work/director2.log" 2>&1 </dev/null &
awaitTable 120 <<'RULES'
-A -t 10.0.0.100:80 -s wlc
-a -t 10.0.0.100:80 -r 192.168.1.11:80 -m -w 1
RULES
sameTables() { [ "$(on partner ipvsadm -Sn | sort)" = "$(rules | sort)" ]; }
await 120 'the standby holds the table' sameTables
daemon() { on "$1" ipvsadm -Ln --daemon; }
[[ $(daemon director) == *'master sync daemon (mcast=eth1, syncid=7'* ]] || fail "active: $(daemon director)"
[[ $(daemon partner) == *'backup sync daemon (mcast=eth1, syncid=7'* ]] || fail "standby: $(daemon partner)"
await 30 'the virtual address is on the active one' hasAddress director 10.0.0.100
! hasAddress partner 10.0.0.100 || fail 'the standby has the virtual address too'

step 'a connection through the active director is known to the standby'
download one http://10.0.0.100/big
await 30 'the standby knows the connection' eval 'on partner grep -q "0A00000A.*0A000064 0050 C0A8010B 0050 ESTABLISHED" /proc/net/ip_vs_conn'
downloadIsWhole one

step 'with syncdaemon = 0 our copying ends'
sed -i 's/^syncdaemon = 1/syncdaemon = 0/' "$cf"
reload
noDaemon() { [ -z "$(daemon director)" ]; }
await 30 'no daemon on the active director' noDaemon
kill "$(cat "$work/run2/lvs.pid")"
director stop
awaitTable 20 </dev/null
