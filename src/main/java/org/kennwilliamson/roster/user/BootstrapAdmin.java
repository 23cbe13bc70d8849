package org.kennwilliamson.roster.user;

import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;
import jakarta.validation.Validator;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;

import org.kennwilliamson.roster.audit.AuditContext;
import org.kennwilliamson.roster.password.PasswordHasher;
import org.kennwilliamson.roster.platform.config.InvalidSettingException;
import org.kennwilliamson.roster.platform.database.BeforeReady;
import org.kennwilliamson.roster.platform.database.DatabaseUnavailableException;
import org.kennwilliamson.roster.platform.problem.ProblemException;
import org.kennwilliamson.roster.platform.problem.ProblemType;

/**
 * Creates the first administrator at boot, of {@code ADMIN_EMAIL} and {@code ADMIN_PASSWORD}; without one, nobody could
 * create one. It is created before Roster is ready: a caller who waits for that can sign in. As soon as there is one, the
 * variables mean nothing any more, and aren't even looked at.
 */
@Singleton
class BootstrapAdmin implements BeforeReady {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final BootstrapAdminSettings settings;
    private final BootstrapAdminRepository administrators;
    private final PasswordHasher hasher;
    private final Validator validator;

    BootstrapAdmin(
            BootstrapAdminSettings settings,
            BootstrapAdminRepository administrators,
            PasswordHasher hasher,
            Validator validator) {
        this.settings = settings;
        this.administrators = administrators;
        this.hasher = hasher;
        this.validator = validator;
    }

    @Override
    public Uni<Void> prepare() {
        return settings.user().map(this::ensure).orElseGet(Uni.createFrom()::voidItem);
    }

    private Uni<Void> ensure(NewUser user) {
        return administrators
                .exists()
                .chain(found -> found ? Uni.createFrom().voidItem() : make(user))
                .onFailure(BootstrapAdmin::mayPass)
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely()
                .onFailure(BootstrapAdmin::isNoMistakeInAVariable)
                .invoke(failure ->
                        Log.error("The first administrator could not be created; the next start tries again", failure))
                .onFailure(BootstrapAdmin::isNoMistakeInAVariable)
                .recoverWithNull();
    }

    private Uni<Void> make(NewUser user) {
        requireValid(user);
        return hasher.hashNew(user.password(), user.email())
                .onFailure(ProblemException.class)
                .transform(BootstrapAdmin::guessable)
                .chain(hash -> administrators.makeFirst(user, hash, AuditContext.SYSTEM))
                .invoke(made -> {
                    if (made) {
                        Log.infof("The first administrator is %s", user.email());
                    }
                })
                .replaceWithVoid();
    }

    /** By the rules of every user, in one line that shows no value. */
    private void requireValid(NewUser user) {
        String faults = validator.validate(user).stream()
                .map(fault -> "ADMIN_" + fault.getPropertyPath().toString().toUpperCase(Locale.ROOT) + " "
                        + fault.getMessage())
                .sorted()
                .collect(Collectors.joining("; "));
        if (!faults.isEmpty()) {
            throw new InvalidSettingException(faults);
        }
    }

    /** A full queue is temporary; any other problem here is the password's. */
    private static Throwable guessable(Throwable failure) {
        ProblemException problem = (ProblemException) failure;
        return problem.type() == ProblemType.INVALID_REQUEST
                ? new InvalidSettingException(
                        "ADMIN_PASSWORD " + problem.violations().get(0).message())
                : problem;
    }

    private static boolean mayPass(Throwable failure) {
        return failure instanceof DatabaseUnavailableException unavailable && !unavailable.isOfSchema();
    }

    /** Whatever is wrong with the database, those who are served needn't suffer from it. */
    private static boolean isNoMistakeInAVariable(Throwable failure) {
        return !(failure instanceof InvalidSettingException);
    }
}
