# Both directors start at once, twenty times: one takes the role, and it is never two.
# limit: 2400
# set: all
# seed: 15
. "$LAB/pair.sh"
. "$LAB/faults.sh"
pair
pairConfig
watchAddresses
for round in {1..20}; do
    step "start $round"
    pulse start one
    pulse start two
    await 240 'one director serves, and both agree' settled
    same "moments at which both had the address in start $round" '' "$(together)"
    rm -f "$work"/wanted.*
    { javas one && javas two; } | xargs kill -9 # at one moment, or the second would take over from the first
    await 60 'both are gone, and their addresses' eval 'gone && [ -z "$(owners)" ]'
done
echo "20 starts: $(grep -c "$vip/" "$kept/one.addresses") changes of the address on one, $(grep -c "$vip/" "$kept/two.addresses") on two" >>"$kept/told"
