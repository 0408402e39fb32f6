# Every kind of service and destination, written by us and read by ipvsadm and the other way round, and 100 random tables.
# limit: 900
# set: all
# seed: 1
machine director
program director lib/ipvs io.arapaima.ipvs.KernelRoundTrip
