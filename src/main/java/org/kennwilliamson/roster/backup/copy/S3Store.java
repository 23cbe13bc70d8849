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
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
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

    /**
     * What is smaller is put at once. A store that refuses a greater request may close the connection before it has read all of
     * it, and its words are lost then. To begin an upload in parts takes the same right, and such a request is small.
     */
    private static final long WHOLE = 1 << 20;

    private static final int NOT_FOUND = 404;
    private static final int NOT_IMPLEMENTED = 501;

    /** The other one is Precondition Failed. */
    private static final Set<Integer> WOULD_HAVE = Set.of(NOT_FOUND, 412);

    /** Forbidden, Method Not Allowed; what the store can't do at all nobody may. */
    private static final Set<Integer> REFUSED = Set.of(403, 405, NOT_IMPLEMENTED);

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
            put(name, whole.body(), whole.sha256());
            progress.at(phase, size);
        } else {
            new S3Upload(bucket, name, file, size).send(done -> progress.at(phase, done));
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

    @Override
    public List<String> needlessRights(String prefix) throws IOException {
        String nothing = bucket.key(prefix + UUID.randomUUID());
        List<String> rights = new ArrayList<>();
        if (mayDelete(nothing)) {
            rights.add("s3:DeleteObject");
        }
        if (isAllowed(deletion(request -> request.key(nothing).versionId("null")))) {
            rights.add("s3:DeleteObjectVersion");
        }
        return rights;
    }

    @Override
    public boolean resumes() {
        return true;
    }

    /** As far as the key may, and the store can: a rule of the bucket's does it as well. */
    @Override
    public void sweep(String prefix, BiPredicate<String, Instant> abandoned) throws IOException {
        bucket.call(client -> {
            try {
                bucket.uploads(client, prefix)
                        .filter(upload -> abandoned.test(bucket.file(upload.key()), begun(upload)))
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

    /** The condition keeps a bucket with versions from noting a deletion. A store that doesn't know it is asked without. */
    private boolean mayDelete(String nothing) throws IOException {
        Optional<S3Exception> answer = deletion(request -> request.key(nothing).ifMatch("none"));
        return answer.isPresent() && answer.get().statusCode() == NOT_IMPLEMENTED
                ? isAllowed(deletion(request -> request.key(nothing)))
                : isAllowed(answer);
    }

    /** Why the store doesn't do it; empty if it does. */
    private Optional<S3Exception> deletion(Consumer<DeleteObjectRequest.Builder> object) throws IOException {
        return bucket.call(client -> {
            try {
                client.deleteObject(request -> object.accept(request.bucket(bucket.name())));
                return Optional.empty();
            } catch (S3Exception e) {
                return Optional.of(e);
            }
        });
    }

    /** Rights are asked for first: a store that has nothing to delete, or isn't to under this condition, would have done it. */
    private boolean isAllowed(Optional<S3Exception> refusal) throws IOException {
        int status = refusal.map(S3Exception::statusCode).orElse(NOT_FOUND);
        if (WOULD_HAVE.contains(status) || REFUSED.contains(status)) {
            return WOULD_HAVE.contains(status);
        }
        throw bucket.failure(refusal.get());
    }

    private void put(String name, RequestBody content, String checksum) throws IOException {
        bucket.call(client -> client.putObject(
                request -> request.bucket(bucket.name()).key(bucket.key(name)).checksumSHA256(checksum), content));
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
