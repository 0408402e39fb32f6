package io.arapaima.manager.table;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Programs on this machine that change IPVS tables too. The kernel does not say who changed its table, so these are suspects
 * and no more.
 */
public final class OtherManagers {
    private static final Set<String> KNOWN = Set.of("keepalived", "ldirectord", "lvsd", "nanny", "kube-proxy",
            "kube-router", "ipvsadm", "seesaw_engine");

    private OtherManagers() {}

    /** Those that run now, for example {@code keepalived (pid 4711) runs here}. */
    public static List<String> running(Path proc) {
        var found = new ArrayList<String>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                String name = name(process);
                if (KNOWN.contains(name)) {
                    found.add(name + " (pid " + process.getFileName() + ") runs here");
                }
            }
        } catch (IOException e) {
            return List.of(); // no /proc, no suspects
        }
        return found;
    }

    private static String name(Path process) {
        try {
            return Files.readString(process.resolve("comm")).strip();
        } catch (IOException ended) {
            return "";
        }
    }
}
