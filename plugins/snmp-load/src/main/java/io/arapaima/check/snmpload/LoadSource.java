package io.arapaima.check.snmpload;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.snmp4j.PDU;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/** Where an agent keeps the load. */
enum LoadSource {
    /** UCD-SNMP-MIB: laLoad.1 is the run queue averaged over one minute, as text; laLoadInt.1 the same times 100. */
    UCD {
        @Override
        double read(Agent agent) throws IOException {
            List<VariableBinding> answer = agent.ask(PDU.GET, LA_LOAD, LA_LOAD_INT);
            for (VariableBinding each : answer) {
                if (!each.isException() && (each.getOid().equals(LA_LOAD) || each.getOid().equals(LA_LOAD_INT))) {
                    double value = number(each.getVariable());
                    return each.getOid().equals(LA_LOAD) ? value : value / 100;
                }
            }
            throw new Refusal(
                    "the agent has no laLoad (1.3.6.1.4.1.2021.10.1.3.1); allow it in the agent's view, or set "
                            + "snmp_load_source = host-resources");
        }
    },
    /**
     * HOST-RESOURCES-MIB: hrProcessorLoad is how much of the last minute each processor was busy, in percent. The sum
     * over all processors divided by 100 says how many are busy, and so is a run queue that never exceeds them.
     */
    HOST_RESOURCES {
        @Override
        double read(Agent agent) throws IOException {
            List<Double> percents = new ArrayList<>();
            OID from = PROCESSOR_LOAD;
            while (percents.size() < MOST_PROCESSORS) {
                OID last = from;
                for (VariableBinding each : agent.ask(PDU.GETBULK, from)) {
                    // A walk that does not go forward would never end.
                    if (each.isException() || !each.getOid().startsWith(PROCESSOR_LOAD)
                            || each.getOid().compareTo(last) <= 0) {
                        return busy(percents);
                    }
                    percents.add(number(each.getVariable()));
                    last = each.getOid();
                }
                if (last.equals(from)) {
                    break;
                }
                from = last;
            }
            return busy(percents);
        }
    };

    private static final OID LA_LOAD = new OID("1.3.6.1.4.1.2021.10.1.3.1");
    private static final OID LA_LOAD_INT = new OID("1.3.6.1.4.1.2021.10.1.5.1");
    private static final OID PROCESSOR_LOAD = new OID("1.3.6.1.2.1.25.3.3.1.2");
    /** Linux' own limit (CONFIG_NR_CPUS) on the machines that have most. */
    private static final int MOST_PROCESSORS = 8192;

    static LoadSource of(String name) {
        return name.equals("ucd") ? UCD : HOST_RESOURCES;
    }

    abstract double read(Agent agent) throws IOException;

    private static double busy(List<Double> percents) throws Refusal {
        if (percents.isEmpty()) {
            throw new Refusal(
                    "the agent has no hrProcessorLoad (1.3.6.1.2.1.25.3.3.1.2); allow it in the agent's view, "
                            + "or set snmp_load_source = ucd");
        }
        return percents.stream().mapToDouble(Double::doubleValue).sum() / 100;
    }

    private static double number(Variable variable) throws Refusal {
        try {
            double value = Double.parseDouble(variable.toString().strip());
            if (Double.isFinite(value) && value >= 0) {
                return value;
            }
        } catch (NumberFormatException _) {
            // said below, as for a number that no load can be
        }
        throw new Refusal("the agent's load is \"" + variable + "\", which is no load");
    }
}
