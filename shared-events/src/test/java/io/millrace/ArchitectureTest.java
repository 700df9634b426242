package io.millrace;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.millrace", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule reactorKafkaStaysBehindTwoFiles = noClasses()
            .that()
            .haveNameNotMatching("io\\.millrace\\.pipeline\\.Kafka(Source|Sink)(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("reactor.kafka..");

    @ArchTest
    static final ArchRule factsKnowNeitherSpringNorReactorNorKafka = noClasses()
            .that()
            .resideInAPackage("io.millrace.events")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework..",
                    "reactor..",
                    "org.reactivestreams..",
                    "org.apache.kafka..",
                    "tools.jackson..",
                    "io.r2dbc..");

    @ArchTest
    static final ArchRule theWireFormatKnowsNothingOfTheRuntime = noClasses()
            .that()
            .resideInAPackage("io.millrace.events..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.millrace.pipeline..", "org.springframework..", "reactor..");

    @ArchTest
    static final ArchRule whatKeepsOrderAndOffsetsIsPure = classes()
            .that()
            .haveNameMatching("io\\.millrace\\.pipeline\\.(Lanes|Ledger|PartitionLedger)(\\$.*)?")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "io.millrace.pipeline");

    @ArchTest
    static final ArchRule onlyTheSettingsAndTheHealthOfAServiceKnowSpring = noClasses()
            .that()
            .resideInAPackage("io.millrace.pipeline..")
            .and()
            .resideOutsideOfPackage("io.millrace.pipeline.health..")
            .and()
            .haveSimpleNameNotEndingWith("Properties")
            .and()
            .haveNameNotMatching(".*\\.PipelineAutoConfiguration(\\$.*)?")
            .and()
            .doNotHaveSimpleName("Pipeline")
            .and()
            .doNotHaveSimpleName("KafkaPipeline")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework..");
}
