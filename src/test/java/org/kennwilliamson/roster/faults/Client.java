package org.kennwilliamson.roster.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.kennwilliamson.roster.faults.Write.End;
import org.kennwilliamson.roster.faults.Write.Kind;

/**
 * One client with users of its own, whom nobody else changes. It sends one request after the other, and one whose answer
 * says that it may be repeated again and again, until it knows.
 */
final class Client implements Runnable {

    static final List<String> ROLES = List.of("faults-a", "faults-b", "faults-c", "faults-d");

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Longer than Roster lets any request wait. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final Duration LONGEST_WRITE = Duration.ofMinutes(10);

    /** For so long a refresh may be asked for again: ADR 7. A second less, since it is counted by another clock. */
    private static final Duration GRACE = Duration.ofSeconds(9);

    private static final int SHORTEST_PAUSE_MILLIS = 60;
    private static final int LONGEST_PAUSE_MILLIS = 240;
    private static final int LEAST_USERS = 5;

    private final String name;
    private final Site site;
    private final History history;
    private final Random random;
    private final List<Account> accounts = new ArrayList<>();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private int writes;
    private int attempts;

    Client(String name, Site site, History history, long seed) {
        this.name = name;
        this.site = site;
        this.history = history;
        this.random = new Random(seed);
    }

    @Override
    public void run() {
        try {
            while (!site.isOver()) {
                Thread.sleep(random.nextInt(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS));
                if (!site.write(this::act) && !accounts.isEmpty()) {
                    read(any());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            history.isWrong(name + " ended: " + e);
            throw e;
        }
    }

    private void act() {
        int dice = random.nextInt(100);
        if (accounts.size() < LEAST_USERS || dice < 20) {
            create();
            return;
        }
        Account account = any();
        if (dice < 44) {
            patch(account);
        } else if (dice < 56) {
            grant(account);
        } else if (dice < 63) {
            signIn(account);
        } else if (dice < 74) {
            refresh(account);
        } else if (dice < 80) {
            delete(account);
        } else if (dice < 88) {
            refused(account);
        } else {
            read(account);
        }
    }

    private Account any() {
        return accounts.get(random.nextInt(accounts.size()));
    }

    private void create() {
        String email = name + "-" + ++writes + Ledger.DOMAIN;
        Account account = new Account(email);
        account.displayName = "Name " + random.nextInt();
        account.password = random.nextInt(5) == 0 ? "a long secret of " + name : null;
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("email", email);
        body.put("displayName", account.displayName);
        body.put("password", account.password);
        history.owns(account);
        Write write = begin(Kind.CREATE, account);
        Answer answer = untilKnown(
                write, account, id -> request("POST", "/v1/users", id, body).header("Idempotency-Key", "key-" + email));
        if (answer.status() == 201) {
            write.ended(End.DONE);
            account.id = answer.text("id");
            expect(account, answer.body(), write);
            accounts.add(account);
        } else {
            surprised(write, account, answer);
        }
    }

    private void patch(Account account) {
        String before = account.displayName;
        String email = account.email;
        account.displayName = "Name " + random.nextInt();
        Map<String, Object> body = new LinkedHashMap<>(Map.of("displayName", account.displayName));
        if (random.nextInt(4) == 0) {
            account.email = name + "-" + ++writes + "-moved" + Ledger.DOMAIN;
            body.put("email", account.email);
        }
        account.version++;
        Write write = begin(Kind.PATCH, account);
        Answer answer = untilKnown(write, account, id -> request("PATCH", "/v1/users/" + account.id, id, body)
                .header("If-Match", etag(account.version - 1)));
        if (answer.status() == 200) {
            write.ended(End.DONE);
            expect(account, answer.body(), write);
        } else if (answer.status() == 412 && write.isUncertain()) {
            // Nobody else changes it: one of those without an answer has.
            write.ended(End.DONE);
        } else {
            account.displayName = before;
            account.email = email;
            surprised(write, account, answer);
        }
    }

    private void grant(Account account) {
        TreeSet<String> missing = new TreeSet<>(ROLES);
        missing.removeAll(account.roles);
        if (missing.isEmpty()) {
            read(account);
            return;
        }
        String role = missing.first();
        Write write = begin(Kind.GRANT, account);
        Answer answer = untilKnown(
                write, account, id -> request("PUT", "/v1/users/" + account.id + "/roles/" + role, id, null));
        if (answer.status() == 204) {
            write.ended(End.DONE);
            account.roles.add(role);
            account.version++;
        } else {
            surprised(write, account, answer);
        }
    }

    private void delete(Account account) {
        accounts.remove(account);
        Write write = begin(Kind.DELETE, account);
        Answer answer = untilKnown(write, account, id -> request("DELETE", "/v1/users/" + account.id, id, null)
                .header("If-Match", etag(account.version)));
        if (answer.status() == 204 || answer.status() == 404 && write.isUncertain()) {
            write.ended(End.DONE);
            account.deleted = true;
        } else {
            surprised(write, account, answer);
        }
    }

    private void signIn(Account account) {
        if (account.password == null) {
            read(account);
            return;
        }
        Write write = begin(Kind.SIGN_IN, account);
        Map<String, Object> body = Map.of("email", account.email, "password", account.password);
        Answer answer = untilKnown(write, account, id -> request("POST", "/v1/sessions", id, body));
        if (answer.status() == 201) {
            write.ended(End.DONE);
            account.session = answer.text("sessionId");
            account.refreshToken = answer.text("refreshToken");
        } else {
            surprised(write, account, answer);
        }
    }

    private void refresh(Account account) {
        if (account.session == null) {
            signIn(account);
            return;
        }
        Instant began = Instant.now();
        Write write = begin(Kind.REFRESH, account);
        Map<String, Object> body = Map.of("refreshToken", account.refreshToken);
        Answer answer = untilKnown(write, account, id -> request("POST", "/v1/sessions/refresh", id, body));
        if (answer.status() == 200) {
            write.ended(End.DONE);
            account.refreshToken = answer.text("refreshToken");
        } else if (answer.status() == 401
                && write.isUncertain()
                && Instant.now().isAfter(began.plus(GRACE))) {
            write.ended(End.NOT_DONE);
            history.sessionLost();
            account.signedOut();
        } else {
            account.signedOut();
            surprised(write, account, answer);
        }
    }

    /** Asks for what has to be refused: by an old version, for an address that is taken, for a role that isn't there. */
    private void refused(Account account) {
        Write write = begin(Kind.REFUSED, account);
        int expected;
        Answer answer;
        switch (random.nextInt(3)) {
            case 0 -> {
                expected = 412;
                answer = untilKnown(write, account, id -> request(
                                "PATCH", "/v1/users/" + account.id, id, Map.of("displayName", "never"))
                        .header("If-Match", etag(account.version + 1)));
            }
            case 1 -> {
                expected = 409;
                answer = untilKnown(
                        write, account, id -> request("POST", "/v1/users", id, Map.of("email", account.email)));
            }
            default -> {
                expected = 404;
                answer = untilKnown(
                        write,
                        account,
                        id -> request("PUT", "/v1/users/" + account.id + "/roles/faults-none", id, null));
            }
        }
        write.ended(End.NOT_DONE);
        if (answer.status() != expected) {
            history.isWrong("instead of " + expected + ": " + answer + " for " + write);
        }
    }

    private void read(Account account) {
        String id = name + "-r" + ++attempts;
        Answer answer = send(request("GET", "/v1/users/" + account.id, id, null).build(), id);
        if (answer.status() == 200 && !account.uncertain) {
            expect(account, answer.body(), null);
        } else if (!answer.isTemporary() && !account.uncertain) {
            history.isWrong("read: " + answer + " of " + account.name);
        }
    }

    private Write begin(Kind kind, Account account) {
        Write write = new Write(kind, account.name);
        history.began(write);
        return write;
    }

    /** Sends it until the answer is one that stays: for ten minutes at most. */
    private Answer untilKnown(Write write, Account account, Function<String, HttpRequest.Builder> request) {
        Instant end = Instant.now().plus(LONGEST_WRITE);
        while (true) {
            String id = name + "-" + ++attempts;
            Answer answer = send(request.apply(id).build(), id);
            write.sent(new Attempt(id, answer.meaning()));
            if (!answer.isTemporary()) {
                return answer;
            }
            if (Instant.now().isAfter(end)) {
                account.uncertain = true;
                history.isWrong("no answer that stays for ten minutes, the last one " + answer + ", to " + write);
                return answer;
            }
            pause();
        }
    }

    private void surprised(Write write, Account account, Answer answer) {
        account.uncertain = true;
        accounts.remove(account);
        if (!answer.isTemporary()) {
            history.isWrong("unexpected: " + answer + " to " + write);
        }
    }

    /** What is read, or answered to a write, is what was acknowledged. */
    private void expect(Account account, JsonNode body, Write write) {
        TreeSet<String> roles = new TreeSet<>();
        body.path("roles").forEach(role -> roles.add(role.asText()));
        if (!account.displayName.equals(body.path("displayName").asText())
                || !account.email.equals(body.path("email").asText())
                || !Objects.equals(account.id, body.path("id").asText())
                || !account.roles.equals(roles)) {
            history.isWrong("answered " + body + ", acknowledged is " + account.id + " " + account.email + " "
                    + account.displayName + " " + account.roles + (write == null ? "" : " by " + write));
        }
    }

    private Answer send(HttpRequest request, String id) {
        Answer answer;
        try {
            answer = Answer.of(http.send(request, BodyHandlers.ofString()), id);
        } catch (IOException e) {
            answer = Answer.none();
            if (!site.isServiceAway()) {
                history.isWrong("no answer while the service runs: " + e + " to " + request.method() + " " + id);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        history.answered(answer);
        answer.fault().ifPresent(fault -> history.isWrong(request.method() + " " + id + ": " + fault));
        return answer;
    }

    private HttpRequest.Builder request(String method, String path, String id, Object body) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(site.address() + path))
                    .timeout(PATIENCE)
                    .header("Authorization", "Bearer " + site.token())
                    .header("X-Request-Id", id)
                    .method(
                            method,
                            body == null
                                    ? BodyPublishers.noBody()
                                    : BodyPublishers.ofString(JSON.writeValueAsString(body)));
            if (body != null) {
                request.header(
                        "Content-Type", method.equals("PATCH") ? "application/merge-patch+json" : "application/json");
            }
            return request;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String etag(long version) {
        return "\"" + version + "\"";
    }

    private void pause() {
        try {
            Thread.sleep(random.nextInt(300, 900));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
