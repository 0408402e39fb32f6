# lvs-manager needs CAP_NET_ADMIN and CAP_NET_RAW, and no more: it runs as an ordinary user, and nanny gets neither. Without them it says so.
# limit: 300
# set: short
# seed: 1
network
natServer www1 11
configure nat <<CF
virtual web {
    address = 10.0.0.100 eth0:1
    vip_nmask = 255.255.255.255
    $(quick)
    $(servers www1=192.168.1.11)
}
CF
mkdir -p "$rundir" "$statedir"
chown nobody:nogroup "$rundir" "$statedir"
ordinary=(setpriv --reuid=nobody --regid=nogroup --clear-groups)

step 'without the two capabilities: a sentence, exit status 3, nothing touched'
as=("${ordinary[@]}" --inh-caps=-all --bounding-set=-all)
status=0
said=$(arapaima lvs-manager -c "$cf" --run-dir "$rundir" --state-dir "$statedir" 2>&1) || status=$?
echo "$said"
same 'exit status without capabilities' 3 "$status"
[[ $said == *CAP_NET_ADMIN* ]] || fail "the sentence names no capability: $said"
same 'files left in the state folder' '' "$(ls "$statedir")"

step 'with them'
caps=-all,+net_admin,+net_raw
as=("${ordinary[@]}" "--inh-caps=$caps" "--ambient-caps=$caps" "--bounding-set=$caps")
director start
awaitTable 120 <<'RULES'
-A -t 10.0.0.100:80 -s wlc
-a -t 10.0.0.100:80 -r 192.168.1.11:80 -m -w 1
RULES
same 'user and capabilities of lvs-manager' '65534 0000000000003000' \
    "$(awk '/^Uid:/ { user = $2 } /^CapEff:/ { print user, $2 }' "/proc/$(managerPid)/status")"
same 'user and capabilities of nanny: none, and none to come' '65534 0000000000000000 0000000000000000 1' \
    "$(awk '/^Uid:/ { user = $2 } /^CapPrm:/ { may = $2 } /^CapEff:/ { does = $2 } /^NoNewPrivs:/ { print user, may, does, $2 }' \
        "/proc/$(nannyPid)/status")"
await 30 'the virtual address is here' hasAddress director 10.0.0.100
answers 3 http://10.0.0.100/ 'www1=3'
director stop
awaitTable 20 </dev/null
