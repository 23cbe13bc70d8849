package org.kennwilliamson.roster.backup.copy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkGlobalTime;

import org.kennwilliamson.roster.backup.config.CopyUrl;
import org.kennwilliamson.roster.testing.S3Gateway;
import org.kennwilliamson.roster.testing.S3Keys;
import org.kennwilliamson.roster.testing.S3Proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a store refuses, and what keeps Roster from asking one, in one line each. */
class S3BucketTest {

    private static final String BUCKET = "s3://" + S3Proxy.BUCKET + "/there";

    @TempDir
    static Path folder;

    private static S3Proxy server;

    @BeforeAll
    static void aServer() {
        server = S3Proxy.start(folder.resolve("s3"));
    }

    @AfterAll
    static void noServer() {
        server.close();
    }

    @BeforeEach
    void aKey() {
        S3Keys.use(S3Proxy.KEY_ID, S3Proxy.KEY);
    }

    @AfterEach
    void noKey() {
        S3Keys.forget();
    }

    @Test
    void aBucketThatIsNotThereIsToldAsTheStoreTellsIt() {
        assertThat(listed("s3://nobodys-bucket/x", server.endpoint()))
                .startsWith("the store answers 404 NoSuchBucket (");
    }

    @Test
    void aWrongKeyIsToldAndNotShown() {
        S3Keys.use(S3Proxy.KEY_ID, "an-other-key");
        assertThat(listed(BUCKET, server.endpoint()))
                .startsWith("the store answers 403 SignatureDoesNotMatch (")
                .doesNotContain("an-other-key", "Signature=", "\n");

        S3Keys.use("somebody", "an-other-key");
        assertThat(listed(BUCKET, server.endpoint())).startsWith("the store answers 403 InvalidAccessKeyId (");
    }

    @Test
    void whatTheKeyMayNotIsTold() throws IOException {
        try (S3Gateway gateway = S3Gateway.to(server.port());
                S3Store store = store(BUCKET, gateway.endpoint())) {
            gateway.refuse(request -> request.startsWith("PUT"), 403, "AccessDenied", "Access Denied");

            assertThat(store.list("")).isEmpty();
            assertThatThrownBy(() -> store.put("a", new byte[] {1}))
                    .hasMessage("the store answers 403 AccessDenied (Access Denied)");
        }
    }

    /** In AWS' words; S3Proxy has no regions. */
    @Test
    void anotherRegionIsToldAndWhichItIs() throws IOException {
        try (S3Gateway gateway = S3Gateway.to(server.port());
                S3Store store = store(BUCKET, gateway.endpoint())) {
            gateway.refuse(
                    request -> true, 301, "PermanentRedirect", "Elsewhere.", "x-amz-bucket-region: eu-central-1");
            assertThatThrownBy(() -> store.list(""))
                    .hasMessage("the store answers 301 PermanentRedirect (Elsewhere.): the bucket is in eu-central-1,"
                            + " so set BACKUP_COPY_REGION to that");

            gateway.refuse(request -> true, 403, "AccessDenied", "Access Denied", "x-amz-bucket-region: us-east-1");
            assertThatThrownBy(() -> store.list("")).hasMessage("the store answers 403 AccessDenied (Access Denied)");
        }
    }

    @Test
    void aStoreThatIsGoneOrHasNoNameIsToldByItsAddress() {
        assertThat(listed(BUCKET, "http://127.0.0.1:1"))
                .isEqualTo("http://127.0.0.1:1 can't be reached: Connection refused");
        assertThat(listed(BUCKET, "http://store.invalid"))
                .isEqualTo("http://store.invalid can't be reached: the name store.invalid isn't known");
    }

    @Test
    void aStoreThatWantsLessIsAskedAgainAndThenTold() throws IOException {
        try (S3Gateway gateway = S3Gateway.to(server.port());
                S3Store store = store(BUCKET, gateway.endpoint())) {
            gateway.refuse(
                    request -> gateway.requests().size() < 3, 503, "SlowDown", "Please reduce your request rate.");
            assertThat(store.list("")).isEmpty();
            assertThat(gateway.requests()).hasSize(3);

            gateway.refuse(request -> true, 503, "SlowDown", "Please reduce your request rate.");
            assertThatThrownBy(() -> store.list(""))
                    .hasMessage("the store answers 503 SlowDown (Please reduce your request rate.)");
        }
    }

    @Test
    void aClockThatIsTwentyMinutesOffIsSeenAndAllowedFor() throws IOException {
        for (int seconds : List.of(-1200, 1200)) {
            try (S3Gateway gateway = S3Gateway.to(server.port());
                    S3Store store = store(BUCKET, gateway.endpoint())) {
                SdkGlobalTime.setGlobalTimeOffset(seconds);
                assertThat(store.list("")).isEmpty();
                assertThat(gateway.requests()).as("one was refused").hasSize(2);
            } finally {
                SdkGlobalTime.setGlobalTimeOffset(0);
            }
        }
    }

    @Test
    void aThreadThatIsInterruptedAsksNobodyAndStaysInterrupted() throws IOException {
        try (S3Gateway gateway = S3Gateway.to(server.port());
                S3Store store = store(BUCKET, gateway.endpoint())) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> store.list("")).isInstanceOf(IOException.class);

            assertThat(Thread.interrupted()).isTrue();
            assertThat(gateway.requests()).isEmpty();
        }
    }

    @Test
    void whatIsNotKnownIsSaid() {
        S3Keys.useNone();

        assertThat(listed(BUCKET, server.endpoint())).startsWith("there are no credentials: set AWS_ACCESS_KEY_ID and");
        try (S3Store store = new S3Store(new CopyUrl(BUCKET))) {
            assertThatThrownBy(() -> store.list("")).hasMessage("its region is not known: set BACKUP_COPY_REGION");
        }
    }

    private static String listed(String url, String endpoint) {
        try (S3Store store = store(url, endpoint)) {
            store.list("");
            throw new AssertionError("it should be refused");
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    private static S3Store store(String url, String endpoint) {
        return new S3Store(new CopyUrl(url, Optional.empty(), Optional.of(URI.create(endpoint)), true));
    }
}
