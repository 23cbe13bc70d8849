package org.kennwilliamson.roster.platform.config;

import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SettingsValidatorTest {

    @Test
    void nothingSetIsFine() {
        assertThat(fault(Map.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PORT, 0", "PORT, 65535", "LIVENESS_GRACE, 500ms", "SHUTDOWN_DELAY, 1h", "LOG_FORMAT, json", "HOST, ::1"
    })
    void theirFormsAreFine(String variable, String value) {
        assertThat(fault(Map.of(variable, value))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PORT, 65536",
        "MANAGEMENT_PORT, -1",
        "LOG_FORMAT, xml",
        "LIVENESS_GRACE, 60",
        "DB_MIN_CONNECTIONS, 0",
        "DB_ACQUIRE_TIMEOUT, soon",
        "HOST, 'a b'",
        "AUDIT_RETENTION_DAYS, 29",
        "BACKUP_COPY_URL, /mnt/nfs/backups",
        "BACKUP_COPY_URL, file:/mnt",
        "BACKUP_COPY_URL, file://nas/backups",
        "BACKUP_COPY_URL, file:///",
        "BACKUP_COPY_URL, file:///mnt/a b",
        "BACKUP_COPY_URL, file:///mnt/%zz",
        "BACKUP_COPY_URL, file:///mnt?a=b",
        "BACKUP_COPY_URL, ftp://nas/backups",
        "BACKUP_COPY_URL, s3://",
        "BACKUP_COPY_URL, s3://Bucket",
        "BACKUP_COPY_URL, s3://bucket//a",
        "BACKUP_COPY_URL, s3://bucket/a b",
        "BACKUP_COPY_ENDPOINT, minio:9000",
        "BACKUP_COPY_ENDPOINT, https://minio/path",
        "BACKUP_COPY_PATH_STYLE, yes",
        "OTEL_EXPORTER_OTLP_ENDPOINT, collector:4318",
        "OTEL_EXPORTER_OTLP_ENDPOINT, http://collector:70000",
        "OTEL_EXPORTER_OTLP_ENDPOINT, http://collector:4318/?a=b",
        "OTEL_EXPORTER_OTLP_ENDPOINT, grpc://collector:4317",
        "OTEL_TRACES_SAMPLER_ARG, 1.5",
        "OTEL_TRACES_SAMPLER_ARG, 10%",
        "OTEL_TRACES_SAMPLER_ARG, -0.5",
        "OTEL_SERVICE_NAME, my roster",
    })
    void whateverElseIsOneLineThatNamesTheVariableAndItsForm(String variable, String value) {
        assertThat(fault(Map.of(variable, value))).hasValueSatisfying(fault -> assertThat(fault)
                .startsWith(variable + " must be ")
                .endsWith(", but is '" + value + "'")
                .hasLineCount(1));
    }

    @Test
    void aUrlThatMayHaveAPasswordIsNotShown() {
        assertThat(fault(Map.of("BACKUP_COPY_URL", "ftp://me:se.cret@nas/backups")))
                .hasValue("BACKUP_COPY_URL must be file:///directory or s3://bucket/prefix");
        assertThat(fault(Map.of("BACKUP_COPY_ENDPOINT", "https://me:se.cret@minio")))
                .hasValue("BACKUP_COPY_ENDPOINT must be an address like https://minio.example.org:9000");
        assertThat(fault(Map.of("BACKUP_TIME_LIMIT", "1@2")))
                .as("only there")
                .hasValue("BACKUP_TIME_LIMIT must be a whole number from 1 to 10000, but is '1@2'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x-key", "x-key=", "=se.cret", "x key=se.cret", "a=b,x-key", "x-key=se%zzcret", "x-key=se%0Acret"
            })
    void headersForACollectorAreNotShown(String headers) {
        assertThat(fault(Map.of("OTEL_EXPORTER_OTLP_HEADERS", headers)))
                .hasValue("OTEL_EXPORTER_OTLP_HEADERS must be headers like name=value, "
                        + "with commas between them and values percent-encoded");
        assertThat(fault(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://me:se.cret@collector:4318")))
                .hasValue("OTEL_EXPORTER_OTLP_ENDPOINT must be an address like http://127.0.0.1:4318");
    }

    @Test
    void theCollectorsAddressMayHaveAPathAndAHeaderWhatABase64Has() {
        assertThat(fault(Map.of(
                        "OTEL_EXPORTER_OTLP_ENDPOINT", "https://otlp.example.org/otlp/",
                        "OTEL_EXPORTER_OTLP_HEADERS", "Authorization=Basic%20aXQ6aXM=, x-tenant=1",
                        "OTEL_TRACES_SAMPLER_ARG", "0.25")))
                .isEmpty();
    }

    @Test
    void aCopyIsPutElsewhere() {
        assertThat(fault(Map.of("BACKUP_COPY_URL", "file:///mnt/nfs/a%20b"))).isEmpty();
        assertThat(fault(Map.of("BACKUP_DIR", "/mnt/a b", "BACKUP_COPY_URL", "file:///mnt/x/../a%20b/")))
                .hasValue("BACKUP_COPY_URL must name another directory than BACKUP_DIR, but is /mnt/a b");
    }

    @ParameterizedTest
    @CsvSource({"ADMIN_EMAIL, ADMIN_PASSWORD", "ADMIN_PASSWORD, ADMIN_EMAIL"})
    void theAdministratorsTwoAreSetTogetherOrNotAtAll(String one, String other) {
        String fault = one + " is set but " + other + " is not";

        assertThat(fault(Map.of(one, "se.cret@example.org"))).hasValue(fault);
        assertThat(fault(Map.of(one, "se.cret@example.org", other, ""))).hasValue(fault);
        assertThat(fault(Map.of(one, "", other, ""))).isEmpty();
        assertThat(fault(Map.of(one, "se.cret@example.org", other, "a@example.org")))
                .isEmpty();
    }

    @Test
    void aSessionLastsAtLeastAsLongAsItsTokens() {
        assertThat(fault(Map.of("AUTH_REFRESH_TTL", "899s")))
                .hasValueSatisfying(fault -> assertThat(fault).startsWith("AUTH_REFRESH_TTL must not be shorter than"));
        assertThat(fault(Map.of("AUTH_ACCESS_TTL", "31d"))).isPresent();
        assertThat(fault(Map.of("AUTH_REFRESH_TTL", "900s"))).isEmpty();
        assertThat(fault(Map.of("AUTH_ACCESS_TTL", "1h", "AUTH_REFRESH_TTL", "60m")))
                .isEmpty();
    }

    @Test
    void anotherIssuerIsAnother() {
        assertThat(fault(Map.of("MP_JWT_VERIFY_ISSUER", "roster"))).isPresent();
        assertThat(fault(Map.of("AUTH_ISSUER", "me", "MP_JWT_VERIFY_ISSUER", "me")))
                .hasValue("MP_JWT_VERIFY_ISSUER must name another issuer than AUTH_ISSUER, but is 'me'");
        assertThat(fault(Map.of("MP_JWT_VERIFY_ISSUER", "https://id.example.org")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PORT, ''", "LOG_FORMAT, ' '", "DB_MAX_CONNECTIONS, ''", "ADMIN_EMAIL, ' '"})
    void aBlankVariableIsNotSet(String variable, String value) {
        assertThat(fault(Map.of(variable, value))).isEmpty();
    }

    private static Optional<String> fault(Map<String, String> variables) {
        return SettingsValidator.faults(new Variables(variables::get)).stream().findFirst();
    }
}
