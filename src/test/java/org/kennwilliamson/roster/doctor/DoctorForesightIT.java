package org.kennwilliamson.roster.doctor;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What {@code roster doctor} tells before it hurts. */
@Tag("program")
class DoctorForesightIT {

    private static final String SUPERUSER = "postgres";
    private static final String INDEX_IS =
            "update pg_index set indisvalid = %s where indexrelid = 'users_search_name_idx'::regclass";

    @TempDir
    static Path folder;

    private static Patient patient;

    @BeforeAll
    static void allIsWell() throws IOException {
        patient = Patient.sound(folder);
    }

    @AfterEach
    void whatWasBrokenIsMended() {
        patient.execute(SUPERUSER, "alter role roster_backup valid until 'infinity'", INDEX_IS.formatted("true"));
    }

    @Test
    void aPasswordThatEndsSoonIsToldBeforeItDoes() {
        thePasswordEndsIn("3 days");
        patient.suffersFrom("role-passwords", Level.WARN, "ends soon: the password of roster_backup (", "10-roles.sql");
    }

    @Test
    void onesThatEndMuchLaterAreNotTold() {
        thePasswordEndsIn("20 days");
        assertThat(patient.findings().get("role-passwords").level()).isEqualTo(Level.OK);
    }

    @Test
    void aPasswordThatIsOverIsToldThoughItsRoleCantComeIn() {
        thePasswordEndsIn("-1 day");

        Finding finding = patient.findings().get("role-passwords");

        assertThat(finding.level()).isEqualTo(Level.FAIL);
        assertThat(finding.message()).startsWith("over: the password of roster_backup (");
        assertThat(finding.remedy()).contains("10-roles.sql");
    }

    @Test
    void anInvalidIndexIsNamed() {
        patient.execute(SUPERUSER, INDEX_IS.formatted("false"));
        patient.suffersFrom(
                "indexes", Level.WARN, "users_search_name_idx", "drop index concurrently users_search_name_idx");
    }

    private static void thePasswordEndsIn(String time) {
        patient.execute(
                SUPERUSER,
                "do $$ begin execute format('alter role roster_backup valid until %L', now() + interval '" + time
                        + "'); end $$");
    }
}
