package io.arapaima.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailSpoolTest {
    private static final byte[] TEXT = "Subject: x\r\n\r\ny\r\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder = Path.of("");

    private MailSpool spool(int files, long bytes, int failed) throws IOException {
        return new MailSpool(folder, new MailSpool.Limits(files, bytes, failed));
    }

    private static MailDigest digest(long first, long last, Instant to) {
        return new MailDigest(first, last, MailFixture.NOON, to, to, "subject", "body\n", List.of());
    }

    private static MailDigest digest(long first, long last) {
        return digest(first, last, MailFixture.NOON.plusMillis(last));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void whatWasWrittenMayBeSentOnlyWhenTheHubHasForgottenIt() throws IOException {
        MailSpool spool = spool(10, 1000, 10);
        spool.write(digest(1, 3), TEXT);
        assertThat(spool.waiting()).isEmpty();
        assertThat(spool.holds(List.of(MailFixture.down(1), MailFixture.down(3), MailFixture.down(4)))).isEqualTo(2);
        spool.release();
        assertThat(spool.waiting()).extracting(SpooledMail::last).containsExactly(3L);
    }

    @Test
    void aRestartHoldsEverythingBackUntilTheHubHasLookedAndRemovesHalfAMail() throws IOException {
        spool(10, 1000, 10).write(digest(1, 3), TEXT);
        Files.write(folder.resolve("4-5.1795262400005.eml.new"), new byte[]{1});
        MailSpool again = spool(10, 1000, 10);
        assertThat(again.waiting()).isEmpty();
        assertThat(again.holds(List.of(MailFixture.down(2)))).isEqualTo(1);
        assertThat(files()).hasSize(1);
    }

    @Test
    void numbersThatStartAnewAreNotTakenForThoseOfAnOldMail() throws IOException {
        MailSpool spool = spool(10, 1000, 10);
        spool.write(digest(1, 9, MailFixture.NOON.minusSeconds(60)), TEXT);
        assertThat(spool.holds(List.of(MailFixture.down(3)))).isZero();
    }

    @Test
    void theSameRangeIsWrittenOnce() throws IOException {
        MailSpool spool = spool(10, 1000, 10);
        spool.write(digest(1, 3), TEXT);
        spool.write(digest(1, 3), "other".getBytes(StandardCharsets.UTF_8));
        spool.release();
        assertThat(spool.read(spool.waiting().getFirst())).isEqualTo(TEXT);
    }

    @Test
    void theOldestLeavesFirst() throws IOException {
        MailSpool spool = spool(10, 1000, 10);
        spool.write(digest(10, 12), TEXT);
        spool.write(digest(4, 9), TEXT);
        spool.write(digest(1, 2, MailFixture.NOON.plusSeconds(60)), TEXT);
        spool.release();
        assertThat(spool.waiting()).extracting(SpooledMail::first).containsExactly(4L, 10L, 1L);
    }

    @Test
    void aFullSpoolKeepsTheOldAndRefusesTheNewWithBothNumbers() throws IOException {
        MailSpool spool = spool(2, 1000, 10);
        spool.write(digest(1, 1), TEXT);
        spool.write(digest(2, 2), TEXT);
        assertThatThrownBy(() -> spool.write(digest(3, 3), TEXT)).isInstanceOf(IOException.class)
                .hasMessageContaining("is full: it may hold 2 mails and 1000 bytes");
        assertThatThrownBy(() -> spool(9, 40, 10).write(digest(3, 3), TEXT)).hasMessageContaining("40 bytes");
        assertThat(files()).hasSize(2);
    }

    @Test
    void ofWhatNobodyWantsTheNewestIsKept() throws IOException {
        MailSpool spool = spool(10, 1000, 2);
        for (int i = 1; i <= 3; i++) {
            spool.write(digest(i, i), TEXT);
        }
        spool.release();
        for (SpooledMail mail : spool.waiting()) {
            spool.giveUp(mail);
        }
        assertThat(files()).isEmpty();
        try (Stream<Path> kept = Files.list(spool.failed())) {
            assertThat(kept.map(f -> SpooledMail.at(f).orElseThrow().first())).containsExactlyInAnyOrder(2L, 3L);
        }
    }
}
