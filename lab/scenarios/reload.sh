# A reload changes what the file changed and nothing else: each keyword in turn, with downloads running all the while;
# an operator quiesces, the foreign service stays until manage = all, and a bad file changes nothing.
# limit: 400
# set: all
# seed: 4
network
natServer www1 11
natServer www2 12
directServer www3 13 10.0.0.100
on director modprobe ip_vs
on director ipvsadm -A -t 10.0.0.200:80 -s wrr
foreign='-A -t 10.0.0.200:80 -s wrr'

# The file with some lines instead of the usual ones: service [LINE...], then server lines for www2 in $www2.
service_line='scheduler = rr' top='' extra='' www1='weight = 1' www2='weight = 1' timing='check_interval = 1'
write() {
    configure nat <<CF
$top
virtual web {
    address = 10.0.0.100 eth0
    vip_nmask = 255.255.255.255
    port = 80
    active = 1
    $service_line
    $extra
    check = connect
    check_timeout = 5
    $timing
    rise = 1
    fall = 1
    slow_start = 0
    server www1 {
        address = 192.168.1.11
        active = 1
        $www1
    }
    server www2 {
        address = 192.168.1.12
        active = 1
        $www2
    }
}
CF
}

# becomes SERVICE WWW1 WWW2: after a reload the rules are these; the downloads run on or were made anew after their end.
becomes() {
    step "reload: $service_line; $top; $extra; $timing; www1 $www1; www2 $www2"
    write
    reload
    printf '%s\n' "-A -t 10.0.0.100:80 $1" "-a -t 10.0.0.100:80 -r 192.168.1.11:80 $2" \
        "-a -t 10.0.0.100:80 -r 192.168.1.12:80 $3" "$foreign" | sed '/^$/d; / $/d' | awaitTable 90
    downloads
}

# Two long downloads, one on each server, none of which may break.
downloads() {
    local name pid
    for name in a b; do
        pid=download_$name
        if [ -n "${!pid:-}" ]; then
            kill -0 "${!pid}" 2>/dev/null && continue
            downloadIsWhole $name
        fi
        download $name http://10.0.0.100/big
    done
}

write
director start
awaitTable 300 <<RULES
-A -t 10.0.0.100:80 -s rr
-a -t 10.0.0.100:80 -r 192.168.1.11:80 -m -w 1
-a -t 10.0.0.100:80 -r 192.168.1.12:80 -m -w 1
$foreign
RULES
downloads

plain=('-m -w 1' '-m -w 1')
service_line='scheduler = wrr' && becomes '-s wrr' "${plain[@]}"
service_line='scheduler = sh' extra='scheduler_flags = sh-port' && becomes '-s sh -b sh-port' "${plain[@]}"
service_line='scheduler = wlc' extra='' && becomes '-s wlc' "${plain[@]}"
extra='persistent = 120' && becomes '-s wlc -p 120' "${plain[@]}"
extra=$'persistent = 120\npmask = 255.255.255.0' && becomes '-s wlc -p 120 -M 255.255.255.0' "${plain[@]}"
extra='' && becomes '-s wlc' "${plain[@]}"
www2='weight = 7' && becomes '-s wlc' '-m -w 1' '-m -w 7'
www1='weight = 3' && becomes '-s wlc' '-m -w 3' '-m -w 7'
www1=$'weight = 3\nupper_threshold = 100\nlower_threshold = 50' && becomes '-s wlc' '-m -w 3' '-m -w 7'
on director ipvsadm -Ln --thresholds | grep -q '192.168.1.11:80 *100 *50' ||
    fail "thresholds 100 and 50 are not in force: $(on director ipvsadm -Ln --thresholds | grep 1.11)"
www1='weight = 1' www2='weight = 1' timing='check_interval = 2' && becomes '-s wlc' "${plain[@]}"
top=$'tcp_timeout = 1000\ntcpfin_timeout = 100\nudp_timeout = 200' && becomes '-s wlc' "${plain[@]}"
await 60 'the time-outs are in force' eval 'on director ipvsadm -L --timeout | grep -q "1000 100 200"'
top=$'email_to = ops@example.org\nsmtp_server = 127.0.0.1:2' && becomes '-s wlc' "${plain[@]}"
top='' extra='sorry_server = 192.168.1.19' && becomes '-s wlc' "${plain[@]}"
extra='quiesce_server = 1' && becomes '-s wlc' "${plain[@]}"

step 'a bad file changes nothing'
service_line='scheduler = fastest' && write
reload
await 60 'the journal or the log says why' grep -q fastest "$kept/director.log"
service_line='scheduler = wlc'
downloads

step 'an operator quiesces www2: its download goes on, new requests go elsewhere, and auto brings it back'
lvsctl quiesce web/www2
awaitWeight 60 10.0.0.100:80 192.168.1.12:80 0
answers 3 http://10.0.0.100/ 'www1=3'
downloadIsWhole a
downloadIsWhole b
unset download_a download_b
lvsctl auto web/www2
awaitWeight 60 10.0.0.100:80 192.168.1.12:80 1
downloads

step 'quiesce_server: who fails stays at weight 0'
stopServer www2
awaitWeight 90 10.0.0.100:80 192.168.1.12:80 0
startServer www2
awaitWeight 90 10.0.0.100:80 192.168.1.12:80 1

step 'manage = all removes the foreign service'
foreign='' top='manage = all' download_a='' download_b='' && becomes '-s wlc' "${plain[@]}"

step 'active = 0: the server leaves, then the service'
downloadIsWhole a
downloadIsWhole b
sed -i '/server www2/,/}/s/active = 1/active = 0/' "$cf"
reload
awaitWeight 60 10.0.0.100:80 192.168.1.12:80 ''
sed -i '/virtual web/,/server www1/s/active = 1/active = 0/' "$cf"
reload
awaitTable 60 </dev/null
