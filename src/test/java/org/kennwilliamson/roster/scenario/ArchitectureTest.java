package org.kennwilliamson.roster.scenario;

import java.sql.DriverManager;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.auth.AccessStillHolds;
import org.kennwilliamson.roster.platform.database.Sql;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameStartingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** The shape of the code. */
class ArchitectureTest {

    private static final String ROSTER = "org.kennwilliamson.roster";

    /** What others may know of backups: these, and why one failed. */
    private static final DescribedPredicate<JavaClass> BACKUP_DOORS =
            DescribedPredicate.describe("one of its doors", type -> Set.of(
                            "BackupCommand",
                            "BackupInspection",
                            "CopyInspection",
                            "VerifiedBackup",
                            "DatabaseCopy",
                            "BackupException",
                            "FailureReason")
                    .contains(outermost(type).getSimpleName()));

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/embedded/"))
            .importPackages(ROSTER);

    @Test
    void thereIsCodeToLookAt() {
        assertThat(CODE.size()).isGreaterThan(50);
    }

    @Test
    void thePlatformKnowsNoFeature() {
        noClasses()
                .that()
                .resideInAPackage(ROSTER + ".platform..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage(ROSTER + "..").and(resideOutsideOfPackage(ROSTER + ".platform..")))
                .because("what every feature stands on can't lean on one of them")
                .check(CODE);
    }

    @Test
    void passwordsKnowNoOtherFeature() {
        noClasses()
                .that()
                .resideInAPackage(ROSTER + ".password..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage(ROSTER + "..").and(resideOutsideOfPackages(packages("platform", "password"))))
                .because("users and sessions stand on passwords, which stand on nobody")
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
                        "features lean on each other one way only: session → user → auth, and nobody leans on sessions")
                .check(CODE);
    }

    @Test
    void migrationHealthAndBackupsKnowNoUser() {
        noClasses()
                .that()
                .resideInAnyPackage(packages("migration", "startup", "health", "backup", "restore"))
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
        slices().matching(ROSTER + ".(**)")
                .should()
                .beFreeOfCycles()
                .because("arrows go one way, between the rooms of a feature too")
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
                .resideInAnyPackage("io.vertx.sqlclient..", "java.sql..", ROSTER + ".platform.database..")
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
                .doNotHaveFullyQualifiedName(ROSTER + ".startup.Startup")
                .and()
                .doNotHaveFullyQualifiedName(ROSTER + ".platform.database.CommandDatabase")
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
    void onlyAPauseSleeps() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROSTER + ".platform.concurrent.Pause")
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

    @Test
    void backupsAreUsedThroughFewDoors() {
        noClasses()
                .that()
                .resideOutsideOfPackages(packages("backup", "restore"))
                .should()
                .dependOnClassesThat(resideInAPackage(ROSTER + ".backup..").and(not(BACKUP_DOORS)))
                .because("whoever needs a backup needs few words of how one is made")
                .check(CODE);
        noClasses()
                .that()
                .resideInAPackage(ROSTER + ".restore..")
                .should()
                .dependOnClassesThat(resideInAPackage(ROSTER + ".backup..")
                        .and(resideOutsideOfPackages(packages("backup.archive", "backup.copy", "backup.postgres"))))
                .because(
                        "a restore needs the file, which may lie in another place, and PostgreSQL's programs, and nothing of how backups are made")
                .check(CODE);
    }

    @Test
    void nobodyKnowsTheRestore() {
        noClasses()
                .that()
                .resideOutsideOfPackages(packages("restore"))
                .and()
                .doNotHaveFullyQualifiedName(ROSTER + ".RosterCommand")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROSTER + ".restore..")
                .because("it replaces a database: nothing does that but its command")
                .check(CODE);
    }

    @Test
    void theArchiveIsFilesAlone() {
        noClasses()
                .that()
                .resideInAPackage(ROSTER + ".backup.archive..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Process.class, ProcessBuilder.class, ProcessHandle.class)
                .because("a backup can be read where there is no PostgreSQL")
                .check(CODE);
    }

    @Test
    void processesStartInOneRoom() {
        noClasses()
                .that()
                .resideOutsideOfPackages(packages("backup.postgres"))
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(ProcessBuilder.class)
                .because("limits, secrets and ends of programs are seen to in one place")
                .check(CODE);
    }

    @Test
    void driverManagerStandsWhereAThreadMayWait() {
        noClasses()
                .that()
                .resideOutsideOfPackages(packages("migration", "startup", "doctor"))
                .and()
                .doNotHaveFullyQualifiedName(ROSTER + ".backup.postgres.PostgresConnections")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(DriverManager.class)
                .because("limits of connections are set in one place, and no event loop waits for one")
                .check(CODE);
    }

    @Test
    void repositoriesKnowNoHttp() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Repository")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(ROSTER + ".platform.http..", "jakarta.ws.rs..", "io.vertx.core.http.."))
                .because("a door parses its request; a repository takes values")
                .check(CODE);
    }

    @Test
    void rowsStayInRepositories() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROSTER + ".platform.database..")
                .and()
                .haveSimpleNameNotEndingWith("Repository")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Row.class)
                .because("a row's columns stand beside the statement that reads them")
                .check(CODE);
    }

    @Test
    void theEnvironmentIsReadInOneRoom() {
        noClasses()
                .that()
                .resideOutsideOfPackages(packages("platform.config"))
                .should()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .because("the catalogue of settings has every variable")
                .check(CODE);
    }

    @Test
    void healthHasNoListener() {
        noClasses()
                .that()
                .resideInAPackage(ROSTER + ".health..")
                .should()
                .dependOnClassesThat()
                .haveSimpleName("NotificationListener")
                .because("that revocations are heard must not hang on the probes")
                .check(CODE);
    }

    @Test
    void whatChangesSomethingAsksAgainWhetherItMay() {
        methods()
                .that()
                .areAnnotatedWith(POST.class)
                .or()
                .areAnnotatedWith(PUT.class)
                .or()
                .areAnnotatedWith(PATCH.class)
                .or()
                .areAnnotatedWith(DELETE.class)
                .should()
                .beAnnotatedWith(AccessStillHolds.class)
                .orShould()
                .beAnnotatedWith(PermitAll.class)
                .because("a body may come late, when the token that began the request no longer allows anything")
                .check(CODE);
    }

    @Test
    void theAuditTrailAsksNoAuthorization() {
        noClasses()
                .that()
                .resideInAPackage(ROSTER + ".audit..")
                .and()
                .haveSimpleNameNotEndingWith("Resource")
                .should()
                .callMethodWhere(
                        target(nameStartingWith("require")).and(targetOwner(resideInAPackage(ROSTER + ".auth.."))))
                .because("it writes down who it was, and decides nothing")
                .check(CODE);
    }

    private static boolean makesSqlAtRunTime(JavaConstructorCall call) {
        if (!call.getTargetOwner().isEquivalentTo(Sql.class)) {
            return false;
        }
        JavaCodeUnit origin = call.getOrigin();
        return !origin.getName().equals("<clinit>") && !origin.getModifiers().contains(JavaModifier.STATIC);
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
    }

    private static String[] packages(String... names) {
        String[] packages = new String[names.length];
        for (int i = 0; i < names.length; i++) {
            packages[i] = ROSTER + "." + names[i] + "..";
        }
        return packages;
    }
}
