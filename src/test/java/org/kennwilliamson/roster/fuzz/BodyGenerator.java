package org.kennwilliamson.roster.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import static org.kennwilliamson.roster.fuzz.WildText.pick;

/** Bodies by the schemas of the document: as they should be, and spoiled in their values or in their text. */
final class BodyGenerator {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int DEEP = 5_000;

    private final ApiDocument document;
    private final FuzzedWorld world;

    BodyGenerator(ApiDocument document, FuzzedWorld world) {
        this.document = document;
        this.world = world;
    }

    /** A value that the schema allows, and that mostly makes sense. */
    JsonNode valid(JsonNode schema, Random random) {
        JsonNode form = document.resolved(schema);
        String type = form.path("type").isArray()
                ? form.path("type").path(0).asText()
                : form.path("type").asText();
        return switch (type) {
            case "object" -> object(form, random);
            case "array" -> array(form, random);
            case "boolean" -> JSON.booleanNode(random.nextInt(4) > 0);
            default -> JSON.textNode("text");
        };
    }

    private ObjectNode object(JsonNode form, Random random) {
        ObjectNode object = JSON.objectNode();
        FuzzedWorld.Member somebody = world.person(random.nextInt(FuzzedWorld.PEOPLE));
        List<String> required = new ArrayList<>();
        form.path("required").forEach(name -> required.add(name.asText()));
        form.path("properties").properties().forEach(property -> {
            boolean hashed = property.getKey().equals("password");
            if (required.contains(property.getKey()) || random.nextInt(hashed ? 9 : 3) > (hashed ? 7 : 0)) {
                object.set(property.getKey(), property(property.getKey(), property.getValue(), somebody, random));
            }
        });
        return object;
    }

    private JsonNode property(String name, JsonNode schema, FuzzedWorld.Member somebody, Random random) {
        if (schema.path("type").toString().contains("null") && random.nextInt(6) == 0) {
            return JSON.nullNode();
        }
        return switch (name) {
            case "email" ->
                JSON.textNode(
                        random.nextInt(3) == 0
                                ? somebody.email()
                                : "f" + random.nextInt(1_000_000_000) + "@example.org");
            case "password" ->
                JSON.textNode(
                        random.nextInt(3) > 0
                                ? somebody.password()
                                : FuzzedWorld.MARK + " by the river " + random.nextInt(99));
            case "currentPassword" -> JSON.textNode(somebody.password());
            case "refreshToken" -> JSON.textNode(somebody.refreshToken());
            case "name" ->
                JSON.textNode(
                        random.nextInt(3) == 0 ? pick(random, world.roles()) : "r" + random.nextInt(1_000_000_000));
            case "displayName", "description" -> JSON.textNode("Ada " + random.nextInt(100) + " Łukasiewicz 😀");
            default -> valid(schema, random);
        };
    }

    private ArrayNode array(JsonNode form, Random random) {
        ArrayNode array = JSON.arrayNode();
        int most = random.nextInt(4);
        for (int i = 0; i < most; i++) {
            array.add(pick(random, world.roles()));
        }
        return array;
    }

    /** Spoils one value. */
    JsonNode spoiled(JsonNode body, Random random) {
        if (body instanceof ArrayNode array) {
            array.add(wild(random));
            return random.nextBoolean() ? array : many(random);
        }
        if (!(body instanceof ObjectNode object)) {
            return wild(random);
        }
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        if (names.isEmpty() || random.nextInt(6) == 0) {
            object.set(
                    pick(random, List.of("id", "version", "__proto__", "", "pass\u0000word", "active ", "Email")),
                    wild(random));
        } else if (random.nextInt(8) == 0) {
            object.remove(pick(random, names));
        } else {
            object.set(pick(random, names), wild(random));
        }
        return random.nextInt(40) == 0 ? wild(random) : object;
    }

    private static JsonNode many(Random random) {
        ArrayNode many = JSON.arrayNode();
        for (int i = random.nextInt(102); i >= 0; i--) {
            many.add("many-" + i);
        }
        return many;
    }

    private static JsonNode wild(Random random) {
        return switch (random.nextInt(9)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.booleanNode(random.nextBoolean());
            case 2 -> JSON.numberNode(random.nextLong());
            case 3 -> JSON.numberNode(random.nextDouble());
            case 4 -> JSON.arrayNode().add(WildText.any(random));
            case 5 -> JSON.objectNode().put(WildText.any(random), 1);
            default -> JSON.textNode(WildText.any(random));
        };
    }

    /** The body's bytes with something wrong in them that no tree of JSON can have. */
    byte[] spoiledText(String text, Random random) {
        return switch (random.nextInt(16)) {
            case 0 -> utf8(text.substring(0, random.nextInt(text.length() + 1)));
            case 1 -> utf8(text + pick(random, List.of("}", "null", " x", "\u0000", ",", text)));
            case 2 -> utf8("\ufeff" + text);
            case 3 -> text.getBytes(StandardCharsets.UTF_16);
            case 4 -> utf8(text.replaceFirst("\\{", "{\"email\":\"twice@example.org\",\"email\":\"x@example.org\","));
            case 5 -> utf8("[".repeat(DEEP) + "]".repeat(DEEP));
            case 6 -> utf8("{\"displayName\":".repeat(DEEP) + "1" + "}".repeat(DEEP));
            case 7 -> utf8("{\"active\":" + "9".repeat(20_000) + "}");
            case 8 -> utf8("{\"active\":1e999999999,\"displayName\":-0.0e-99999}");
            case 9 -> utf8(text.replace("\"", "'"));
            case 10 -> utf8(text.replaceFirst("\\{", "{/* c */"));
            case 11 -> invalidUtf8(text, random);
            case 12 ->
                utf8(pick(
                        random,
                        List.of("", " ", "null", "NaN", "\"\"", "[]", "{}", "0", "tru", "[null]", "{\"\":{}}")));
            case 13 -> utf8(text.replaceFirst(":\"", ":\"\\\\ud800"));
            case 14 -> utf8(text.replaceFirst(":\"", ":\"\\\\u0000"));
            default -> utf8(" ".repeat(pick(random, List.of(100, 65_000, 66_000))) + text);
        };
    }

    private static byte[] invalidUtf8(String text, Random random) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] whole = utf8(text);
        int at = random.nextInt(whole.length + 1);
        bytes.write(whole, 0, at);
        bytes.writeBytes(pick(
                random,
                List.of(
                        new byte[] {(byte) 0xff},
                        new byte[] {(byte) 0xc0, (byte) 0x80},
                        new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
                        new byte[] {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80})));
        bytes.write(whole, at, whole.length - at);
        return bytes.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
