package dev.tryops.acceptance;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.NullMarked;

/** The boundaries that the architecture promises. */
@AnalyzeClasses(packages = "dev.tryops", importOptions = ArchitectureTest.MainClassesOnly.class)
class ArchitectureTest {

    private static final String MODEL = "dev.tryops.model..";
    private static final String REGISTRY = "dev.tryops.registry..";
    private static final String TRAINING = "dev.tryops.training..";
    private static final String API = "dev.tryops.api..";
    private static final String CLI = "dev.tryops.cli..";

    private static final DescribedPredicate<JavaClass> SPRING_EDGE = DescribedPredicate.describe(
            "the edge to Spring",
            type -> Set.of(
                            "Application",
                            "Configuration",
                            "Properties",
                            "Controller",
                            "Filter",
                            "Advice",
                            "Route",
                            "Valve",
                            "Draining",
                            "Announcement",
                            "JobHistory",
                            "ReloadLoop",
                            "SwitchedOff",
                            "ProblemWriter",
                            "RequestBody",
                            "RequestRefused",
                            "Authenticator",
                            "AccessProblems",
                            "Problem")
                    .stream()
                    .anyMatch(topLevel(type).getSimpleName()::endsWith));

    @ArchTest
    static final ArchRule theModelKnowsNobody = noClasses()
            .that()
            .resideInAPackage(MODEL)
            .should()
            .dependOnClassesThat(resideInAnyPackage(REGISTRY, TRAINING, API, CLI));

    @ArchTest
    static final ArchRule theRegistryKnowsOnlyTheModel = noClasses()
            .that()
            .resideInAPackage(REGISTRY)
            .should()
            .dependOnClassesThat(resideInAnyPackage(TRAINING, API, CLI));

    @ArchTest
    static final ArchRule trainerServerAndOperatorsMeetInTheStoreOnly =
            slices().matching("dev.tryops.(training|api|cli)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("dev.tryops.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule servingKnowsNothingOfRequests = noClasses()
            .that()
            .resideInAPackage("dev.tryops.api.serving")
            .should()
            .dependOnClassesThat(resideInAnyPackage("dev.tryops.api", "dev.tryops.api.predict", "dev.tryops.api.web"));

    @ArchTest
    static final ArchRule springStaysAtTheEdge = noClasses()
            .that(DescribedPredicate.not(SPRING_EDGE))
            .should()
            .dependOnClassesThat(resideInAPackage("org.springframework.."));

    @ArchTest
    static final ArchRule noSpringInTheContractOrTheCommand = noClasses()
            .that()
            .resideInAnyPackage(MODEL, REGISTRY, CLI)
            .should()
            .dependOnClassesThat(resideInAPackage("org.springframework.."));

    @ArchTest
    static final ArchRule onnxRuntimeIsUsedInOnePlacePerSide = noClasses()
            .that(DescribedPredicate.describe(
                    "are neither OnnxModel and its buffers nor what replays a prediction nor in training.fit",
                    type -> !Set.of(
                                            "dev.tryops.api.serving.OnnxModel",
                                            "dev.tryops.api.serving.InferenceBuffers",
                                            "dev.tryops.cli.ReplayedGraph")
                                    .contains(topLevel(type).getName())
                            && !type.getPackageName().equals("dev.tryops.training.fit")))
            .should()
            .dependOnClassesThat(resideInAPackage("ai.onnxruntime.."));

    @ArchTest
    static final ArchRule tribuoStaysWhereModelsAreFitted = noClasses()
            .that()
            .resideOutsideOfPackage("dev.tryops.training.fit")
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.tribuo..", "ai.onnx..", "com.google.protobuf.."));

    @ArchTest
    static final ArchRule parquetIsWrittenWherePredictionsAreKept = noClasses()
            .that()
            .resideOutsideOfPackage("dev.tryops.predictions")
            .should()
            .dependOnClassesThat(resideInAPackage("org.apache.parquet.."));

    @ArchTest
    static final ArchRule predictionsKnowOnlyTheContract = noClasses()
            .that()
            .resideInAPackage("dev.tryops.predictions")
            .should()
            .dependOnClassesThat(resideInAnyPackage(TRAINING, API, CLI));

    @ArchTest
    static final ArchRule awsIsKnownInThreePackages = noClasses()
            .that()
            .resideOutsideOfPackages("dev.tryops.registry.s3", "dev.tryops.registry.kms", "dev.tryops.cli.aws")
            .should()
            .dependOnClassesThat(resideInAPackage("software.amazon.."));

    @ArchTest
    static final ArchRule openTelemetryIsKnownWhereRequestsAreTraced = noClasses()
            .that()
            .resideOutsideOfPackage("dev.tryops.api.tracing")
            .should()
            .dependOnClassesThat(resideInAPackage("io.opentelemetry.."));

    @ArchTest
    static final ArchRule artifactsAreReadAndWrittenInOnePlace = noClasses()
            .that()
            .resideInAnyPackage(MODEL, REGISTRY)
            .and(DescribedPredicate.describe(
                    "are not ArtifactJson",
                    type -> !topLevel(type).getName().equals("dev.tryops.registry.ArtifactJson")))
            .should()
            .dependOnClassesThat(resideInAnyPackage("tools.jackson..", "com.fasterxml.jackson.."));

    @ArchTest
    static void everyPackageIsNullMarked(JavaClasses all) {
        Set<String> marked = all.stream()
                .filter(type -> type.getSimpleName().equals("package-info") && type.isAnnotatedWith(NullMarked.class))
                .map(JavaClass::getPackageName)
                .collect(Collectors.toSet());
        Set<String> used = all.stream()
                .filter(type -> type.getPackageName().startsWith("dev.tryops"))
                .map(JavaClass::getPackageName)
                .collect(Collectors.toSet());

        Assertions.assertThat(marked).containsExactlyInAnyOrderElementsOf(used);
    }

    @ArchTest
    static final ArchRule theMainClassesAreThereAtAll = classes()
            .that()
            .haveSimpleName("ApiApplication")
            .or()
            .haveSimpleName("TrainingApplication")
            .or()
            .haveSimpleName("Tryops")
            .should()
            .bePublic();

    /** Other modules' tests come in a jar of their own, which ArchUnit's own option does not recognize. */
    static final class MainClassesOnly implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/")
                    && !location.contains("-tests.jar")
                    && !location.contains("__"); // bean definitions that the build wrote
        }
    }

    private static JavaClass topLevel(JavaClass type) {
        JavaClass current = type;
        while (current.getEnclosingClass().isPresent()) {
            current = current.getEnclosingClass().get();
        }
        return current;
    }
}
