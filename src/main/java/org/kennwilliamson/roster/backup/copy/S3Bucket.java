package org.kennwilliamson.roster.backup.copy;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Exception;

import org.kennwilliamson.roster.backup.config.CopyUrl;
import org.kennwilliamson.roster.platform.text.OneLine;

/** The connection to a bucket, and what failed there in one line. Nobody is asked, and no class of the SDK used, before the first call. */
final class S3Bucket implements Closeable {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(60);

    /** What stores that have no regions call theirs. */
    private static final String ANY_REGION = "us-east-1";

    private final CopyUrl url;
    private S3Client client;

    S3Bucket(CopyUrl url) {
        this.url = url;
    }

    interface Call<T> {
        T make(S3Client client) throws IOException;
    }

    String name() {
        return url.bucket();
    }

    /** The name of an object for a file. */
    String key(String file) {
        return url.prefix() + file;
    }

    /** The file whose object this is. */
    String file(String key) {
        return key.substring(url.prefix().length());
    }

    /** The uploads that were begun and neither completed nor abandoned, of files whose names begin like this. */
    Stream<MultipartUpload> uploads(S3Client client, String prefix) {
        return client
                .listMultipartUploadsPaginator(request -> request.bucket(name()).prefix(key(prefix)))
                .uploads()
                .stream();
    }

    <T> T call(Call<T> call) throws IOException {
        try {
            return call.make(client());
        } catch (SdkException e) {
            throw failure(e);
        }
    }

    /** What the SDK says, in one line. An original that can't be read is not the store's fault. */
    IOException failure(SdkException failure) {
        Optional<OriginalException> original = cause(failure, OriginalException.class);
        if (original.isPresent()) {
            return original.get();
        }
        if (failure instanceof S3Exception refusal) {
            return new IOException(
                    answer(refusal) + otherRegion(refusal.awsErrorDetails()).orElse(""), failure);
        }
        return cause(failure, IOException.class)
                .map(cut -> new IOException(
                        url.endpoint().map(URI::toString).orElse("S3") + " can't be reached: " + words(cut), failure))
                .orElseGet(() -> new IOException(OneLine.of(failure), failure));
    }

    /** What an object has: the SDK's streams may throw what is no {@link IOException}. */
    InputStream input(InputStream content) {
        return new FilterInputStream(content) {

            @Override
            public int read() throws IOException {
                return call(client -> in.read());
            }

            @Override
            public int read(byte[] into, int offset, int most) throws IOException {
                return call(client -> in.read(into, offset, most));
            }
        };
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
        }
    }

    private S3Client client() throws IOException {
        if (client == null) {
            S3ClientBuilder builder = S3Client.builder()
                    .httpClientBuilder(UrlConnectionHttpClient.builder()
                            .connectionTimeout(CONNECT)
                            .socketTimeout(ANSWER))
                    .region(region())
                    .credentialsProvider(credentials())
                    .forcePathStyle(url.pathStyle())
                    // java.net always loses the words of a store that, when asked, doesn't want the content.
                    .serviceConfiguration(service -> service.expectContinueEnabled(false))
                    // Roster passes and compares digests of its own; not every store knows those that the SDK would
                    // add.
                    .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                    .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
            url.endpoint().ifPresent(builder::endpointOverride);
            client = builder.build();
        }
        return client;
    }

    private Region region() throws IOException {
        if (url.region().isPresent() || url.endpoint().isPresent()) {
            return Region.of(url.region().orElse(ANY_REGION));
        }
        try {
            return new DefaultAwsRegionProviderChain().getRegion();
        } catch (SdkClientException e) {
            throw new IOException("its region is not known: set BACKUP_COPY_REGION", e);
        }
    }

    private static AwsCredentialsProvider credentials() throws IOException {
        DefaultCredentialsProvider chain = DefaultCredentialsProvider.builder().build();
        try {
            chain.resolveCredentials();
            return chain;
        } catch (SdkClientException e) {
            chain.close();
            throw new IOException(
                    "there are no credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or have a profile of"
                            + " AWS' or a role of the machine or container",
                    e);
        }
    }

    private static String answer(S3Exception refusal) {
        AwsErrorDetails details = refusal.awsErrorDetails();
        return Stream.of(
                        "the store answers " + refusal.statusCode(),
                        details == null ? null : details.errorCode(),
                        details == null || details.errorMessage() == null ? null : "(" + details.errorMessage() + ")")
                .filter(part -> part != null && !part.isBlank())
                .map(OneLine::of)
                .reduce((one, other) -> one + " " + other)
                .orElseThrow();
    }

    /** AWS tells whoever asks in another region where the bucket is. */
    private Optional<String> otherRegion(AwsErrorDetails details) {
        String asked = client.serviceClientConfiguration().region().id();
        return Optional.ofNullable(details)
                .map(AwsErrorDetails::sdkHttpResponse)
                .flatMap(response -> response.firstMatchingHeader("x-amz-bucket-region"))
                .filter(region -> !region.equals(asked))
                .map(region -> ": the bucket is in " + OneLine.of(region) + ", so set BACKUP_COPY_REGION to that");
    }

    private static String words(IOException cut) {
        return cut instanceof UnknownHostException ? "the name " + cut.getMessage() + " isn't known" : OneLine.of(cut);
    }

    /** The innermost of that kind. */
    private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> kind) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(kind::isInstance)
                .map(kind::cast)
                .reduce((outer, inner) -> inner);
    }
}
