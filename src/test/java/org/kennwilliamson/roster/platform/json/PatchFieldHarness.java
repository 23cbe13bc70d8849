package org.kennwilliamson.roster.platform.json;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.kennwilliamson.roster.fuzz.ParserHarness;

/** Merge patches: what is taken names exactly the fields that its JSON names, with exactly those values. */
public final class PatchFieldHarness implements ParserHarness {

    private static final ObjectMapper JSON = mapper();

    /** A patch of every kind of field that there is. */
    record Patch(PatchField<String> text, PatchField<Boolean> active) {}

    @Override
    public List<String> seeds() {
        return List.of(
                "{\"text\":\"Ada\",\"active\":false}",
                "{\"text\":null}",
                "{}",
                "{\"active\":true,\"text\":\"\\u0000\\ud83d\\ude00\"}",
                "{\"text\":\"a\",\"text\":\"b\"}");
    }

    @Override
    public void check(byte[] input) throws IOException {
        Patch patch;
        try {
            patch = JSON.readValue(input, Patch.class);
        } catch (IOException e) {
            return;
        }
        if (patch == null) {
            return;
        }
        JsonNode tree = JSON.readTree(input);
        Set<String> named = new TreeSet<>();
        tree.fieldNames().forEachRemaining(named::add);
        require(named.contains("text") == patch.text().wanted(), "text");
        require(named.contains("active") == patch.active().wanted(), "active");
        named.removeAll(Set.of("text", "active"));
        require(named.isEmpty(), "other fields were dropped");
        require(same(tree.path("text").textValue(), patch.text().value()), "the text is another one");
        require(
                !tree.path("active").isBoolean()
                        || tree.path("active").booleanValue() == patch.active().value(),
                "active is another value");
        require(
                !patch.active().wanted()
                        || tree.path("active").isBoolean()
                        || tree.path("active").isNull(),
                "active was made of something else");
    }

    private static boolean same(String one, String other) {
        return one == null ? other == null : one.equals(other);
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }

    private static ObjectMapper mapper() {
        ObjectMapper mapper = new ObjectMapper();
        new StrictJson().customize(mapper);
        return mapper;
    }

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        new PatchFieldHarness().check(input);
    }
}
