package io.millrace.order;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.millrace.order", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule settlementKnowsNothingButFacts = classes()
            .that()
            .resideInAPackage("io.millrace.order.settlement..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.millrace.order.settlement..", "io.millrace.events", "java..", "org.jspecify.annotations..");

    @ArchTest
    static final ArchRule packagesFollowTheArrowOfTheData = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("io.millrace.order..")
            .layer("intake")
            .definedBy("..order.intake..")
            .layer("deadline")
            .definedBy("..order.deadline..")
            .layer("query")
            .definedBy("..order.query..")
            .layer("store")
            .definedBy("..order.store..")
            .layer("settlement")
            .definedBy("..order.settlement..")
            .whereLayer("intake")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("deadline")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("query")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("store")
            .mayOnlyBeAccessedByLayers("intake", "deadline", "query");

    @ArchTest
    static final ArchRule sqlStaysInTheStore = noClasses()
            .that()
            .resideOutsideOfPackage("io.millrace.order.store..")
            .and()
            .resideInAPackage("io.millrace.order..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.r2dbc..", "org.springframework.r2dbc..");

    @ArchTest
    static final ArchRule kafkaStaysInTheRuntime = noClasses()
            .that()
            .resideInAPackage("io.millrace.order..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("reactor.kafka..", "org.apache.kafka..");

    @ArchTest
    static final ArchRule flowsKnowNothingOfEachOther = noClasses()
            .that()
            .resideInAPackage("io.millrace.order..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.millrace.gateway..", "io.millrace.payment..", "io.millrace.inventory..");
}
