package org.kennwilliamson.roster.backup.copy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** One file on its way to a bucket in parts. What an earlier try has sent of it isn't sent again. */
final class S3Upload {

    /** S3 wants 5 MiB at least, and 10,000 parts at most: that is 80 GB. Greater files have greater parts. */
    private static final long PART = 8 << 20;

    private static final long MOST_PARTS = 10_000;

    private static final int CLIENT_ERROR = 400;
    private static final int SERVER_ERROR = 500;

    /** Client errors to HTTP, which pass: a connection that stalled, a key that another one replaces, a clock, too many requests. */
    private static final Set<String> PASSING =
            Set.of("RequestTimeout", "ExpiredToken", "RequestTimeTooSkewed", "SlowDown", "TooManyRequests");

    private final S3Bucket bucket;
    private final String name;
    private final Path file;
    private final long size;

    S3Upload(S3Bucket bucket, String name, Path file, long size) {
        this.bucket = bucket;
        this.name = name;
        this.file = file;
        this.size = size;
    }

    /** What is told of it. */
    interface Sent {
        void upTo(long bytes);
    }

    /** Sends what the store doesn't have yet; the object is there whole afterwards. */
    void send(Sent sent) throws IOException {
        Optional<String> cut = cutOff();
        String upload = cut.isPresent() ? cut.get() : begin();
        try {
            Map<Integer, Part> there = cut.isPresent() ? parts(upload) : Map.of();
            List<CompletedPart> parts = new ArrayList<>();
            long length = Math.max(PART, (size + MOST_PARTS - 1) / MOST_PARTS);
            for (long start = 0; start < size; start += length) {
                FilePart part = new FilePart(file, start, Math.min(length, size - start));
                int number = parts.size() + 1;
                String checksum = part.sha256();
                Part stored = there.get(number);
                String tag = isThere(part, checksum, stored) ? stored.eTag() : put(upload, number, part, checksum);
                parts.add(CompletedPart.builder()
                        .partNumber(number)
                        .eTag(tag)
                        .checksumSHA256(checksum)
                        .build());
                sent.upTo(start + part.length());
            }
            complete(upload, parts);
        } catch (IOException e) {
            if (isRefusal(e)) {
                abandonAfter(e, upload);
            }
            throw e;
        }
    }

    /** The newest that was begun and neither completed nor abandoned; none if the key may not ask. */
    private Optional<String> cutOff() throws IOException {
        return bucket.call(client -> {
            try {
                return bucket.uploads(client, name)
                        .filter(upload -> upload.key().equals(bucket.key(name)))
                        .max(Comparator.comparing(
                                MultipartUpload::initiated, Comparator.nullsFirst(Comparator.naturalOrder())))
                        .map(MultipartUpload::uploadId);
            } catch (S3Exception e) {
                return Optional.empty();
            }
        });
    }

    private String begin() throws IOException {
        return bucket.call(client -> client.createMultipartUpload(request ->
                        request.bucket(bucket.name()).key(bucket.key(name)).checksumAlgorithm(ChecksumAlgorithm.SHA256))
                .uploadId());
    }

    /** By their numbers; none if the key may not ask. */
    private Map<Integer, Part> parts(String upload) throws IOException {
        return bucket.call(client -> {
            Map<Integer, Part> parts = new HashMap<>();
            try {
                client.listPartsPaginator(request -> request.bucket(bucket.name())
                                .key(bucket.key(name))
                                .uploadId(upload))
                        .parts()
                        .forEach(part -> parts.put(part.partNumber(), part));
            } catch (S3Exception e) {
                parts.clear();
            }
            return parts;
        });
    }

    /** By its SHA-256 if the store says it, or else by its ETag, which is the MD5 except for what a key of KMS encrypts. */
    private static boolean isThere(FilePart part, String checksum, Part stored) throws IOException {
        if (stored == null || stored.eTag() == null || !Objects.equals(stored.size(), part.length())) {
            return false;
        }
        return stored.checksumSHA256() == null
                ? stored.eTag().replace("\"", "").equals(part.md5())
                : stored.checksumSHA256().equals(checksum);
    }

    private String put(String upload, int number, FilePart part, String checksum) throws IOException {
        return bucket.call(client -> client.uploadPart(
                        request -> request.bucket(bucket.name())
                                .key(bucket.key(name))
                                .uploadId(upload)
                                .partNumber(number)
                                .checksumSHA256(checksum),
                        part.body())
                .eTag());
    }

    private void complete(String upload, List<CompletedPart> parts) throws IOException {
        bucket.call(client -> client.completeMultipartUpload(request -> request.bucket(bucket.name())
                .key(bucket.key(name))
                .uploadId(upload)
                .multipartUpload(whole -> whole.parts(parts))));
    }

    /** A cut is gone on from; what the store doesn't take it won't take the next time either. */
    private static boolean isRefusal(IOException failure) {
        return failure.getCause() instanceof S3Exception refusal
                && refusal.statusCode() >= CLIENT_ERROR
                && refusal.statusCode() < SERVER_ERROR
                && (refusal.awsErrorDetails() == null
                        || !PASSING.contains(refusal.awsErrorDetails().errorCode()));
    }

    /** What can't be abandoned now is swept by a later copy, or by a rule of the bucket's. */
    private void abandonAfter(Exception failure, String upload) {
        try {
            bucket.call(client -> client.abortMultipartUpload(request ->
                    request.bucket(bucket.name()).key(bucket.key(name)).uploadId(upload)));
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
