package org.kennwilliamson.roster.fuzz;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;

import org.kennwilliamson.roster.testing.Token;

import static org.kennwilliamson.roster.fuzz.WildText.pick;

/** Makes requests of the API's document: a third as they should be, most with one fault, some with several. */
final class RequestGenerator {

    /** Of those that hash a password or write a backup, which take long, one in so many is made. */
    private static final int SELDOM = 25;

    private static final String NOBODY = Token.of("fuzz-nobody");
    private static final String USER = Token.of("fuzz-user", "user");

    private final ApiDocument document;
    private final FuzzedWorld world;
    private final BodyGenerator bodies;
    private final long seed;

    RequestGenerator(ApiDocument document, FuzzedWorld world, long seed) {
        this.document = document;
        this.world = world;
        this.seed = seed;
        bodies = new BodyGenerator(document, world);
    }

    /** The request of this number: the same for the same seed, but for ids and tokens, which each run has anew. */
    FuzzedRequest request(long number) {
        Random random = new Random(new SplittableRandom(seed * 1_000_003 + number).nextLong());
        ApiOperation operation = pick(random, document.operations());
        while (isSlow(operation) && random.nextInt(SELDOM) > 0) {
            operation = pick(random, document.operations());
        }
        int faults = pick(random, List.of(0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 4));
        Draft draft = new Draft(random, operation);
        draft.fill();
        for (int fault = 0; fault < faults; fault++) {
            draft.spoil();
        }
        return draft.request(number);
    }

    private static boolean isSlow(ApiOperation operation) {
        return operation.path().endsWith("password")
                || operation.name().equals("POST /v1/sessions")
                || operation.name().equals("POST /v1/users")
                || operation.method().equals("POST") && operation.path().startsWith("/v1/backups");
    }

    /** One request while it is made. */
    private final class Draft {

        private final Random random;
        private final ApiOperation operation;
        private final HeaderGenerator headers;
        private final List<String> query = new ArrayList<>();
        private String method;
        private String path;
        private JsonNode json;
        private byte[] body;
        private boolean elsewhere;

        private Draft(Random random, ApiOperation operation) {
            this.random = random;
            this.operation = operation;
            headers = new HeaderGenerator(random);
        }

        private void fill() {
            method = operation.method();
            path = operation.path();
            FuzzedWorld.Member about = world.person(random.nextInt(FuzzedWorld.PEOPLE));
            for (ApiOperation.Parameter parameter : operation.parametersIn("path")) {
                path = path.replace("{" + parameter.name() + "}", id(parameter.name(), about));
            }
            for (ApiOperation.Parameter parameter : operation.parametersIn("query")) {
                if (random.nextInt(3) == 0) {
                    query.add(parameter.name() + "=" + encoded(value(parameter.name(), about)));
                }
            }
            headers.fill(operation, token(about));
            if (operation.body() != null) {
                json = bodies.valid(operation.body(), random);
            }
        }

        private String token(FuzzedWorld.Member about) {
            return switch (random.nextInt(10)) {
                case 0 -> about.token();
                case 1 -> world.person(random.nextInt(FuzzedWorld.PEOPLE)).token();
                case 2 -> operation.path().startsWith("/v1/me") ? about.token() : USER;
                default ->
                    operation.path().startsWith("/v1/me") || operation.name().equals("GET /v1/sessions")
                            ? about.token()
                            : Token.admin();
            };
        }

        private String id(String name, FuzzedWorld.Member about) {
            if (name.equals("name")) {
                return pick(random, world.roles());
            }
            if (operation.path().startsWith("/v1/backups")) {
                return world.backup();
            }
            if (operation.path().startsWith("/v1/sessions")) {
                return about.session();
            }
            return random.nextInt(12) == 0 ? new UUID(random.nextLong(), random.nextLong()).toString() : about.id();
        }

        private String value(String name, FuzzedWorld.Member about) {
            return switch (name) {
                case "limit" -> Integer.toString(1 + random.nextInt(200));
                case "after" -> "AZjzoX0ufDGfBFuNLGoekA";
                case "email" -> about.email();
                case "role" -> pick(random, world.roles());
                case "actor" -> about.id();
                case "entity" -> "user:" + about.id();
                case "action" -> pick(random, List.of("user.changed", "user.created", "session.created"));
                default -> "fuzz";
            };
        }

        private void spoil() {
            switch (random.nextInt(operation.body() == null ? 6 : 12)) {
                case 0 -> spoilPath();
                case 1 ->
                    method = pick(
                            random,
                            List.of(
                                    "GET",
                                    "HEAD",
                                    "POST",
                                    "PUT",
                                    "PATCH",
                                    "DELETE",
                                    "OPTIONS",
                                    "TRACE",
                                    "FOO",
                                    "get",
                                    "PROPFIND"));
                case 2 -> query.add(wildParameter());
                case 3, 4 -> headers.spoil();
                case 5 -> headers.spoilToken();
                case 6 -> body = json == null ? null : bodies.spoiledText(json.toString(), random);
                default -> json = json == null ? null : bodies.spoiled(json, random);
            }
        }

        private void spoilPath() {
            elsewhere = true;
            path = switch (random.nextInt(12)) {
                case 0, 1, 2, 3, 4 -> path.substring(0, path.lastIndexOf('/') + 1) + encoded(WildText.any(random));
                case 5 -> path + "/";
                case 6 ->
                    path.replace(
                            "/v1/",
                            pick(
                                    random,
                                    List.of("/v2/", "//v1/", "/V1/", "/v1//", "/v1/../v1/", "/v1/./", "/%76%31/")));
                case 7 -> path + pick(random, List.of("%", "%zz", "%00", "%c0%80", "%ff", ";a=b", "%2f", "%0d%0aX: y"));
                case 8 -> path + "/" + encoded(WildText.any(random));
                case 9 -> "/" + encoded(WildText.any(random));
                case 10 -> path + "x".repeat(pick(random, List.of(200, 3_000, 5_000)));
                default -> pick(random, List.of("/", "/v1", "/q", "/.well-known", "/favicon.ico", "/v1/users/me"));
            };
        }

        private String wildParameter() {
            String name = operation.parametersIn("query").isEmpty() || random.nextInt(4) == 0
                    ? encoded(WildText.any(random))
                    : pick(random, operation.parametersIn("query")).name();
            return switch (random.nextInt(5)) {
                case 0 -> name;
                case 1 -> name + "=" + pick(random, List.of("%", "%0", "%gg", "%ff", "%c0%af", "%00", "%ed%a0%80"));
                case 2 ->
                    name + "=" + pick(random, List.of("0", "201", "-1", "1e2", "+5", "99999999999", "007", "0x10"));
                default -> name + "=" + encoded(WildText.any(random));
            };
        }

        private FuzzedRequest request(long number) {
            if (body == null && json != null) {
                body = json.toString().getBytes(StandardCharsets.UTF_8);
            }
            String target = query.isEmpty() ? path : path + "?" + String.join("&", query);
            return new FuzzedRequest(
                    number,
                    elsewhere || !method.equals(operation.method()) ? null : operation,
                    method,
                    target,
                    headers.lines(),
                    body,
                    random.nextInt(5) == 0);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The headers of one request while it is made. */
    private static final class HeaderGenerator {

        private static final List<String> WRONG_TOKENS = List.of(
                "Bearer",
                "Bearer  ",
                "Basic YTpi",
                "bearer x",
                "Bearer eyJhbGciOiJub25lIn0.e30.",
                "Bearer \"",
                "Token a",
                "Bearer a b");

        private static final List<Map.Entry<String, List<String>>> WILD = List.of(
                Map.entry(
                        "Content-Type",
                        List.of(
                                "text/plain",
                                "application/json;charset=utf-16",
                                "application/json; charset=\"",
                                "a",
                                "/",
                                "*/*",
                                "application/merge-patch+json",
                                "application/json",
                                "application/json;charset=latin1",
                                "multipart/form-data; boundary=",
                                "application/x-www-form-urlencoded",
                                "")),
                Map.entry(
                        "Accept",
                        List.of(
                                "text/html",
                                "*/*;q=0",
                                "application/json;q=0",
                                "a",
                                "/",
                                "",
                                ",",
                                "application/*",
                                "*/*;q=x",
                                "application/json;q=1.0000",
                                "application/problem+json",
                                "text/html, */*;q=0.1")),
                Map.entry(
                        "If-Match",
                        List.of(
                                "\"",
                                "W/\"1\"",
                                "\"1\", \"2\"",
                                "*, *",
                                "\"1",
                                "\"99999999999999999999\"",
                                "1",
                                ",",
                                "\"-1\"",
                                "")),
                Map.entry("If-None-Match", List.of("\"", "W/\"1\"", "*", "\"1\", *", "\"\u00e4\"", "x", "")),
                Map.entry(
                        "Idempotency-Key",
                        List.of("", "\"", "\"a\"", "\"a\";p=1", "a b", "a,b", "k", "\u00e4", "x".repeat(256))),
                Map.entry("Content-Encoding", List.of("gzip", "identity", "br, gzip", "", "x")),
                Map.entry("X-Request-Id", List.of("a b", "\u00e4", "", "x".repeat(65), "<b>")),
                Map.entry(
                        "X-Forwarded-For",
                        List.of("unknown", "1.2.3", "::1", "[::1]:99999", ",,,", "1.1.1.1,", "\"", "1".repeat(3_000))),
                Map.entry("X-Forwarded-Proto", List.of("https", "x", "")),
                Map.entry("Host", List.of("", "a:b", "evil.example", "[::1", "\u00e4")),
                Map.entry("Origin", List.of("https://evil.example", "null")),
                Map.entry("Range", List.of("bytes=0-0", "bytes=5-1")),
                Map.entry("Expect", List.of("100-continue", "200-ok")),
                Map.entry("Upgrade", List.of("websocket", "h2c")),
                Map.entry("X-HTTP-Method-Override", List.of("DELETE")),
                Map.entry("Cookie", List.of("a=b", "=;;", "$Version=1; a")),
                Map.entry("Accept-Encoding", List.of("gzip", "identity;q=0")),
                Map.entry("Accept-Language", List.of("de", "*;q=x", "")),
                Map.entry(
                        "traceparent", List.of("00-0-0-00", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")),
                Map.entry("X-Padding", List.of("x".repeat(10_000), "x".repeat(30_000))));

        private final Random random;
        private final List<Map.Entry<String, String>> lines = new ArrayList<>();

        private HeaderGenerator(Random random) {
            this.random = random;
        }

        private List<Map.Entry<String, String>> lines() {
            return lines;
        }

        private void fill(ApiOperation operation, String token) {
            add("Host", "localhost");
            add("X-Request-Id", "fuzz-" + Long.toHexString(random.nextLong()));
            add("X-Forwarded-For", "198.51." + random.nextInt(256) + "." + random.nextInt(256));
            add("Authorization", "Bearer " + token);
            if (operation.mediaType() != null) {
                add("Content-Type", operation.mediaType());
            }
            if (operation.takesHeader("If-Match")) {
                add("If-Match", random.nextInt(3) > 0 ? "*" : "\"" + random.nextInt(4) + "\"");
            }
            if (operation.takesHeader("If-None-Match") && random.nextBoolean()) {
                add("If-None-Match", "\"" + random.nextInt(4) + "\"");
            }
            if (operation.takesHeader("Idempotency-Key") && random.nextBoolean()) {
                add("Idempotency-Key", "\"fuzz-" + random.nextInt(1_000_000) + "\"");
            }
        }

        private void spoil() {
            Map.Entry<String, List<String>> wild = pick(random, WILD);
            if (random.nextInt(3) > 0) {
                lines.removeIf(line -> line.getKey().equalsIgnoreCase(wild.getKey()));
            }
            if (random.nextInt(6) > 0) {
                add(wild.getKey(), pick(random, wild.getValue()));
            }
        }

        private void spoilToken() {
            if (random.nextInt(4) > 0) {
                lines.removeIf(line -> line.getKey().equals("Authorization"));
            }
            switch (random.nextInt(4)) {
                case 0 -> add("Authorization", pick(random, WRONG_TOKENS));
                case 1 -> add("Authorization", "Bearer " + NOBODY);
                case 2 -> add("Authorization", "Bearer " + tampered(Token.admin()));
                default -> {}
            }
        }

        private String tampered(String token) {
            int at = random.nextInt(token.length());
            return token.substring(0, at) + pick(random, List.of("A", "-", ".", "", "%")) + token.substring(at + 1);
        }

        private void add(String name, String value) {
            lines.add(Map.entry(name, value));
        }
    }
}
