package io.arapaima.nanny;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.Check;
import io.arapaima.check.CheckResult;
import io.arapaima.check.Deadline;
import io.arapaima.check.OptionSpec;
import io.arapaima.check.Target;
import io.arapaima.nanny.plugin.Conduct;
import io.arapaima.nanny.plugin.Memory;
import io.arapaima.nanny.plugin.OfferedCheck;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbeTest {
    /** Of a plugin, so it keeps its class loader and all that its classes hold. */
    private static final class Whatever implements Check {
        @Override
        public String name() {
            return "whatever";
        }

        @Override
        public String sentence() {
            return "Passes.";
        }

        @Override
        public List<OptionSpec> options() {
            return List.of();
        }

        @Override
        public CheckResult probe(Target target, Deadline deadline) {
            return new CheckResult.Passed(Duration.ZERO, "to port " + target.port());
        }
    }

    private static WeakReference<Check> asked(Probe probe) throws Exception {
        OfferedCheck offered = OfferedCheck.of(new Whatever(), new Conduct(), "1");
        for (int i = 0; i < 2; i++) {
            assertThat(probe.ask(offered, Deadline.in(Duration.ofSeconds(1))))
                    .isEqualTo(new CheckResult.Passed(Duration.ZERO, "to port 9"));
        }
        return new WeakReference<>(offered.check());
    }

    /** Not even until its next start: a plugin that used up the memory is not started for a minute. */
    @Test
    void aProbeKeepsNothingOfAPluginThatIsUnloaded() throws Exception {
        var probe = new Probe(ProbeKey.of(Plans.check("web/s1", "whatever")), "web/s1");
        WeakReference<Check> check = asked(probe);
        Memory.collected();
        assertThat(check.get()).isNull();
        assertThat(probe.label()).isEqualTo("web/s1");
    }
}
