package org.kennwilliamson.roster.lockout;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;

import org.kennwilliamson.roster.audit.AuditContext;
import org.kennwilliamson.roster.lockout.LockoutRepository.CountedFailure;
import org.kennwilliamson.roster.platform.config.Setting;
import org.kennwilliamson.roster.platform.config.Variables;

/** Counts what failed, and so locks accounts and addresses. */
@Singleton
public class Lockouts {

    private final LockoutRepository failures;
    private final boolean on;
    private final Counter accounts;
    private final Counter addresses;

    Lockouts(LockoutRepository failures, Variables variables, MeterRegistry registry) {
        this.failures = failures;
        this.on = variables.text(Setting.AUTH_LOCKOUT).equals("on");
        this.accounts = counter(registry, "account");
        this.addresses = counter(registry, "address");
    }

    /**
     * What a failure counts for, the account first: nothing if lock-outs are switched off.
     *
     * @param account what it goes by: the e-mail address of a sign-in, whether there is such a user or not
     */
    public List<LockoutKey> keys(String account, AuditContext trail) {
        return on ? LockoutKey.of(account, trail.address()) : List.of();
    }

    /**
     * Counts a failure.
     *
     * @param user null if there is no such user
     * @return for how many seconds they are locked because of others that failed before; empty if this one counts
     */
    public Uni<Optional<Integer>> count(UUID user, List<LockoutKey> keys, AuditContext trail) {
        return failures.count(user, keys, trail)
                .invoke(counted -> {
                    accounts.increment(counted.accounts());
                    addresses.increment(counted.addresses());
                })
                .map(CountedFailure::lockedSeconds);
    }

    private static Counter counter(MeterRegistry registry, String of) {
        return Counter.builder("roster.lockouts")
                .description("Lock-outs of accounts and addresses; the audit trail has which, as sign-in.locked")
                .tag("of", of)
                .register(registry);
    }
}
