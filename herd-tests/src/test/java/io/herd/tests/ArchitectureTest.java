package io.herd.tests;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Which package may use which: the table of docs/architecture.md. */
class ArchitectureTest {
    private static final String[] CORE = {"io.herd.geo..", "io.herd.protocol..", "io.herd.state..", "io.herd.config.."};

    private static final JavaClasses PROJECT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.herd");

    @Test
    void everyPackageUsesOnlyWhatItMay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("geo")
                .definedBy("io.herd.geo")
                .layer("protocol")
                .definedBy("io.herd.protocol")
                .layer("state")
                .definedBy("io.herd.state")
                .layer("config")
                .definedBy("io.herd.config")
                .layer("log")
                .definedBy("io.herd.server.log")
                .layer("net")
                .definedBy("io.herd.server.net")
                .layer("client")
                .definedBy("io.herd.server.client")
                .layer("link")
                .definedBy("io.herd.server.link")
                .layer("places")
                .definedBy("io.herd.server.places")
                .layer("geonames")
                .definedBy("io.herd.server.geonames")
                .layer("http")
                .definedBy("io.herd.server.http")
                .layer("server")
                .definedBy("io.herd.server")
                .layer("cli")
                .definedBy("io.herd.cli")
                .whereLayer("geo")
                .mayNotAccessAnyLayer()
                .whereLayer("config")
                .mayNotAccessAnyLayer()
                .whereLayer("protocol")
                .mayOnlyAccessLayers("geo")
                .whereLayer("state")
                .mayOnlyAccessLayers("protocol")
                .whereLayer("log")
                .mayOnlyAccessLayers("protocol", "config")
                .whereLayer("net")
                .mayOnlyAccessLayers("protocol")
                .whereLayer("client")
                .mayOnlyAccessLayers("geo", "protocol", "state", "config", "net", "log")
                .whereLayer("link")
                .mayOnlyAccessLayers("geo", "protocol", "state", "config", "net", "log")
                .whereLayer("places")
                .mayOnlyAccessLayers("geo", "protocol", "config")
                .whereLayer("geonames")
                .mayOnlyAccessLayers("geo", "protocol", "config", "places")
                .whereLayer("http")
                .mayOnlyAccessLayers("geo", "protocol", "state", "config")
                .whereLayer("server")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .check(PROJECT);
    }

    @Test
    void theCoreIsPure() {
        noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("io.herd..", "java..", "org.jspecify..", "com.google.errorprone.annotations..")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .check(PROJECT);
    }

    @Test
    void thereAreNoCircles() {
        slices().matching("io.herd.(**)").should().beFreeOfCycles().check(PROJECT);
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
