package org.kennwilliamson.roster.restore;

import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The result of a restore.
 *
 * @param database where it is now
 * @param bytes of the archive, once decrypted
 * @param compared whether tables and rows were verified against the manifest
 * @param leftOut extensions that this user couldn't create
 * @param rolesMade roles that were created, as nologin
 * @param aside the new name of the database that was live; null if there was none
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
