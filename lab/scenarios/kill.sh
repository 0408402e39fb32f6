# nanny, lvs-manager and both die by kill -9, again and again: no request is lost, and what follows is right.
# limit: 300
# set: all
# seed: 5
network
natServer www1 11
natServer www2 12
configure nat <<CF
virtual web {
    address = 10.0.0.100 eth0
    vip_nmask = 255.255.255.255
    port = 80
    scheduler = rr
    $(quick)
    $(servers www1=192.168.1.11 www2=192.168.1.12)
}
CF
table() {
    cat <<'RULES'
-A -t 10.0.0.100:80 -s rr
-a -t 10.0.0.100:80 -r 192.168.1.11:80 -m -w 1
-a -t 10.0.0.100:80 -r 192.168.1.12:80 -m -w 1
RULES
}
director start
table | awaitTable 120
await 30 'the director has the address' hasAddress director 10.0.0.100
download one http://10.0.0.100/big
traffic http://10.0.0.100/

step 'nanny'
nanny=$(nannyPid)
kill -9 "$nanny"
await 120 'another nanny' anotherNanny "$nanny"
table | awaitTable 10

step 'lvs-manager'
manager=$(managerPid)
kill -9 "$manager"
await 120 'another lvs-manager' anotherRuns "$manager"
table | awaitTable 10

step 'both at once'
manager=$(managerPid)
kill -9 "$(nannyPid)" "$manager"
await 120 'another lvs-manager' anotherRuns "$manager"
table | awaitTable 10
trafficIsWhole
downloadIsWhole one

step 'after all that it still sees a server fail and heal'
stopServer www2
awaitWeight 120 10.0.0.100:80 192.168.1.12:80 ''
startServer www2
table | awaitTable 60

step 'a server that fails while nobody watches is out once somebody does'
nanny=$(nannyPid)
kill -STOP "$nanny"
stopServer www2
kill -9 "$(managerPid)" "$nanny"
awaitWeight 120 10.0.0.100:80 192.168.1.12:80 ''
answers 4 http://10.0.0.100/ 'www1=4'
