package org.kennwilliamson.roster.backup.postgres;

import java.util.Set;
import java.util.stream.Collectors;

import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.Requirements;
import org.kennwilliamson.roster.platform.database.DatabaseUrl;

/**
 * What a role may restore of an archive.
 *
 * @param superuser whether it may everything
 * @param extensions of the archive that it can't create, or that the server doesn't have
 * @param objects that it can't create either, by catalog and object identifier
 */
public record RestoreRights(boolean superuser, Set<String> extensions, Set<String> objects) {

    /** Of the user of a URL, for an archive with this table of contents. */
    public static RestoreRights of(DatabaseUrl url, ArchiveToc toc, Requirements requirements) throws BackupException {
        return new RestoreRights(
                new DatabaseServer(url).isSuperuser(),
                Set.copyOf(AvailableExtensions.outOfReach(url, toc.extensions())),
                requirements.superuser().stream()
                        .map(Requirements.SuperuserObject::entry)
                        .collect(Collectors.toSet()));
    }

    /** What it may restore, of that archive. */
    public ArchiveToc.Selection of(ArchiveToc toc) {
        return superuser ? toc.without(extensions) : toc.forPlainRole(extensions, objects);
    }

    /** As {@link #of(ArchiveToc)}, for a database that is dropped later on. */
    public ArchiveToc.Selection forScratch(ArchiveToc toc) {
        return superuser ? toc.forScratch(extensions) : of(toc);
    }
}
