# Virtual addresses and the NAT router's address: taken, announced, restored, given back, and left to who has them already.
# limit: 300
# set: all
# seed: 6
network
natServer www1 11
on www1 ip route replace default via 192.168.1.254
machine thief outside=10.0.0.66/24,10.0.0.108/32
write() { # ACTIVE: whether the service web is
    {
        printf 'nat_router = 192.168.1.254 eth1:1\nnat_nmask = 255.255.255.0\n'
        service web 10.0.0.100 eth0:1 "$1"
        service six 2001:db8::100 eth0 1
        service stolen 10.0.0.108 eth0:2 1
    } | configure nat
}
service() { # NAME ADDRESS DEVICE ACTIVE
    local server=192.168.1.11
    [[ $2 != *:* ]] || server=2001:db8:1::11
    cat <<CF
virtual $1 {
    address = $2 $3
    vip_nmask = 255.255.255.255
    port = 80
    $(quick)
    active = $4
    $(servers www1=$server)
}
CF
}
mac() { on "$1" cat /sys/class/net/eth0/address; }
# What the client knows by itself, without asking.
neighbour() { on client ip neighbour show "$1" | sed -n 's/.*lladdr \([^ ]*\).*/\1/p'; }
knowsDirector() { [ "$(neighbour "$1")" = "$(mac director)" ]; }
told() { grep -q "$1" "$kept/director.log"; }

step 'a client that still knows another owner learns the new one from the announcement'
for address in 10.0.0.100 2001:db8::100; do
    on client ip neighbour replace $address lladdr 02:00:00:00:00:99 dev eth0 nud stale
done
capture client arp or icmp6
write 1
director start
for address in 192.168.1.254 10.0.0.100 2001:db8::100; do
    await 60 "the director has $address" hasAddress director $address
done
await 30 'the client knows the new owner of 10.0.0.100' knowsDirector 10.0.0.100
await 30 'the client knows the new owner of 2001:db8::100' knowsDirector 2001:db8::100
await 60 'www1 serves' request http://10.0.0.100/
await 60 'www1 serves by IPv6' request 'http://\[2001:db8::100\]/'
awaitCaptured client 5 "arp and arp[6:2] = 1 and arp[14:4] = arp[24:4] and arp[24:4] = 0x0a000064"
captureStop

step 'an address that somebody else answers for is not taken, and that is said'
await 60 'the conflict is told' told "10.0.0.108.*answered by $(mac thief)"
! hasAddress director 10.0.0.108 || fail 'the director took 10.0.0.108 although the thief has it'
on thief ip address del 10.0.0.108/32 dev eth0
await 120 'the director takes it when it is free' hasAddress director 10.0.0.108

step 'an address that somebody removed returns; the addresses of the device stay'
on director ip address del 10.0.0.100/32 dev eth0
await 60 'the address is back' hasAddress director 10.0.0.100
hasAddress director 10.0.0.1 || fail 'the own address 10.0.0.1 of the director is gone'
[[ $(on director ip -4 address show dev eth0) == *'10.0.0.100/32 '*'eth0:1'* ]] || fail 'the label eth0:1 is missing'

step 'a service that is no longer active gives its address back, the others keep theirs'
write 0
reload
await 60 'the address is gone' eval '! hasAddress director 10.0.0.100'
hasAddress director 10.0.0.108 || fail '10.0.0.108 went with it'
director stop
for address in 192.168.1.254 10.0.0.108 2001:db8::100; do
    ! hasAddress director $address || fail "the stopped director left $address behind"
done
hasAddress director 10.0.0.1 || fail 'the own address 10.0.0.1 of the director is gone'
