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
 * @param objectsLeftOut what else only a superuser can create, and what needs it
 * @param notDumped what the archive doesn't have, since pg_dump had no superuser
 * @param tablespacesLost tablespaces that aren't here: everything is in the default one
 * @param rolesMade roles that were created, as nologin
 * @param aside the new name of the database that was live; null if there was none
 * @param slotsAside replication slots that stay with that one
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
        List<String> objectsLeftOut,
        List<String> notDumped,
        List<String> tablespacesLost,
        List<String> rolesMade,
        String aside,
        List<String> slotsAside) {

    RestoreResult swapped(DatabaseSwap.Done swap) {
        return new RestoreResult(
                file,
                swap.database(),
                sha256,
                bytes,
                tables,
                rows,
                compared,
                leftOut,
                objectsLeftOut,
                notDumped,
                tablespacesLost,
                rolesMade,
                swap.aside(),
                swap.slotsAside());
    }
}
