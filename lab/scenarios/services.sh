# All kinds of services under one director: marks, persistence, UDP, one packet, IPv6, IPv6 over IPv4, sorry server.
# limit: 300
# set: all
# seed: 3
network
natServer www1 11
natServer www2 12
natServer sorry 19
directServer ns1 21 10.0.0.106
directServer ns2 22 10.0.0.106
tunnelServer www4 14 2001:db8::102
startNameServer www1
startNameServer www2
startNameServer ns1
startNameServer ns2
on client ip address add 10.0.0.11/24 dev eth0

configure nat <<CF
virtual marked {
    address = 10.0.0.103 eth0
    vip_nmask = 255.255.255.255
    fwmark = 7
    port = 80
    scheduler = rr
    persistent = 60
    $(quick)
    $(servers www1=192.168.1.11 www2=192.168.1.12)
}
virtual sticky {
    address = 10.0.0.104 eth0
    vip_nmask = 255.255.255.255
    port = 80
    scheduler = rr
    persistent = 300
    pmask = 255.255.255.255
    $(quick)
    $(servers www1=192.168.1.11 www2=192.168.1.12)
}
virtual dns {
    address = 10.0.0.105 eth0
    vip_nmask = 255.255.255.255
    port = 53
    protocol = udp
    scheduler = rr
    $(quick)
    $(servers www1=192.168.1.11 www2=192.168.1.12)
}
virtual packets {
    address = 10.0.0.106 eth0
    vip_nmask = 255.255.255.255
    port = 53
    protocol = udp
    scheduler = rr
    one_packet = 1
    forwarding = direct
    $(quick)
    $(servers ns1=10.0.0.21 ns2=10.0.0.22)
}
virtual sorry {
    address = 10.0.0.107 eth0
    vip_nmask = 255.255.255.255
    port = 80
    scheduler = rr
    sorry_server = 192.168.1.19
    $(quick)
    $(servers www2=192.168.1.12)
}
virtual six {
    address = 2001:db8::100 eth0
    port = 80
    scheduler = rr
    $(quick)
    $(servers www1=2001:db8:1::11 www2=2001:db8:1::12)
}
virtual mixed {
    address = 2001:db8::102 eth0
    port = 80
    scheduler = rr
    forwarding = tunnel
    $(quick)
    $(servers www4=192.168.1.14)
}
CF
on director nft -f - <<'NFT'
table inet marks {
    chain prerouting {
        type filter hook prerouting priority mangle;
        ip daddr 10.0.0.103 tcp dport { 80, 8080 } meta mark set 7
    }
}
NFT
director start
table() {
    cat <<'RULES'
-A -f 7 -s rr -p 60
-a -f 7 -r 192.168.1.11:80 -m -w 1
-a -f 7 -r 192.168.1.12:80 -m -w 1
-A -t 10.0.0.104:80 -s rr -p 300
-a -t 10.0.0.104:80 -r 192.168.1.11:80 -m -w 1
-a -t 10.0.0.104:80 -r 192.168.1.12:80 -m -w 1
-A -u 10.0.0.105:53 -s rr
-a -u 10.0.0.105:53 -r 192.168.1.11:53 -m -w 1
-a -u 10.0.0.105:53 -r 192.168.1.12:53 -m -w 1
-A -u 10.0.0.106:53 -s rr -o
-a -u 10.0.0.106:53 -r 10.0.0.21:53 -g -w 1
-a -u 10.0.0.106:53 -r 10.0.0.22:53 -g -w 1
-A -t 10.0.0.107:80 -s rr
-a -t 10.0.0.107:80 -r 192.168.1.12:80 -m -w 1
-A -t [2001:db8::100]:80 -s rr
-a -t [2001:db8::100]:80 -r [2001:db8:1::11]:80 -m -w 1
-a -t [2001:db8::100]:80 -r [2001:db8:1::12]:80 -m -w 1
-A -t [2001:db8::102]:80 -s rr
-a -t [2001:db8::102]:80 -r 192.168.1.14:80 -i -w 1 --tun-type ipip
RULES
}
table | awaitTable 400

step 'one mark, two ports, one server for both'
first=$(request http://10.0.0.103/)
same 'the other port' "$first" "$(request http://10.0.0.103:8080/)"
same 'the next request' "$first" "$(request http://10.0.0.103/)"

step 'persistence: each client stays, two clients are spread'
one=$(requests 4 http://10.0.0.104/ --interface 10.0.0.10)
two=$(requests 4 http://10.0.0.104/ --interface 10.0.0.11)
[[ "$one $two" =~ ^(www1=4\ www2=4|www2=4\ www1=4)$ ]] || failTable "two clients, four requests each: expected one server each, got '$one' and '$two'"

step 'UDP: a client port stays, new ones are spread; one packet: even the same port is spread'
same 'four new ports' $'www1\nwww1\nwww2\nwww2' "$(for _ in 1 2 3 4; do question 10.0.0.105; done | sort)"
same 'one port' 1 "$(for _ in 1 2 3 4; do question 10.0.0.105 -b 10.0.0.10#5353; done | sort -u | wc -l)"
same 'one port, one packet' $'ns1\nns1\nns2\nns2' "$(for _ in 1 2 3 4; do question 10.0.0.106 -b 10.0.0.10#5353; done | sort)"

step 'IPv6, and IPv6 in IPv4'
answers 4 'http://\[2001:db8::100\]/' 'www1=2 www2=2'
answers 2 'http://\[2001:db8::102\]/' 'www4=2'

step 'the sorry server serves while nobody else does'
stopServer www2
awaitWeight 90 10.0.0.107:80 192.168.1.19:80 1
awaitWeight 10 10.0.0.107:80 192.168.1.12:80 ''
answers 2 http://10.0.0.107/ 'sorry=2'
startServer www2
awaitWeight 90 10.0.0.107:80 192.168.1.12:80 1
awaitWeight 10 10.0.0.107:80 192.168.1.19:80 ''
answers 2 http://10.0.0.107/ 'www2=2'
