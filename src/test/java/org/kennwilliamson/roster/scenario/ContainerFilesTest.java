package org.kennwilliamson.roster.scenario;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import org.kennwilliamson.roster.testing.PublishedSchema;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The Dockerfiles and Compose files, without Docker. {@code bin/check-dockerfiles} reads the former's instructions and
 * flags, {@code bin/check-containers} builds and runs them.
 */
class ContainerFilesTest {

    private static final String JVM = "src/main/docker/Dockerfile.jvm";
    private static final String NATIVE = "src/main/docker/Dockerfile.native";
    private static final String COMPOSE = "docker-compose.yml";
    private static final String OVERRIDE = "docker-compose.override.yml";

    private static final Pattern FROM = Pattern.compile("(?m)^FROM (\\S+)(?: AS (\\S+))?$");
    private static final Pattern COPIED_FROM = Pattern.compile("(?m)^COPY .*--from=(\\S+)");
    private static final Pattern PINNED = Pattern.compile("([a-z0-9.-]+/\\S+:\\S+)@(sha256:[0-9a-f]{64})");
    private static final Pattern EXEC_FORM = Pattern.compile("(?m)^(?:ENTRYPOINT|RUN|HEALTHCHECK .*CMD) (\\[.*)$");

    @ParameterizedTest
    @ValueSource(strings = {COMPOSE, OVERRIDE})
    void composeKnowsEachPropertyAndItsValue(String file) throws IOException {
        assertThat(PublishedSchema.ofCompose().faults(yaml(Files.readString(Path.of(file)))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        COMPOSE + ", mem_limit, mem_limt",
        COMPOSE + ", read_only: true, read_only: 1",
        COMPOSE + ", cap_drop, cap_dropp",
        COMPOSE + ", service_healthy, service_is_healthy",
        COMPOSE + ", max-size: 10m, max-size: [10m]",
        COMPOSE + ", internal: true, intern: true",
        COMPOSE + ", start_period, startperiod",
        OVERRIDE + ", ports:, port:",
        OVERRIDE + ", services, service",
    })
    void aSlipIsFound(String file, String right, String slip) throws IOException {
        String text = Files.readString(Path.of(file));

        assertThat(text).contains(right);
        assertThat(PublishedSchema.ofCompose().faults(yaml(text.replace(right, slip))))
                .isNotEmpty();
    }

    @Test
    void eachServiceHasItsLimits() throws IOException {
        JsonNode services = yaml(Files.readString(Path.of(COMPOSE))).get("services");

        assertThat(services).hasSize(2).allSatisfy(service -> {
            assertThat(service.path("mem_limit").asText()).matches("\\d+m|\\$\\{\\w+:-\\d+m}");
            assertThat(service.path("pids_limit").asInt()).isPositive();
            assertThat(service.path("read_only").asBoolean()).isTrue();
            assertThat(service.path("cap_drop").toString()).isEqualTo("[\"ALL\"]");
            assertThat(service.path("security_opt").toString()).isEqualTo("[\"no-new-privileges:true\"]");
            assertThat(service.at("/logging/options/max-size").asText()).isEqualTo("10m");
            assertThat(service.at("/logging/options/max-file").asText()).isEqualTo("3");
            assertThat(service.path("stop_grace_period").asText()).endsWith("s");
            assertThat(service.path("privileged").asBoolean()).isFalse();
        });
        assertThat(services.at("/roster").has("cap_add")).isFalse();
    }

    @Test
    void eachImageOfOthersIsPinnedByDigestAndEverywhereAtTheSame() throws IOException {
        List<String> images = new ArrayList<>(List.of(yaml(Files.readString(Path.of(COMPOSE)))
                .at("/services/postgres/image")
                .asText()));
        for (String file : List.of(JVM, NATIVE)) {
            Set<String> own = new HashSet<>(Set.of("scratch"));
            for (MatchResult stage : results(FROM, file)) {
                if (!own.contains(stage.group(1))) {
                    images.add(stage.group(1));
                }
                own.add(stage.group(2));
            }
            assertThat(results(COPIED_FROM, file))
                    .as("stages that %s copies from", file)
                    .isNotEmpty()
                    .allSatisfy(copied -> assertThat(own).contains(copied.group(1)));
        }

        assertThat(images).hasSize(6).allSatisfy(image -> assertThat(image).matches(PINNED));
        Map<String, String> digests = new HashMap<>();
        for (String image : images) {
            String[] parts = image.split("@");
            assertThat(digests.merge(parts[0], parts[1], (one, other) -> one))
                    .as(image)
                    .isEqualTo(parts[1]);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {JVM, NATIVE})
    void anImageSaysWhatItIsAndEndsInOrder(String file) throws IOException {
        String text = Files.readString(Path.of(file));
        MatchResult version = Pattern.compile("<version>(.+)</version>")
                .matcher(Files.readString(Path.of("pom.xml")))
                .results()
                .findFirst()
                .orElseThrow();

        assertThat(text)
                .contains(
                        "\nUSER 1001:1001\n",
                        "\nSTOPSIGNAL SIGTERM\n",
                        "\nARG VERSION=" + version.group(1) + "\n",
                        "/usr/share/doc/roster/roster.cdx.json",
                        "/usr/share/doc/roster/debian.cdx.json");
        for (String label : List.of("title", "description", "version", "revision", "created")) {
            assertThat(text).contains(" org.opencontainers.image." + label + "=");
        }
        for (MatchResult command : results(EXEC_FORM, file)) {
            assertThat(new ObjectMapper().readTree(command.group(1)).isArray())
                    .as(command.group())
                    .isTrue();
        }
    }

    @Test
    void theJvmsImageNamesItsBase() throws IOException {
        List<MatchResult> stages = results(FROM, JVM);

        assertThat(Files.readString(Path.of(JVM)))
                .contains("image.base.name="
                        + stages.get(stages.size() - 1).group(1).split("@")[0] + " ");
    }

    @Test
    void debiansPackagesAreABillOfMaterials() throws IOException, InterruptedException {
        Process awk = new ProcessBuilder("awk", "-f", "src/main/docker/debian-bom")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        awk.getOutputStream()
                .write(String.join(
                                "\n",
                                "Package: libpq5",
                                "Status: install ok installed",
                                "Architecture: amd64",
                                "Source: postgresql-15",
                                "Version: 15.14-0+deb12u1",
                                "Package: gone",
                                "Status: deinstall ok config-files",
                                "Version: 1",
                                "",
                                "Package: zlib1g",
                                "Architecture: amd64",
                                "Version: 1:1.2.13.dfsg-1",
                                "")
                        .getBytes(StandardCharsets.UTF_8));
        awk.getOutputStream().close();
        JsonNode bom = new ObjectMapper().readTree(awk.getInputStream());

        assertThat(awk.waitFor()).isZero();
        assertThat(PublishedSchema.ofCycloneDx().faults(bom)).isEmpty();
        assertThat(bom.get("components").findValuesAsText("purl"))
                .containsExactly(
                        "pkg:deb/debian/libpq5@15.14-0%2Bdeb12u1?arch=amd64&distro=debian-12&upstream=postgresql-15",
                        "pkg:deb/debian/zlib1g@1%3A1.2.13.dfsg-1?arch=amd64&distro=debian-12");
    }

    private static List<MatchResult> results(Pattern pattern, String file) throws IOException {
        return pattern.matcher(Files.readString(Path.of(file))).results().toList();
    }

    private static JsonNode yaml(String text) {
        return new ObjectMapper().valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(text));
    }
}
