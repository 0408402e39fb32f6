# The director on the kernel: it adopts a table, forwards by translation, direct routing and tunnels, leaves foreign
# services alone, mends drift, follows checks, and dies without a lost request.
# limit: 300
# set: short
# seed: 1
network
natServer www1 11
natServer www2 12
directServer www3 13 10.0.0.101
tunnelServer www4 14 10.0.0.102

step 'a table that somebody else made: one service is ours with a wrong scheduler and weight, its address is here already, one is foreign'
addresses director eth0 10.0.0.100/32
on director modprobe ip_vs
on director ipvsadm -R <<'RULES'
-A -t 10.0.0.100:80 -s lc
-a -t 10.0.0.100:80 -r 192.168.1.11:80 -m -w 5
-a -t 10.0.0.100:80 -r 192.168.1.99:80 -m -w 1
-A -t 10.0.0.200:80 -s wrr
-a -t 10.0.0.200:80 -r 192.168.1.77:80 -m -w 3
RULES
on director ipvsadm -d -t 10.0.0.100:80 -r 192.168.1.99:80
download adopted http://10.0.0.100/big

configure nat <<CF
virtual translated {
    address = 10.0.0.100 eth0
    vip_nmask = 255.255.255.255
    port = 80
    scheduler = rr
    $(quick)
    $(servers www1=192.168.1.11:2 www2=192.168.1.12:2)
}
virtual routed {
    address = 10.0.0.101 eth0
    vip_nmask = 255.255.255.255
    port = 80
    scheduler = wlc
    $(quick)
    server www3 {
        address = 10.0.0.13
        active = 1
        forwarding = direct
    }
}
virtual tunnelled {
    address = 10.0.0.102 eth0
    vip_nmask = 255.255.255.255
    port = 80
    scheduler = wlc
    $(quick)
    server www4 {
        address = 192.168.1.14
        active = 1
        forwarding = tunnel
    }
}
CF
director start
table() {
    cat <<'RULES'
-A -t 10.0.0.100:80 -s rr
-a -t 10.0.0.100:80 -r 192.168.1.11:80 -m -w 2
-a -t 10.0.0.100:80 -r 192.168.1.12:80 -m -w 2
-A -t 10.0.0.101:80 -s wlc
-a -t 10.0.0.101:80 -r 10.0.0.13:80 -g -w 1
-A -t 10.0.0.102:80 -s wlc
-a -t 10.0.0.102:80 -r 192.168.1.14:80 -i -w 1 --tun-type ipip
-A -t 10.0.0.200:80 -s wrr
-a -t 10.0.0.200:80 -r 192.168.1.77:80 -m -w 3
RULES
}
table | awaitTable 900
downloadRuns adopted
for address in 10.0.0.101 10.0.0.102; do
    await 30 "the director has $address" hasAddress director "$address"
done

step 'each method, by who answers'
answers 6 http://10.0.0.100/ 'www1=3 www2=3'
answers 3 http://10.0.0.101/ 'www3=3'
answers 3 http://10.0.0.102/ 'www4=3'

step 'what the director says of the table is what ipvsadm says'
same 'lvsctl table --save' "$(rules)" "$(lvsctl table --save)"
same 'lvsctl table' "$(on director ipvsadm -Ln)" "$(lvsctl table)"
# Counters move every two seconds while the download runs: the two readings of a try may differ, not all of them.
sameStats() {
    for _ in 1 2 3 4 5 6 7 8; do
        [ "$(on director ipvsadm -Ln --stats --exact -t "$1")" = "$(lvsctl stats --exact "$1")" ] && return 0
    done
    return 1
}
sameStats 10.0.0.101:80 || fail "lvsctl stats: $(lvsctl stats --exact 10.0.0.101:80), ipvsadm: $(on director ipvsadm -Ln --stats --exact -t 10.0.0.101:80)"
[ "$(lvsctl stats --exact 10.0.0.101:80 | awk '/^TCP/ { print $3 }')" -ge 3 ] || fail 'lvsctl stats counted fewer than the three answers of www3'
lvsctl zero 10.0.0.101:80 >/dev/null
[ "$(on director ipvsadm -Ln --stats -t 10.0.0.101:80 | awk '/^TCP/ { print $3 }')" = 0 ] || fail 'lvsctl zero left counters'

step 'a failed server leaves, a healed one returns'
stopServer www2
awaitWeight 90 10.0.0.100:80 192.168.1.12:80 ''
answers 4 http://10.0.0.100/ 'www1=4'
startServer www2
table | awaitTable 90

step 'drift is mended'
on director ipvsadm -d -t 10.0.0.100:80 -r 192.168.1.12:80
on director ipvsadm -e -t 10.0.0.101:80 -r 10.0.0.13:80 -g -w 9
table | awaitTable 60
downloadIsWhole adopted
on director ipvsadm -C
table | grep -v 10.0.0.200 | awaitTable 60

step 'lvs-manager dies by kill -9 under traffic, and another one takes over what it finds'
traffic http://10.0.0.100/
old=$(managerPid)
kill -9 "$old"
await 300 'another lvs-manager runs' anotherRuns "$old"
sleep 2
table | grep -v 10.0.0.200 | awaitTable 60
trafficIsWhole

step 'an orderly stop removes what is ours'
director stop
awaitTable 60 </dev/null
hasAddress director 10.0.0.100 || fail 'the director took an address away that was there before it'
! hasAddress director 10.0.0.101 || fail 'the director left its address 10.0.0.101 behind'
