package org.kennwilliamson.roster.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Clients that send a generator's requests at once, each on a connection of its own, and what they have seen. */
final class FuzzingClients {

    private static final int CLIENTS = 8;

    /** After how many requests of a client things that requests have deleted are made anew. */
    private static final int UNTIL_RESTORED = 150;

    private static final Pattern REFRESH_TOKEN = Pattern.compile("\"refreshToken\":\"([^\"]{20,})\"");

    private final int port;
    private final FuzzedWorld world;
    private final RequestGenerator generator;
    private final AnswerRules rules;
    private final AtomicLong next = new AtomicLong();
    private final Map<String, AtomicInteger> statuses = new ConcurrentSkipListMap<>();
    private final Map<String, AtomicInteger> broken = new ConcurrentSkipListMap<>();
    private final Map<String, String> examples = new ConcurrentHashMap<>();
    private final Set<String> refreshTokens = ConcurrentHashMap.newKeySet();

    FuzzingClients(int port, FuzzedWorld world, RequestGenerator generator, AnswerRules rules) {
        this.port = port;
        this.world = world;
        this.generator = generator;
        this.rules = rules;
    }

    /** Sends the requests of these numbers. */
    void send(long first, long end) {
        next.set(first);
        List<Thread> clients = IntStream.range(0, CLIENTS)
                .mapToObj(client -> new Thread(() -> send(client, end)))
                .toList();
        clients.forEach(Thread::start);
        for (Thread client : clients) {
            try {
                client.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** How often which status was an operation's answer. */
    Map<String, AtomicInteger> statuses() {
        return statuses;
    }

    /** Every rule that was broken, how often, and by which request first. */
    List<String> broken() {
        return broken.entrySet().stream()
                .map(rule -> rule.getValue() + " times: " + rule.getKey() + "\n" + examples.get(rule.getKey()))
                .toList();
    }

    /** All refresh tokens that were handed out. */
    Set<String> refreshTokens() {
        return refreshTokens;
    }

    private void send(int client, long end) {
        HttpConnection connection = null;
        int sent = 0;
        for (long number = next.getAndIncrement(); number < end; number = next.getAndIncrement()) {
            FuzzedRequest request = generator.request(number);
            try {
                connection = connection == null ? new HttpConnection(port) : connection;
                connection.write(request.bytes());
                Answer answer = connection.read(request.method().equals("HEAD"));
                judge(request, answer);
                if (answer == null || !answer.keepsOpen()) {
                    connection.close();
                    connection = null;
                }
            } catch (IOException | RuntimeException | AssertionError e) {
                tell(request, "has no proper answer: " + e, "");
                connection = null;
            }
            if (++sent % UNTIL_RESTORED == 0) {
                world.restore((client + sent / UNTIL_RESTORED) % FuzzedWorld.PEOPLE);
            }
        }
    }

    private void judge(FuzzedRequest request, Answer answer) {
        if (answer == null) {
            tell(request, "has no answer", "");
            return;
        }
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        REFRESH_TOKEN.matcher(text).results().forEach(token -> refreshTokens.add(token.group(1)));
        String name = request.known() == null ? "elsewhere" : request.known().name();
        statuses.computeIfAbsent(name + " " + answer.status(), any -> new AtomicInteger())
                .incrementAndGet();
        for (String rule : rules.broken(request, answer)) {
            tell(request, rule, answer.status() + " " + answer.headers() + "\n" + text);
        }
    }

    private void tell(FuzzedRequest request, String rule, String answer) {
        broken.computeIfAbsent(rule, any -> new AtomicInteger()).incrementAndGet();
        examples.putIfAbsent(rule, request + "\n--- was answered with\n" + answer);
    }
}
