#!/usr/bin/env bash
# Process 1 of the guest: the last mounts, the command, its status, power off.
modules=/lib/modules/$LAB_KERNEL
mkdir -p "$modules"
mount -t 9p -o ro,trans=virtio,version=9p2000.L,msize=262144,cache=loose modules "$modules"
for point in /run /tmp /dev/shm; do
    case $LAB_HOME/ in
        "$point"/*) ;; # the repository itself lies there
        *) mkdir -p $point && mount -t tmpfs tmpfs $point ;;
    esac
done
chmod 1777 /tmp /dev/shm
ln -sfn /proc/self/fd /dev/fd
mkdir -p /dev/pts && mount -t devpts devpts /dev/pts
mount -t cgroup2 cgroup2 /sys/fs/cgroup 2>/dev/null
ip link set lo up
hostname guest
cd "$LAB_HOME" || exit 1

# The second serial line is the caller's output, byte for byte.
stty raw -echo </dev/ttyS1
HOME=/root TERM=dumb bash -c "$LAB_COMMAND" </dev/null >/dev/ttyS1 2>&1
echo $? >/mnt/status.new && mv /mnt/status.new /mnt/status
sync
stty -F /dev/ttyS1 raw # waits until the last byte is out
echo o >/proc/sysrq-trigger
sleep 60
