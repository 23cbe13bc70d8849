package org.kennwilliamson.roster;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaStaticInitializer;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.database.Sql;
import org.kennwilliamson.roster.migration.Startup;

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
    void nobodyWaitsForWhatIsToCome() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(Startup.class, Exit.class)
                .should()
                .callMethodWhere(blocks())
                .because("an event loop that waits serves nobody; the start and the end have threads of their own")
                .check(ROSTER);
    }

    @Test
    void nobodySleeps() {
        noClasses()
                .that()
                .doNotHaveSimpleName("DatabaseWait")
                .should()
                .callMethodWhere(to(Thread.class, "sleep"))
                .because("a thread that sleeps is a thread that is missing; only the start waits for its database so")
                .check(ROSTER);
    }

    private static DescribedPredicate<JavaMethodCall> blocks() {
        return to(Uni.class, "await")
                .or(to(Future.class, "get"))
                .or(to(CompletableFuture.class, "join"))
                .or(to(CountDownLatch.class, "await"))
                .or(to(Thread.class, "join"))
                .or(to(Object.class, "wait"))
                .as("blocks");
    }

    private static DescribedPredicate<JavaMethodCall> to(Class<?> owner, String method) {
        return DescribedPredicate.describe(
                "calls " + owner.getSimpleName() + "." + method,
                call -> call.getTarget().getName().equals(method)
                        && call.getTarget().getOwner().isAssignableTo(owner));
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
