# From a verdict on nanny's socket to the kernel's acknowledgement, at 1,000 real servers.
# limit: 600
# set: all
# seed: 1
segment outside
machine director outside=10.0.0.1/24
program director lvs-manager io.arapaima.manager.VerdictLatency ipvs 100 10 200 | tee -a "$kept/told"
same 'services that are left' '' "$(rules)"
