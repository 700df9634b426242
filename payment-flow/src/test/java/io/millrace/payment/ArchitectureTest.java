package io.millrace.payment;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.millrace.payment", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule decidesWithoutFrameworks = noClasses()
            .that()
            .resideInAPackage("..payment.decision..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework..",
                    "reactor..",
                    "org.reactivestreams..",
                    "org.apache.kafka..",
                    "io.r2dbc..",
                    "io.netty..",
                    "tools.jackson..",
                    "io.millrace.pipeline..",
                    "io.millrace.events.wire..");

    @ArchTest
    static final ArchRule dependsOnNoOtherFlow = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.millrace.gateway..", "io.millrace.order..", "io.millrace.inventory..");

    @ArchTest
    static final ArchRule leavesReactorKafkaToTheRuntime =
            noClasses().should().dependOnClassesThat().resideInAPackage("reactor.kafka..");

    @ArchTest
    static final ArchRule followsTheDirectionOfTheData = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("intake")
            .definedBy("..payment.intake..")
            .layer("reconcile")
            .definedBy("..payment.reconcile..")
            .layer("provider")
            .definedBy("..payment.provider..")
            .layer("store")
            .definedBy("..payment.store..")
            .layer("decision")
            .definedBy("..payment.decision..")
            .whereLayer("intake")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("provider")
            .mayOnlyBeAccessedByLayers("intake")
            .whereLayer("reconcile")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("store")
            .mayOnlyBeAccessedByLayers("intake", "reconcile");
}
