package io.arapaima.demo;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.arapaima.check.CheckResult;
import io.arapaima.check.FailedException;
import io.arapaima.ipc.IpcConnection;
import io.arapaima.ipc.Message;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the arrows of docs/architecture.md over every class of the suite. */
class ArchitectureTest {
    private static final String ROOT = "io.arapaima.";
    /** Fewer classes than this, and the rules would pass by looking at nothing. */
    private static final int LEAST_CLASSES = 250;
    /** No package holds more types than one can know; config is a language, and its README says why it is one room. */
    private static final int MOST_TYPES = 40;
    private static final Map<String, List<String>> MAY_USE = Map.ofEntries(Map.entry("checkspec", List.of()),
            Map.entry("config", List.of("checkspec")),
            Map.entry("daemon", List.of("checkspec", "config")), Map.entry("dataplane", List.of("checkspec")),
            Map.entry("ipvs", List.of("checkspec", "dataplane")), Map.entry("check", List.of("checkspec")),
            Map.entry("http2", List.of("check")), Map.entry("ipc", List.of("checkspec", "config", "daemon")),
            Map.entry("planner", List.of("checkspec", "config", "dataplane", "ipc")),
            Map.entry("alerts", List.of("checkspec", "config", "daemon", "ipc")),
            Map.entry("doctor", List.of("checkspec", "config")),
            Map.entry("relay", List.of("checkspec", "dataplane", "daemon")),
            Map.entry("pulse", List.of("checkspec", "config", "daemon", "ipc")),
            Map.entry("nanny", List.of("checkspec", "check", "config", "daemon", "ipc")),
            Map.entry("manager",
                    List.of("checkspec", "config", "daemon", "dataplane", "relay", "ipvs", "ipc", "planner", "alerts")),
            Map.entry("lvsctl", List.of("checkspec", "config", "daemon", "ipc", "doctor")),
            Map.entry("web", List.of("checkspec", "config", "daemon", "ipc")),
            Map.entry("demo", List.of("checkspec", "config", "daemon", "ipc")));
    /** A package inside another one's house, one subject each, and the rooms beside it that it uses; none uses its house. */
    private static final Map<String, List<String>> ROOMS = Map.ofEntries(
            Map.entry("manager.memory", List.of("ipc.reason")),
            Map.entry("manager.desk", List.of("manager.memory", "ipc.reason")),
            Map.entry("manager.addresses", List.of("manager.memory", "ipc.reason")),
            Map.entry("manager.failover", List.of("manager.memory", "ipc.reason")),
            Map.entry("manager.table", List.of("manager.addresses", "ipc.reason")),
            Map.entry("pulse.election", List.of("ipc.reason")),
            Map.entry("pulse.wire", List.of("pulse.election", "ipc.reason")),
            Map.entry("nanny.plugin", List.of("ipc.reason")),
            Map.entry("nanny.monitor", List.of("ipc.reason")), Map.entry("ipc.peer", List.of()),
            Map.entry("ipc.reason", List.of()),
            Map.entry("lvsctl.rehearsal", List.of()), Map.entry("lvsctl.manual", List.of("ipc.reason")),
            Map.entry("lvsctl.setup", List.of()),
            Map.entry("lvsctl.screen", List.of("ipc.peer", "ipc.reason")),
            Map.entry("web.access", List.of("ipc.peer")),
            Map.entry("web.director", List.of("ipc.peer", "ipc.reason")),
            Map.entry("web.history", List.of("web.director")),
            Map.entry("web.rest", List.of("web.access", "ipc.peer")),
            Map.entry("web.metrics", List.of("web.director", "ipc.peer")),
            Map.entry("web.jetty", List.of("web.rest", "ipc.peer")),
            Map.entry("web.api",
                    List.of("web.access", "web.director", "web.history", "web.rest", "web.metrics", "ipc.peer",
                            "ipc.reason")));

    /** Every class of the suite, read once for all tests that look at its structure. */
    static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar") && !location.contains("/test-kit"))
            .importPackages("io.arapaima");

    static Stream<String> modules() {
        return MAY_USE.keySet().stream().sorted();
    }

    @Test
    void everyModuleIsSeen() {
        assertThat(ALL.size()).isGreaterThan(LEAST_CLASSES);
        modules().forEach(m -> assertThat(ALL.stream().filter(c -> c.getPackageName().equals(ROOT + m)).count())
                .as("classes in %s", m).isGreaterThan(2));
        assertThat(plugins().toList()).hasSizeGreaterThanOrEqualTo(23);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void aModuleUsesOnlyWhatItMay(String module) {
        String[] others = MAY_USE.keySet().stream().filter(m -> !m.equals(module) && !allowed(module).contains(m))
                .map(m -> ROOT + m + (m.equals("check") ? "" : "..")).toArray(String[]::new);
        noClasses().that().resideInAnyPackage(ROOT + module, ROOT + module + (module.equals("check") ? "" : ".."))
                .should().dependOnClassesThat().resideInAnyPackage(others)
                .check(ALL);
    }

    private static List<String> allowed(String module) {
        List<String> allowed = MAY_USE.get(module);
        assertThat(allowed).isNotNull();
        return allowed == null ? List.of() : allowed;
    }

    private static Stream<String> plugins() {
        return ALL.stream().map(JavaClass::getPackageName).filter(p -> p.startsWith(ROOT + "check.")).distinct();
    }

    /** http2 is a plugin's library, and travels inside it. */
    @Test
    void aPluginSeesTheCheckApiAlone() {
        classes().that().resideInAPackage(ROOT + "check.*").should().onlyDependOnClassesThat(
                DescribedPredicate.describe("are no other part of the suite", c -> !c.getPackageName().startsWith(ROOT)
                        || c.getPackageName().startsWith(ROOT + "check")
                        || c.getPackageName().equals(ROOT + "http2")))
                .check(ALL);
        slices().matching(ROOT + "check.(*)").should().notDependOnEachOther().check(ALL);
    }

    @Test
    void aModuleHasNoOtherPackageThanItsRooms() {
        assertThat(ALL.stream().map(JavaClass::getPackageName).filter(p -> !p.startsWith(ROOT + "check.")).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(MAY_USE.keySet().stream(), ROOMS.keySet().stream()).map(m -> ROOT + m).toList());
        ROOMS.forEach((room, beside) -> {
            String house = room.substring(0, room.indexOf('.'));
            String[] others = Stream.concat(Stream.of(house), ROOMS.keySet().stream().filter(r -> !r.equals(room)))
                    .filter(r -> !beside.contains(r)).map(r -> ROOT + r).toArray(String[]::new);
            noClasses().that().resideInAPackage(ROOT + room).should().dependOnClassesThat().resideInAnyPackage(others)
                    .check(ALL);
        });
    }

    static Stream<String> packages() {
        return ALL.stream().map(JavaClass::getPackageName).distinct().sorted().map(p -> p.substring(ROOT.length()));
    }

    /** The types of one package, each with what is nested in it. */
    private record TypesOf(String packageName) implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return type.getPackageName().equals(packageName)
                    ? SliceIdentifier.of(type.getName().substring(packageName.length() + 1).split("\\$", 2)[0])
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "types of " + packageName;
        }
    }

    /** Whoever reads, tests or moves one type of a ring reads, tests and moves them all. */
    @ParameterizedTest
    @MethodSource("packages")
    void noCircleInsideAPackage(String name) {
        slices().assignedFrom(new TypesOf(ROOT + name)).namingSlices("$1").should().beFreeOfCycles()
                // An exception that is a result on its way: promised so with the first version of the API.
                .ignoreDependency(CheckResult.class, FailedException.class)
                // An interface that names its usual implementation.
                .ignoreDependency(ROOT + "config.HostResolver", ROOT + "config.SystemResolver")
                .check(ALL);
    }

    @Test
    void noPackageHoldsMoreThanOneCanKnow() {
        Map<String, Long> types = ALL.stream()
                .filter(c -> c.isTopLevelClass() && !c.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
        types.remove(ROOT + "config");
        assertThat(types.entrySet()).allSatisfy(e -> assertThat(e.getValue()).as(e.getKey())
                .isLessThanOrEqualTo(MOST_TYPES));
    }

    @Test
    void everyPackageIsNullMarked() {
        Stream.concat(Stream.concat(modules(), ROOMS.keySet().stream()).map(m -> ROOT + m), plugins())
                .forEach(name -> assertThat(
                        ALL.getPackage(name).getPackageInfo().isAnnotatedWith("org.jspecify.annotations.NullMarked"))
                        .as(name).isTrue());
    }

    @Test
    void onlyAMainMayEndTheProcess() {
        noClasses().that().doNotHaveSimpleName("Main").should().callMethod(System.class, "exit", int.class).check(ALL);
    }

    /** One door: who may do what, and which protocol version is spoken, is settled where conversations begin. */
    @Test
    void onlyTheClientsOfIpcBeginAConversation() {
        noClasses().that().resideOutsideOfPackage(ROOT + "ipc").should().callMethod(IpcConnection.class, "connect",
                Path.class).orShould().callConstructor(Message.Hello.class, String.class, String.class, long.class)
                .orShould().callMethod(Message.Hello.class, "of", String.class).check(ALL);
    }

    @Test
    void pureCoresHaveNoClock() {
        noClasses().that().haveSimpleName("TablePlanner").or().haveSimpleName("Weights").or()
                .haveSimpleName("WeightController").or().haveSimpleName("Observer").or().haveSimpleName("HealthJudge")
                .or().haveSimpleName("MailDigest").or().resideInAPackage(ROOT + "pulse.election").or()
                .resideInAPackage(ROOT + "config").should()
                .callMethod(System.class, "nanoTime").orShould().callMethod(System.class, "currentTimeMillis")
                .check(ALL);
    }

    @Test
    void onlyTheManagerAndItsPartsSeeADataPlane() {
        noClasses().that()
                .resideOutsideOfPackages(ROOT + "manager..", ROOT + "planner", ROOT + "relay", ROOT + "ipvs",
                        ROOT + "dataplane")
                .should().dependOnClassesThat().resideInAPackage(ROOT + "dataplane").check(ALL);
    }
}
