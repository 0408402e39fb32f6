package io.arapaima.check.snmpload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arapaima.check.Behaviour;
import io.arapaima.check.Deadline;
import io.arapaima.check.ScriptedDatagrams;
import java.net.InetAddress;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.VariableBinding;

class LoadSourceTest {
    private static double read(LoadSource source, UnaryOperator<VariableBinding> row) throws Exception {
        try (var server = new ScriptedDatagrams(Behaviour.ANSWERS, ScriptedAgent.answering(row));
                var agent = Agent.open(InetAddress.getLoopbackAddress(), server.address().getPort(),
                        new Identity.Community("public"), Deadline.in(Duration.ofSeconds(10)))) {
            return source.read(agent);
        }
    }

    @Test
    void laLoadIntIsUsedWhereLaLoadIsMissing() throws Exception {
        assertThat(read(LoadSource.UCD, asked -> new VariableBinding(asked.getOid(), asked.getOid().get(9) == 3
                ? Null.noSuchInstance
                : new Integer32(123)))).isEqualTo(1.23);
    }

    @ParameterizedTest
    @ValueSource(strings = {"high", "-1.00", "NaN", "Infinity", ""})
    void whatIsNoLoadIsSaid(String value) {
        assertThatThrownBy(() -> read(LoadSource.UCD,
                asked -> new VariableBinding(asked.getOid(), new OctetString(value)))).isInstanceOf(Refusal.class)
                .hasMessageContaining("\"" + value + "\"");
    }

    @Test
    void aHundredProcessorsAreAddedUp() throws Exception {
        assertThat(read(LoadSource.HOST_RESOURCES, asked -> {
            OID next = new OID(asked.getOid());
            if (next.size() == 11) {
                next.append(196_607);
            }
            int row = next.last() - 196_607;
            return row == 100
                    ? new VariableBinding(new OID("1.3.6.1.2.1.25.3.4"), new Integer32(77))
                    : new VariableBinding(next.nextPeer(), new Integer32(50));
        })).isEqualTo(50);
    }

    @Test
    void aWalkThatGoesInCirclesEnds() throws Exception {
        assertThat(read(LoadSource.HOST_RESOURCES,
                _ -> new VariableBinding(new OID("1.3.6.1.2.1.25.3.3.1.2.5"), new Integer32(30)))).isEqualTo(0.3);
    }
}
