package org.kennwilliamson.roster.faults;

import java.util.Collection;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** What all clients have written down. */
final class History {

    private static final int MOST_TOLD = 40;

    private final Queue<Write> writes = new ConcurrentLinkedQueue<>();
    private final Queue<Account> accounts = new ConcurrentLinkedQueue<>();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final ConcurrentSkipListMap<String, AtomicLong> answers = new ConcurrentSkipListMap<>();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong wrongs = new AtomicLong();
    private final AtomicLong sessionsLost = new AtomicLong();

    void began(Write write) {
        writes.add(write);
    }

    void owns(Account account) {
        accounts.add(account);
    }

    void answered(Answer answer) {
        requests.incrementAndGet();
        String kind = answer.status() == 0 ? "none" : answer.status() + " " + answer.problem();
        answers.computeIfAbsent(kind.strip(), any -> new AtomicLong()).incrementAndGet();
    }

    /** An answer, or something read, that must not be. */
    void isWrong(String what) {
        wrongs.incrementAndGet();
        if (wrong.size() < MOST_TOLD) {
            wrong.add(what);
        }
    }

    /** A refresh whose answer didn't come within the seconds in which it may be asked for again. */
    void sessionLost() {
        sessionsLost.incrementAndGet();
    }

    Collection<Write> writes() {
        return writes;
    }

    Collection<Account> accounts() {
        return accounts;
    }

    /** How often something was wrong, also if that isn't told any more. */
    long wrongs() {
        return wrongs.get();
    }

    Collection<String> wrong() {
        return wrong;
    }

    long requests() {
        return requests.get();
    }

    long sessionsLost() {
        return sessionsLost.get();
    }

    /** How many answers there were of each kind: status, and the problem's. */
    Map<String, AtomicLong> answers() {
        return new TreeMap<>(answers);
    }
}
