package org.kennwilliamson.roster.session;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Tells Prometheus of sign-ins and of passwords that were refused. */
@Singleton
class SignInMetrics {

    /** Why a password was refused, at a sign-in or before a change of one's own. Clients aren't told so much. */
    enum RefusalReason {
        /** There is no active user with this e-mail address. */
        NO_USER,
        WRONG_PASSWORD,
        /** The stored hash is none that Roster can check. */
        UNCHECKABLE_HASH,
        LOCKED_OUT,
        /** The user was disabled or got another password while this one was checked. */
        CHANGED_MEANWHILE
    }

    private final Counter signIns;
    private final Map<RefusalReason, Counter> refusals = new EnumMap<>(RefusalReason.class);

    SignInMetrics(MeterRegistry registry) {
        signIns = Counter.builder("roster.sign.ins")
                .description("Sign-ins that opened a session")
                .register(registry);
        for (RefusalReason reason : RefusalReason.values()) {
            refusals.put(
                    reason,
                    Counter.builder("roster.password.refusals")
                            .description("Passwords that were refused, at a sign-in or before a change of one's own")
                            .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
    }

    void signedIn() {
        signIns.increment();
    }

    void refused(RefusalReason reason) {
        refusals.get(reason).increment();
    }
}
