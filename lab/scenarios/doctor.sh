# lvsctl doctor finds what stops the traffic, --fix mends it, and another director on the machine is named.
# limit: 200
# set: all
# seed: 9
network
natServer www1 11
on director sysctl -qw net.ipv4.ip_forward=0
configure nat <<CF
virtual web {
    address = 10.0.0.100 eth0
    vip_nmask = 255.255.255.255
    port = 80
    $(quick)
    $(servers www1=192.168.1.11)
}
CF
doctor() { # STATUS [OPTION...]: prints what it says
    local status=0
    arapaima lvsctl doctor "${@:2}" "$cf" 2>&1 | tee "$work/said" || status=$?
    same "exit code of doctor ${*:2}" "$1" "$status"
}
says() { [[ $(<"$work/said") == *"$1"* ]] || fail "doctor does not say '$1'"; }

step 'forwarding is off: found, mended, and mended for the next boot'
doctor 1
says 'PROBLEM  sysctl net.ipv4.ip_forward: 0'
doctor 0 --fix
says 'net.ipv4.ip_forward: 0 -> 1'
same 'net.ipv4.ip_forward' 1 "$(on director cat /proc/sys/net/ipv4/ip_forward)"
same 'line for the next boot' 'net.ipv4.ip_forward = 1' "$(grep '^net.ipv4.ip_forward ' /etc/sysctl.d/90-arapaima.conf)"

step 'keepalived has a table here as well'
printf 'virtual_server 10.0.0.200 80 {\n  lb_algo rr\n  lb_kind NAT\n  protocol TCP\n  real_server 192.168.1.11 80 {\n  }\n}\n' >"$work/keepalived.conf"
on director keepalived --dont-fork --check --log-console -p "$work/keepalived.pid" -c "$work/checkers.pid" -f "$work/keepalived.conf" >"$work/keepalived.log" 2>&1 &
keepalived=$!
served() { [[ $(rules) == *10.0.0.200:80* ]]; }
await 20 'keepalived has its service' served
doctor 0
says keepalived
kill $keepalived
