package io.arapaima.manager.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {
    @TempDir
    Path folder = Path.of("");

    /** Or the first start of this build would know no verdict about servers with IPv6, and call its own services foreign. */
    @Test
    void identitiesWithLongAddressesAreThoseOfThisBuild() throws Exception {
        Files.writeString(folder.resolve("state.json"), """
                {"seq":7,"verdicts":{"web/s1@[2001:db8:0:0:0:0:0:1]:80":{"check":"web/s1@[2001:db8:0:0:0:0:0:1]:80",\
                "state":"DOWN","why":"REFUSED","since":"2026-12-01T12:00:00Z"}},\
                "managed":["TCP [2001:db8:0:0:0:0:0:9]:80","TCP 10.0.0.9:80"]}""");
        HubState state = new StateFile(folder).load();
        assertThat(state.managed()).containsExactly("TCP [2001:db8::9]:80", "TCP 10.0.0.9:80");
        assertThat(state.verdicts()).hasEntrySatisfying("web/s1@[2001:db8::1]:80",
                verdict -> assertThat(verdict.check()).isEqualTo("web/s1@[2001:db8::1]:80"));
    }
}
