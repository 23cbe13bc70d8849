package org.kennwilliamson.roster.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;

/** The schema that AWS publishes of one of CloudFormation's types; {@code src/test/resources/cloudformation} has them. */
public final class CloudFormationSchema {

    /** The first letters of a name that a lower case one begins with elsewhere: {@code EFS} of EFSVolumeConfiguration. */
    private static final Pattern CAPITALS = Pattern.compile("^[A-Z]+(?![a-z])|^[A-Z]");

    /** One that is neither escaped nor the first of its class. */
    private static final Pattern BRACKET = Pattern.compile("(\\[(?:\\\\.|[^\\]\\[\\\\])+)\\[");

    /** What ECS itself doesn't call as CloudFormation does, beside the first letter. */
    private static final Map<String, String> OTHERWISE = Map.of("FilesystemId", "fileSystemId");

    private final ObjectNode schema;

    private CloudFormationSchema(ObjectNode schema) {
        this.schema = schema;
    }

    /** Of a type such as {@code AWS::EC2::SecurityGroup}. */
    public static CloudFormationSchema of(String type) {
        String file = "/cloudformation/" + type.replace("::", "-") + ".json";
        try (InputStream text = CloudFormationSchema.class.getResourceAsStream(file)) {
            if (text == null) {
                throw new AssertionError("there is no type '" + type + "', or its schema isn't in " + file);
            }
            ObjectNode schema = (ObjectNode) new ObjectMapper().readTree(text);
            // Names what schemas of CloudFormation's look like, and would be fetched.
            schema.remove("$schema");
            escape(schema);
            return new CloudFormationSchema(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same of what the AWS CLI takes, whose names begin with a lower case letter. */
    public CloudFormationSchema ofTheCli() {
        ObjectNode renamed = schema.deepCopy();
        rename(renamed);
        return new CloudFormationSchema(renamed);
    }

    /** That of a part of it. */
    public CloudFormationSchema definition(String name) {
        ObjectNode part = schema.deepCopy();
        part.retain("definitions");
        part.put("$ref", "#/definitions/" + name);
        return new CloudFormationSchema(part);
    }

    /** What is wrong with a value, a sentence each. */
    public List<String> faults(JsonNode value) {
        return JsonSchemaFactory.getInstance(VersionFlag.V201909).getSchema(schema).validate(value).stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }

    /** A bracket within a class of characters is one of them elsewhere, and begins a class of its own in Java. */
    private static void escape(JsonNode schema) {
        if (schema.path("pattern").isTextual()) {
            String pattern = BRACKET.matcher(schema.get("pattern").asText()).replaceAll("$1\\\\[");
            ((ObjectNode) schema).put("pattern", pattern);
        }
        schema.forEach(CloudFormationSchema::escape);
    }

    private static void rename(JsonNode schema) {
        if (schema.path("properties") instanceof ObjectNode properties) {
            ObjectNode old = properties.deepCopy();
            properties.removeAll();
            old.properties().forEach(property -> properties.set(cli(property.getKey()), property.getValue()));
        }
        if (schema.path("required") instanceof ArrayNode required) {
            for (int i = 0; i < required.size(); i++) {
                required.set(i, required.textNode(cli(required.get(i).asText())));
            }
        }
        schema.forEach(CloudFormationSchema::rename);
    }

    private static String cli(String name) {
        return OTHERWISE.getOrDefault(name, CAPITALS.matcher(name).replaceFirst(letters -> letters.group()
                .toLowerCase(Locale.ROOT)));
    }
}
