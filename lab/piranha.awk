# lvs.cf -> the commands that lvsd and nanny of Piranha would have given to ipvsadm, every server up, as ipvsadm -R reads
# them. Written from Piranha's description, not from our planner: the lab compares the two. Knows our added keywords as well.
function value(line) {
    sub(/^[^=]*=[ \t]*/, "", line)
    sub(/[ \t]+#.*$/, "", line)
    sub(/[ \t]+$/, "", line)
    return line
}
function or_else(first, second) { return first != "" ? first : second }
function host(address) { return address ~ /:/ ? "[" address "]" : address }
function service(    way) {
    if (v["fwmark"] + 0 != 0) return "-f " v["fwmark"] (v["address"] ~ /:/ ? " -6" : "")
    way = v["protocol"] == "udp" ? "-u" : v["protocol"] == "sctp" ? "--sctp-service" : "-t"
    return way " " host(v["address"]) ":" or_else(v["port"], 80)
}
function add_service(    rule, flags) {
    rule = "-A " service() " -s " or_else(v["scheduler"], "wlc")
    if (v["persistent"] + 0 > 0) {
        rule = rule " -p " v["persistent"]
        if (v["pmask"] ~ /\./) rule = rule " -M " v["pmask"]
        else if (v["pmask"] != "") rule = rule " -M " mask[v["pmask"]]
    }
    if (v["persistence_engine"] != "") rule = rule " --pe " v["persistence_engine"]
    if (v["one_packet"] == 1) rule = rule " -o"
    flags = v["scheduler_flags"]
    gsub(/[ ,]+/, ",", flags)
    if (flags != "") rule = rule " -b " flags
    print rule
}
function add_server(    way, type, rule, sum) {
    if (s["active"] != 1) return
    way = or_else(s["forwarding"], or_else(v["forwarding"], or_else(network, "nat")))
    rule = "-a " service() " -r " host(s["address"]) ":" or_else(s["port"], or_else(v["port"], 80))
    rule = rule (way == "nat" ? " -m" : way == "direct" ? " -g" : " -i") " -w " or_else(s["weight"], 1)
    type = or_else(s["tunnel_type"], v["tunnel_type"])
    if (way == "tunnel" && type != "") {
        rule = rule " --tun-type " type
        if (type == "gue") rule = rule " --tun-port " or_else(s["tunnel_port"], v["tunnel_port"])
        sum = or_else(s["tunnel_checksum"], v["tunnel_checksum"])
        if (sum == "full") rule = rule " --tun-csum"
        if (sum == "remote") rule = rule " --tun-remcsum"
    }
    if (or_else(s["upper_threshold"], v["upper_threshold"]) != "") rule = rule " -x " or_else(s["upper_threshold"], v["upper_threshold"])
    if (or_else(s["lower_threshold"], v["lower_threshold"]) != "") rule = rule " -y " or_else(s["lower_threshold"], v["lower_threshold"])
    servers[++count] = rule
}
BEGIN { mask["24"] = "255.255.255.0"; mask["16"] = "255.255.0.0"; mask["8"] = "255.0.0.0" }
/^[ \t]*(#|$)/ { next }
/^[ \t]*(virtual|failover)[ \t].*\{/ { kind = $1; split("", v); count = 0; depth = 1; next }
/^[ \t]*server[ \t].*\{/ { split("", s); depth = 2; next }
/^[ \t]*\}/ {
    if (depth == 2) add_server()
    if (depth == 1 && kind == "virtual" && v["active"] == 1) {
        add_service()
        for (i = 1; i <= count; i++) print servers[i]
    }
    depth--
    next
}
{
    word = $1
    sub(/=.*/, "", word)
    text = value($0)
    if (word == "address" || word == "nat_router") sub(/[ \t].*/, "", text)
    if (depth == 2) s[word] = text
    else if (depth == 1) v[word] = text
    else if (word == "network") network = text
}
