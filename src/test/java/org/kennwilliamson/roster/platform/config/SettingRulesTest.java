package org.kennwilliamson.roster.platform.config;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SettingRulesTest {

    @Test
    void nothingSetIsFine() {
        assertThat(SettingRules.fault(name -> null)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PORT, 0", "PORT, 65535", "LIVENESS_GRACE, 500ms", "SHUTDOWN_DELAY, 1h", "LOG_FORMAT, json", "HOST, ::1"
    })
    void theirFormsAreFine(String variable, String value) {
        assertThat(SettingRules.fault(Map.of(variable, value)::get)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PORT, ''",
        "PORT, 65536",
        "MANAGEMENT_PORT, -1",
        "LOG_FORMAT, ''",
        "LOG_FORMAT, xml",
        "LIVENESS_GRACE, 60",
        "DB_MIN_CONNECTIONS, 0",
        "DB_MAX_CONNECTIONS, ''",
        "DB_ACQUIRE_TIMEOUT, soon",
        "HOST, 'a b'",
        "AUDIT_RETENTION_DAYS, 29",
    })
    void whateverElseIsOneLineThatNamesTheVariableAndItsForm(String variable, String value) {
        assertThat(SettingRules.fault(Map.of(variable, value)::get)).hasValueSatisfying(fault -> assertThat(fault)
                .startsWith(variable + " must be ")
                .endsWith(", but is '" + value + "'")
                .hasLineCount(1));
    }

    @ParameterizedTest
    @CsvSource({"ADMIN_EMAIL, ADMIN_PASSWORD", "ADMIN_PASSWORD, ADMIN_EMAIL"})
    void theAdministratorsTwoAreSetTogetherOrNotAtAll(String one, String other) {
        String fault = one + " is set but " + other + " is not";

        assertThat(SettingRules.fault(Map.of(one, "se.cret@example.org")::get)).hasValue(fault);
        assertThat(SettingRules.fault(Map.of(one, "se.cret@example.org", other, "")::get))
                .hasValue(fault);
        assertThat(SettingRules.fault(Map.of(one, "", other, "")::get)).isEmpty();
        assertThat(SettingRules.fault(Map.of(one, "se.cret@example.org", other, "a@example.org")::get))
                .isEmpty();
    }

    @Test
    void aSessionLastsAtLeastAsLongAsItsTokens() {
        assertThat(SettingRules.fault(Map.of("AUTH_REFRESH_TTL", "899s")::get))
                .hasValueSatisfying(fault -> assertThat(fault).startsWith("AUTH_REFRESH_TTL must not be shorter than"));
        assertThat(SettingRules.fault(Map.of("AUTH_ACCESS_TTL", "31d")::get)).isPresent();
        assertThat(SettingRules.fault(Map.of("AUTH_REFRESH_TTL", "900s")::get)).isEmpty();
        assertThat(SettingRules.fault(Map.of("AUTH_ACCESS_TTL", "1h", "AUTH_REFRESH_TTL", "60m")::get))
                .isEmpty();
    }

    @Test
    void anotherIssuerIsAnother() {
        assertThat(SettingRules.fault(Map.of("MP_JWT_VERIFY_ISSUER", "roster")::get))
                .isPresent();
        assertThat(SettingRules.fault(Map.of("AUTH_ISSUER", "me", "MP_JWT_VERIFY_ISSUER", "me")::get))
                .hasValue("MP_JWT_VERIFY_ISSUER must name another issuer than AUTH_ISSUER, but is 'me'");
        assertThat(SettingRules.fault(Map.of("MP_JWT_VERIFY_ISSUER", "https://id.example.org")::get))
                .isEmpty();
    }
}
