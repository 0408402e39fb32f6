package io.arapaima.manager;

import io.arapaima.checkspec.AddressText;
import io.arapaima.config.MaskedText;
import io.arapaima.ipc.CheckResults.Asked;
import io.arapaima.ipc.CheckResults.Report;
import io.arapaima.ipc.PlannedCheck;
import io.arapaima.planner.Group;
import io.arapaima.planner.Member;
import io.arapaima.planner.Topology;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is asked about whom: the checks of a configuration by the names that lvs.cf has for their subjects. Immutable.
 *
 * @param byCheck by identity of the planned check, in the order of lvs.cf
 */
record AskedChecks(Map<String, Asked> byCheck) {
    /**
     * What it is made of.
     *
     * @param topology of the configuration in force
     * @param checks that it has run
     * @param failovers and those of failover services, which are named by them
     */
    record Source(Topology topology, List<PlannedCheck> checks, List<PlannedCheck> failovers) {}

    static AskedChecks of(Source source) {
        Map<String, String> subjects = new HashMap<>();
        for (Group group : source.topology().groups()) {
            group.members().forEach(member -> names(member, subjects));
            group.sorryCheck().ifPresent(sorry -> subjects.put(sorry.id(), group.name() + "/sorry server"));
        }
        Map<String, Asked> asked = new LinkedHashMap<>();
        source.checks().forEach(
                check -> asked.put(check.id(), asked(subjects.getOrDefault(check.id(), check.id()), check)));
        source.failovers().forEach(
                check -> asked.put(check.id(), asked(check.id().substring(0, check.id().lastIndexOf('@')), check)));
        return new AskedChecks(asked);
    }

    private static void names(Member member, Map<String, String> subjects) {
        member.allIds().forEach(check -> subjects.putIfAbsent(check, member.id()));
    }

    private static Asked asked(String subject, PlannedCheck check) {
        PlannedCheck.Target target = check.target();
        Map<String, String> options = new TreeMap<>();
        target.options().forEach((option, value) -> {
            String keyword = (check.check() + "_" + option).replace('-', '_');
            options.put(keyword, MaskedText.value(keyword, value));
        });
        String host = target.address().contains(":")
                ? AddressText.shortened("[" + target.address() + "]")
                : target.address();
        return new Asked(subject, check.check(), host + ":" + target.port(), options, check.timing().interval(),
                check.timing().timeout());
    }

    /** {@return the checks of these servers and of all servers of these services} */
    List<String> about(List<String> names) {
        Set<String> wanted = names.stream().collect(Collectors.toSet());
        return byCheck.entrySet().stream().filter(e -> {
            String subject = e.getValue().subject();
            int slash = subject.indexOf('/');
            return wanted.contains(subject) || (slash > 0 && wanted.contains(subject.substring(0, slash)));
        }).map(Map.Entry::getKey).toList();
    }

    /** {@return the report with what is asked; as it is when lvs.cf has changed meanwhile} */
    Report told(Report report) {
        Asked asked = byCheck.get(report.check());
        return asked == null ? report : report.with(asked);
    }
}
