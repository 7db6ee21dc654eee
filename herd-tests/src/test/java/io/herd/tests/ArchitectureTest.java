package io.herd.tests;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which package may use which: the table of docs/architecture.md, and what measures and tests the product. */
class ArchitectureTest {
    private static final String[] CORE = {
        "io.herd.geo..", "io.herd.protocol..", "io.herd.state..", "io.herd.access..", "io.herd.config.."
    };

    private static final JavaClasses PROJECT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.herd");

    private static final JavaClasses WITH_TESTS = new ClassFileImporter().importPackages("io.herd");

    /** The packages of the project that each package may use, all without their common prefix. */
    private static final Map<String, Set<String>> TABLE = Map.ofEntries(
            entry("geo", Set.of()),
            entry("protocol", Set.of("geo")),
            entry("state", Set.of("protocol")),
            entry("access", Set.of("geo", "protocol")),
            entry("config", Set.of("access")),
            entry("server.log", Set.of("protocol", "config")),
            entry("server.net", Set.of("protocol")),
            entry("server.intake", Set.of("geo", "protocol", "state", "config")),
            entry(
                    "server.client",
                    Set.of(
                            "access",
                            "server.access",
                            "geo",
                            "protocol",
                            "state",
                            "config",
                            "server.intake",
                            "server.watch",
                            "server.fence",
                            "server.net",
                            "server.log")),
            entry("server.owner", Set.of("protocol", "config", "server.intake", "server.net")),
            entry("server.hook", Set.of("protocol", "config", "server.fence", "server.web")),
            entry("server.fence", Set.of("geo", "protocol", "state")),
            entry("server.link", Set.of("protocol", "state", "config", "server.net", "server.log", "server.tls")),
            entry("server.tls", Set.of("config", "server.net")),
            entry("server.history", Set.of("protocol", "state", "config", "server.intake", "server.journal")),
            entry("server.journal", Set.of("protocol", "state", "config")),
            entry("server.kafka", Set.of("protocol", "state", "config")),
            entry("server.places", Set.of("geo", "protocol", "config")),
            entry("phone", Set.of("access", "protocol")),
            entry("server.phone", Set.of("access", "protocol", "state", "server.intake", "phone")),
            entry("server.geonames", Set.of("protocol", "server.places")),
            entry("server.access", Set.of("access", "config", "server.link")),
            entry("server.watch", Set.of("access", "geo", "protocol", "state")),
            entry(
                    "server.mqtt",
                    Set.of(
                            "access",
                            "protocol",
                            "state",
                            "config",
                            "phone",
                            "server.access",
                            "server.intake",
                            "server.net",
                            "server.phone",
                            "server.tls",
                            "server.watch")),
            entry(
                    "server.web",
                    Set.of(
                            "access",
                            "geo",
                            "protocol",
                            "state",
                            "server.access",
                            "server.history",
                            "server.intake",
                            "server.net",
                            "server.watch",
                            "phone",
                            "server.phone",
                            "server.fence")),
            entry(
                    "server.page",
                    Set.of(
                            "geo",
                            "config",
                            "phone",
                            "server.access",
                            "server.net",
                            "server.tls",
                            "server.places",
                            "server.web")),
            entry(
                    "server",
                    Set.of(
                            "server.page",
                            "geo",
                            "protocol",
                            "state",
                            "config",
                            "server.log",
                            "server.net",
                            "server.intake",
                            "server.client",
                            "server.link",
                            "server.journal",
                            "server.history",
                            "server.places",
                            "server.watch",
                            "server.fence",
                            "server.hook",
                            "server.kafka",
                            "access",
                            "server.access",
                            "server.tls",
                            "server.phone",
                            "server.mqtt",
                            "server.owner",
                            "server.web")),
            entry("bench", Set.of("config")),
            entry("track", Set.of("protocol")),
            entry("demo", Set.of("geo")),
            entry(
                    "cli",
                    Set.of(
                            "geo",
                            "protocol",
                            "config",
                            "access",
                            "phone",
                            "server.access",
                            "bench",
                            "track",
                            "demo",
                            "server",
                            "server.log",
                            "server.net",
                            "server.link",
                            "server.journal",
                            "server.places",
                            "server.geonames",
                            "server.tls",
                            "server.web")));

    /** Packages that hold nothing but tests, and what they may use besides the product. */
    private static final Map<String, Set<String>> TESTS = Map.of(
            "sim", Set.of(),
            "broker", Set.of(),
            "tests", Set.of("broker"),
            "attack", Set.of("tests"),
            "fuzz", Set.of(),
            "measure", Set.of("tests", "sim"),
            "compare", Set.of("measure", "tests", "broker"),
            "growth", Set.of("measure", "sim"));

    @Test
    void everyPackageHasItsRow() {
        assertThat(packages(PROJECT)).containsExactlyInAnyOrderElementsOf(TABLE.keySet());
        var all = new HashSet<>(TABLE.keySet());
        all.addAll(TESTS.keySet());
        assertThat(packages(WITH_TESTS)).containsExactlyInAnyOrderElementsOf(all);
    }

    private static Set<String> packages(JavaClasses classes) {
        return classes.stream()
                .map(each -> each.getPackageName().substring("io.herd.".length()))
                .filter(each -> !each.endsWith("jmh_generated"))
                .collect(Collectors.toSet());
    }

    @Test
    void everyPackageUsesOnlyWhatItMay() {
        TABLE.forEach((name, used) -> mayUse(name, used).check(PROJECT));
    }

    @Test
    void testsOfDifferentKindsAreIndependent() {
        TESTS.forEach((name, used) -> {
            var allowed = new HashSet<>(TABLE.keySet());
            allowed.addAll(used);
            mayUse(name, allowed).check(WITH_TESTS);
        });
    }

    private static ArchRule mayUse(String name, Set<String> used) {
        String[] allowed = Stream.concat(Stream.of(name), used.stream())
                .map("io.herd."::concat)
                .toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage("io.herd." + name)
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackage("io.herd..").or(resideInAnyPackage(allowed)));
    }

    @Test
    void theCoreIsPure() {
        noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(
                        "io.herd..",
                        "java..",
                        "javax.crypto..",
                        "org.jspecify..",
                        "com.google.errorprone.annotations..")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .check(PROJECT);
    }

    @Test
    void thereAreNoCircles() {
        slices().matching("io.herd.(**)").should().beFreeOfCycles().check(WITH_TESTS);
    }

    @Test
    void nobodyUsesTwoKindsOfFuture() {
        noClasses()
                .that()
                .resideInAPackage("io.herd..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.concurrent.CompletableFuture")
                .check(PROJECT);
    }
}
