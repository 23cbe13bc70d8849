package org.kennwilliamson.roster.backup.copy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.BackupName;
import org.kennwilliamson.roster.backup.archive.CopyState;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.backup.config.CopyUrl;
import org.kennwilliamson.roster.platform.concurrent.Progress;
import org.kennwilliamson.roster.testing.S3Gateway;
import org.kennwilliamson.roster.testing.S3Keys;
import org.kennwilliamson.roster.testing.S3Proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Copies in a bucket of a real server, by a key that may put, get and list. */
class BackupCopiesS3Test {

    private static final Instant TIME = Instant.parse("2026-05-04T02:00:00Z");

    /** Two parts. */
    private static final int BIG = 9 << 20;

    @TempDir
    static Path shared;

    private static S3Proxy server;

    @TempDir
    Path folder;

    private S3Gateway gateway;
    private CopyUrl url;
    private Originals originals;
    private BackupCopies copies;
    private Manifest backup;

    @BeforeAll
    static void aServer() {
        server = S3Proxy.start(shared.resolve("s3"));
    }

    @AfterAll
    static void noServer() {
        server.close();
    }

    @BeforeEach
    void thereIsABackup() throws IOException {
        S3Keys.use(S3Proxy.KEY_ID, S3Proxy.KEY);
        gateway = S3Gateway.to(server.port());
        gateway.refuse(request -> request.startsWith("DELETE"), 403, "AccessDenied", "Access Denied");
        url = new CopyUrl(
                "s3://" + S3Proxy.BUCKET + "/" + folder.getFileName(),
                Optional.empty(),
                Optional.of(URI.create(gateway.endpoint())),
                true);
        originals = new Originals(Files.createDirectory(folder.resolve("backups")));
        copies = originals.at(url);
        backup = originals.backup(TIME, BIG);
    }

    @AfterEach
    void noCopies() throws IOException {
        copies.close();
        gateway.close();
        S3Keys.forget();
    }

    @Test
    void aCopyWasReadBackBeforeItsManifestIsThere() throws BackupException {
        CopyState state = copies.copy(backup, Progress.NONE);

        assertThat(copies.contents().backups()).containsExactly(backup);
        assertThat(copies.missing(List.of(backup.with(state)))).isEmpty();
        List<String> asked = gateway.requests();
        String archive = " /" + S3Proxy.BUCKET + "/" + url.prefix() + backup.file();
        assertThat(asked)
                .containsSubsequence(
                        "POST" + archive + "?uploads",
                        asked.stream()
                                .filter(request -> request.startsWith("POST" + archive + "?uploadId="))
                                .findFirst()
                                .orElseThrow(),
                        "GET" + archive,
                        "PUT"
                                + archive.replace(
                                        backup.file(), BackupName.of(backup).manifest()));
    }

    @Test
    void anObjectThatSomebodyHasWrittenIsFoundAndCopiedAgainWithoutDeletingAny() throws IOException, BackupException {
        Manifest copied = backup.with(copies.copy(backup, Progress.NONE));
        try (S3Store somebody = new S3Store(url)) {
            somebody.put(backup.file(), new byte[] {1});
        }

        assertThat(copies.missing(List.of(copied))).containsExactly(copied);
        assertThat(copies.contents().backups()).isEmpty();
        Manifest again = copied.with(copies.copy(copied, (phase, bytes) -> {
            if (phase.equals("copying")) {
                assertThat(server.file(url.prefix() + BackupName.of(backup).manifest()))
                        .isEmptyFile();
            }
        }));

        assertThat(copies.missing(List.of(again))).isEmpty();
        assertThat(copies.contents().backups()).containsExactly(backup);
        assertThat(gateway.deletions()).isEmpty();
    }

    @Test
    void halfACopyIsNone() throws BackupException {
        gateway.cut(request -> request.startsWith("PUT") && request.contains(".json"));

        assertThatThrownBy(() -> copies.copy(backup, Progress.NONE))
                .hasMessageStartingWith("BACKUP_COPY_URL " + url.text() + " can't be used: " + gateway.endpoint()
                        + " can't be reached: ");

        assertThat(server.file(url.prefix() + backup.file())).exists();
        assertThat(copies.contents().backups()).isEmpty();
        assertThat(copies.contents().faults()).isEmpty();
        gateway.cut(request -> false);
        copies.copy(backup, Progress.NONE);
        assertThat(gateway.requests().stream()
                        .filter(request -> request.endsWith("?uploads") && request.startsWith("POST")))
                .as("what is there is read, and not sent again")
                .hasSize(1);
    }

    @Test
    void aStoreThatGoesAwayMeanwhileHasNoCopy() throws BackupException {
        assertThatThrownBy(() -> copies.copy(backup, (phase, bytes) -> {
                    if (phase.equals("copying")) {
                        server.down();
                    }
                }))
                .hasMessageContaining(gateway.endpoint() + " can't be reached: ");
        assertThatThrownBy(() -> copies.missing(List.of(backup))).hasMessageContaining("can't be reached: ");

        server.up();
        try (BackupCopies again = originals.at(url)) {
            assertThat(again.contents().backups()).isEmpty();
            again.copy(backup, Progress.NONE);
            assertThat(again.contents().backups()).containsExactly(backup);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aCopyThatIsReadBackWrongIsNone() throws IOException, BackupException {
        Path stored = server.file(url.prefix() + backup.file());
        String reading = "GET /" + S3Proxy.BUCKET + "/" + url.prefix() + backup.file();
        gateway.cut(request -> request.equals(reading) && isRotten(stored));

        assertThatThrownBy(() -> copies.copy(backup, Progress.NONE))
                .hasMessageContaining("gave back something else than was put there");

        assertThat(copies.contents().backups()).isEmpty();
    }

    @Test
    void aKeyThatMayNotPutIsToldInTheStoresWords() {
        gateway.refuse(request -> request.matches("(PUT|POST) .*"), 403, "AccessDenied", "Access Denied");

        assertThatThrownBy(() -> copies.copy(backup, Progress.NONE))
                .hasMessage("BACKUP_COPY_URL " + url.text()
                        + " can't be used: the store answers 403 AccessDenied (Access Denied)");
    }

    @Test
    void thePolicyAllowsWhatIsAskedForAndNothingElse() throws IOException, BackupException {
        gateway.refuse(
                request -> request.startsWith("POST") && request.contains("?uploadId="),
                403,
                "AccessDenied",
                "Access Denied");
        assertThatThrownBy(() -> copies.copy(backup, Progress.NONE)).hasMessageContaining("AccessDenied");
        gateway.refuse(request -> false, 403, "AccessDenied", "Access Denied");
        assertThatThrownBy(() -> copies.copy(backup, (phase, bytes) -> {
                    throw new UncheckedIOException(new IOException("it took too long"));
                }))
                .hasMessageEndingWith("it took too long");
        copies.copy(backup, Progress.NONE);
        copies.contents();

        Set<String> objects = new TreeSet<>();
        Set<String> buckets = new TreeSet<>();
        for (JsonNode statement : aws("backup-copies-policy.json").get("Statement")) {
            assertThat(statement.get("Effect").asText()).isEqualTo("Allow");
            Set<String> allowed = statement.get("Resource").asText().endsWith("/*") ? objects : buckets;
            statement.get("Action").forEach(action -> allowed.add(action.asText()));
        }
        assertThat(gateway.requests().stream()
                        .filter(request -> request.matches("\\S+ /[^/]+/[^?]+.*"))
                        .map(BackupCopiesS3Test::action))
                .containsAll(objects)
                .allMatch(objects::contains);
        assertThat(gateway.requests().stream()
                        .filter(request -> !request.matches("\\S+ /[^/]+/[^?]+.*"))
                        .map(BackupCopiesS3Test::action))
                .containsAll(buckets)
                .allMatch(buckets::contains);
    }

    @Test
    void theLifecycleEndsUploadsAndLetsCopiesStayAsLongAsTheyAreLocked() throws IOException {
        JsonNode rules = aws("backup-copies-lifecycle.json").get("Rules");
        JsonNode locked = aws("backup-copies-lock.json").at("/Rule/DefaultRetention/Days");

        assertThat(rules).allMatch(rule -> rule.get("Status").asText().equals("Enabled"));
        assertThat(rules.findValue("DaysAfterInitiation").asInt()).isPositive();
        assertThat(rules.at("/0/Expiration/Days").asInt()).isGreaterThan(locked.asInt());
        assertThat(rules.at("/0/NoncurrentVersionExpiration/NoncurrentDays").asInt())
                .as("from the moment when somebody has overwritten a copy")
                .isGreaterThan(locked.asInt());
    }

    /** What S3 calls the right to ask that. */
    private static String action(String request) {
        boolean ofAnObject = request.matches("\\S+ /[^/]+/[^?]+.*");
        if (request.startsWith("DELETE")) {
            return request.contains("uploadId=") ? "s3:AbortMultipartUpload" : "s3:DeleteObject";
        }
        if (request.startsWith("GET")) {
            String list = request.contains("uploads") ? "s3:ListBucketMultipartUploads" : "s3:ListBucket";
            String get = request.contains("uploadId=") ? "s3:ListMultipartUploadParts" : "s3:GetObject";
            return ofAnObject ? get : list;
        }
        return request.startsWith("PUT") || request.startsWith("POST") ? "s3:PutObject" : request;
    }

    private static JsonNode aws(String file) throws IOException {
        return new ObjectMapper().readTree(Path.of("deploy", "aws", file).toFile());
    }

    /** And is passed on all the same. */
    private static boolean isRotten(Path file) {
        try {
            Files.write(file, new byte[BIG]);
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
