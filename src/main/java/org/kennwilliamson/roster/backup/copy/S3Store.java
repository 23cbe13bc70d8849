package org.kennwilliamson.roster.backup.copy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;

import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Exception;

import org.kennwilliamson.roster.backup.config.CopyUrl;
import org.kennwilliamson.roster.platform.concurrent.Progress;
import org.kennwilliamson.roster.platform.text.Sha256;

/**
 * A bucket of S3, or of a store that speaks it. An object is there whole or not at all. Whatever is sent goes with its
 * SHA-256, which the store checks. Needs no right to delete.
 */
final class S3Store implements CopyStore {

    /** S3 wants 5 MiB at least, and 10,000 parts at most: that is 80 GB. Greater files have greater parts. */
    private static final long PART = 8 << 20;

    private static final long MOST_PARTS = 10_000;

    /**
     * What is smaller is put at once. Before the SDK sends a request of that size, it asks whether it may; if not, it loses the
     * store's words. To begin an upload in parts takes the same right, and such a request is small.
     */
    private static final long WHOLE = 1 << 20;

    private static final String ANY_CONTENT = "application/octet-stream";

    private final S3Bucket bucket;

    /** Asks nobody yet. */
    S3Store(CopyUrl url) {
        this.bucket = new S3Bucket(url);
    }

    /** Without empty ones, which stand for what was removed. The ETag is another one as soon as the content is. */
    @Override
    public Map<String, StoredFile> list(String prefix) throws IOException {
        return bucket.call(client -> {
            Map<String, StoredFile> files = new TreeMap<>();
            client
                    .listObjectsV2Paginator(
                            request -> request.bucket(bucket.name()).prefix(bucket.key(prefix)))
                    .contents()
                    .stream()
                    .filter(object -> object.size() > 0)
                    .forEach(object ->
                            files.put(bucket.file(object.key()), new StoredFile(object.size(), object.eTag())));
            return files;
        });
    }

    @Override
    public void put(String name, Path file, Progress progress, String phase) throws IOException {
        long size = size(file);
        if (size < WHOLE) {
            FilePart whole = new FilePart(file, 0, size);
            put(name, body(whole), whole.checksum());
            progress.at(phase, size);
        } else {
            putParts(name, file, size, done -> progress.at(phase, done));
        }
    }

    @Override
    public void put(String name, byte[] content) throws IOException {
        put(
                name,
                RequestBody.fromBytes(content),
                Base64.getEncoder().encodeToString(Sha256.sha256().digest(content)));
    }

    /** An empty object in its place takes no right to delete. */
    @Override
    public void remove(String name) throws IOException {
        if (list(name).containsKey(name)) {
            put(name, new byte[0]);
        }
    }

    @Override
    public InputStream read(String name) throws IOException {
        return bucket.input(bucket.call(client ->
                client.getObject(request -> request.bucket(bucket.name()).key(bucket.key(name)))));
    }

    @Override
    public InputStream readBack(String name) throws IOException {
        return read(name);
    }

    /** As far as the key may, and the store can: a rule of the bucket's does it as well. */
    @Override
    public void sweep(String prefix, BiPredicate<String, Instant> ours) throws IOException {
        bucket.call(client -> {
            try {
                client
                        .listMultipartUploadsPaginator(
                                request -> request.bucket(bucket.name()).prefix(bucket.key(prefix)))
                        .uploads()
                        .stream()
                        .filter(upload -> ours.test(bucket.file(upload.key()), begun(upload)))
                        .forEach(upload -> client.abortMultipartUpload(request ->
                                request.bucket(bucket.name()).key(upload.key()).uploadId(upload.uploadId())));
            } catch (S3Exception e) {
                // What else the key may not is told by what needs it.
            }
            return null;
        });
    }

    @Override
    public void close() {
        bucket.close();
    }

    private interface Sent {
        void upTo(long bytes);
    }

    private void put(String name, RequestBody content, String checksum) throws IOException {
        bucket.call(client -> client.putObject(
                request -> request.bucket(bucket.name()).key(bucket.key(name)).checksumSHA256(checksum), content));
    }

    private void putParts(String name, Path file, long size, Sent sent) throws IOException {
        String upload = bucket.call(client -> client.createMultipartUpload(request ->
                        request.bucket(bucket.name()).key(bucket.key(name)).checksumAlgorithm(ChecksumAlgorithm.SHA256))
                .uploadId());
        try {
            List<CompletedPart> parts = new ArrayList<>();
            long length = Math.max(PART, (size + MOST_PARTS - 1) / MOST_PARTS);
            for (long start = 0; start < size; start += length) {
                FilePart part = new FilePart(file, start, Math.min(length, size - start));
                parts.add(putPart(name, upload, parts.size() + 1, part));
                sent.upTo(start + part.length());
            }
            bucket.call(client -> client.completeMultipartUpload(request -> request.bucket(bucket.name())
                    .key(bucket.key(name))
                    .uploadId(upload)
                    .multipartUpload(whole -> whole.parts(parts))));
        } catch (IOException | RuntimeException e) {
            abandonAfter(e, name, upload);
            throw e;
        }
    }

    private CompletedPart putPart(String name, String upload, int number, FilePart part) throws IOException {
        String checksum = part.checksum();
        String tag = bucket.call(client -> client.uploadPart(
                        request -> request.bucket(bucket.name())
                                .key(bucket.key(name))
                                .uploadId(upload)
                                .partNumber(number)
                                .checksumSHA256(checksum),
                        body(part))
                .eTag());
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(tag)
                .checksumSHA256(checksum)
                .build();
    }

    /** What can't be abandoned now is swept by the next copy, or by a rule of the bucket's. */
    private void abandonAfter(Exception failure, String name, String upload) {
        try {
            bucket.call(client -> client.abortMultipartUpload(request ->
                    request.bucket(bucket.name()).key(bucket.key(name)).uploadId(upload)));
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private static RequestBody body(FilePart part) {
        return RequestBody.fromContentProvider(part::open, part.length(), ANY_CONTENT);
    }

    private static long size(Path file) throws OriginalException {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new OriginalException(e);
        }
    }

    /** Not every store says it. */
    private static Instant begun(MultipartUpload upload) {
        return upload.initiated() == null ? Instant.MAX : upload.initiated();
    }
}
