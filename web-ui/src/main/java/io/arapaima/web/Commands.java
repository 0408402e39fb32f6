package io.arapaima.web;

import io.arapaima.ipc.peer.PeerRole;
import io.arapaima.web.access.OneTimeCode;
import io.arapaima.web.access.Passwords;
import io.arapaima.web.access.UserFile;
import io.arapaima.web.access.Users;
import io.arapaima.web.jetty.Certificate;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What somebody with a shell on this machine does beside the daemon: passwords, the one-time code, the certificate. */
final class Commands {
    private final Arguments arguments;
    private final PrintStream out;

    Commands(Arguments arguments, PrintStream out) {
        this.arguments = arguments;
        this.out = out;
    }

    /** Piranha's command set the password of its only user, and so does this one unless another is named. */
    void passwd(@Nullable Console console, BufferedReader input) throws IOException {
        String name = arguments.operands().isEmpty() ? "piranha" : arguments.operands().getFirst();
        if (!name.matches(UserFile.User.NAME)) {
            throw new IllegalArgumentException("a user's name has 1 to 64 letters, digits and ._@-");
        }
        Optional<PeerRole> role = role();
        String password = console == null ? line(input) : typed(console, name);
        String fault = Passwords.fault(name, password);
        if (!fault.isEmpty()) {
            throw new IllegalArgumentException(fault);
        }
        String hash;
        try {
            hash = new Passwords().hash(password);
        } catch (Passwords.BusyException e) {
            throw new IOException(e.getMessage(), e);
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        UserFile after = new Users(arguments.stateDir()).change(f -> f.with(new UserFile.User(name,
                role.or(() -> f.user(name).map(UserFile.User::role)).orElse(PeerRole.ADMINISTRATOR), hash, now)));
        out.println("password of " + after.user(name).orElseThrow() + " set; sessions of that user have ended");
    }

    private Optional<PeerRole> role() {
        if (arguments.role().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(PeerRole.valueOf(arguments.role().toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "bad argument --role=" + arguments.role() + ": write viewer, operator, editor or administrator", e);
        }
    }

    private static String line(BufferedReader input) throws IOException {
        return Optional.ofNullable(input.readLine()).orElse("");
    }

    private static String typed(Console console, String name) {
        String once = new String(console.readPassword("New password for %s: ", name));
        if (!once.equals(new String(console.readPassword("Once more: ")))) {
            throw new IllegalArgumentException("the two are not the same; nothing was changed");
        }
        return once;
    }

    /** Shown to whoever may write the state folder. */
    void code() throws IOException {
        String word = new OneTimeCode(arguments.stateDir(), InstantSource.system()).make();
        out.println(word);
    }

    /** In a process of its own, because making one takes memory that the daemon would keep. */
    void certificate() throws IOException {
        Path file = arguments.certificateFile();
        out.println(Certificate.makeWhereMissing(file) ? "made " + file : file + " is there already");
    }
}
