package org.kennwilliamson.roster.scenario;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

/** Nothing lies in {@code deploy/} that nobody would find a slip in: each file has its check, and CI runs each check. */
class DeployFilesTest {

    /** The status of a check whose programs are neither here nor to be had. */
    private static final int MISSING = 3;

    private static final Path WORKFLOW = Path.of(".github", "workflows", "ci.yml");

    /** What checks the files of a directory, or one of them: tests, or scripts that a job of CI runs. */
    private static final Map<String, List<String>> CHECKS = Map.of(
            "deploy/aws/", List.of("AwsFilesTest"),
            "deploy/debian/", List.of("bin/check-package"),
            "deploy/grafana/", List.of("bin/check-alerts", "MonitoringTest"),
            "deploy/kubernetes/", List.of("KubernetesManifestsTest"),
            "deploy/pgbackrest/", List.of("bin/check-deploy", "bin/check-any-minute", "PostgresqlConfTest"),
            "deploy/postgresql.conf", List.of("PostgresqlConfTest"),
            "deploy/prometheus/", List.of("bin/check-alerts", "MonitoringTest"),
            "deploy/systemd/", List.of("bin/check-deploy", "bin/check-package"));

    @Test
    void eachFileHasItsCheck() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("deploy"))) {
            assertThat(files.filter(Files::isRegularFile).map(Path::toString))
                    .isNotEmpty()
                    .allMatch(file -> CHECKS.keySet().stream().anyMatch(file::startsWith), "has a check");
        }
    }

    @Test
    void eachCheckIsRun() throws IOException {
        String workflow = Files.readString(WORKFLOW);

        assertThat(CHECKS.values().stream().flatMap(List::stream)).allSatisfy(check -> {
            if (check.startsWith("bin/")) {
                assertThat(workflow).containsPattern("- run: " + check + "\n");
            } else {
                assertThat(Path.of("src/test/java/org/kennwilliamson/roster/scenario", check + ".java"))
                        .exists();
            }
        });
    }

    /** Both show by slips of their own that they would find one. */
    @ParameterizedTest
    @ValueSource(strings = {"bin/check-deploy", "bin/check-alerts"})
    void theProgramsThatReadThemFindNothing(String check) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(check).redirectErrorStream(true);
        // A test installs nothing.
        builder.environment().put("CHECK_INSTALLS", "no");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();

        assumeFalse(status == MISSING, said);
        assertThat(status).as(said).isZero();
    }
}
