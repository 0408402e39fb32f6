# shellcheck shell=bash
# The verbs of scenarios: machines, networks, real servers, the director, clients, expectations.
# Read by lab/scenarios.sh before the scenario's file. $work is the scenario's folder in memory, $kept what outlives the guest.

work=${work:?} kept=${kept:?}
cf=$work/lvs.cf
rundir=$work/run
statedir=$work/state
directors=director

# --- telling ---------------------------------------------------------------------------------------------------------

step() { echo "$(date +%T) --- $1"; }

# Ends the scenario. The first line is what the caller of the lab sees, the rest is in the log.
fail() {
    echo "FAILED: $1"
    echo "$1" >"$kept/why"
    exit 1
}

same() { # WHAT EXPECTED ACTUAL
    [ "$2" = "$3" ] || failTable "$1: expected '$2', got '$3'"
}

failTable() {
    showTable
    fail "$1"
}

showTable() {
    local machine
    for machine in $directors; do
        echo "$machine:"
        on "$machine" ipvsadm -Ln 2>&1
    done
}

# await SECONDS WHAT COMMAND...: until the command succeeds.
await() {
    local limit=$1 what=$2 end=$((SECONDS + $1))
    shift 2
    until "$@" >"$work/await" 2>&1; do
        if [ $SECONDS -ge $end ]; then
            cat "$work/await"
            failTable "expected within $limit s: $what; at last: $(head -1 "$work/await")"
        fi
        sleep 1 # asking costs more than waiting here
    done
}

# --- machines --------------------------------------------------------------------------------------------------------

on() { # MACHINE COMMAND...
    ip netns exec "$@"
}

# A network segment: a switch that every link named after it is plugged into.
segment() {
    ip link add "$1" type bridge forward_delay 0
    ip link set "$1" up
}

# machine NAME SEGMENT=ADDRESS[,ADDRESS...]...: links are called eth0, eth1 ... in the order given.
machine() {
    local name=$1 number=0 link
    shift
    ip netns add "$name"
    on "$name" sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0 \
        net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.all.accept_dad=0
    on "$name" ip link set lo up
    for link; do
        ip link add "$name.$number" type veth peer name "eth$number" netns "$name"
        ip link set "$name.$number" master "${link%%=*}" up
        on "$name" ip link set "eth$number" up
        addresses "$name" "eth$number" "${link#*=}"
        number=$((number + 1))
    done
}

# Not by grep -q, which ends first and breaks the pipe.
hasAddress() { [[ $(on "$1" ip -o address show) == *" $2/"* ]]; } # MACHINE ADDRESS

addresses() { # MACHINE DEVICE ADDRESS[,ADDRESS...]
    local address
    for address in ${3//,/ }; do
        on "$1" ip address add "$address" dev "$2"
    done
}

# The network of most scenarios: client and director outside, the director inside as well.
network() {
    segment outside
    segment inside
    machine client outside=10.0.0.10/24,2001:db8::10/64
    machine director outside=10.0.0.1/24,2001:db8::1/64 inside=192.168.1.1/24,2001:db8:1::1/64
    on director sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
}

# A real server behind the director: answers go back through it, which undoes the translation.
natServer() { # NAME NUMBER
    machine "$1" "inside=192.168.1.$2/24,2001:db8:1::$2/64"
    on "$1" ip route add default via 192.168.1.1
    on "$1" ip route add default via 2001:db8:1::1
    startServer "$1"
}

# A real server beside the director: it has the VIP too, silently, and answers clients itself.
directServer() { # NAME NUMBER VIP...
    local name=$1 vip
    machine "$name" "outside=10.0.0.$2/24,2001:db8::$2/64"
    shift 2
    silent "$name"
    for vip; do
        addresses "$name" lo "$vip/$([[ $vip == *:* ]] && echo 128 || echo 32)"
    done
    startServer "$name"
}

# A real server in another network: packets come to its inside address, wrapped; it answers clients on a path of its own.
tunnelServer() { # NAME NUMBER VIP...
    local name=$1 vip device
    machine "$name" "inside=192.168.1.$2/24,2001:db8:1::$2/64" "outside=10.0.0.$2/24,2001:db8::$2/64"
    shift 2
    silent "$name"
    on "$name" modprobe -a ipip sit ip6_tunnel
    for device in tunl0 sit0 ip6tnl0; do
        on "$name" ip link set "$device" up
        on "$name" sysctl -qw "net.ipv4.conf.$device.rp_filter=0"
    done
    # IPv6 in IPv4 (sit) and IPv4 in IPv6 as well: the director wraps by the server's family.
    on "$name" ip link set ip6tnl0 type ip6tnl mode any 2>/dev/null || true
    for vip; do
        addresses "$name" lo "$vip/$([[ $vip == *:* ]] && echo 128 || echo 32)"
    done
    startServer "$name"
}

# Does not say that it has the VIP (the LVS-HOWTO's ARP problem).
silent() { on "$1" sysctl -qw net.ipv4.conf.all.arp_ignore=1 net.ipv4.conf.all.arp_announce=2; }

cutLink() { ip link set "$1.${2:-0}" down; } # MACHINE [NUMBER]

healLink() { ip link set "$1.${2:-0}" up; } # MACHINE [NUMBER]

# --- real servers ----------------------------------------------------------------------------------------------------

# nginx: every path answers with the machine's name, /big is 4 MiB at 200 KiB/s.
startServer() { # NAME
    local name=$1 folder=$work/$1
    mkdir -p "$folder"
    [ -e "$work/big" ] || head -c 4M /dev/urandom >"$work/big"
    cat >"$folder/nginx.conf" <<NGINX
worker_processes 1;
pid $folder/nginx.pid;
error_log $folder/nginx.log;
events {}
http {
    access_log off;
    keepalive_timeout 0;
    client_body_temp_path $folder; proxy_temp_path $folder; fastcgi_temp_path $folder;
    uwsgi_temp_path $folder; scgi_temp_path $folder;
    server {
        listen 80; listen [::]:80; listen 8080; listen [::]:8080; listen 443;
        location = /big { root $work; limit_rate 200k; }
        location / { return 200 "$name\\n"; }
    }
}
NGINX
    on "$name" nginx -e "$folder/nginx.log" -c "$folder/nginx.conf"
}

stopServer() { # NAME
    kill "$(cat "$work/$1/nginx.pid")"
    await 10 "nginx of $1 gone" test ! -e "$work/$1/nginx.pid"
}

# bind9: a TXT question for "who" is answered with the machine's name.
startNameServer() { # NAME
    local name=$1 folder=$work/$1/bind
    mkdir -p "$folder"
    printf '@ 1 SOA . . 1 1 1 1 1\n@ 1 NS .\n@ 1 TXT %s\n' "$name" >"$folder/who"
    cat >"$folder/named.conf" <<BIND
options { directory "$folder"; pid-file "$folder/pid"; session-keyfile "$folder/key"; listen-on-v6 { any; };
    recursion no; empty-zones-enable no; dnssec-validation no; };
controls {};
zone "who" { type primary; file "$folder/who"; };
BIND
    on "$name" named -n 1 -U 1 -c "$folder/named.conf" >"$folder/log" 2>&1
    await 30 "bind9 of $name answers" on "$name" dig +short +time=1 +tries=1 @127.0.0.1 who TXT
}

# --- the director ----------------------------------------------------------------------------------------------------

# configure METHOD: lvs.cf from the blocks on standard input.
configure() {
    {
        printf 'serial_no = 1\nprimary = 10.0.0.1\nservice = lvs\nnetwork = %s\ndata_plane = ipvs\n' "$1"
        cat
    } >"$cf"
}

# What every block of these scenarios says: quick checks, no slow start.
quick() { printf 'active = 1\ncheck = connect\ncheck_interval = 1\ncheck_timeout = 5\nrise = 1\nfall = 1\nslow_start = 0\n'; }

servers() { # NAME=ADDRESS[:WEIGHT]...: server blocks; a colon is for IPv4 only
    local word address weight
    for word; do
        address=${word#*=} weight=1
        if [[ $address == *.*:* ]]; then
            weight=${address#*:} address=${address%:*}
        fi
        printf 'server %s {\naddress = %s\nactive = 1\nweight = %s\n}\n' "${word%%=*}" "$address" "$weight"
    done
}

# With one plugin only, each takes seconds to load here; and interpreted, because emulating a compiler and then what it wrote
# takes twice the time.
arapaimaOn() { # MACHINE PROGRAM ARGUMENT...
    local machine=$1
    shift
    mkdir -p "$work/plugins"
    cp -n "$LAB_HOME"/target/dist/plugins/check-connect-*.jar "$work/plugins/"
    on "$machine" env ARAPAIMA_BUILT=1 ARAPAIMA_PLUGINS="$work/plugins" JDK_JAVA_OPTIONS="${jvm:--Xint}" "${as[@]}" \
        "$LAB_HOME/arapaima" "$@"
}

arapaima() { arapaimaOn director "$@"; }

as=() # words before the director's command line, such as setpriv's

# director start: the hub with its nanny, started again whenever it ends, as systemd would; director stop: orderly.
director() {
    case $1 in
        start)
            touch "$work/wanted"
            mkdir -p "$rundir" "$statedir"
            superviseDirector >>"$kept/director.log" 2>&1 </dev/null &
            await 300 'the director listens' directorListens
            ;;
        stop)
            rm -f "$work/wanted"
            kill "$(managerPid)"
            await 60 'the director is gone' test ! -e "$rundir/lvs.pid"
            ;;
    esac
}

# What ends by a signal is started again; what ends by itself has its reason, which is the scenario's failure.
superviseDirector() {
    local status
    while [ -e "$work/wanted" ]; do
        status=0
        arapaima lvs-manager -c "$cf" --run-dir "$rundir" --state-dir "$statedir" || status=$?
        [ $status -gt 128 ] && [ $status -lt 255 ] || rm -f "$work/wanted"
    done
}

directorListens() {
    [ -e "$work/wanted" ] || failTable "the director ended: $(tail -1 "$kept/director.log")"
    [ -S "$rundir/lvs-manager.sock" ]
}

managerPid() { cat "$rundir/lvs.pid"; }

# Another lvs-manager than the one with process id $1, with its nanny.
anotherRuns() { [ "$(managerPid)" != "$1" ] && nannyPid; }

anotherNanny() { [ "$(nannyPid)" -ne "$1" ]; }

nannyPid() { pgrep -P "$(managerPid)"; }

lvsctl() { arapaima lvsctl "$1" --run-dir "$rundir" "${@:2}"; }

# The director reads what configure wrote. The signal costs nothing; lvsctl would start a JVM.
reload() { kill -HUP "$(managerPid)"; }

# A program among the tests of a module, such as a benchmark.
program() { # MACHINE MODULE CLASS [ARGUMENT...]
    on "$1" "$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xmx512m --enable-native-access=ALL-UNNAMED \
        "-Djava.util.logging.config.file=$LAB_HOME/lab/quiet.properties" \
        -cp "$LAB_HOME/$2/target/test-classes:$LAB_HOME/target/dist/lib/lvs-manager/*" "$3" "${@:4}"
}

# --- the table -------------------------------------------------------------------------------------------------------

rules() { on director ipvsadm -Sn; }

# awaitTable SECONDS: until ipvsadm -Sn says what stands on standard input, in any order.
awaitTable() {
    local limit=$1 end=$((SECONDS + $1)) expected
    expected=$(sort)
    until [ "$(rules | sort)" = "$expected" ]; do
        if [ $SECONDS -ge $end ]; then
            diff <(echo "$expected") <(rules | sort)
            failTable "the table is not as expected after $limit s: $(diff <(echo "$expected") <(rules | sort) | grep '^[<>]' | sed 's/^</missing/; s/^>/surplus/' | head -4 | paste -sd';')"
        fi
        sleep 1 # asking costs more than waiting here
    done
}

weightOf() { rules | sed -n "s/^-a -[tufi] $1 -r $2 .*-w \([0-9]*\).*/\1/p"; } # SERVICE SERVER, each ADDRESS:PORT

awaitWeight() { # SECONDS SERVICE SERVER WEIGHT; an empty weight: not in the table
    local end=$((SECONDS + $1))
    until [ "$(weightOf "$2" "$3")" = "$4" ]; do
        [ $SECONDS -lt $end ] ||
            failTable "weight of $3 in $2 after $1 s: expected '$4', got '$(weightOf "$2" "$3")'"
        sleep 1 # asking costs more than waiting here
    done
}

connections() { on director cat /proc/net/ip_vs_conn; }

# --- clients ---------------------------------------------------------------------------------------------------------

client=client

request() { on $client curl -sS --max-time 20 "$@"; } # [OPTION...] URL

# requests N URL [OPTION...]: who answered how often, as "www1=6 www2=6"
requests() {
    request "$2?[1-$1]" "${@:3}" | sort | uniq -c | awk '{printf "%s%s=%d", s, $2, $1; s=" "}'
}

answers() { # N URL EXPECTED [OPTION...]: as requests tells it
    same "$1 requests to $2" "$3" "$(requests "$1" "$2" "${@:4}" 2>&1)"
}

question() { # ADDRESS [OPTION...]: which name server answered
    on client dig +short +time=5 +tries=2 "@$1" who TXT "${@:2}" | tr -d '"'
}

# traffic URL: five requests a second until trafficIsWhole, which fails when one was lost.
traffic() {
    on client stdbuf -oL curl -s --max-time 20 --rate 5/s -w '%{http_code}\n' -o /dev/null "$1?[1-100000]" >"$work/traffic" &
    trafficPid=$!
}

trafficIsWhole() {
    local lost all
    kill "$trafficPid"
    all=$(wc -l <"$work/traffic")
    lost=$(grep -vc '^200$' "$work/traffic" || true)
    echo "$all requests, $lost lost"
    [ "$all" -gt 0 ] || fail 'no request was made at all'
    [ "$lost" = 0 ] || failTable "$lost of $all requests were lost"
}

# download NAME URL: begins one, which lasts 20 s; downloadIsWhole NAME waits for it.
download() {
    on client curl -sS --max-time 240 -o "$work/download.$1" "$2" >"$work/download.$1.log" 2>&1 &
    eval "download_$1=$!"
    await 20 "download $1 begins" test -s "$work/download.$1"
}

downloadRuns() { # NAME
    local pid=download_$1
    kill -0 "${!pid}" 2>/dev/null || fail "download $1 should still run: $(cat "$work/download.$1.log")"
}

downloadIsWhole() { # NAME
    local pid=download_$1
    wait "${!pid}" || failTable "download $1 broke: $(cat "$work/download.$1.log")"
    cmp -s "$work/big" "$work/download.$1" || fail "download $1 is not what the server sent"
}

# capture MACHINE [FILTER...]: into MACHINE.pcap, until captureStop; captured MACHINE [FILTER...] prints what matches.
capture() {
    local machine=$1
    shift
    on "$machine" tcpdump -U -i any -w "$work/$machine.pcap" "$@" >"$work/$machine.tcpdump" 2>&1 &
    capturePid=$!
    await 20 "tcpdump on $machine listens" grep -q '^tcpdump: data link\|listening' "$work/$machine.tcpdump"
}

captureStop() {
    kill "$capturePid"
    wait "$capturePid" || true
}

# awaitCaptured MACHINE COUNT [FILTER...]: until at least so many packets were seen.
awaitCaptured() { await 30 "$2 packets on $1" hasCaptured "$@"; }

hasCaptured() { [ "$(captured "$1" "${@:3}" | wc -l)" -ge "$2" ]; }

captured() { tcpdump -nn -r "$work/$1.pcap" "${@:2}" 2>/dev/null; } # MACHINE [FILTER...]
