package org.postlabel;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Set;
import org.apache.beam.sdk.transforms.PTransform;

/** Who may import whom. */
@AnalyzeClasses(packages = "org.postlabel", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "org.postlabel";

  @ArchTest
  static final ArchRule NOTHING_IMPORTS_THE_ROOT =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT)
          .should()
          .dependOnClassesThat(resideInAPackage(ROOT));

  /** They meet in {@code LabelPosts}. */
  @ArchTest
  static final ArchRule STEPS_KNOW_NO_OTHER_STEP =
      noClasses().that().areAssignableTo(PTransform.class).should(dependOnAnotherStep());

  @ArchTest
  static final ArchRule POST_IS_PLAIN_JAVA =
      classes()
          .that()
          .resideInAPackage("org.postlabel.post..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.postlabel.post..");

  /** They are found by {@code ServiceLoader}. */
  @ArchTest
  static final ArchRule NOTHING_ELSE_KNOWS_A_PROVIDER =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.postlabel.scorer.perspective..",
              "org.postlabel.scorer.llm..",
              "org.postlabel.scorer.moderation..",
              "org.postlabel.scorer.classifier..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.postlabel.scorer.perspective..",
              "org.postlabel.scorer.llm..",
              "org.postlabel.scorer.moderation..",
              "org.postlabel.scorer.classifier..");

  @ArchTest
  static final ArchRule PROVIDERS_KNOW_NO_OTHER =
      slices()
          .matching("org.postlabel.scorer.(*)..")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(alwaysTrue(), resideInAPackage("org.postlabel.scorer.http.."));

  @ArchTest
  static final ArchRule ONLY_PROVIDERS_ARE_SPOKEN_TO =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.postlabel.scorer..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.postlabel.scorer.http..");

  @ArchTest
  static final ArchRule ONLY_HTTP_THE_EMULATOR_AND_METRICS_SPEAK_HTTP =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.postlabel.scorer.http..", "org.postlabel.emulator..", "org.postlabel.metrics..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "com.google.api.client.http..",
              "org.apache.hc..",
              "com.sun.net.httpserver..",
              "java.net.http..");

  @ArchTest
  static final ArchRule ONLY_ROOMS_WITH_TABLES_SPEAK_JDBC =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.postlabel.database..",
              "org.postlabel.pipeline..",
              "org.postlabel.export..",
              "org.postlabel.ledger..",
              "org.postlabel.quota..",
              "org.postlabel.run..",
              "org.postlabel.selection..",
              "org.postlabel.plan..",
              "org.postlabel.evaluation..",
              "org.postlabel.comparison..",
              "org.postlabel.importing..",
              "org.postlabel.bench..",
              "org.postlabel.report..",
              "org.postlabel.status..",
              "org.postlabel.metrics..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.sql..", "javax.sql..", "org.jdbi..", "org.sqlite..", "com.zaxxer.hikari..");

  @ArchTest
  static final ArchRule ONLY_WHAT_STARTS_PIPELINES_NAMES_A_RUNNER =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.postlabel.job..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.beam.runners..");

  @ArchTest
  static final ArchRule THE_EMULATOR_KNOWS_NOTHING_ELSE_OF_OURS =
      noClasses()
          .that()
          .resideInAPackage("org.postlabel.emulator..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("org.postlabel..")
                  .and(not(resideInAnyPackage("org.postlabel.emulator.."))));

  @ArchTest
  static final ArchRule NOTHING_BUT_COMMANDS_KNOWS_THE_EMULATOR_OR_THE_BENCH =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.postlabel.command..", "org.postlabel.emulator..", "org.postlabel.bench..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.postlabel.emulator..", "org.postlabel.bench..");

  /** Another mapper would keep the classes of every run on a cluster. */
  @ArchTest
  static final ArchRule JSON_MAPPERS_COME_FROM_ONE_ROOM =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.postlabel.json..", "org.postlabel.emulator..", "org.postlabel.bench..")
          .should()
          .callConstructor(ObjectMapper.class);

  @ArchTest
  static final ArchRule NO_ROOMS_NEED_EACH_OTHER =
      slices().matching("org.postlabel.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NO_PACKAGES_NEED_EACH_OTHER =
      slices().matching("org.postlabel.(**)").should().beFreeOfCycles();

  /** Rooms that only wire; a file and what is nested in it are one. */
  @ArchTest
  static final ArchRule NO_FILES_THAT_WIRE_NEED_EACH_OTHER =
      slices()
          .assignedFrom(filesOf(Set.of(ROOT, ROOT + ".command", ROOT + ".job", ROOT + ".pipeline")))
          .should()
          .beFreeOfCycles();

  /** An evaluation reads as files, rows, statistics and pages in this order. */
  @ArchTest
  static final ArchRule NO_FILES_OF_AN_EVALUATION_NEED_EACH_OTHER =
      slices()
          .assignedFrom(
              filesOf(
                  Set.of(
                      ROOT + ".evaluation",
                      ROOT + ".evaluation.gold",
                      ROOT + ".evaluation.labels",
                      ROOT + ".evaluation.page",
                      ROOT + ".evaluation.raters",
                      ROOT + ".evaluation.statistics")))
          .should()
          .beFreeOfCycles();

  private static SliceAssignment filesOf(Set<String> packages) {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        JavaClass file = type;
        while (file.getEnclosingClass().isPresent()) {
          file = file.getEnclosingClass().get();
        }
        return packages.contains(type.getPackageName())
            ? SliceIdentifier.of(file.getName())
            : SliceIdentifier.ignore();
      }

      @Override
      public String getDescription() {
        return "files of " + packages;
      }
    };
  }

  private static ArchCondition<JavaClass> dependOnAnotherStep() {
    return new ArchCondition<>("depend on another step") {
      @Override
      public void check(JavaClass step, ConditionEvents events) {
        step.getDirectDependenciesFromSelf().stream()
            .filter(use -> use.getTargetClass().isAssignableTo(PTransform.class))
            .filter(use -> use.getTargetClass().getPackageName().startsWith(ROOT))
            .filter(use -> !use.getTargetClass().equals(step))
            .forEach(use -> events.add(SimpleConditionEvent.satisfied(step, use.getDescription())));
      }
    };
  }
}
