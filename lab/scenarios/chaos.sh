# Two directors under faults drawn by chance: after each, exactly one has the address, both agree on that and have the whole table, and
# clients are answered. ./arapaima lab chaos --seed N --minutes M
# limit: 1200
# set: none
# seed: 1
. "$LAB/pair.sh"
. "$LAB/faults.sh"
pair
pairConfig
minutes=$((LAB_MINUTES > 0 ? LAB_MINUTES : 5))
echo "seed $SEED, $minutes minutes" | tee -a "$kept/told"

# Not in a subshell, which would draw from numbers of its own.
some() { # WORD...: sets picked
    local words=("$@")
    picked=${words[RANDOM % $#]}
}

draw() { # sets fault and hold
    local machine link dies stalls path
    hold=$((RANDOM % 12 + 1)) link=$((RANDOM % 2))
    some one two && machine=$picked
    some pulse lvs nanny all && dies=$picked
    some pulse lvs all && stalls=$picked
    some in out both && path=$picked
    some "linkDown $machine $link" "split $machine" "hostIsAway $machine" "processDies $machine $dies" "processStalls $machine $stalls" \
        "heartbeatLost $machine $path" "deaf $machine" "loss $machine 30" "restart $machine" "switchOver $machine" clockSteps \
        'busyLoops 4' "flood $machine $(other "$machine")"
    read -ra fault <<<"$picked"
}

pulse start one
pulse start two
await 300 'one director serves, and both agree' settled
meterStart
end=$((SECONDS + 60 * minutes))
count=0
while [ $SECONDS -lt $end ]; do
    draw
    count=$((count + 1))
    step "fault $count: ${fault[*]} for $hold s; $(owners)serves"
    "${fault[@]}" || echo "${fault[0]} said no" # a switch-over may be refused
    await 150 "after fault $count (${fault[*]}) one director serves and both agree" settled
    sleep 3
    await 60 "after fault $count (${fault[*]}) it stays so" settled
    meterMark
    sleep 1
    meterMark
    same "requests lost after fault $count (${fault[*]})" 0 "$lost"
done
echo "$count faults" >>"$kept/told"
