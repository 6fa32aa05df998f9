package dev.parley.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.persistence.Entity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Dependencies point one way. Each rule is also shown a planted class that breaks it, so that no
 * rule passes because it says nothing.
 */
class ArchitectureTest {
  private static final JavaClasses HUB =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.parley");

  private static final JavaClasses PLANTED =
      new ClassFileImporter()
          .withImportOption(location -> location.contains("/planted/"))
          .importPackages("dev.parley");

  private static final String[] FEATURES = {
    "dev.parley.audit..",
    "dev.parley.collaboration..",
    "dev.parley.content..",
    "dev.parley.identity..",
    "dev.parley.notifications..",
    "dev.parley.presence..",
    "dev.parley.rooms.."
  };

  /** What the package charters promise. */
  enum Rule {
    VOCABULARY_STANDS_ALONE(
        only("dev.parley.vocabulary..", "java..", "org.jspecify..", "dev.parley.vocabulary..")),

    DELIVERY_KNOWS_THE_VOCABULARY(
        only(
            "dev.parley.delivery..",
            "java..",
            "org.jspecify..",
            "org.slf4j..",
            "io.micrometer..",
            "dev.parley.vocabulary..",
            "dev.parley.delivery..")),

    ENGINE_IO_STANDS_ALONE(
        only(
            "dev.parley.engineio..",
            "java..",
            "org.jspecify..",
            "org.slf4j..",
            "jakarta.servlet..",
            "jakarta.websocket..",
            "dev.parley.engineio..")),

    SOCKET_IO_KNOWS_ENGINE_IO_ALONE(
        only(
            "dev.parley.socketio..",
            "java..",
            "org.jspecify..",
            "org.slf4j..",
            "jakarta.json..",
            "dev.parley.engineio..",
            "dev.parley.socketio..")),

    THE_STORE_KNOWS_NOTHING_OF_THE_HUB(
        noClasses()
            .that()
            .resideInAPackage("dev.parley.store..")
            .should()
            .dependOnClassesThat(
                com.tngtech.archunit.base.DescribedPredicate.describe(
                    "are the hub's",
                    type ->
                        type.getPackageName().startsWith("dev.parley.")
                            && !type.getPackageName().startsWith("dev.parley.store")))),

    THE_JOURNAL_KNOWS_NO_FEATURE(
        only(
            "dev.parley.journal..",
            "java..",
            "org.jspecify..",
            "org.slf4j..",
            "io.micrometer..",
            "javax.sql..",
            "jakarta.persistence..",
            "jakarta.json..",
            // What weaving writes into the entities.
            "org.eclipse.persistence..",
            "jakarta.xml.bind.annotation..",
            "dev.parley.vocabulary..",
            "dev.parley.store..",
            "dev.parley.journal..")),

    FEATURES_SPEAK_NO_PROTOCOL(
        noClasses()
            .that()
            .resideInAnyPackage(FEATURES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "jakarta.servlet..",
                "jakarta.ws..",
                "jakarta.websocket..",
                "jakarta.json..",
                "jakarta.enterprise..",
                "dev.parley.switchboard..",
                "dev.parley.door..",
                "dev.parley.operations..",
                "dev.parley.assembly..")),

    THE_SWITCHBOARD_KNOWS_NO_DOOR(
        noClasses()
            .that()
            .resideInAPackage("dev.parley.switchboard..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "dev.parley.door..",
                "dev.parley.operations..",
                "dev.parley.assembly..",
                "jakarta.servlet..",
                "jakarta.ws..",
                "jakarta.websocket..",
                "jakarta.json..")),

    NO_DOOR_KNOWS_ANOTHER(
        slices().matching("dev.parley.door.(*)..").should().notDependOnEachOther()),

    DOORS_GO_THROUGH_THE_SWITCHBOARD(
        noClasses()
            .that()
            .resideInAPackage("dev.parley.door..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "dev.parley.audit..",
                "dev.parley.collaboration..",
                "dev.parley.rooms..",
                "dev.parley.notifications..",
                "dev.parley.presence..",
                "dev.parley.content..",
                "dev.parley.store..",
                "jakarta.persistence..")),

    THE_DEMO_IS_A_CLIENT(
        only(
            "dev.parley.demo..",
            "java..",
            "org.jspecify..",
            "org.slf4j..",
            "dev.parley.vocabulary..",
            "dev.parley.demo..")),

    ADMINISTRATION_KNOWS_NO_DOOR(
        noClasses()
            .that()
            .resideInAPackage("dev.parley.administration..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "dev.parley.door..",
                "dev.parley.operations..",
                "dev.parley.assembly..",
                "dev.parley.launcher..",
                "jakarta.servlet..",
                "jakarta.ws..",
                "org.eclipse.microprofile..")),

    NOBODY_KNOWS_THE_ASSEMBLY(
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.parley.assembly..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.parley.assembly..")),

    THE_LAUNCHER_STANDS_APART(
        noClasses()
            .that()
            .resideInAPackage("dev.parley.launcher..")
            .should()
            .dependOnClassesThat(
                com.tngtech.archunit.base.DescribedPredicate.describe(
                    "are the hub's",
                    type ->
                        type.getPackageName().startsWith("dev.parley.")
                            && !type.getPackageName().startsWith("dev.parley.launcher")))),

    /** RESTEasy and Liberty want to make them by themselves, even where CDI does. */
    WHAT_CONTAINERS_MAKE_NEEDS_NOTHING(
        constructors()
            .that()
            .areDeclaredInClassesThat()
            .areAnnotatedWith(jakarta.ws.rs.Path.class)
            .should()
            .bePublic()
            .andShould()
            .haveRawParameterTypes(new Class<?>[0])),

    ENTITIES_STAY_AT_HOME(
        classes()
            .that()
            .areAnnotatedWith(Entity.class)
            .should()
            .notHaveModifier(JavaModifier.PUBLIC));

    @SuppressWarnings("ImmutableEnumChecker")
    private final ArchRule rule;

    Rule(ArchRule rule) {
      this.rule = rule;
    }

    private static ArchRule only(String who, String... whom) {
      return classes()
          .that()
          .resideInAPackage(who)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(whom);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theHubKeepsTheRule(Rule rule) {
    rule.rule.check(HUB);
  }

  @ParameterizedTest
  @EnumSource
  void aPlantedClassBreaksTheRule(Rule rule) {
    assertThatThrownBy(() -> rule.rule.check(PLANTED))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("planted");
  }

  @Test
  void everyPackageHasACharterAndIsNullMarked() throws IOException {
    List<Path> packages;
    try (Stream<Path> files = Files.walk(Path.of("src/main/java/dev/parley"))) {
      packages =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .map(Path::getParent)
              .distinct()
              .toList();
    }
    assertThat(packages).hasSizeGreaterThan(8);
    for (Path folder : packages) {
      Path charter = folder.resolve("package-info.java");
      assertThat(charter).exists();
      assertThat(Files.readString(charter)).as("%s", charter).contains("@NullMarked", "/**");
    }
  }
}
