package org.kennwilliamson.roster.faults;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.kennwilliamson.roster.faults.EndState.Event;
import org.kennwilliamson.roster.faults.EndState.User;

/** Compares what clients were told with what the database has, and finds what was lost, doubled or left over. */
final class Ledger {

    /** Of a user of the run; others belong to nobody here. */
    static final String DOMAIN = "@faults.example.org";

    /** Events that count up a user's version. */
    private static final Set<String> CHANGES = Set.of("user.changed", "user.role-granted");

    private static final int FAMILY_BYTES = 16;

    private final Collection<Write> writes;
    private final Collection<Account> accounts;
    private final EndState state;
    private final List<String> faults = new ArrayList<>();

    private Ledger(Collection<Write> writes, Collection<Account> accounts, EndState state) {
        this.writes = writes;
        this.accounts = accounts;
        this.state = state;
    }

    /** A sentence for each thing that isn't as it has to be. */
    static List<String> faults(Collection<Write> writes, Collection<Account> accounts, EndState state) {
        Ledger ledger = new Ledger(writes, accounts, state);
        ledger.compareEvents();
        ledger.compareAccounts();
        ledger.compareTrail();
        ledger.compareSessions();
        return ledger.faults;
    }

    /** One event for each write that was done, none for one that wasn't, and none of nobody's request. */
    private void compareEvents() {
        Map<String, List<Event>> byRequest = state.events().stream()
                .filter(event -> event.requestId() != null)
                .collect(Collectors.groupingBy(Event::requestId));
        Set<String> known = new HashSet<>();
        for (Write write : writes) {
            int found = 0;
            for (Attempt attempt : write.attempts()) {
                known.add(attempt.requestId());
                List<Event> events = byRequest.getOrDefault(attempt.requestId(), List.of());
                compareAttempt(write, attempt, events);
                found += events.size();
            }
            compareWrite(write, found);
        }
        byRequest.forEach((request, events) -> {
            if (!known.contains(request) && isOfClients(events)) {
                faults.add("left over: events of nobody's request: " + events);
            }
        });
    }

    private static boolean isOfClients(List<Event> events) {
        return events.stream()
                .anyMatch(event ->
                        event.action().startsWith("user.") || event.action().startsWith("session."));
    }

    private void compareAttempt(Write write, Attempt attempt, List<Event> events) {
        if (attempt.meaning() == Answer.Meaning.NOTHING_CHANGED && !events.isEmpty() && !isReuse(write, events)) {
            faults.add("changed though refused: " + write + " has " + events);
        }
        if (events.size() > 1) {
            faults.add("doubled: one request, several events: " + write + " has " + events);
        }
        for (Event event : events) {
            if (!event.action().equals(write.kind().action()) && !isReuse(write, events)) {
                faults.add("another's event: " + write + " has " + event);
            }
        }
        boolean alone = write.kind().isEachTimeAnother();
        if (alone && attempt.meaning() == Answer.Meaning.DONE && events.isEmpty()) {
            faults.add("missing: no event of " + write);
        }
    }

    /** A refresh that comes too late to be answered again ends its session, and says so. */
    private static boolean isReuse(Write write, List<Event> events) {
        return write.kind() == Write.Kind.REFRESH
                && events.size() == 1
                && events.get(0).action().equals("session.reused");
    }

    private void compareWrite(Write write, int found) {
        if (write.kind().action() == null || write.kind().isEachTimeAnother()) {
            return;
        }
        if (write.end() == Write.End.DONE && found != 1) {
            faults.add((found == 0 ? "missing: no event of " : "doubled: " + found + " events of ") + write);
        } else if (write.end() == Write.End.NOT_DONE && found != 0) {
            faults.add("left over: " + found + " events of " + write);
        } else if (found > 1) {
            faults.add("doubled: " + found + " events of " + write);
        }
    }

    /** Each account is there as its client knows it, or isn't there; and nobody else is. */
    private void compareAccounts() {
        Map<String, User> byId = new HashMap<>();
        Map<String, Integer> addresses = new HashMap<>();
        for (User user : state.users()) {
            byId.put(user.id(), user);
            addresses.merge(user.email(), 1, Integer::sum);
        }
        addresses.forEach((email, count) -> {
            if (count > 1) {
                faults.add("doubled: " + count + " users have the address " + email);
            }
        });
        Set<String> owned = new HashSet<>();
        Set<String> uncertain = new HashSet<>();
        for (Account account : accounts) {
            owned.add(account.id);
            if (account.uncertain) {
                uncertain.add(account.name);
            } else {
                compareAccount(account, byId.get(account.id));
            }
        }
        for (User user : state.users()) {
            if (user.email().endsWith(DOMAIN) && !owned.contains(user.id()) && !uncertain.contains(user.email())) {
                faults.add("left over: nobody knows of " + user);
            }
        }
    }

    private void compareAccount(Account account, User user) {
        if (account.id == null) {
            // Its creation was refused.
            return;
        }
        if (account.deleted) {
            if (user != null) {
                faults.add("lost: a deletion that was acknowledged, " + user + " is there");
            }
            return;
        }
        if (user == null) {
            faults.add("lost: the user " + account.name + " " + account.id + " who was acknowledged");
            return;
        }
        User known = new User(account.id, account.email, account.displayName, account.version, account.roles);
        if (!known.equals(user)) {
            faults.add("lost: " + known + " was acknowledged, there is " + user);
        }
    }

    /** Each event begins with what the one before has left, and the last one's is what is there. */
    private void compareTrail() {
        Map<String, List<Event>> trails = state.events().stream()
                .filter(event -> event.entity().startsWith("user:"))
                .collect(Collectors.groupingBy(event -> event.entity().substring("user:".length())));
        for (User user : state.users()) {
            if (user.email().endsWith(DOMAIN)) {
                compareTrail(user, trails.getOrDefault(user.id(), List.of()));
            }
        }
    }

    private void compareTrail(User user, List<Event> trail) {
        String name = null;
        String email = null;
        long version = 0;
        for (Event event : trail) {
            if (event.action().equals("user.created")) {
                version++;
            } else if (CHANGES.contains(event.action())) {
                version++;
                if (event.action().equals("user.changed")
                        && !(Objects.equals(name, text(event, false, "displayName"))
                                && Objects.equals(email, text(event, false, "email")))) {
                    faults.add("missing: what is before " + event + " isn't what was left, " + email + " " + name);
                }
            }
            if (!event.action().equals("user.role-granted")) {
                name = text(event, true, "displayName");
                email = text(event, true, "email");
            }
        }
        if (version != user.version()
                || !Objects.equals(name, user.displayName())
                || !user.email().equals(email)) {
            faults.add("missing: the trail ends with version " + version + " " + email + " " + name + ", there is "
                    + user);
        }
    }

    private static String text(Event event, boolean after, String field) {
        return (after ? event.after() : event.before()).path(field).textValue();
    }

    /** Each session that was acknowledged is there, with the secret that was handed out last. */
    private void compareSessions() {
        for (Account account : accounts) {
            if (account.session == null || account.uncertain || account.deleted) {
                continue;
            }
            EndState.Session session = state.sessions().get(account.session);
            if (session == null || !session.user().equals(account.id)) {
                faults.add("lost: the session " + account.session + " of " + account.name);
            } else if (!session.secretHash().equals(secretHash(account.refreshToken))) {
                faults.add("lost: the last refresh of the session " + account.session + " of " + account.name);
            }
        }
    }

    /** As ADR 7 has it: SHA-256 of what follows the 16 bytes of the family. */
    static String secretHash(String refreshToken) {
        byte[] bytes = Base64.getUrlDecoder().decode(refreshToken);
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(Arrays.copyOfRange(bytes, FAMILY_BYTES, bytes.length)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
