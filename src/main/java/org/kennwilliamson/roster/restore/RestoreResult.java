package org.kennwilliamson.roster.restore;

import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What a restore has come to.
 *
 * @param database where it is now
 * @param bytes of the dump, once decrypted
 * @param compared whether tables and rows are those that the manifest tells
 * @param leftOut extensions that this user couldn't create
 * @param rolesMade which nobody can sign in as yet
 * @param aside what the database is called now that was live before; null where none was
 */
@RegisterForReflection
public record RestoreResult(
        String file,
        String database,
        String sha256,
        long bytes,
        int tables,
        long rows,
        boolean compared,
        List<String> leftOut,
        List<String> rolesMade,
        String aside) {

    RestoreResult swapped(DatabaseSwap.Done swap) {
        return new RestoreResult(
                file, swap.database(), sha256, bytes, tables, rows, compared, leftOut, rolesMade, swap.aside());
    }
}
