package io.saigon.docs;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaModifier.PROTECTED;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.lang.module.ModuleReference;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Rules for every class of the library artifacts. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importLocations(
              Modules.saigon().values().stream().map(ArchitectureTest::location).toList());

  private static final Set<String> EXPORTED = Modules.exportedPackages();

  private static final Set<String> WAITS =
      Set.of(
          "java.lang.Object.wait",
          "java.lang.Thread.join",
          "java.lang.Thread.sleep",
          "java.util.concurrent.CompletableFuture.get",
          "java.util.concurrent.CompletableFuture.join",
          "java.util.concurrent.CountDownLatch.await",
          "java.util.concurrent.Future.get",
          "io.vertx.core.Future.await");
  private static final Set<String> OTHER_FUTURES =
      Set.of(
          "java.util.concurrent.CompletableFuture",
          "java.util.concurrent.CompletionStage",
          "java.util.concurrent.Future");

  @Test
  void everyPackageIsNullMarked() {
    Map<JavaPackage, List<JavaClass>> packages =
        CLASSES.stream().collect(groupingBy(JavaClass::getPackage));

    assertThat(packages.keySet())
        .filteredOn(p -> !p.isAnnotatedWith(NullMarked.class))
        .extracting(JavaPackage::getName)
        .isEmpty();
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.saigon.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void noExportedSignatureHasATypeOfAClosedPackage() {
    codeUnits()
        .that(are(exposed()))
        .should(
            new ArchCondition<JavaCodeUnit>("have types of exported packages only") {
              @Override
              public void check(JavaCodeUnit unit, ConditionEvents events) {
                involved(unit)
                    .filter(type -> isClosed(type.getPackageName()))
                    .forEach(
                        type ->
                            events.add(
                                SimpleConditionEvent.violated(
                                    unit, unit.getDescription() + ": " + type.getName())));
              }
            })
        .check(CLASSES);
  }

  private static Stream<JavaClass> involved(JavaCodeUnit unit) {
    return Stream.of(
            unit.getReturnType().getAllInvolvedRawTypes().stream(),
            unit.getParameterTypes().stream()
                .flatMap(type -> type.getAllInvolvedRawTypes().stream()),
            unit.getExceptionTypes().stream(),
            unit.getOwner().getRawInterfaces().stream(),
            unit.getOwner().getRawSuperclass().stream())
        .flatMap(types -> types);
  }

  private static boolean isClosed(String name) {
    return name.startsWith("io.saigon.") && !EXPORTED.contains(name);
  }

  @Test
  void nothingIsPrintedToTheConsole() {
    noClasses().should(ACCESS_STANDARD_STREAMS).check(CLASSES);
    noClasses().should().callMethod(Throwable.class, "printStackTrace").check(CLASSES);
  }

  @Test
  void noCodeBlocksAThread() {
    DescribedPredicate<JavaMethodCall> waiting =
        DescribedPredicate.describe(
            "block the thread",
            call -> WAITS.contains(call.getTargetOwner().getName() + "." + call.getName()));

    noClasses().should().callMethodWhere(waiting).check(CLASSES);
  }

  @Test
  void theApiNamesNoTypeOfTheSdk() {
    noClasses()
        .that()
        .resideInAPackage("io.saigon.api..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("software.amazon..")
        .check(CLASSES);
  }

  @Test
  void routesConfigurationDatabasePoolsSigningAndKotlinDoWithoutTheSdk() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.saigon.cognito.web..",
            "io.saigon.vault.config..",
            "io.saigon.vault.pg..",
            "io.saigon.micrometer..",
            "io.saigon.health..",
            "io.saigon.rest.vertx..",
            "io.saigon.kotlin..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("software.amazon..", "io.saigon.aws..")
        .check(CLASSES);
  }

  /** But for io.saigon.aws, which stands between Vert.x and the SDK. */
  @Test
  void noPublicSignatureHasACompletableFuture() {
    codeUnits()
        .that(are(exposed()))
        .should(
            new ArchCondition<JavaCodeUnit>("speak of Vert.x futures only") {
              @Override
              public void check(JavaCodeUnit unit, ConditionEvents events) {
                if (Stream.concat(
                        Stream.of(unit.getRawReturnType()), unit.getRawParameterTypes().stream())
                    .anyMatch(type -> OTHER_FUTURES.contains(type.getName()))) {
                  events.add(SimpleConditionEvent.violated(unit, unit.getDescription()));
                }
              }
            })
        .check(CLASSES.that(resideOutsideOfPackages("io.saigon.aws..")));
  }

  static Location location(ModuleReference module) {
    URI uri = module.location().orElseThrow();
    return Location.of(uri.getPath().endsWith(".jar") ? URI.create("jar:" + uri + "!/") : uri);
  }

  private static DescribedPredicate<JavaCodeUnit> exposed() {
    return DescribedPredicate.describe(
        "exposed",
        unit ->
            EXPORTED.contains(unit.getOwner().getPackageName())
                && unit.getOwner().getModifiers().contains(PUBLIC)
                && (unit.getModifiers().contains(PUBLIC)
                    || unit.getModifiers().contains(PROTECTED)));
  }
}
