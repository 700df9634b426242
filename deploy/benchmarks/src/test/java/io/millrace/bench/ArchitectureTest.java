package io.millrace.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.millrace.bench", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule THE_LOAD_KNOWS_NOTHING_OF_WHAT_BECOMES_OF_IT = noClasses()
            .that()
            .resideInAPackage("..bench.load..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..bench.settled..", "..bench.proc..", "..bench.scenario..", "org.apache.kafka..");

    @ArchTest
    static final ArchRule A_REPORT_MEASURES_NOTHING = noClasses()
            .that()
            .resideInAPackage("..bench.report..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.millrace.acceptance..", "..bench.load..", "..bench.proc..", "..bench.scenario..");

    @ArchTest
    static final ArchRule NO_CIRCLES =
            slices().matching("io.millrace.bench.(*)..").should().beFreeOfCycles();
}
