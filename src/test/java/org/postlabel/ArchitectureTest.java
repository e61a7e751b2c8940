package org.postlabel;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

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

  @ArchTest
  static final ArchRule INPUT_KNOWS_NEITHER_SCORING_NOR_OUTPUT =
      noClasses()
          .that()
          .resideInAPackage("org.postlabel.input..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.postlabel.scoring..", "org.postlabel.output..");

  @ArchTest
  static final ArchRule SCORING_KNOWS_NEITHER_INPUT_NOR_OUTPUT =
      noClasses()
          .that()
          .resideInAPackage("org.postlabel.scoring..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.postlabel.input..", "org.postlabel.output..");

  @ArchTest
  static final ArchRule OUTPUT_KNOWS_NEITHER_INPUT_NOR_SCORING =
      noClasses()
          .that()
          .resideInAPackage("org.postlabel.output..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.postlabel.input..", "org.postlabel.scoring..");

  @ArchTest
  static final ArchRule POST_IS_PLAIN_JAVA =
      classes()
          .that()
          .resideInAPackage("org.postlabel.post..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.postlabel.post..");

  /** So neither scorer, worker nor scoring knows a provider. */
  @ArchTest
  static final ArchRule ONLY_THE_ROOT_KNOWS_A_PROVIDER =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT, "org.postlabel.perspective..", "org.postlabel.llm..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.postlabel.perspective..", "org.postlabel.llm..");

  @ArchTest
  static final ArchRule A_PROVIDER_KNOWS_NO_OTHER =
      noClasses()
          .that()
          .resideInAPackage("org.postlabel.llm..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.postlabel.perspective..");

  @ArchTest
  static final ArchRule ONLY_PROVIDERS_ARE_SPOKEN_TO =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.postlabel.http..", "org.postlabel.perspective..", "org.postlabel.llm..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.postlabel.http..");

  @ArchTest
  static final ArchRule ONLY_HTTP_THE_EMULATOR_AND_METRICS_SPEAK_HTTP =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.postlabel.http..", "org.postlabel.emulator..", "org.postlabel.metrics..")
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
              "org.postlabel.input..",
              "org.postlabel.output..",
              "org.postlabel.ledger..",
              "org.postlabel.quota..",
              "org.postlabel.run..",
              "org.postlabel.sample..",
              "org.postlabel.plan..",
              "org.postlabel.evaluation..",
              "org.postlabel.source..",
              "org.postlabel.importing..",
              "org.postlabel.bench..",
              "org.postlabel.report..",
              "org.postlabel.status..",
              "org.postlabel.traffic..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.sql..", "javax.sql..", "org.jdbi..", "org.sqlite..", "com.zaxxer.hikari..");

  @ArchTest
  static final ArchRule ONLY_THE_ROOT_NAMES_A_RUNNER =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT)
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
  static final ArchRule NO_ROOMS_NEED_EACH_OTHER =
      slices().matching("org.postlabel.(*)..").should().beFreeOfCycles();
}
