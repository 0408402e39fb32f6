package io.arapaima.check.snmpload;

import io.arapaima.check.Check;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Inconclusive;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.Deadline;
import io.arapaima.check.Metric;
import io.arapaima.check.OptionRule;
import io.arapaima.check.OptionSpec;
import io.arapaima.check.Options;
import io.arapaima.check.Target;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.pf4j.Extension;

/**
 * Reads the load of a real server from its SNMP agent and passes with the metric {@code load}. The agent's port is an
 * option of its own: the target's port is the service's.
 */
@Extension
public final class SnmpLoadCheck implements Check {
    /** Creates the check and gets the protocols ready; PF4J calls this. */
    public SnmpLoadCheck() {
        RememberedKeys.warmUp();
        Agent.warmUp();
    }

    @Override
    public String name() {
        return "snmp-load";
    }

    @Override
    public String sentence() {
        return "Reads the load of a real server from its SNMP agent.";
    }

    @Override
    public List<OptionSpec> options() {
        return List.of(OptionSpec.choice("source",
                "Where the load stands: ucd is the run queue of one minute (UCD-SNMP-MIB laLoad); host-resources is the "
                        + "number of busy processors, the sum of their percentages (HOST-RESOURCES-MIB hrProcessorLoad) "
                        + "divided by 100.",
                "ucd", "host-resources"),
                OptionSpec.of("port", OptionSpec.Type.INTEGER, "UDP port of the agent.").withDefault("161")
                        .between(1, 65_535, ""),
                OptionSpec.choice("version", "SNMP version.", "2c", "3"),
                OptionSpec.of("community", OptionSpec.Type.TEXT,
                        "Community of version 2c, or @ and the file it stands in.").withDefault("public"),
                OptionSpec.of("user", OptionSpec.Type.TEXT, "User of version 3."),
                OptionSpec.choice("auth-protocol", "How messages of version 3 are signed.", "SHA256", "SHA", "SHA224",
                        "SHA384", "SHA512", "MD5"),
                OptionSpec.of("auth-password", OptionSpec.Type.TEXT,
                        "Password to sign with, or @ and its file; unset means that messages are not signed.")
                        .withExample("@/etc/arapaima/snmp-auth"),
                OptionSpec.choice("priv-protocol", "How messages of version 3 are encrypted.", "AES", "AES192",
                        "AES256", "DES"),
                OptionSpec.of("priv-password", OptionSpec.Type.TEXT,
                        "Password to encrypt with, or @ and its file; unset means that messages are not encrypted.")
                        .withExample("@/etc/arapaima/snmp-priv"));
    }

    @Override
    public List<OptionRule> rules() {
        return List.of(
                OptionRule.needs("version", "user"),
                OptionRule.needs("priv-password", "auth-password"),
                OptionRule.form("auth-password", "@.*|.{8,}",
                        "must have at least 8 characters, as SNMP version 3 wants"),
                OptionRule.form("priv-password", "@.*|.{8,}",
                        "must have at least 8 characters, as SNMP version 3 wants"));
    }

    @Override
    public CheckResult probe(Target target, Deadline deadline) throws IOException {
        Options options = target.options();
        try (var agent = Agent.open(target.address(), options.integer("port"), Identity.of(options), deadline)) {
            double load = LoadSource.of(options.text("source")).read(agent);
            return new Passed(agent.firstRoundTrip(), String.format(Locale.ROOT, "load %.2f", load),
                    List.of(Metric.load(load)));
        } catch (IllegalArgumentException e) {
            return new Inconclusive(String.valueOf(e.getMessage()));
        } catch (Refusal refusal) {
            return refusal.result();
        }
    }
}
