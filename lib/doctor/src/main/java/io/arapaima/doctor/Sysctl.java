package io.arapaima.doctor;

import java.util.List;

/** One kernel setting and what is thought of it. */
final class Sysctl {
    private Sysctl() {}

    static Finding judge(String name, String value, boolean good, String wanted, Grade bad, String why) {
        String what = "sysctl " + name;
        String source = Machine.sysctlFile(name);
        if (good) {
            return Finding.ok(what, value, source, why);
        }
        var repair = new Repair.Sysctl(name, wanted);
        return new Finding(bad, what, value, source, why, repair.command(), List.of(repair));
    }
}
