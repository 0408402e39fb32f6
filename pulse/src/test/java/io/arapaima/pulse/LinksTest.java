package io.arapaima.pulse;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.English;
import io.arapaima.pulse.election.Grade;
import io.arapaima.pulse.election.Input;
import io.arapaima.pulse.wire.Heartbeat;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LinksTest {
    private static final InetAddress PUBLIC = InetAddress.ofLiteral("10.0.0.1");
    private static final InetAddress PRIVATE = InetAddress.ofLiteral("192.168.0.1");

    @Test
    void aPublicLinkCountsAPrivateOneIsTold() {
        Set<InetAddress> down = new HashSet<>();
        List<Input> said = new ArrayList<>();
        var links = new Links(List.of(new Heartbeat.Path("public", PUBLIC, Map.of()),
                new Heartbeat.Path("private", PRIVATE, Map.of())), address -> !down.contains(address), said::add);
        links.look();
        assertThat(said).isEmpty();
        down.add(PUBLIC);
        links.look();
        links.look();
        assertThat(said).singleElement().isInstanceOfSatisfying(Input.Health.class, health -> {
            assertThat(health.grade()).isEqualTo(Grade.IMPAIRED);
            assertThat(English.of(health.what())).contains("10.0.0.1", "no link");
        });
        down.remove(PUBLIC);
        down.add(PRIVATE);
        links.look();
        assertThat(said.get(1)).isEqualTo(new Input.Health("public link", Grade.FIT, Reason.NONE));
        assertThat(said.get(2)).isInstanceOf(Input.Noticed.class);
    }
}
