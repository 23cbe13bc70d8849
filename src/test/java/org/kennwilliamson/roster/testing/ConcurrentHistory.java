package org.kennwilliamson.roster.testing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What several clients asked at the same time, and what each was answered. It is linearizable if there is an order of all
 * calls, one after another, in which a model answers each of them the same, and in which whatever was answered before
 * something else was asked stands before it. The search is that of Wing and Gong, "Testing and verifying concurrent objects"
 * (1993), which forgets no state that it has seen, as Lowe's "Testing for linearizability" (2017) has it: exponential in the
 * number of clients. (Lincheck's own verifier takes no history that another program recorded: it wants its agent to have
 * instrumented the model.)
 */
public final class ConcurrentHistory {

    /** What somebody asked. */
    public record Call(String operation, List<Object> arguments) {

        public static Call of(String operation, Object... arguments) {
            return new Call(operation, List.of(arguments));
        }

        public int number(int argument) {
            return (int) arguments.get(argument);
        }
    }

    /** What a model answers a call, and what it is afterwards. */
    public record Step<S>(Object answer, S next) {}

    /** How far the search is: how many calls of each client stand in the order so far, and what the model is after them. */
    private record Place<S>(List<Integer> done, S state) {}

    /** A call that was answered; how many calls of each client were answered when it began. */
    private record Answered(Call call, Object answer, int[] before) {}

    private final List<List<Answered>> clients;

    private ConcurrentHistory(List<List<Answered>> clients) {
        this.clients = clients;
    }

    /**
     * Has each client make its calls, one after another, all of them at the same time.
     *
     * @param calls of each client
     * @param real what makes a call and gives its answer, which has to have an {@code equals}
     */
    public static ConcurrentHistory of(List<List<Call>> calls, Function<Call, Object> real) {
        AtomicIntegerArray answered = new AtomicIntegerArray(calls.size());
        CyclicBarrier start = new CyclicBarrier(calls.size());
        ExecutorService threads = Executors.newFixedThreadPool(calls.size());
        try {
            List<CompletableFuture<List<Answered>>> clients = IntStream.range(0, calls.size())
                    .mapToObj(client -> CompletableFuture.supplyAsync(
                            () -> {
                                awaitAll(start);
                                return make(calls.get(client), client, answered, real);
                            },
                            threads))
                    .toList();
            return new ConcurrentHistory(
                    clients.stream().map(CompletableFuture::join).toList());
        } finally {
            threads.shutdown();
        }
    }

    private static List<Answered> make(
            List<Call> calls, int client, AtomicIntegerArray answered, Function<Call, Object> real) {
        List<Answered> made = new ArrayList<>();
        for (Call call : calls) {
            int[] before =
                    IntStream.range(0, answered.length()).map(answered::get).toArray();
            made.add(new Answered(call, real.apply(call), before));
            answered.incrementAndGet(client);
        }
        return made;
    }

    /**
     * Whether there is such an order.
     *
     * @param initial what the model is at the beginning; an immutable value
     * @param model its answer to a call, and its next value
     */
    public <S> boolean isLinearizable(S initial, BiFunction<S, Call, Step<S>> model) {
        Set<Place<S>> seen = new HashSet<>();
        Deque<Place<S>> next = new ArrayDeque<>();
        next.push(new Place<>(Collections.nCopies(clients.size(), 0), initial));
        while (!next.isEmpty()) {
            Place<S> place = next.pop();
            if (IntStream.range(0, clients.size())
                    .allMatch(client ->
                            place.done.get(client) == clients.get(client).size())) {
                return true;
            }
            for (int client = 0; client < clients.size(); client++) {
                follow(place, client, model).filter(seen::add).ifPresent(next::push);
            }
        }
        return false;
    }

    /** The place behind a client's next call, if that may come now and was answered as the model does. */
    private <S> Optional<Place<S>> follow(Place<S> place, int client, BiFunction<S, Call, Step<S>> model) {
        int number = place.done.get(client);
        if (number == clients.get(client).size()) {
            return Optional.empty();
        }
        Answered made = clients.get(client).get(number);
        Step<S> step = model.apply(place.state, made.call);
        if (!step.answer.equals(made.answer)
                || IntStream.range(0, made.before.length)
                        .anyMatch(other -> place.done.get(other) < made.before[other])) {
            return Optional.empty();
        }
        List<Integer> done = new ArrayList<>(place.done);
        done.set(client, number + 1);
        return Optional.of(new Place<>(List.copyOf(done), step.next));
    }

    private static void awaitAll(CyclicBarrier start) {
        try {
            start.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A line for each call, for whoever has to find out why there is none. */
    @Override
    public String toString() {
        StringBuilder lines = new StringBuilder();
        for (int client = 0; client < clients.size(); client++) {
            for (Answered made : clients.get(client)) {
                lines.append("%nclient %d: %s%s = %s, after %s"
                        .formatted(
                                client,
                                made.call.operation,
                                made.call.arguments,
                                made.answer,
                                Arrays.toString(made.before)));
            }
        }
        return lines.toString();
    }
}
