# What a connect check costs the director, one second apart: keepalived, ours, a process for each server and ldirectord, one after
# the other on the same processor and against the same server. CPU is what the kernel ran the checking processes for.
# limit: 2400
# set: all
# seed: 21
segment outside
machine director outside=10.0.0.1/24
machine farm outside=10.0.0.2/24
on director ip route add 10.1.0.0/16 via 10.0.0.2
farm() { # COUNT: addresses of servers
    local i
    for ((i = 0; i < $1; i++)); do
        echo "10.1.$((i / 250)).$((1 + i % 250))"
    done
}
farm 1000 | sed 's/.*/address add &\/32 dev lo/' >"$work/addresses"
on farm ip -batch "$work/addresses"
startServer farm

# Nanoseconds that processes and what they have ended have run so far.
ran() { # PID...
    local pid
    for pid; do
        cat "/proc/$pid"/task/*/schedstat 2>/dev/null || true
    done | awk '{sum += $1} END {printf "%.0f\n", sum}'
}
accepted() { on farm awk '/^Tcp: [0-9]/ {print $7}' /proc/net/snmp; } # ever accepted by the farm
descendants() { # PID
    local child
    echo "$1"
    for child in $(cat "/proc/$1"/task/*/children); do
        descendants "$child"
    done
}
row() { # WHO SERVERS MICROSECONDS-OF-CPU CHECKS SECONDS MEMORY-KB
    printf '%-28s %5s servers, %6.0f checks a second, %6.0f us of CPU a check, %4.0f %% of the processor, %4.0f MB\n' "$1" "$2" \
        "$(bc <<<"$4 / $5")" "$(bc <<<"$3 / $4")" "$(bc <<<"$3 / $5 / 10000")" "$(bc <<<"$6 / 1024")" | tee -a "$kept/told"
}
pss() { # PID...
    local pid
    for pid; do
        cat "/proc/$pid/smaps_rollup"
    done | awk '/^Pss:/ {sum += $2} END {print sum}'
}

# measured WHO SERVERS SECONDS PID...
measured() {
    local from to before after
    before=$(accepted) from=$(ran "${@:4}")
    sleep "$3"
    after=$(accepted) to=$(ran "${@:4}")
    row "$1" "$2" $(((to - from) / 1000)) $((after - before)) "$3" "$(pss "${@:4}")"
}

step keepalived
{
    printf 'virtual_server 10.0.0.1 80 {\n  delay_loop 1\n  lb_algo rr\n  lb_kind NAT\n  protocol TCP\n'
    farm 1000 | sed 's/.*/  real_server & 80 {\n    TCP_CHECK {\n      connect_timeout 3\n    }\n  }/'
    echo '}'
} >"$work/keepalived.conf"
on director /usr/sbin/keepalived --dont-fork --check --log-console -p "$work/k.pid" -c "$work/kc.pid" -f "$work/keepalived.conf" \
    >"$kept/keepalived.log" 2>&1 </dev/null &
await 60 'keepalived checks' test -s "$work/kc.pid"
sleep 15
measured keepalived 1000 20 "$(cat "$work/kc.pid")"
kill "$(cat "$work/k.pid")"
await 60 'keepalived is gone' test ! -e "$work/k.pid"
on director ipvsadm -C

step ours
jvm=-XX:+UseSerialGC
{
    printf 'virtual web {\naddress = 10.0.0.1 eth0\nport = 80\n'
    quick
    farm 1000 | awk '{printf "server s%d {\naddress = %s\nactive = 1\n}\n", NR, $1}'
    echo '}'
} | configure nat
director start
full() { [ "$(on director ipvsadm -Ln | grep -c ' Masq ')" = 1000 ]; }
await 600 'all servers are in the table' full
sleep 60
nanny=$(nannyPid)
measured ours 1000 20 "$nanny"
# By then the better compiler has nothing left to do; a director runs for months after that.
sleep 280
measured 'ours, five minutes on' 1000 20 "$nanny"

step 'all die at once'
# One program that only reads: a listing made twenty times a second would take the processor from those who are measured.
# shellcheck disable=SC2016
on director perl -MTime::HiRes=time,sleep -e '
    local $| = 1;
    print "reading\n";
    while (1) {
        open my $table, "<", "/proc/net/ip_vs" or die $!;
        last unless grep { / Masq / } <$table>;
        sleep 0.05;
    }
    printf "%.0f\n", 1000 * time' >"$work/reader" &
reader=$!
await 20 'the reader reads' test -s "$work/reader"
from=$(date +%s%3N)
stopServer farm
wait $reader
echo "a thousand servers that die at once are out of the table after $(($(tail -1 "$work/reader") - from)) ms" | tee -a "$kept/told"
director stop
startServer farm

step 'a process for each server'
on director perl -MIO::Socket::INET -e '
    for my $address (@ARGV) {
        next if fork;
        select undef, undef, undef, rand 1;
        while (1) {
            IO::Socket::INET->new(PeerAddr => $address, PeerPort => 80, Timeout => 3);
            select undef, undef, undef, 1;
        }
    }
    sleep' $(farm 300) &
perl=$!
sleep 20
mapfile -t all < <(descendants $perl)
measured 'a process a server (Perl)' 300 20 "${all[@]}"
kill "${all[@]}" || true

step ldirectord
{
    printf 'checkinterval=1\nchecktimeout=3\nfork=yes\nvirtual=10.0.0.1:80\n'
    farm 100 | sed 's/.*/    real=&:80 masq/'
    printf '    protocol=tcp\n    scheduler=rr\n    checktype=connect\n'
} >"$work/ldirectord.cf"
on director ldirectord -d "$work/ldirectord.cf" start >"$kept/ldirectord.log" 2>&1 </dev/null &
ld=$!
sleep 20
mapfile -t all < <(descendants $ld)
measured ldirectord 100 20 "${all[@]}"
kill "${all[@]}" || true
