package io.arapaima.check.snmpload;

import io.arapaima.check.Behaviour;
import io.arapaima.check.CheckContract;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Expectation;
import io.arapaima.check.Peer;
import io.arapaima.check.ScriptedDatagrams;
import io.arapaima.check.Target.Transport;
import io.arapaima.check.Terms;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.VariableBinding;

class SnmpContractTest extends CheckContract {
    private static final UnaryOperator<byte[]> LOADED = ScriptedAgent
            .answering(asked -> new VariableBinding(asked.getOid(), new OctetString("0.42")));

    /** Garbage is dropped as RFC 3412 wants it: a forged datagram must not fail a server. */
    @Override
    protected Terms terms() {
        Expectation timeout = Expectation.failed(Reason.TIMEOUT);
        Terms terms = Terms.udp(new SnmpLoadCheck(), LOADED);
        for (Behaviour each : Behaviour.values()) {
            switch (each) {
                case ANSWERS, REFUSES -> terms.against(each, () -> new AgentAt(each), each.usual());
                case HANGS, TALKS_GARBAGE, FLOODS -> terms.against(each, () -> new AgentAt(each), timeout);
                case DRIPS, CLOSES_EARLY, RESETS, BLACK_HOLE -> {
                }
            }
        }
        return terms;
    }

    /** The port of the agent is an option. */
    private static final class AgentAt implements Peer {
        private final ScriptedDatagrams agent;

        AgentAt(Behaviour behaviour) throws IOException {
            agent = new ScriptedDatagrams(behaviour, LOADED);
        }

        @Override
        public InetSocketAddress address() {
            return new InetSocketAddress(agent.address().getAddress(), 80);
        }

        @Override
        public Transport transport() {
            return Transport.TCP;
        }

        @Override
        public Map<String, String> options() {
            return Map.of("port", Integer.toString(agent.address().getPort()));
        }

        @Override
        public void close() throws IOException {
            agent.close();
        }
    }
}
