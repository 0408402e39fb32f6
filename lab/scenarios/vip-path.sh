# Checks through the virtual address meet what checks at the servers' own addresses cannot: a server without the address, a
# tunnel that is down. Of both families, by TCP and UDP, also on standby. Clients do not notice, and nothing is left behind.
# limit: 500
# set: all
# seed: 1
network
directServer www1 11 10.0.0.101 2001:db8::101
directServer www2 12 10.0.0.101 2001:db8::101
tunnelServer www3 13 10.0.0.102
startNameServer www2
mkdir -p "$work/plugins"
cp "$LAB_HOME"/target/dist/plugins/check-dns-*.jar "$work/plugins/"

# The services of lvs.cf, and those that only checks use.
rules() { on director ipvsadm -Sn | grep -v -e ' -f 12807' || true; }
private() { on director ipvsadm -Sn | grep -e ' -f 12807' || true; }
privateCount() { private | grep -c -e '^-A' || true; }
downs() { grep -c 'lvs: [^ ]*/www[0-9]: .* -> down' "$kept/director.log" || true; }

through() { quick | sed 's/^check_timeout/connect_timeout = 2\ncheck_path = vip\ncheck_timeout/'; }
configure direct <<CF
virtual web {
    address = 10.0.0.101 eth0
    vip_nmask = 255.255.255.255
    port = 80
    scheduler = rr
    $(through)
    $(servers www1=10.0.0.11 www2=10.0.0.12)
}
virtual web-own {
    address = 10.0.0.101 eth0
    vip_nmask = 255.255.255.255
    port = 8080
    scheduler = rr
    $(quick)
    $(servers www1=10.0.0.11 www2=10.0.0.12)
}
virtual six {
    address = 2001:db8::101 eth0
    port = 80
    scheduler = rr
    $(through)
    $(servers www1=2001:db8::11 www2=2001:db8::12)
}
virtual tunnel {
    address = 10.0.0.102 eth0
    vip_nmask = 255.255.255.255
    port = 80
    scheduler = rr
    forwarding = tunnel
    $(through)
    $(servers www3=192.168.1.13)
}
virtual tunnel-own {
    address = 10.0.0.102 eth0
    vip_nmask = 255.255.255.255
    port = 8080
    scheduler = rr
    forwarding = tunnel
    $(quick)
    $(servers www3=192.168.1.13)
}
virtual names {
    address = 10.0.0.101 eth0
    vip_nmask = 255.255.255.255
    protocol = udp
    port = 53
    scheduler = rr
    $(through | sed 's/^check = .*/check = dns\ndns_name = who\ndns_type = TXT/')
    $(servers www2=10.0.0.12)
}
CF
table() {
    cat <<'RULES'
-A -t 10.0.0.101:80 -s rr
-a -t 10.0.0.101:80 -r 10.0.0.11:80 -g -w 1
-a -t 10.0.0.101:80 -r 10.0.0.12:80 -g -w 1
-A -t 10.0.0.101:8080 -s rr
-a -t 10.0.0.101:8080 -r 10.0.0.11:8080 -g -w 1
-a -t 10.0.0.101:8080 -r 10.0.0.12:8080 -g -w 1
-A -t 10.0.0.102:80 -s rr
-a -t 10.0.0.102:80 -r 192.168.1.13:80 -i -w 1 --tun-type ipip
-A -t 10.0.0.102:8080 -s rr
-a -t 10.0.0.102:8080 -r 192.168.1.13:8080 -i -w 1 --tun-type ipip
-A -t [2001:db8::101]:80 -s rr
-a -t [2001:db8::101]:80 -r [2001:db8::11]:80 -g -w 1
-a -t [2001:db8::101]:80 -r [2001:db8::12]:80 -g -w 1
-A -u 10.0.0.101:53 -s rr
-a -u 10.0.0.101:53 -r 10.0.0.12:53 -g -w 1
RULES
}

step 'a kernel that drops the replies is no verdict about anybody; the trouble says what to do'
director start
table | grep -v -e '-a -t 10.0.0.10[12]:80 ' -e '-a -u' | awaitTable 300
troubled() { grep -q 'lvs: check connect: .*accept_local=1' "$kept/director.log"; }
await 60 'a trouble names the setting' troubled
same 'servers that are down' 0 "$(downs)"

step 'doctor finds and mends it'
status=0
arapaima lvsctl doctor --fix "$cf" >"$work/said" 2>&1 || status=$?
cat "$work/said"
same 'exit code of doctor --fix' 0 "$status"
for device in eth0 eth1; do
    same "accept_local of $device" 1 "$(on director cat "/proc/sys/net/ipv4/conf/$device/accept_local")"
done
table | awaitTable 60

step 'a private service a server and way, with one destination'
private
same 'private services' 5 "$(privateCount)"
same 'their destinations' '10.0.0.11:0 10.0.0.12:0 192.168.1.13:0 [2001:db8::11]:0 [2001:db8::12]:0' \
    "$(private | sed -n 's/^-a .* -r \([^ ]*\) .* -w 1.*/\1/p' | sort | paste -sd' ')"

step 'clients are served as ever'
answers 4 http://10.0.0.101/ 'www1=2 www2=2'
answers 4 'http://\[2001:db8::101\]/' 'www1=2 www2=2'
answers 3 http://10.0.0.102/ 'www3=3'
same 'name server' www2 "$(question 10.0.0.101)"

step 'a server loses the virtual address: asked directly it is well, asked as its clients ask it is not'
on www1 ip address delete 10.0.0.101/32 dev lo
awaitWeight 60 10.0.0.101:80 10.0.0.11:80 ''
same 'www1 asked directly' 1 "$(weightOf 10.0.0.101:8080 10.0.0.11:8080)"
same 'www1 by IPv6' 1 "$(weightOf '\[2001:db8::101\]:80' '\[2001:db8::11\]:80')"
answers 4 http://10.0.0.101/ 'www2=4'
lvsctl why web/www1 | tee "$work/said"
[[ $(<"$work/said") == *TIMEOUT* && $(<"$work/said") == *'asked through 10.0.0.101, firewall mark 0x4c56'* ]] ||
    fail "lvsctl why does not say how it was asked: $(<"$work/said")"
on www1 ip address delete 2001:db8::101/128 dev lo
awaitWeight 60 '\[2001:db8::101\]:80' '\[2001:db8::11\]:80' ''

step 'a tunnel goes down'
on www3 ip link set tunl0 down
awaitWeight 60 10.0.0.102:80 192.168.1.13:80 ''
same 'www3 asked directly' 1 "$(weightOf 10.0.0.102:8080 192.168.1.13:8080)"

step 'a server drops what comes for the virtual address, of one protocol'
on www2 nft -f - <<'NFT'
table ip lab {
    chain in {
        type filter hook input priority 0
        ip daddr 10.0.0.101 udp dport 53 drop
    }
}
NFT
awaitWeight 60 10.0.0.101:53 10.0.0.12:53 ''
same 'www2 by TCP' 1 "$(weightOf 10.0.0.101:80 10.0.0.12:80)"

step 'everything is mended'
addresses www1 lo 10.0.0.101/32,2001:db8::101/128
on www3 ip link set tunl0 up
on www2 nft delete table ip lab
table | awaitTable 60
answers 4 http://10.0.0.101/ 'www1=2 www2=2'
answers 3 http://10.0.0.102/ 'www3=3'

step 'somebody takes the private services away: no server suffers, and they come back'
before=$(downs)
traffic http://10.0.0.101/
private | sed -n 's/^-A \(-f [0-9]*\( -6\)\?\) .*/\1/p' | while read -ra service; do
    on director ipvsadm -D "${service[@]}"
done
same 'private services' 0 "$(privateCount)"
back() { [ "$(privateCount)" = 5 ]; }
await 60 'the private services are back' back
sleep 5
table | awaitTable 20
same 'servers that went down meanwhile' "$before" "$(downs)"
trafficIsWhole

step 'an orderly stop leaves nothing'
director stop
awaitTable 60 </dev/null
same 'private services' 0 "$(privateCount)"

step 'on standby another director has the addresses, and servers are asked on the same way'
machine other outside=10.0.0.2/24,10.0.0.101/32,10.0.0.102/32,2001:db8::101/128
on director sysctl -qw net.ipv4.conf.eth0.accept_local=0 net.ipv4.conf.eth1.accept_local=0
mkdir -p "$work/run2" "$work/state2"
arapaima lvs-manager -c "$cf" --role standby --run-dir "$work/run2" --state-dir "$work/state2" >"$kept/standby.log" 2>&1 </dev/null &
table | awaitTable 300
on www2 ip address delete 10.0.0.101/32 dev lo
awaitWeight 60 10.0.0.101:80 10.0.0.12:80 ''
kill "$(cat "$work/run2/lvs.pid")"
awaitTable 60 </dev/null
same 'private services' 0 "$(privateCount)"
