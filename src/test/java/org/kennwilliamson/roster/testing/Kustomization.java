package org.kennwilliamson.roster.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A directory of manifests as {@code kubectl apply -k} reads it, as far as those of {@code deploy} go. */
public final class Kustomization {

    private static final String FILE = "kustomization.yaml";

    /** All that is understood here; whatever else a kustomization says is a mistake, or needs a line here. */
    private static final Set<String> KNOWN =
            Set.of("apiVersion", "kind", "namespace", "resources", "patches", "images");

    private final Path directory;
    private final JsonNode file;

    private Kustomization(Path directory) {
        this.directory = directory;
        this.file = yaml(directory.resolve(FILE));
    }

    /** Its objects, those of its bases included, with its patches. */
    public static List<ObjectNode> objects(Path directory) {
        Kustomization kustomization = new Kustomization(directory);
        kustomization.requireKnown();
        kustomization.requireAllFiles();
        List<ObjectNode> objects = kustomization.resources();
        for (JsonNode patch : kustomization.file.path("patches")) {
            kustomization.apply(
                    (ObjectNode) yaml(directory.resolve(patch.get("path").asText())), objects);
        }
        return objects;
    }

    private void requireKnown() {
        file.fieldNames().forEachRemaining(name -> {
            if (!KNOWN.contains(name)) {
                throw new AssertionError(directory.resolve(FILE) + ": '" + name + "' is unknown");
            }
        });
    }

    /** A manifest that nothing names is never applied. */
    private void requireAllFiles() {
        Set<String> named = new HashSet<>(Set.of(FILE));
        file.path("resources").forEach(resource -> named.add(resource.asText()));
        file.path("patches").forEach(patch -> named.add(patch.path("path").asText()));
        try (Stream<Path> files = Files.list(directory)) {
            files.map(path -> path.getFileName().toString())
                    .filter(name -> !named.contains(name))
                    .findAny()
                    .ifPresent(name -> {
                        throw new AssertionError(directory.resolve(FILE) + " doesn't name " + name);
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<ObjectNode> resources() {
        List<ObjectNode> objects = new ArrayList<>();
        for (JsonNode resource : file.path("resources")) {
            Path path = directory.resolve(resource.asText());
            if (Files.isDirectory(path)) {
                objects.addAll(objects(path));
            } else {
                objects.add((ObjectNode) yaml(path));
            }
        }
        return objects;
    }

    private void apply(ObjectNode patch, List<ObjectNode> objects) {
        ObjectNode target = objects.stream()
                .filter(object -> object.path("kind").equals(patch.path("kind"))
                        && object.at("/metadata/name").equals(patch.at("/metadata/name")))
                .findAny()
                .orElseThrow(() -> new AssertionError(directory + " patches what isn't there: " + patch));
        merge(target, patch);
    }

    /** A strategic merge: of lists that have names, elements of the same name. */
    private static void merge(ObjectNode target, ObjectNode patch) {
        patch.properties().forEach(field -> {
            JsonNode old = target.get(field.getKey());
            if (old instanceof ObjectNode object && field.getValue() instanceof ObjectNode change) {
                merge(object, change);
            } else if (old instanceof ArrayNode list && field.getValue().path(0).has("name")) {
                field.getValue().forEach(element -> mergeElement(list, (ObjectNode) element));
            } else {
                target.set(field.getKey(), field.getValue());
            }
        });
    }

    private static void mergeElement(ArrayNode list, ObjectNode element) {
        boolean removed = element.path("$patch").asText().equals("delete");
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).path("name").equals(element.get("name"))) {
                if (removed) {
                    list.remove(i);
                } else {
                    merge((ObjectNode) list.get(i), element);
                }
                return;
            }
        }
        if (removed) {
            throw new AssertionError("a patch removes what isn't there: " + element);
        }
        list.insert(0, element);
    }

    /** As kubectl has it, by YAML 1.1: {@code off} without quotes is false. */
    private static JsonNode yaml(Path file) {
        try {
            Object loaded = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
            return new ObjectMapper().valueToTree(loaded);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
