package org.kennwilliamson.roster.backup.archive;

import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What it takes to restore all of an archive, beside its roles.
 *
 * @param locale of the database; null if an older Roster wrote the manifest
 * @param tablespaces in which the database or something in it lies, other than the default ones; null if it isn't known
 * @param superuser what only a superuser can create
 * @param notDumped what pg_dump leaves out of the archive, since only a superuser may read it
 */
@RegisterForReflection
public record Requirements(
        DatabaseLocale locale, List<String> tablespaces, List<SuperuserObject> superuser, List<String> notDumped) {

    /** Of a backup that says nothing about it. */
    public static final Requirements UNKNOWN = new Requirements(null, null, List.of(), List.of());

    /** Also reads one that lacks some of it. */
    public Requirements {
        superuser = superuser == null ? List.of() : superuser;
        notDumped = notDumped == null ? List.of() : notDumped;
    }

    /** What belongs to the machine, and not to the database: its tablespaces, as far as they are known. */
    public List<String> ofTheMachine() {
        return tablespaces == null
                ? List.of()
                : tablespaces.stream().map(name -> "tablespace " + name).toList();
    }

    /**
     * An object that only a superuser can create.
     *
     * @param entry its catalog and its object identifier, as {@code pg_restore --list} writes them
     * @param object for people: {@code event trigger on_ddl}
     */
    @RegisterForReflection
    public record SuperuserObject(String entry, String object) {

        private static final String EXTENSION = "extension ";

        /** Whether that is what an object's text says. An extension by itself has nothing in an archive but its name. */
        public static boolean isExtension(String object) {
            return object.startsWith(EXTENSION);
        }
    }
}
