# A table of 1,000 services with 10 servers each, built, changed and read by us, by ipvsadm -R and by one ipvsadm a change.
# limit: 1800
# set: all
# seed: 1
machine director
on director modprobe -a ip_vs ip_vs_rr ip_vs_wlc
program director lib/ipvs io.arapaima.ipvs.TableBenchmark | tee -a "$kept/told"
