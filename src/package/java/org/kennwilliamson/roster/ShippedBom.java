package org.kennwilliamson.roster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Leaves in Quarkus' CycloneDX documents what is shipped, in an order that is always the same. The build runs it from source
 * after Quarkus, with {@code target}, which has {@code *-cyclonedx.json}, or one of its directories has. Quarkus also lists what
 * it only builds with, and says when.
 */
final class ShippedBom {

    private static final String SCOPE = "quarkus:component:scope";

    /** Beside the program, for people: neither image nor package has it. */
    private static final String LIST = "quarkus-app-dependencies.txt";

    /** Enough to find a jar by, in Maven's repository and in a list of vulnerabilities. */
    private static final Set<String> HASHES = Set.of("SHA-1", "SHA-256");

    private ShippedBom() {}

    public static void main(String[] args) throws IOException {
        ObjectMapper json = new ObjectMapper();
        try (Stream<Path> files = Files.walk(Path.of(args[0]), 2)) {
            for (Path document : files.filter(ShippedBom::isBom).toList()) {
                ObjectNode bom = (ObjectNode) json.readTree(document.toFile());
                keepShipped(bom);
                json.writerWithDefaultPrettyPrinter().writeValue(document.toFile(), bom);
            }
        }
    }

    private static boolean isBom(Path file) {
        return file.toString().endsWith("-cyclonedx.json");
    }

    private static void keepShipped(ObjectNode bom) {
        ((ObjectNode) bom.get("metadata")).remove("timestamp");
        for (JsonNode part : bom.findParents("hashes")) {
            keepHashes((ArrayNode) part.get("hashes"));
        }
        List<JsonNode> components = sorted(bom.get("components"), "bom-ref");
        components.removeIf(component -> !isShipped(component));
        set(bom, "components", components);

        Set<String> references = new HashSet<>();
        references.add(bom.at("/metadata/component/bom-ref").asText());
        components.forEach(component -> references.add(component.get("bom-ref").asText()));
        List<JsonNode> dependencies = sorted(bom.get("dependencies"), "ref");
        dependencies.removeIf(
                dependency -> !references.contains(dependency.get("ref").asText()));
        for (JsonNode dependency : dependencies) {
            List<JsonNode> on = sorted(dependency.path("dependsOn"), "");
            on.removeIf(reference -> !references.contains(reference.asText()));
            set((ObjectNode) dependency, "dependsOn", on);
        }
        set(bom, "dependencies", dependencies);
    }

    private static void keepHashes(ArrayNode hashes) {
        for (int i = hashes.size() - 1; i >= 0; i--) {
            if (!HASHES.contains(hashes.get(i).get("alg").asText())) {
                hashes.remove(i);
            }
        }
    }

    private static boolean isShipped(JsonNode component) {
        for (JsonNode property : component.path("properties")) {
            if (property.path("name").asText().equals(SCOPE)) {
                return property.path("value").asText().equals("runtime")
                        && !component.get("name").asText().equals(LIST);
            }
        }
        throw new IllegalStateException("Quarkus doesn't tell the scope of " + component.get("bom-ref"));
    }

    private static List<JsonNode> sorted(JsonNode array, String name) {
        List<JsonNode> sorted = new ArrayList<>();
        array.forEach(sorted::add);
        sorted.sort(Comparator.comparing(
                node -> name.isEmpty() ? node.asText() : node.path(name).asText()));
        return sorted;
    }

    private static void set(ObjectNode node, String name, List<JsonNode> values) {
        node.putArray(name).addAll(values);
    }
}
