# Two directors that do not understand each other: with different keys, and with different files. One of them serves.
# limit: 900
# set: all
# seed: 14
. "$LAB/pair.sh"
. "$LAB/faults.sh"
pair
pairConfig
tr 0-9a-f 1-9a-f0 <"$work/heartbeat.key" >"$work/other.key"
chmod 600 "$work/other.key"
sed -i 's/heartbeat.key$/other.key/' "$work/lvs.two.cf"
tables() { tableIsWhole one && tableIsWhole two && anyOwner; }
said() { grep -q "$2" "$kept/$1.log"; } # MACHINE WORDS

step 'another key: whoever served goes on, the one that came later stands back, and both say why'
pulse start one
await 300 'the first serves' owned one
pulse start two
await 300 'the second has the table' tables
for machine in one two; do
    await 30 "$machine says it" said $machine 'another heartbeat_key'
done
sleep 10
same 'who serves' 'one ' "$(owners)"
await 5 'both have the table' tables

step 'another key: when the one that serves dies, the other takes over'
hostDies one
await 60 'the second serves' owned two
hostReturns one
await 300 'the first has the table again' tables
sleep 10
same 'who serves' 'two ' "$(owners)"

step 'another file: each has the table of its own file, one has the address'
pulse stop one
pulse stop two
await 60 'both are gone' gone
configOf two
sed -i 's/^serial_no = 1/serial_no = 2/; s/scheduler = rr/scheduler = wrr/' "$work/lvs.two.cf"
on two modprobe ip_vs_wrr
pulse start one
pulse start two
await 300 'one serves, and both agree' agree
await 120 'the first has its table' tableIsWhole one
await 120 'the second has its own' eval "[ \"\$(on two ipvsadm -Sn | sort)\" = \"\$(pairTable | sed 's/-s rr/-s wrr/')\" ]"
