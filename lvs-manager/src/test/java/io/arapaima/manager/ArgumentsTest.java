package io.arapaima.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arapaima.ipc.reason.Role;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
    private static Arguments parse(String... words) {
        return Arguments.of(Arguments.OPTIONS.read(List.of(words)), Map.of("ARAPAIMA_STATE_DIR", "/state"));
    }

    @Test
    void lvsdsOptionsAreUnderstoodInBothForms() {
        assertThat(parse("--nofork", "-v", "-c", "a.cf")).isEqualTo(parse("-n", "--configfile=a.cf"));
        assertThat(parse("-c", "a.cf").configFile()).isEqualTo(Path.of("a.cf"));
        assertThat(parse("--role=standby").role()).contains(Role.STANDBY);
        assertThat(parse("--role=pulse").role()).isEmpty();
        assertThat(parse("-t").mode()).isEqualTo(Arguments.Mode.TEST_START);
    }

    @Test
    void foldersComeFromOptionEnvironmentOrDefault() {
        assertThat(parse()).isEqualTo(new Arguments(Path.of("/etc/sysconfig/ha/lvs.cf"), Path.of("/run/arapaima"),
                Path.of("/state"), Optional.of(Role.ACTIVE), Arguments.Mode.RUN));
        assertThat(parse("--state-dir=/other").stateDir()).isEqualTo(Path.of("/other"));
    }

    @Test
    void wrongUsageIsSaidInPiranhasWords() {
        assertThatThrownBy(() -> parse("--lvs=x")).hasMessage("bad argument --lvs: unknown option");
        assertThatThrownBy(() -> parse("--test-stat"))
                .hasMessage("bad argument --test-stat: unknown option\nPossible solutions: --test-start");
        assertThatThrownBy(() -> parse("--role", "master"))
                .hasMessage("bad argument --role=master: write active, standby or pulse");
        assertThatThrownBy(() -> parse("-c")).hasMessage("bad argument -c: missing argument");
    }
}
