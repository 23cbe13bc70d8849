package org.kennwilliamson.roster.backup.copy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.backup.config.CopyUrl;
import org.kennwilliamson.roster.platform.concurrent.Progress;
import org.kennwilliamson.roster.testing.S3Gateway;
import org.kennwilliamson.roster.testing.S3Keys;
import org.kennwilliamson.roster.testing.S3Proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A bucket of a real server that checks signatures, and what becomes of a file that is cut off on its way. */
class S3StoreTest {

    /** Three parts. */
    private static final int SIZE = 20 << 20;

    @TempDir
    static Path folder;

    private static S3Proxy server;
    private static Path big;

    private final String prefix = "p" + System.nanoTime();
    private S3Gateway gateway;
    private S3Store store;

    @BeforeAll
    static void aServer() throws IOException {
        server = S3Proxy.start(folder.resolve("s3"));
        byte[] content = new byte[SIZE];
        new Random(7).nextBytes(content);
        big = Files.write(folder.resolve("big"), content);
    }

    @AfterAll
    static void noServer() {
        server.close();
    }

    @BeforeEach
    void aStore() {
        S3Keys.use(S3Proxy.KEY_ID, S3Proxy.KEY);
        gateway = S3Gateway.to(server.port());
        store = new S3Store(new CopyUrl(
                "s3://" + S3Proxy.BUCKET + "/" + prefix,
                Optional.empty(),
                Optional.of(URI.create(gateway.endpoint())),
                true));
    }

    @AfterEach
    void noStore() throws IOException {
        store.close();
        gateway.close();
        S3Keys.forget();
    }

    @Test
    void whatIsPutIsListedAndReadBack() throws IOException {
        store.put("db_backup_1.json", new byte[] {1, 2});
        store.put("db_backup_1.dump.age", big, Progress.NONE, "copying");
        store.put("another", new byte[] {3});

        assertThat(store.list("db_backup_")).containsOnlyKeys("db_backup_1.json", "db_backup_1.dump.age");
        assertThat(store.list("db_backup_").get("db_backup_1.dump.age").size()).isEqualTo(SIZE);
        try (InputStream content = store.readBack("db_backup_1.dump.age")) {
            assertThat(content).hasSameContentAs(Files.newInputStream(big));
        }
        assertThat(server.file(prefix + "/db_backup_1.json")).hasBinaryContent(new byte[] {1, 2});
    }

    @Test
    void whoeverWritesAFileChangesItsVersion() throws IOException {
        store.put("a", new byte[] {1});
        String before = store.list("a").get("a").version();

        store.put("a", new byte[] {2});

        assertThat(store.list("a").get("a").version()).isNotEqualTo(before);
    }

    @Test
    void whatIsRemovedIsNotListedAndNothingIsDeleted() throws IOException {
        store.remove("a");
        store.put("a", new byte[] {1});

        store.remove("a");

        assertThat(store.list("a")).isEmpty();
        assertThat(gateway.requests()).isNotEmpty();
        assertThat(gateway.deletions()).isEmpty();
        store.put("a", new byte[] {2});
        assertThat(store.list("a")).containsOnlyKeys("a");
    }

    @Test
    void aFileThatIsCutOffIsNotThereAndCanBeSwept() throws IOException {
        gateway.cut(request -> request.contains("partNumber=2"));

        assertThatThrownBy(this::putBig)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(gateway.endpoint() + " can't be reached: ")
                .message()
                .hasLineCount(1);

        gateway.cut(request -> false);
        assertThat(store.list("a.dump")).isEmpty();
        store.sweep("a", (name, begun) -> !name.equals("a.dump"));
        store.sweep("another", (name, begun) -> true);
        assertThat(abandoned()).isEmpty();
        store.sweep("a", (name, begun) -> name.equals("a.dump"));
        assertThat(abandoned()).singleElement().asString().contains(prefix + "/a.dump");
        store.sweep("a", (name, begun) -> {
            throw new AssertionError(name + " is there no more");
        });
    }

    @Test
    void aFileThatIsCutOffIsGoneOnWithAndWhatIsThereIsNotSentAgain() throws IOException {
        gateway.cut(request -> request.contains("partNumber=3"));
        assertThatThrownBy(this::putBig).hasMessageContaining("can't be reached");
        gateway.cut(request -> false);
        int before = gateway.requests().size();

        putBig();

        assertThat(sentParts(before)).containsExactly("3");
        assertThatBigIsThere();
        assertThat(abandoned()).isEmpty();
        store.sweep("a", (name, begun) -> {
            throw new AssertionError(name + " is still under way");
        });
    }

    @Test
    void aFileThatIsAnotherByThenIsSentWhole() throws IOException {
        Path other = folder.resolve("other");
        byte[] content = new byte[SIZE];
        new Random(8).nextBytes(content);
        Files.write(other, content);
        gateway.cut(request -> request.contains("partNumber=3"));
        assertThatThrownBy(() -> store.put("a.dump", other, Progress.NONE, "copying"))
                .hasMessageContaining("can't be reached");
        gateway.cut(request -> false);
        int before = gateway.requests().size();

        putBig();

        assertThat(sentParts(before)).containsExactly("1", "2", "3");
        assertThatBigIsThere();
    }

    @Test
    void aKeyThatMayNotAskWhatIsThereSendsAllOfIt() throws IOException {
        gateway.cut(request -> request.contains("partNumber=3"));
        assertThatThrownBy(this::putBig).hasMessageContaining("can't be reached");
        gateway.cut(request -> false);
        gateway.refuse(
                request -> request.contains("?uploads&") || request.startsWith("GET") && request.contains("uploadId="),
                403,
                "AccessDenied",
                "Access Denied");
        int before = gateway.requests().size();

        putBig();

        assertThat(sentParts(before)).containsExactly("1", "2", "3");
        assertThatBigIsThere();
    }

    @Test
    void anUploadThatIsRefusedIsToldInTheStoresWordsAndAbandoned() {
        gateway.refuse(S3StoreTest::isCompletion, 403, "QuotaExceeded", "The bucket is full");

        assertThatThrownBy(this::putBig).hasMessage("the store answers 403 QuotaExceeded (The bucket is full)");

        assertThat(abandoned()).hasSize(1);
    }

    @Test
    void anUploadThatStalledIsNotRefusedAndGoneOnWith() throws IOException {
        gateway.refuse(S3StoreTest::isCompletion, 400, "RequestTimeout", "It was idle for too long");
        assertThatThrownBy(this::putBig).hasMessageContaining("RequestTimeout");
        assertThat(abandoned()).isEmpty();
        gateway.refuse(request -> false, 400, "", "");
        int before = gateway.requests().size();

        putBig();

        assertThat(sentParts(before)).isEmpty();
        assertThatBigIsThere();
    }

    @Test
    void aKeyThatMayNotSweepCopiesAllTheSame() throws IOException {
        gateway.refuse(request -> request.contains("?uploads"), 403, "AccessDenied", "Access Denied");

        store.sweep("a", (name, begun) -> true);

        assertThat(gateway.requests()).hasSize(1);
    }

    @Test
    void rightsToDeleteAreFoundWithoutDeletingAnything() throws IOException {
        store.put("a", new byte[] {1});

        assertThat(store.needlessRights("a")).contains("s3:DeleteObject");

        assertThat(gateway.deletions()).hasSize(2).noneMatch(request -> request.endsWith("/a"));
        assertThat(store.list("a")).containsOnlyKeys("a");
    }

    @Test
    void aKeyHasTheRightWhereverAnythingButTheRightIsMissing() throws IOException {
        gateway.refuse(request -> request.contains("?versionId="), 404, "NoSuchKey", "There is none");
        assertThat(store.needlessRights("a")).containsExactly("s3:DeleteObject", "s3:DeleteObjectVersion");

        gateway.refuse(request -> request.startsWith("DELETE"), 412, "PreconditionFailed", "It is another one");
        assertThat(store.needlessRights("a")).hasSize(2);

        gateway.refuse(request -> request.startsWith("DELETE"), 403, "AccessDenied", "Access Denied");
        assertThat(store.needlessRights("a")).isEmpty();

        List<String> asked = gateway.requests();
        int before = asked.size();
        gateway.refuse(
                request -> request.startsWith("DELETE") && asked.size() == before + 1,
                501,
                "NotImplemented",
                "A header that you provided implies functionality that is not implemented");
        assertThat(store.needlessRights("a")).as("without the condition").contains("s3:DeleteObject");

        gateway.refuse(request -> request.startsWith("DELETE"), 400, "InvalidRequest", "Say it otherwise");
        assertThatThrownBy(() -> store.needlessRights("a"))
                .hasMessage("the store answers 400 InvalidRequest (Say it otherwise)");
    }

    @Test
    void aRequestThatIsCutOnceIsSentAgain() throws IOException {
        boolean[] done = new boolean[1];
        gateway.cut(request -> {
            boolean now = request.contains("partNumber=2") && !done[0];
            done[0] |= now;
            return now;
        });

        putBig();

        assertThat(done).containsExactly(true);
        assertThatBigIsThere();
    }

    @Test
    void anOriginalThatIsGoneIsNotTheStoresFault() {
        assertThatThrownBy(() -> store.put("a", folder.resolve("gone"), Progress.NONE, "copying"))
                .isInstanceOf(OriginalException.class);
    }

    /** Has hardly any content, so that none of it is under way when the answer comes. */
    private static boolean isCompletion(String request) {
        return request.startsWith("POST") && request.contains("?uploadId=");
    }

    private void putBig() throws IOException {
        store.put("a.dump", big, Progress.NONE, "copying");
    }

    private void assertThatBigIsThere() throws IOException {
        try (InputStream content = store.read("a.dump")) {
            assertThat(content).hasSameContentAs(Files.newInputStream(big));
        }
    }

    private List<String> abandoned() {
        return gateway.requests().stream()
                .filter(request -> request.startsWith("DELETE") && request.contains("uploadId="))
                .toList();
    }

    /** Their numbers. */
    private List<String> sentParts(int from) {
        return gateway.requests().subList(from, gateway.requests().size()).stream()
                .filter(request -> request.startsWith("PUT"))
                .map(request -> request.replaceFirst(".*[?&]partNumber=(\\d+).*", "$1"))
                .toList();
    }
}
