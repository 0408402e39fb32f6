package io.arapaima.doctor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What one look at the machine gave.
 *
 * @param grade how bad it is
 * @param what what was looked at, {@code sysctl net.ipv4.ip_forward}
 * @param value how it is
 * @param source where that was read
 * @param why why it matters for this lvs.cf
 * @param cure the command or the step that mends it; empty where nothing has to be mended
 * @param repairs what {@code --fix} does, in this order; empty where it leaves the cure to a person
 */
public record Finding(Grade grade, String what, String value, String source, String why, String cure,
        List<Repair> repairs) {
    /** Keeps a copy of the repairs. */
    public Finding {
        repairs = List.copyOf(repairs);
    }

    Finding(Grade grade, String what, String value, String source, String why, String cure) {
        this(grade, what, value, source, why, cure, List.of());
    }

    static Finding ok(String what, String value, String source, String why) {
        return new Finding(Grade.OK, what, value, source, why, "");
    }

    /** One kernel setting and what is thought of it. */
    static Finding sysctl(String name, String value, boolean good, String wanted, Grade bad, String why) {
        String what = "sysctl " + name;
        String source = Machine.sysctlFile(name);
        if (good) {
            return ok(what, value, source, why);
        }
        var repair = new Repair.Sysctl(name, wanted);
        return new Finding(bad, what, value, source, why, repair.command(), List.of(repair));
    }

    /** Whether {@code --fix} mends it: advice is for people. */
    boolean fixable() {
        return grade.compareTo(Grade.WARNING) >= 0 && !repairs.isEmpty();
    }

    /** {@return everything a script wants to know, by name} */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("grade", grade.name().toLowerCase(Locale.ROOT));
        fields.put("what", what);
        fields.put("value", value);
        fields.put("source", source);
        fields.put("why", why);
        fields.put("cure", cure);
        fields.put("fixable", fixable());
        return fields;
    }
}
