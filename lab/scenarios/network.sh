# Proves the lab itself: with a table made by ipvsadm, traffic reaches real servers by all three methods.
# limit: 120
# set: all
# seed: 1
network
natServer www1 11
natServer www2 12
directServer www3 13 10.0.0.101
tunnelServer www4 14 10.0.0.102
on director modprobe ip_vs
addresses director eth0 10.0.0.100/32,10.0.0.101/32,10.0.0.102/32

on director ipvsadm -R <<'RULES'
-A -t 10.0.0.100:80 -s rr
-a -t 10.0.0.100:80 -r 192.168.1.11:80 -m -w 1
-a -t 10.0.0.100:80 -r 192.168.1.12:80 -m -w 1
-A -t 10.0.0.101:80 -s rr
-a -t 10.0.0.101:80 -r 10.0.0.13:80 -g -w 1
-A -t 10.0.0.102:80 -s rr
-a -t 10.0.0.102:80 -r 192.168.1.14:80 -i -w 1
RULES
capture www4 ip proto 4
answers 10 http://10.0.0.100/ 'www1=5 www2=5'
answers 4 http://10.0.0.101/ 'www3=4'
answers 4 http://10.0.0.102/ 'www4=4'
awaitCaptured www4 5 ip proto 4
captureStop
showTable
download a http://10.0.0.100/big
downloadRuns a
downloadIsWhole a
