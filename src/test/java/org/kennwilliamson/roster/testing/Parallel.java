package org.kennwilliamson.roster.testing;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.restassured.RestAssured;

/** Requests that are all under way before the first is answered. */
public final class Parallel {

    private Parallel() {}

    /** Sends all of them at once, each on a connection of its own, and gives their statuses. */
    public static List<Integer> statuses(List<HttpRequest> requests) {
        return statusesOf(send(requests));
    }

    /**
     * As {@link #statuses}, for requests that change one user: they start while somebody else holds the user's row, so
     * that as many as there are connections for are in the middle of their statement when it is let go.
     */
    public static List<Integer> statusesOfChanges(String user, List<HttpRequest> requests) {
        return statusesOf(Stored.withLockedUser(user, () -> {
            List<CompletableFuture<HttpResponse<Void>>> answers = send(requests);
            Ready.until("several requests wait for the user's row", () -> Stored.waitingForLocks() > 1);
            return answers;
        }));
    }

    /** Sends all of them at once, each on a connection of its own. */
    public static List<CompletableFuture<HttpResponse<Void>>> send(List<HttpRequest> requests) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
        return requests.stream()
                .map(request -> client.sendAsync(request, BodyHandlers.discarding()))
                .toList();
    }

    private static List<Integer> statusesOf(List<CompletableFuture<HttpResponse<Void>>> answers) {
        return answers.stream().map(answer -> answer.join().statusCode()).toList();
    }

    /** A request of the API of the Roster under test. */
    public static HttpRequest request(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + Token.admin())
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }
}
