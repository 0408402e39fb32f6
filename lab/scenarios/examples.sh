# The table of each lvs.cf under etc/ is the one that Piranha's own calls of ipvsadm would have made.
# limit: 300
# set: all
# seed: 1
segment inside
machine old inside=10.255.0.1/24
machine new inside=10.255.0.2/24
files=("$LAB_HOME"/etc/lvs.cf "$LAB_HOME"/etc/demo/lvs.cf "$LAB_HOME"/etc/examples/*.cf)
mkdir -p "$work/old" "$work/new"

step 'as Piranha would have made them'
for file in "${files[@]}"; do
    awk -f "$LAB_HOME/lab/piranha.awk" "$file" >"$work/old/commands"
    on old ipvsadm -C
    on old ipvsadm -R <"$work/old/commands"
    on old ipvsadm -Sn | sort >"$work/old/$(basename "$file").rules"
    same "services of $file" "$(grep -c '^-A' "$work/old/commands")" "$(grep -c '^-A' "$work/old/$(basename "$file").rules")"
done

step 'as we make them'
program new lvs-manager io.arapaima.manager.ExampleTables "$work/new" "${files[@]}"
for file in "${files[@]}"; do
    name=$(basename "$file").rules
    sort "$work/new/$name" >"$work/new/sorted"
    diff "$work/old/$name" "$work/new/sorted" ||
        fail "$file: $(diff "$work/old/$name" "$work/new/sorted" | grep '^[<>]' | head -3 | paste -sd';')"
    echo "$file: $(wc -l <"$work/new/sorted") rules, the same"
done
