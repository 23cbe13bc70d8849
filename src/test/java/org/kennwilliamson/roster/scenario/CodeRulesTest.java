package org.kennwilliamson.roster.scenario;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaStaticInitializer;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.vertx.sqlclient.Row;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.platform.database.Sql;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

/** What no line of the program does. */
class CodeRulesTest {

    private static final JavaClasses ROSTER = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.kennwilliamson.roster");

    @Test
    void everyStatementIsAConstant() {
        constructors()
                .that()
                .areDeclaredIn(Sql.class)
                .should(onlyBeCalledWhileAClassIsInitialised())
                .because(
                        "a test finds the constants and has PostgreSQL check each; what is put together later is never "
                                + "checked, and may hold what a client sent")
                .check(ROSTER);
    }

    @Test
    void nobodyPrintsPastTheLog() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS
                .because("the service has a log, and commands print by picocli, which knows where to")
                .check(ROSTER);
        NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING
                .because("there is one way to log: io.quarkus.logging.Log")
                .check(ROSTER);
    }

    @Test
    void onlyRepositoriesRunStatements() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.kennwilliamson.roster.platform.database..")
                .and()
                .haveSimpleNameNotEndingWith("Repository")
                .and()
                .haveSimpleNameNotEndingWith("Sql")
                .and()
                .doNotHaveSimpleName("DatabaseMonitor")
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.vertx.sqlclient..", "io.vertx.pgclient..")
                        .and(not(equivalentTo(Row.class)))
                        .or(equivalentTo(Sql.class)))
                .because(
                        "SQL stands beside its mapping; others may judge a row that a repository read, but run nothing")
                .check(ROSTER);
    }

    @Test
    void onlyWhatHasAThreadOfItsOwnUsesJdbc() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "org.kennwilliamson.roster.migration..",
                        "org.kennwilliamson.roster.startup..",
                        "org.kennwilliamson.roster.backup..",
                        "org.kennwilliamson.roster.restore..",
                        "org.kennwilliamson.roster.doctor..")
                .and()
                .doNotHaveSimpleName("JdbcAuditWriter")
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.sql..", "javax.sql..", "org.flywaydb.."))
                .because(
                        "JDBC blocks: it is for threads of their own, and no connection of it outlasts its work; the doctor is a "
                                + "command, where there are no event loops and no client that they need")
                .check(ROSTER);
    }

    private static ArchCondition<JavaConstructor> onlyBeCalledWhileAClassIsInitialised() {
        return new ArchCondition<>("only be called while a class is initialised") {
            @Override
            public void check(JavaConstructor constructor, ConditionEvents events) {
                constructor.getAccessesToSelf().stream()
                        .filter(access -> !happensOnce(access.getOrigin()))
                        .forEach(access -> events.add(SimpleConditionEvent.violated(access, access.getDescription())));
            }
        };
    }

    /** A static initialiser, or what nobody but static initialisers uses. */
    private static boolean happensOnce(JavaCodeUnit code) {
        return code instanceof JavaStaticInitializer
                || code instanceof JavaMethod method
                        && method.getModifiers().contains(JavaModifier.STATIC)
                        && method.getAccessesToSelf().stream().allMatch(access -> happensOnce(access.getOrigin()));
    }
}
