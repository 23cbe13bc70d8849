package org.kennwilliamson.roster.backup.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is left out takes along what needs it, and nothing else. */
class ArchiveTocTest {

    /** As pg_restore 15 lists a database with pg_cron, whose own tables have rows that are dumped. */
    private static final String LISTED = """
            ;
            ; Archive created at 2026-11-28 06:44:33 UTC
            ;
            3; 3079 16452 EXTENSION - pg_cron\s
            4194; 0 0 COMMENT - EXTENSION pg_cron\s
            ;	depends on: 3
            227; 1259 17399 TABLE public plain roster_owner
            228; 1259 17406 TABLE public 123; 1 2 EXTENSION - hstore roster_owner
            230; 1259 17415 VIEW public jobs roster_owner
            ;	depends on: 3 3
            4202; 0 0 ACL public TABLE jobs roster_owner
            ;	depends on: 230
            4168; 0 17399 TABLE DATA public plain roster_owner
            ;	depends on: 227
            4170; 0 16470 TABLE DATA cron job postgres
            ;	depends on: 215
            4300; 0 0 SEQUENCE SET cron jobid_seq postgres
            ;	depends on: 214
            4100; 3466 17445 EVENT TRIGGER - on ddl postgres
            4301; 0 0 SECURITY LABEL public TABLE plain roster_owner
            ;	depends on: 227
            """;

    private final ArchiveToc toc = new ArchiveToc(LISTED);

    @Test
    void anExtensionTakesItsViewsAndTheRowsOfItsTablesAlong() throws IOException {
        ArchiveToc.Selection selection = toc.without(Set.of("pg_cron"));

        assertThat(toc.extensions()).containsExactly("pg_cron");
        assertThat(selection.leftOut())
                .containsExactly(
                        "extension pg_cron", "view public.jobs", "table data cron.job", "sequence set cron.jobid_seq");
        Path list = selection.write();
        assertThat(Files.readString(list)).isEqualTo("""
                227; 1259 17399 TABLE public plain roster_owner
                228; 1259 17406 TABLE public 123; 1 2 EXTENSION - hstore roster_owner
                4168; 0 17399 TABLE DATA public plain roster_owner
                4100; 3466 17445 EVENT TRIGGER - on ddl postgres
                4301; 0 0 SECURITY LABEL public TABLE plain roster_owner
                """);
        Files.delete(list);
    }

    @Test
    void aPlainRoleLeavesOutWhatIsASuperusersByItsNumberOrItsKind() {
        assertThat(toc.forPlainRole(Set.of(), Set.of("3466 17445")).leftOut())
                .containsExactly("event trigger on ddl", "security label public.TABLE plain");
        assertThat(toc.without(Set.of()).leftOut()).isEmpty();
    }

    @Test
    void aTableIsKnownByTheNameThatSqlGivesIt() {
        ArchiveToc.Selection selection = toc.forPlainRole(Set.of(), Set.of("1259 17406"));

        assertThat(selection.leavesOut("public.\"123; 1 2 EXTENSION - hstore\""))
                .isTrue();
        assertThat(selection.leavesOut("public.plain")).isFalse();
        assertThat(selection.leavesOut("\"public\".\"pla\"\"in\"")).isFalse();
    }
}
