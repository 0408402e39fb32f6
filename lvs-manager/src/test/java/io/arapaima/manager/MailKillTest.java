package io.arapaima.manager;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.arapaima.alerts.MailFixture;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 at random moments of a real process: every event is mailed, in one mail; a mail comes twice only when the kill
 * fell between the server's 250 and the removal of the file, at most once a kill, and with the same Message-ID.
 */
class MailKillTest {
    private static final int KILLS = Integer.getInteger("kills", 6);
    private static final long SEED = Long.getLong("seed", 42);
    /** Lives are measured in work, not in time: a busy machine must not make the test empty. */
    private static final int PASSES = 60;
    private static final int MOMENT_MILLIS = 20;
    private static final int MANY = 1_000_000;
    /** A mail names some of its events only, and in its head the first and the last of them. */
    private static final Pattern EVENTS = Pattern.compile("(\\d+)-(\\d+) ");

    @TempDir
    Path folder = Path.of("");

    private final GreenMail green = MailFixture.greenMail(0, ServerSetup.PROTOCOL_SMTP);

    private Process victim(long seed, int events) throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m", "-Xlog:disable", "-cp",
                System.getProperty("java.class.path"), MailVictim.class.getName(), folder.toString(),
                Integer.toString(green.getSmtp().getPort()), Long.toString(seed), Integer.toString(events))
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    private static BufferedReader output(Process process) {
        return process.inputReader(StandardCharsets.UTF_8);
    }

    @Test
    void noKillLosesAnEventAndADoubledMailIsRecognisable() throws Exception {
        green.start();
        try {
            var random = new Random(SEED);
            for (int i = 0; i < KILLS; i++) {
                Process victim = victim(random.nextLong(), MANY);
                BufferedReader output = output(victim);
                for (int pass = 0, end = random.nextInt(PASSES); pass < end; pass++) {
                    assertThat(output.readLine()).isEqualTo("pass");
                }
                TimeUnit.MILLISECONDS.sleep(random.nextInt(MOMENT_MILLIS));
                victim.destroyForcibly().waitFor();
            }
            Process last = victim(random.nextLong(), 0);
            String said = output(last).lines().reduce("nothing", (_, line) -> line);
            assertThat(said).startsWith("done ");
            long events = Long.parseLong(said.substring("done ".length()));
            check(events);
        } finally {
            green.stop();
        }
    }

    private void check(long events) throws Exception {
        Map<String, List<String>> copies = new HashMap<>();
        for (MimeMessage message : green.getReceivedMessages()) {
            copies.computeIfAbsent(message.getMessageID(), _ -> new ArrayList<>())
                    .add(message.getHeader("X-Arapaima-Events")[0] + " " + message.getContent());
        }
        Set<Long> told = new HashSet<>();
        copies.forEach((id, texts) -> {
            // GreenMail keeps one for each of the two recipients.
            assertThat(texts).as(id).hasSizeGreaterThanOrEqualTo(2).hasSizeLessThanOrEqualTo(2 + 2 * KILLS);
            assertThat(new HashSet<>(texts)).as(id).hasSize(1);
            EVENTS.matcher(texts.getFirst()).results().limit(1)
                    .flatMap(
                            m -> LongStream.rangeClosed(Long.parseLong(m.group(1)), Long.parseLong(m.group(2))).boxed())
                    .forEach(n -> assertThat(told.add(n)).as("event " + n + " is in one mail only").isTrue());
        });
        assertThat(told).hasSize((int) events).allMatch(n -> n >= 1 && n <= events);
        int twice = green.getReceivedMessages().length / 2 - copies.size();
        System.out.println(KILLS + " kills (seed " + SEED + "): " + events + " events in " + copies.size()
                + " mails, none lost, " + twice + " came twice with the same Message-ID");
        assertThat(copies).hasSizeGreaterThan(KILLS);
        assertThat(twice).isLessThanOrEqualTo(KILLS);
    }
}
