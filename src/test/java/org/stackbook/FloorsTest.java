package org.stackbook;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The floors of the house: a room uses only what lies below it. */
@Tag("unit")
class FloorsTest {

  private static final String ROOT = "org.stackbook";

  /** Bottom to top. Rooms of one floor do not see each other. */
  private static final List<List<String>> FLOORS =
      List.of(
          List.of(".error..", ".word..", ".seed.."),
          List.of(".checkup.."),
          List.of(".unit.."),
          List.of(".fact.."),
          List.of(".view.."),
          List.of(".stamp..", ".trace.."),
          List.of(".storage..", ".cache..", ".qos..", ".compute..", ".network.."),
          List.of(".platform.."),
          List.of(".sweep.."),
          List.of(""),
          List.of(".docs..", ".session.magic.."),
          List.of(".host..", ".session"),
          List.of(".kernel..", ".report..", ".console.."),
          List.of(".cli.."));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void aRoomUsesOnlyWhatLiesBelowIt() {
    for (int floor = 0; floor < FLOORS.size(); floor++) {
      for (String room : FLOORS.get(floor)) {
        List<String> forbidden = new ArrayList<>();
        for (int above = floor; above < FLOORS.size(); above++) {
          FLOORS.get(above).stream()
              .filter(r -> !r.equals(room))
              .map(r -> ROOT + r)
              .forEach(forbidden::add);
        }
        if (!forbidden.isEmpty()) {
          noClasses()
              .that()
              .resideInAPackage(ROOT + room)
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(forbidden.toArray(String[]::new))
              .allowEmptyShould(true)
              .check(CLASSES);
        }
      }
    }
  }

  @Test
  void everyClassIsInARoom() {
    String[] rooms =
        FLOORS.stream().flatMap(List::stream).map(r -> ROOT + r).toArray(String[]::new);
    classes().should().resideInAnyPackage(rooms).check(CLASSES);
  }

  @Test
  void theSessionKnowsNothingOfTheDoor() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".session..", ROOT + ".kernel..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT, ROOT + ".stamp..", ROOT + ".storage..")
        .check(CLASSES);
  }

  @Test
  void mavenIsKnownToTheMagicsOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".session.magic")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("eu.maveniverse..", "org.eclipse.aether..", "org.apache.maven..")
        .check(CLASSES);
  }

  @Test
  void enginesArePure() {
    noClasses()
        .that()
        .resideInAPackage("..engine..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "tech.tablesaw..",
            "org.knowm..",
            "com.fasterxml..",
            "org.zeromq..",
            "java.io..",
            "java.nio..",
            "java.time..",
            "java.awt..",
            ROOT + ".fact..",
            ROOT + ".view..",
            ROOT + ".unit..")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.Random")
        .orShould()
        .callMethod(Math.class, "random")
        .check(CLASSES);
  }

  @Test
  void roomsHaveNoCycles() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
  }
}
