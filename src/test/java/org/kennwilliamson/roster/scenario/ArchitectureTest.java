package org.kennwilliamson.roster.scenario;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.platform.database.Sql;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** The shape of the code. */
class ArchitectureTest {

    private static final String ROSTER = "org.kennwilliamson.roster";

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/embedded/"))
            .importPackages(ROSTER);

    @Test
    void thereIsCodeToLookAt() {
        assertThat(CODE.size()).isGreaterThan(50);
    }

    @Test
    void leavesKnowNoFeature() {
        noClasses()
                .that()
                .resideInAnyPackage(packages("database", "problem", "http", "password", "work"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages("user", "role", "session", "audit", "migration", "health", "backup"))
                .because("what every feature stands on can't lean on one of them")
                .check(CODE);
    }

    @Test
    void rolesKnowNoUsers() {
        noClasses()
                .that()
                .resideInAPackage(ROSTER + ".role..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROSTER + ".user..")
                .because("features lean on each other one way only: user → role")
                .check(CODE);
    }

    @Test
    void onlySessionsKnowUsers() {
        noClasses()
                .that()
                .resideOutsideOfPackages(packages("user", "session"))
                .and()
                .doNotHaveFullyQualifiedName(ROSTER + ".RosterCommand")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages("user", "session"))
                .because(
                        "features lean on each other one way only: session → user → access, and nobody leans on sessions")
                .check(CODE);
    }

    @Test
    void migrationHealthAndBackupsKnowNoUser() {
        noClasses()
                .that()
                .resideInAnyPackage(packages("migration", "health", "backup"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages("user", "role"))
                .because("the schema and the probes are there for any table")
                .check(CODE);
    }

    @Test
    void nobodyKnowsTheDoctor() {
        noClasses()
                .that()
                .resideOutsideOfPackages(packages("doctor"))
                .and()
                .doNotHaveFullyQualifiedName(ROSTER + ".RosterCommand")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROSTER + ".doctor..")
                .because("it looks at the features from outside, and none of them needs it")
                .check(CODE);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROSTER + ".(*)..")
                .should()
                .beFreeOfCycles()
                .because("arrows go one way")
                .check(CODE);
    }

    @Test
    void doorsSpeakNoSql() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Resource")
                .or()
                .haveSimpleNameEndingWith("Command")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx.sqlclient..", "java.sql..", ROSTER + ".database..")
                .because("a door has no rules and no SQL: door → rule → repository → database")
                .check(CODE);
    }

    @Test
    void statementsAreConstants() {
        noClasses()
                .should()
                .callConstructorWhere(DescribedPredicate.describe(
                        "a statement is made outside a static initialiser", ArchitectureTest::makesSqlAtRunTime))
                .because("SqlStatementsTest checks constants; a statement made up at run time would escape it")
                .check(CODE);
    }

    @Test
    void nothingWaitsOnAnEventLoop() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROSTER + ".migration.Startup")
                .and()
                .doNotHaveFullyQualifiedName(ROSTER + ".database.CommandDatabase")
                .should()
                .callMethod(Uni.class, "await")
                .orShould()
                .callMethod(CompletableFuture.class, "join")
                .orShould()
                .callMethod(CompletableFuture.class, "get")
                .orShould()
                .callMethod(Future.class, "get")
                .because(
                        "an event loop that waits stops every request; the start and commands have a thread of their own")
                .check(CODE);
    }

    @Test
    void onlyTheStartSleeps() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROSTER + ".migration.DatabaseWait")
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .because("timers don't hold a thread")
                .check(CODE);
    }

    @Test
    void repositoriesAreNobodyElsesBusiness() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Repository")
                .should()
                .notBePublic()
                .because("other features ask a feature, not its tables")
                .check(CODE);
    }

    private static boolean makesSqlAtRunTime(JavaConstructorCall call) {
        if (!call.getTargetOwner().isEquivalentTo(Sql.class)) {
            return false;
        }
        JavaCodeUnit origin = call.getOrigin();
        return !origin.getName().equals("<clinit>") && !origin.getModifiers().contains(JavaModifier.STATIC);
    }

    private static String[] packages(String... names) {
        String[] packages = new String[names.length];
        for (int i = 0; i < names.length; i++) {
            packages[i] = ROSTER + "." + names[i] + "..";
        }
        return packages;
    }
}
