# Every keyword that changes the table or the addresses, set and taken back by reloads while downloads run on both servers of web:
# the table is as it says, and no download breaks. What must break connections is tried on the service other. See reload, too.
# limit: 500
# set: all
# seed: 8
network
natServer www1 11
natServer www2 12
on director modprobe -a ip_vs_pe_sip
cat >"$work/template" <<CF
serial_no = 1
primary = 10.0.0.1
network = nat
data_plane = ipvs
@top@
virtual web {
    address = 10.0.0.100 eth0
    port = 80
    scheduler = wlc
    $(quick)
    @web@
    server www1 {
        address = 192.168.1.11
        active = 1
    }
    server www2 {
        address = 192.168.1.12
        active = 1
        @www2@
    }
}
virtual other {
    address = 10.0.0.101 eth0
    vip_nmask = 255.255.255.255
    port = 8080
    scheduler = rr
    $(quick)
    @other@
    server www1 {
        address = 192.168.1.11
        active = 1
        @other1@
    }
}
virtual calls {
    address = 10.0.0.102 eth0
    port = 5060
    protocol = udp
    forwarding = direct
    scheduler = rr
    check_port = 80
    $(quick)
    @calls@
    server www2 {
        address = 192.168.1.12
        active = 1
    }
}
CF
cat >"$work/base" <<'RULES'
-A -t 10.0.0.100:80 -s wlc
-a -t 10.0.0.100:80 -r 192.168.1.11:80 -m -w 1
-a -t 10.0.0.100:80 -r 192.168.1.12:80 -m -w 1
-A -t 10.0.0.101:8080 -s rr
-a -t 10.0.0.101:8080 -r 192.168.1.11:8080 -m -w 1
-A -u 10.0.0.102:5060 -s rr
-a -u 10.0.0.102:5060 -r 192.168.1.12:5060 -g -w 1
RULES

write() { sed -e "s|@${1:-none}@|${2:-}|" -e 's/@[a-z0-9]*@//' "$work/template" >"$cf"; }
base() {
    write
    reload
    awaitTable 60 <"$work/base"
}

# keyword PLACE LINES RULES: with these lines the base's rules are changed as the script for sed says.
keyword() {
    step "$1: $2"
    local name pid
    for name in a b; do
        pid=download_$name
        if [ -z "${!pid:-}" ] || ! kill -0 "${!pid}" 2>/dev/null; then
            [ -z "${!pid:-}" ] || downloadIsWhole $name
            download $name http://10.0.0.100/big
        fi
    done
    write "$1" "$2"
    reload
    sed "$3" "$work/base" | awaitTable 60
    if [ $# -gt 3 ]; then
        await 20 "$4 on the director" hasAddress director "$4"
    fi
    base
}

write
director start
awaitTable 200 <"$work/base"
await 30 'the address' hasAddress director 10.0.0.100
of12='/192.168.1.12:80 /'
keyword top 'network = direct' '/-t/s/-m/-g/'
keyword top 'network = tunnel' '/-t/s/-m \(.*\)/-i \1 --tun-type ipip/'
keyword top 'nat_router = 192.168.1.254 eth1:1\nnat_nmask = 255.255.255.0' '' 192.168.1.254
keyword www2 'forwarding = direct' "${of12}s/-m/-g/"
keyword www2 'forwarding = tunnel' "${of12}s/-m \\(.*\\)/-i \\1 --tun-type ipip/"
keyword www2 'forwarding = tunnel\ntunnel_type = gue\ntunnel_port = 6080' "${of12}s/-m \\(.*\\)/-i \\1 --tun-type gue --tun-port 6080 --tun-nocsum/"
keyword www2 'forwarding = tunnel\ntunnel_type = gue\ntunnel_port = 6080\ntunnel_checksum = remote' "${of12}s/-m \\(.*\\)/-i \\1 --tun-type gue --tun-port 6080 --tun-remcsum/"
keyword www2 'forwarding = tunnel\ntunnel_type = gre\ntunnel_checksum = full' "${of12}s/-m \\(.*\\)/-i \\1 --tun-type gre --tun-csum/"
keyword www2 'weight = 0' "${of12}s/-w 1/-w 0/"
keyword web 'scheduler = mh\nscheduler_flags = mh-port mh-fallback' '1s/wlc/mh -b mh-fallback,mh-port/'
keyword other 'address = 10.0.0.103 eth0:7' 's/10.0.0.101/10.0.0.103/' 10.0.0.103
keyword other 'port = 443' 's/8080/443/g'
keyword other 'fwmark = 9' 's/-t 10.0.0.101:8080/-f 9/'
keyword other 'sorry_server = 192.168.1.12\nactive = 0' '/10.0.0.101/d'
keyword other1 'port = 80' 's/11:8080/11:80/'
keyword other1 'address = 192.168.1.12' 's/11:8080/12:8080/'
keyword calls 'one_packet = 1' '6s/$/ -o/'
keyword calls 'persistent = 60\npersistence_engine = sip' '6s/$/ -p 60 --pe sip/'
downloadIsWhole a
downloadIsWhole b
