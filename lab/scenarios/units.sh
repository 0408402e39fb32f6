# The units of etc/systemd under a real systemd: who runs as what, with which rights, in which sandbox, and it all works there.
# limit: 600
# set: all
# seed: 1
network
natServer www1 11
natServer www2 12
on director sysctl -qw net.ipv4.ping_group_range='0 2147483647' # as systemd's own sysctl.d has it on a real machine
cf=/etc/sysconfig/ha/lvs.cf
rundir=/run/arapaima
statedir=/var/lib/arapaima

step 'an installation: the user, the launcher, the units, lvs.cf'
systemd-sysusers "$LAB_HOME"/etc/sysusers.d/arapaima.conf
useradd --system --no-create-home --groups arapaima watcher
useradd --system --no-create-home --groups arapaima,arapaima-operator keeper
ln -sfn "$LAB_HOME/arapaima" /usr/sbin/arapaima
mkdir -p /etc/sysconfig/ha
configure nat <<CF
virtual web {
    address = 10.0.0.100 eth0:1
    vip_nmask = 255.255.255.255
    check = "all(connect, ping)"
    $(quick)
    $(servers www1=192.168.1.11 www2=192.168.1.12)
}
CF
chown root:arapaima "$cf"
chmod 640 "$cf"
mkdir -p "$work/plugins"
cp "$LAB_HOME"/target/dist/plugins/check-connect-*.jar "$LAB_HOME"/target/dist/plugins/check-ping-*.jar "$work/plugins/"
units=/run/systemd/system
mkdir -p $units
cp "$LAB_HOME"/etc/systemd/* $units
# The tree under test lies where the sandbox would hide it on some machines; and nothing is built here.
for unit in pulse.service lvs-manager@.service; do
    mkdir -p "$units/$unit.d"
    {
        printf '[Service]\nEnvironment=ARAPAIMA_BUILT=1 JAVA_HOME=%s ARAPAIMA_PLUGINS=%s JDK_JAVA_OPTIONS=%s\nStandardOutput=append:%s\nStandardError=append:%s\n' \
            "${JAVA_HOME:-}" "$work/plugins" "${jvm:--Xint}" "$kept/director.log" "$kept/director.log"
        printf 'WatchdogSec=0\n' # a JVM is ten times slower here
        case $LAB_HOME in
            /home/* | /root/*) printf 'ProtectHome=no\n' ;;
            /tmp/*) printf 'PrivateTmp=no\n' ;;
        esac
    } >"$units/$unit.d/lab.conf"
done
printf '[Unit]\nDefaultDependencies=no\nWants=pulse.service\nAllowIsolate=yes\n' >$units/lab.target

# systemd as process 1 of a PID namespace, in the director's network.
nsenter --net=/run/netns/director unshare --pid --mount --fork --mount-proc --cgroup --kill-child \
    env -i container=other "PATH=$PATH" /lib/systemd/systemd --system --unit=lab.target --log-target=console --show-status=no \
    >"$kept/systemd" 2>&1 &
outer=$!
await 30 'systemd runs' pgrep -P $outer
init=$(pgrep -P $outer)
systemctl() { nsenter -t "$init" -p -m systemctl --no-pager "$@"; }

step 'it works there'
await 120 'pulse is active' systemctl is-active pulse.service
table() {
    cat <<'RULES'
-A -t 10.0.0.100:80 -s wlc
-a -t 10.0.0.100:80 -r 192.168.1.11:80 -m -w 1
-a -t 10.0.0.100:80 -r 192.168.1.12:80 -m -w 1
RULES
}
table | awaitTable 240
await 60 'the virtual address is here' hasAddress director 10.0.0.100
answers 4 http://10.0.0.100/ 'www1=2 www2=2'

step 'who runs as what'
daemon() { pgrep -f "io[.]arapaima[.]$1[.]Main" | head -1; }
rights() { # DAEMON: user and capability sets, as the kernel knows them
    awk '/^(CapInh|CapPrm|CapEff|CapBnd|CapAmb|NoNewPrivs|Seccomp):/ { printf "%s %s ", $1, $2 }' "/proc/$(daemon "$1")/status" |
        sed 's/ 00000000/ /g; s/ $//'
}
user=$(id -u arapaima)
for name in pulse manager nanny; do
    same "user of $name" "$user $user $user $user" \
        "$(awk '/^Uid:/ { print $2, $3, $4, $5 }' "/proc/$(daemon $name)/status")"
done
same 'rights of pulse: to bind a port' \
    'CapInh: 00000400 CapPrm: 00000400 CapEff: 00000400 CapBnd: 00000400 CapAmb: 00000400 NoNewPrivs: 1 Seccomp: 2' "$(rights pulse)"
same 'rights of lvs-manager: CAP_NET_ADMIN, CAP_NET_RAW' \
    'CapInh: 00003000 CapPrm: 00003000 CapEff: 00003000 CapBnd: 00003000 CapAmb: 00003000 NoNewPrivs: 1 Seccomp: 2' "$(rights manager)"
same 'rights of nanny: none, and none to come' \
    'CapInh: 00000000 CapPrm: 00000000 CapEff: 00000000 CapBnd: 00003000 CapAmb: 00000000 NoNewPrivs: 1 Seccomp: 2' "$(rights nanny)"

step 'what others may read and do'
same 'files that others may read or write' '' "$(find $rundir/ $statedir/ -perm /007 ! -type s ! -type l)"
same 'modes of the sockets' '660 660' "$(stat -c %a $rundir/lvs-manager.sock $rundir/pulse.sock | paste -sd' ')"
lvsctlAs() { # USER ARGUMENT...
    local who=$1
    shift
    on director setpriv --reuid="$who" --regid="$(id -g "$who")" --init-groups env JAVA_HOME="${JAVA_HOME:-}" ARAPAIMA_BUILT=1 \
        "JDK_JAVA_OPTIONS=${jvm:--Xint}" "$LAB_HOME/arapaima" lvsctl "$@" 2>&1
}
said=$(lvsctlAs watcher status) || fail "a member of the group may not look: $said"
[[ $said == *192.168.1.11:80* ]] || fail "a member of the group sees no table: $said"
said=$(lvsctlAs watcher quiesce web/www1 || true)
[[ $said == *'may only look'* ]] || fail "a member of the group may command: $said"
said=$(lvsctlAs nobody status || true)
[[ $said == *'cannot reach lvs-manager'* ]] || fail "a stranger may look: $said"
said=$(lvsctlAs keeper reload || true)
[[ $said == *'takes an editor'* ]] || fail "an operator may configure: $said"
said=$(lvsctlAs keeper quiesce web/www1) || fail "an operator may not operate: $said"
awaitTable 20 <<'RULES'
-A -t 10.0.0.100:80 -s wlc
-a -t 10.0.0.100:80 -r 192.168.1.11:80 -m -w 0
-a -t 10.0.0.100:80 -r 192.168.1.12:80 -m -w 1
RULES
lvsctl auto web/www1
table | awaitTable 20

step 'a hub that is killed comes back by the same road'
manager=$(daemon manager)
kill -9 "$manager"
another() { local now; now=$(daemon manager) && [ -n "$now" ] && [ "$now" != "$manager" ]; }
await 120 'another lvs-manager' another
table | awaitTable 60
same 'rights of the new lvs-manager' \
    'CapInh: 00003000 CapPrm: 00003000 CapEff: 00003000 CapBnd: 00003000 CapAmb: 00003000 NoNewPrivs: 1 Seccomp: 2' "$(rights manager)"

step 'how exposed they are'
for unit in pulse.service "lvs-manager@1.service"; do
    exposure=$(nsenter -t "$init" -p -m systemd-analyze security --no-pager "$unit" | sed -n 's/.*exposure level for .*: \([0-9.]*\) .*/\1/p')
    echo "$unit: $exposure" | tee -a "$kept/told"
    awk -v is="$exposure" 'BEGIN { exit !(is != "" && is < 3.0) }' || fail "systemd-analyze security of $unit is '$exposure', 3.0 or more"
done

step 'a clean stop takes everything along'
systemctl stop pulse.service
awaitTable 30 </dev/null
if hasAddress director 10.0.0.100; then
    fail 'the virtual address is left behind'
fi
await 30 'lvs-manager and nanny have ended' test -z "$(daemon manager)$(daemon nanny)"
same 'how pulse ended' 'inactive' "$(systemctl is-active pulse.service || true)"
