package io.millrace.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.millrace.gateway", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule READING_IS_PURE = noClasses()
            .that()
            .resideInAPackage("..gateway.intake..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework..", "reactor..", "io.netty..", "org.apache.kafka..", "io.millrace.pipeline..");

    @ArchTest
    static final ArchRule REACTOR_KAFKA_IS_NONE_OF_OURS =
            noClasses().should().dependOnClassesThat().resideInAPackage("reactor.kafka..");

    @ArchTest
    static final ArchRule FLOWS_ARE_NONE_OF_OURS = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.millrace.order..", "io.millrace.payment..", "io.millrace.inventory..");

    @ArchTest
    static final ArchRule WHAT_ALL_ENDPOINTS_SHARE_KNOWS_NONE_OF_THEM = noClasses()
            .that()
            .resideInAPackage("..gateway.http..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..gateway.orders..",
                    "..gateway.stock..",
                    "..gateway.live..",
                    "..gateway.query..",
                    "..gateway.deadletters..",
                    "..gateway.publishing..");

    @ArchTest
    static final ArchRule NOBODY_KNOWS_THE_SERVER_BELOW = noClasses()
            .that()
            .resideOutsideOfPackage("..gateway.netty..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..gateway.netty..");

    @ArchTest
    static final ArchRule NO_CIRCLES =
            slices().matching("io.millrace.gateway.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule PUBLISHING_GOES_ONE_WAY = classes()
            .that()
            .resideInAPackage("..gateway.publishing..")
            .should()
            .onlyHaveDependentClassesThat()
            .resideInAnyPackage(
                    "..gateway.publishing..", "..gateway.orders..", "..gateway.stock..", "..gateway.deadletters..");
}
