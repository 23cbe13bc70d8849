package org.kennwilliamson.roster.backup.copy;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

import org.kennwilliamson.roster.platform.concurrent.Progress;

/** A place for copies. It knows files by their names, and nothing of backups. Each failure says what it is in one line. */
interface CopyStore extends Closeable {

    /** What is there whole, by name, of what begins like this. */
    Map<String, StoredFile> list(String prefix) throws IOException;

    /**
     * Puts a file there, in the place of one that may have its name. It is there whole and to stay, or as it was before.
     *
     * @param phase for the progress
     * @throws OriginalException if that can't be read
     */
    void put(String name, Path file, Progress progress, String phase) throws IOException;

    /** As the other one, of a few bytes. */
    void put(String name, byte[] content) throws IOException;

    /** Takes a file away. */
    void remove(String name) throws IOException;

    /** Reads a file. */
    InputStream read(String name) throws IOException;

    /** As the other one, from where it lies, if that can be: past what this machine still has of it in memory. */
    InputStream readBack(String name) throws IOException;

    /**
     * The rights that whoever has this store's key has and Roster doesn't need, as far as the store can tell. It is asked to
     * delete what isn't there, so nothing changes.
     *
     * @param prefix of the names
     */
    List<String> needlessRights(String prefix) throws IOException;

    /** Whether the next {@code put} of a file goes on where one that was cut off has ended. */
    boolean resumes();

    /**
     * Removes what was put partially and nobody goes on with.
     *
     * @param prefix of the names
     * @param abandoned which of them, by what they were to be called and when they were written last
     */
    void sweep(String prefix, BiPredicate<String, Instant> abandoned) throws IOException;
}
