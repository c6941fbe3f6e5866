package dev.tryops.infra;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.tryops.infra", importOptions = ImportOption.DoNotIncludeTests.class)
class InfraArchitectureTest {

    @ArchTest
    static final ArchRule PACKAGES_HAVE_AN_ORDER =
            slices().matching("dev.tryops.(**)").should().beFreeOfCycles();

    /** Settings can be read, and refused, without Node. */
    @ArchTest
    static final ArchRule SETTINGS_KNOW_NO_CDKTF = noClasses()
            .that()
            .resideInAnyPackage("dev.tryops.infra.settings", "dev.tryops.infra.cost")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.hashicorp..", "software.constructs..", "software.amazon.jsii..");
}
