package io.arapaima.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of passwords and codes. */
class PasswordsTest {
    private final Passwords passwords = new Passwords();

    @Test
    void theSamePasswordIsNeverKeptTheSame() throws Exception {
        String one = passwords.hash("korrekt pferd");
        assertThat(one).startsWith("$argon2id$v=19$m=7168,t=5,p=1$").isNotEqualTo(passwords.hash("korrekt pferd"));
        assertThat(passwords.matches("korrekt pferd", one)).isTrue();
        assertThat(passwords.matches("korrekt Pferd", one)).isFalse();
    }

    /** Of RFC 9106's reference program: {@code echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1 -l 24}. */
    @Test
    void anotherProgramsHashIsUnderstood() throws Exception {
        assertThat(passwords.matches("password",
                "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc")).isTrue();
    }

    @Test
    void whereThereIsNoUserNothingMatches() throws Exception {
        assertThat(passwords.matches("", "")).isFalse();
        assertThat(passwords.matches("korrekt pferd", "plain:korrekt pferd")).isFalse();
    }

    @Test
    void weakOnesAreNotTaken() {
        assertThat(Passwords.fault("anna", "short")).contains("8 to 200");
        assertThat(Passwords.fault("annaanna", "AnnaAnna")).contains("name");
        assertThat(Passwords.fault("anna", "aaaaaaaa")).isNotEmpty();
        assertThat(Passwords.fault("anna", "korrekt pferd")).isEmpty();
    }

    @Test
    void aCodeEndsWithItsTime(@TempDir Path folder) throws Exception {
        Instant[] now = {Instant.parse("2026-12-01T12:00:00Z")};
        var code = new OneTimeCode(folder, () -> now[0]);
        String word = code.make();
        assertThat(word).matches("[a-z2-9]{4}(-[a-z2-9]{4}){3}");
        assertThat(Files.readString(folder.resolve("one-time-code"))).doesNotContain(word);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("one-time-code"))))
                .isEqualTo("rw-------");
        now[0] = now[0].plus(OneTimeCode.LIFE).minus(Duration.ofSeconds(1));
        assertThat(code.use("other")).isFalse();
        now[0] = now[0].plus(Duration.ofSeconds(1));
        assertThat(code.use(word)).isFalse();
    }

    @Test
    void aFileOfALaterVersionLetsNobodyIn(@TempDir Path folder) throws Exception {
        var users = new Users(folder);
        assertThat(users.read().users()).isEmpty();
        Files.writeString(folder.resolve("web-users.json"), "{\"version\":2,\"users\":[],\"tokens\":[]}");
        org.assertj.core.api.Assertions.assertThatThrownBy(users::read).hasMessageContaining("is of version 2");
        Files.writeString(folder.resolve("web-users.json"), "{\"version\":1,\"us");
        org.assertj.core.api.Assertions.assertThatThrownBy(users::read).hasMessageContaining("cannot be read");
    }
}
