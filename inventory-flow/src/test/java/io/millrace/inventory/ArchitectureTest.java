package io.millrace.inventory;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.millrace", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule decisionsKnowFactsAndNothingElse = classes()
            .that()
            .resideInAPackage("io.millrace.inventory.stock..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.millrace.inventory.stock..", "io.millrace.events", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule dependsOnNoOtherFlow = noClasses()
            .that()
            .resideInAPackage("io.millrace.inventory..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.millrace.order..", "io.millrace.payment..", "io.millrace.gateway..");

    @ArchTest
    static final ArchRule readsAndWritesKafkaThroughTheRuntime = noClasses()
            .that()
            .resideInAPackage("io.millrace.inventory..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("reactor.kafka..", "org.apache.kafka..");

    @ArchTest
    static final ArchRule packagesFollowTheData = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("io.millrace.inventory..")
            .layer("intake")
            .definedBy("io.millrace.inventory.intake..")
            .layer("query")
            .definedBy("io.millrace.inventory.query..")
            .layer("reconcile")
            .definedBy("io.millrace.inventory.reconcile..")
            .layer("store")
            .definedBy("io.millrace.inventory.store..")
            .layer("stock")
            .definedBy("io.millrace.inventory.stock..")
            .whereLayer("intake")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("query")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("reconcile")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("store")
            .mayOnlyBeAccessedByLayers("intake", "query", "reconcile");
}
