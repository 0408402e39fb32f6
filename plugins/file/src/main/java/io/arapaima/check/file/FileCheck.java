package io.arapaima.check.file;

import io.arapaima.check.Check;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Deadline;
import io.arapaima.check.FailureWords;
import io.arapaima.check.OptionRule;
import io.arapaima.check.OptionSpec;
import io.arapaima.check.OptionText;
import io.arapaima.check.Options;
import io.arapaima.check.Target;
import io.arapaima.check.UndecidedException;
import io.arapaima.checkspec.NamedFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.pf4j.Extension;

/**
 * Reads a state that a program or a person writes into a file on the director. What is wrong with the file itself says
 * nothing about the server. Nobody is asked, so the port may be 0.
 */
@Extension
public final class FileCheck implements Check {
    private static final int MOST_BYTES = 4096;

    /** Creates the check; PF4J calls this. */
    public FileCheck() {}

    @Override
    public String name() {
        return "file";
    }

    @Override
    public String sentence() {
        return "Passes while the first line of a file on the director says up or 0, and takes a load from it.";
    }

    @Override
    public List<OptionSpec> options() {
        return List.of(
                OptionSpec.of("path", OptionSpec.Type.PATH,
                        "The file; %h is the server's address, %p its port. Its first line is a state, up or 0 for a good "
                                + "server, down or any other number for a bad one, and perhaps load=NUMBER, and a reason. "
                                + "Replace the file as a whole, by renaming."),
                OptionSpec.choice("missing", "What it means that there is no such file.", "inconclusive", "pass",
                        "fail"),
                OptionSpec.of("max-age", OptionSpec.Type.DURATION,
                        "A file that was written longer ago says nothing any more; unset means that age does not matter.")
                        .between(100, 604_800_000, ""));
    }

    @Override
    public List<OptionRule> rules() {
        return List.of(
                OptionRule.required("path", "no file is named; set file_path"));
    }

    @Override
    public CheckResult probe(Target target, Deadline deadline) throws IOException {
        long start = System.nanoTime();
        Options options = target.options();
        String file = options.text("path").replace("%h", target.address().getHostAddress()).replace("%p",
                Integer.toString(target.port()));
        try (NamedFile named = OptionText.file(file)) {
            String text = read(file, named.path(), options);
            return State.of(file, text).result(Duration.ofNanos(System.nanoTime() - start));
        } catch (NoSuchFileException _) {
            return missing(file, options.text("missing"), Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private static CheckResult missing(String file, String meaning, Duration took) throws UndecidedException {
        String text = "there is no file " + file;
        return switch (meaning) {
            case "pass" -> new Passed(took, text);
            case "fail" -> new Failed(Reason.PROGRAM, text);
            default -> throw new UndecidedException(
                    text + "; whoever writes it has not yet, or set file_missing = pass or fail");
        };
    }

    /** Only of a regular file: a pipe would be waited for, and no interrupt ends that. */
    private static String read(String file, Path path, Options options) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        if (!attributes.isRegularFile()) {
            throw new UndecidedException(file + " is no regular file; name one in file_path");
        }
        if (options.find("max-age").isPresent()) {
            Duration age = Duration.between(attributes.lastModifiedTime().toInstant(), Instant.now());
            if (age.compareTo(options.duration("max-age")) > 0) {
                throw new UndecidedException(file + " was written " + age.toSeconds() + " s ago, more than "
                        + options.duration("max-age").toMillis() + " ms; see to whoever writes it");
            }
        }
        try (InputStream in = Files.newInputStream(path)) {
            return OptionText.said(in.readNBytes(MOST_BYTES));
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            throw new UndecidedException(file + " cannot be read (" + FailureWords.of(e)
                    + "); it must be readable by the engine's user");
        }
    }
}
