package org.kennwilliamson.roster;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** Who may know whom. */
class ArchitectureTest {

    private static final String ROOT = "org.kennwilliamson.roster";

    private static final JavaClasses ROSTER = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    /** Each package and which others of ours it may know; a new feature gets its line here. */
    private static final Map<String, Set<String>> MAY_KNOW = Map.of(
            "database", Set.of(),
            "problem", Set.of(),
            "http", Set.of("database", "problem"),
            "role", Set.of("http", "database", "problem"),
            "user", Set.of("role", "http", "database", "problem"),
            "migration", Set.of("database", "problem"),
            "health", Set.of("migration", "database"));

    @ParameterizedTest(name = "{0}")
    @MethodSource("packages")
    void aPackageKnowsOnlyThoseBelowIt(String name) {
        String[] above = packages()
                .filter(other -> !other.equals(name) && !MAY_KNOW.get(name).contains(other))
                .map(ArchitectureTest::in)
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage(in(name))
                .should()
                .dependOnClassesThat(resideInAnyPackage(above).or(resideInAPackage(ROOT)))
                .because("leaves know no feature, and features lean on each other one way only: a change of one then "
                        + "stops at those who are named to know it")
                .check(ROSTER);
    }

    @Test
    void everyPackageHasItsPlace() {
        Set<String> packages = new TreeSet<>();
        ROSTER.forEach(type -> packages.add(type.getPackageName()));
        packages.remove(ROOT);

        assertThat(packages)
                .containsExactlyInAnyOrderElementsOf(
                        packages().map(name -> ROOT + "." + name).toList());
    }

    @Test
    void noPackagesKnowEachOtherInACircle() {
        slices().matching(ROOT + ".(*)..")
                .should()
                .beFreeOfCycles()
                .because("what goes round in circles can only be understood and changed as one")
                .check(ROSTER);
    }

    @Test
    void doorsHaveNoSql() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Resource")
                .or()
                .haveSimpleNameEndingWith("Command")
                .should()
                .dependOnClassesThat(resideInAPackage("io.vertx.sqlclient..").or(named("Sql")))
                .because("a resource or a command is a door: what it opens to works without HTTP or a terminal")
                .check(ROSTER);
    }

    @Test
    void onlyRepositoriesRunStatements() {
        noClasses()
                .that(resideOutsideOfPackages(in("database")))
                .and()
                .haveSimpleNameNotEndingWith("Repository")
                .and()
                .haveSimpleNameNotEndingWith("Sql")
                .and()
                .doNotHaveSimpleName("DatabaseMonitor")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("io.vertx.sqlclient..", "io.vertx.pgclient..", "io.vertx.mutiny.sqlclient..")
                                .and(not("Row"))
                                .or(named("Sql")))
                .because(
                        "SQL stands beside its mapping; others may judge a row that a repository read, but run nothing")
                .check(ROSTER);
    }

    @Test
    void onlyTheMigrationUsesJdbc() {
        noClasses()
                .that(resideOutsideOfPackages(in("migration")))
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.sql..", "javax.sql..", "org.flywaydb.."))
                .because("JDBC blocks, and no connection of it may be left after the start")
                .check(ROSTER);
    }

    private static Stream<String> packages() {
        return MAY_KNOW.keySet().stream().sorted();
    }

    private static String in(String name) {
        return ROOT + "." + name + "..";
    }

    private static DescribedPredicate<JavaClass> named(String simpleName) {
        return DescribedPredicate.describe(
                "is " + simpleName, type -> type.getSimpleName().equals(simpleName));
    }

    private static DescribedPredicate<JavaClass> not(String simpleName) {
        return DescribedPredicate.not(named(simpleName));
    }
}
