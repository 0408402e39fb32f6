#!/usr/bin/env bash
# Boots the guest and runs one command in it; called by ./arapaima lab.
#   lab/boot.sh RESULTS LIMIT COMMAND
# RESULTS is a folder the guest may write (it sees it as /mnt), LIMIT the seconds after which a guest that hangs is
# killed, COMMAND a line for bash that runs as root in the repository's folder. What the command prints comes out here,
# the kernel's console goes to RESULTS/console. Exit status: the command's, or 124 when the guest hung or died.
set -euo pipefail

lab=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
home=$(dirname "$lab")
cache=$home/target/lab/cache
# Defences against speculation and five-level page tables cost emulated programs most of their time and prove nothing here.
# The guest's time passes by instructions, a billion a second, and by the clock only where it idles: a busy host makes a
# scenario longer for who waits for it, not for the programs in it, whose limits hold as on a real machine.
# LAB_PROCESSORS=2 (or more) gives as many processors and the host's clock instead: nearer to a real machine, where the host
# has nothing else to do.
processors=(-accel tcg,thread=single,tb-size=1024 -icount shift=0 -smp 1)
[ "${LAB_PROCESSORS:-1}" = 1 ] || processors=(-accel tcg,thread=multi,tb-size=1024 -smp "$LAB_PROCESSORS")
append='console=ttyS0 panic=-1 quiet mitigations=off no5lvl nosmap nosmep'

say() { echo "lab: $1" >&2; }

fail() {
    say "$1"
    exit 3
}

# The kernel of Debian's default meta package: the cloud kernel has no 9p.
kernel_package() {
    command -v apt-cache >/dev/null || return 0
    apt-cache depends --important linux-image-amd64 2>/dev/null | sed -n 's/^ *Depends: \(linux-image-[0-9].*\)$/\1/p' | head -1
}

# What the cache is made of; another kernel or another recipe makes a new one.
recipe() {
    local package=$1
    apt-cache policy "$package" | sed -n "s/^ *Candidate: /$package /p"
    cat "$lab/boot.sh" "$lab/init" | sha256sum
}

# Sets package and wanted. Where apt knows no kernel, a cache that is there will do.
cache_is_good() {
    package=$(kernel_package)
    if [ -z "$package" ]; then
        [ ! -e "$cache/recipe" ] || return 0
        fail "finds no kernel package: apt-cache knows no linux-image-amd64. Run apt-get update; the lab needs Debian."
    fi
    wanted=$(recipe "$package")
    [ "$(cat "$cache/recipe" 2>/dev/null)" = "$wanted" ]
}

make_cache() {
    say "making the guest's kernel and initramfs from $package, once"
    rm -rf "$cache"
    mkdir -p "$cache/deb"
    (cd "$cache/deb" && fetch "$package" && dpkg -x ./*.deb "$cache")
    rm -rf "${cache:?}/deb" "${cache:?}/usr"
    mv "$cache"/boot/vmlinuz-* "$cache/vmlinuz"
    pack_initramfs
    echo "$wanted" >"$cache/recipe"
}

# The lists may be older than the archive, which keeps no superseded kernels.
fetch() {
    local log=$home/target/lab/apt.log
    apt-get -qq -o APT::Sandbox::User=root download "$1" >"$log" 2>&1 ||
        { apt-get -qq update && apt-get -qq -o APT::Sandbox::User=root download "$1"; } >"$log" 2>&1 ||
        fail "cannot fetch $1: $(tail -3 "$log")"
}

kernel_version() { ls "$cache/lib/modules"; }

pack_initramfs() {
    local root=$cache/initramfs version module file order=(virtio_ring virtio virtio_pci_modern_dev virtio_pci_legacy_dev
        virtio_pci netfs fscache 9pnet 9p 9pnet_virtio overlay)
    version=$(kernel_version)
    depmod -b "$cache" "$version"
    mkdir -p "$root"/{bin,modules,proc,sys,dev,sysroot,lower,upper}
    cp /bin/busybox "$root/bin/"
    cp "$lab/init" "$root/init"
    chmod 755 "$root/init"
    for module in "${order[@]}"; do
        file=$(find "$cache/lib/modules/$version" -name "$module.ko" | head -1)
        [ -n "$file" ] || fail "the kernel $version has no module $module, which the guest needs to boot"
        cp "$file" "$root/modules/"
    done
    echo "${order[*]}" >"$root/modules/order"
    (cd "$root" && find . | cpio --quiet -o -H newc | gzip -1) >"$cache/initramfs.gz"
    rm -rf "$root"
}

share() { # TAG PATH: the options by which the guest can mount PATH
    printf '%s\n' -fsdev "local,id=$1,path=$2,security_model=none,multidevs=remap${3:-}" \
        -device "virtio-9p-pci,fsdev=$1,mount_tag=$1"
}

# Runs in the guest as process 1, when init has made the host's tree its root.
write_first_script() {
    local results=$1 command=$2
    {
        printf 'export LAB_HOME=%q JAVA_HOME=%q PATH=%q\n' "$home" "${JAVA_HOME:-}" /usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
        printf 'export LAB_KERNEL=%q LAB_COMMAND=%q\n' "$(kernel_version)" "$command"
        # shellcheck disable=SC2016
        echo 'exec bash "$LAB_HOME/lab/guest.sh"'
    } >"$results/first"
}

boot() {
    local results=$1 limit=$2 command=$3 shares status=0
    rm -f "$results/status"
    write_first_script "$results" "$command"
    mapfile -t shares < <(share host / ,readonly=on && share modules "$cache/lib/modules/$(kernel_version)" ,readonly=on &&
        share results "$results")
    timeout --foreground -k 5 "$limit" qemu-system-x86_64 \
        "${processors[@]}" -cpu max -m "${LAB_MEMORY:-4096}" \
        -display none -monitor none -no-reboot -nic none \
        -kernel "$cache/vmlinuz" -initrd "$cache/initramfs.gz" -append "$append" \
        "${shares[@]}" -serial "file:$results/console" -serial stdio </dev/null || status=$?
    if [ -e "$results/status" ]; then
        return "$(cat "$results/status")"
    fi
    say "the guest $([ $status = 124 ] && echo "did not end within $limit s and was killed" || echo "died, QEMU's status is $status"); its console ends with:"
    tail -20 "$results/console" >&2 || true
    return 124
}

mkdir -p "$home/target/lab" "$1"
# The cache is made by one at a time, and not while a guest runs from it; guests run beside each other.
exec 8>"$home/target/lab/cache.lock"
flock -s 8
if ! cache_is_good; then
    flock -x 8
    if ! cache_is_good; then
        make_cache
    fi
    flock -s 8
fi
boot "$(readlink -f "$1")" "$2" "$3"
