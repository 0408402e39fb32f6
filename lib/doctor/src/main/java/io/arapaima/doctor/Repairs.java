package io.arapaima.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Does what findings call for, now and for the next boot, and says each thing it did. Not thread-safe. */
public final class Repairs {
    /** Settings at boot: read after the modules below are loaded (sysctl.d(5)). */
    public static final String SYSCTLS = "/etc/sysctl.d/90-arapaima.conf";
    /** Modules at boot (modules-load.d(5)). */
    public static final String MODULES = "/etc/modules-load.d/arapaima.conf";
    /** Loading a module is a matter of milliseconds; a hanging one must not hang the doctor. */
    private static final long LOAD_SECONDS = 60;

    private final Machine machine;
    private final Set<Repair> tried = new LinkedHashSet<>();
    private final List<String> done = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();

    Repairs(Machine machine) {
        this.machine = machine;
    }

    /** {@return what was done, one sentence each} */
    public List<String> done() {
        return List.copyOf(done);
    }

    /** {@return what was tried in vain, and why} */
    public List<String> failed() {
        return List.copyOf(failed);
    }

    /**
     * Applies what has not been tried yet. A loaded module can bring new findings.
     *
     * @param findings what was found now
     * @return whether there was anything to try
     */
    public boolean apply(List<Finding> findings) {
        List<Repair> fresh = findings.stream().filter(Finding::fixable).flatMap(f -> f.repairs().stream()).distinct()
                .filter(tried::add).toList();
        fresh.forEach(repair -> {
            try {
                switch (repair) {
                    case Repair.Sysctl sysctl -> set(sysctl);
                    case Repair.Module module -> load(module);
                }
            } catch (IOException e) {
                failed.add(repair.command() + ": " + e.getMessage());
            }
        });
        return !fresh.isEmpty();
    }

    private void set(Repair.Sysctl sysctl) throws IOException {
        String old = machine.sysctl(sysctl.name()).orElse("missing");
        Path file = machine.at(Machine.sysctlFile(sysctl.name()));
        if (!old.equals(sysctl.value())) {
            Files.writeString(file, sysctl.value() + "\n");
        }
        String now = machine.sysctl(sysctl.name()).orElse("missing");
        if (!now.equals(sysctl.value())) {
            throw new IOException("the kernel keeps " + now);
        }
        done.add(sysctl.name() + ": " + old + " -> " + now);
        keep(SYSCTLS, line -> key(line).equals(Optional.of(sysctl.name())), sysctl.name() + " = " + sysctl.value());
        if (sysctl.name().startsWith("net.ipv4.vs.")) {
            keep(MODULES, "ip_vs"::equals, "ip_vs");
        }
        overridden(sysctl);
    }

    private void load(Repair.Module module) throws IOException {
        Path program = List.of("/usr/sbin/modprobe", "/sbin/modprobe", "/usr/bin/modprobe", "/bin/modprobe").stream()
                .map(machine::at).filter(Files::isExecutable).findFirst()
                .orElseThrow(() -> new IOException("no modprobe on this machine; install kmod"));
        Process process = new ProcessBuilder(program.toString(), module.name()).redirectErrorStream(true).start();
        process.getOutputStream().close();
        try (var in = process.getInputStream()) {
            String said = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(LOAD_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(said.isEmpty() ? "modprobe failed" : said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
        done.add("module " + module.name() + ": not loaded -> loaded");
        keep(MODULES, module.name()::equals, module.name());
    }

    /** One line of a file that is read at boot, in the place of those it replaces; all others stay. */
    private void keep(String path, Predicate<String> same, String wanted) throws IOException {
        List<String> old = machine.lines(path);
        List<String> fresh = new ArrayList<>(old.stream().filter(line -> !same.test(line.strip())).toList());
        Optional<String> before = old.stream().filter(line -> same.test(line.strip())).reduce((_, last) -> last);
        if (before.filter(wanted::equals).isPresent() && fresh.size() == old.size() - 1) {
            return;
        }
        fresh.add(wanted);
        write(machine.at(path), String.join("\n", fresh) + "\n");
        done.add(path + ": " + before.orElse("no line") + " -> " + wanted);
    }

    private static void write(Path file, String text) throws IOException {
        Path folder = Files.createDirectories(file.resolveSibling("."));
        Path fresh = Files.createTempFile(folder, ".arapaima", ".new");
        try {
            Files.writeString(fresh, text);
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** At boot the last file wins; ours is not always the last. */
    private void overridden(Repair.Sysctl sysctl) {
        String ours = SYSCTLS.substring(SYSCTLS.lastIndexOf('/') + 1);
        List<String> later = new ArrayList<>(machine.list("/etc/sysctl.d").stream()
                .filter(name -> name.endsWith(".conf") && name.compareTo(ours) > 0).map("/etc/sysctl.d/"::concat)
                .toList());
        later.add("/etc/sysctl.conf");
        for (String file : later) {
            machine.lines(file).stream().filter(line -> key(line).equals(Optional.of(sysctl.name())))
                    .map(line -> line.substring(line.indexOf('=') + 1).strip())
                    .filter(value -> !value.equals(sysctl.value())).findFirst()
                    .ifPresent(value -> failed.add(file + " sets " + sysctl.name() + " = " + value
                            + " at boot, after ours: change it there"));
        }
    }

    /** The setting of a line of sysctl.d(5): a dash before it forgives errors, slashes may stand for dots. */
    static Optional<String> key(String line) {
        int equals = line.indexOf('=');
        if (equals < 0 || line.startsWith("#") || line.startsWith(";")) {
            return Optional.empty();
        }
        String key = line.substring(0, equals).strip();
        String name = key.startsWith("-") ? key.substring(1) : key;
        int slash = name.indexOf('/');
        int dot = name.indexOf('.');
        boolean slashes = slash >= 0 && (dot < 0 || slash < dot);
        return Optional.of(slashes ? name.replace('.', '\n').replace('/', '.').replace('\n', '/') : name);
    }
}
