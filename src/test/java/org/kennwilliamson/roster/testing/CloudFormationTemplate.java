package org.kennwilliamson.roster.testing;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** A template of CloudFormation's, looked at without AWS. */
public record CloudFormationTemplate(JsonNode template) {

    /** Stands for whatever is only known when the template is used; the schemas take it for an id, a name or an ARN. */
    private static final TextNode LATER = TextNode.valueOf("sg-0123456789abcdef0");

    /** What is wrong with it: a type, a property or a value that AWS doesn't know, or a reference to nothing. */
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        template.path("Resources").properties().forEach(resource -> {
            JsonNode properties = resolved(resource.getValue().path("Properties"), faults);
            CloudFormationSchema.of(resource.getValue().path("Type").asText())
                    .faults(properties)
                    .forEach(fault -> faults.add(resource.getKey() + ": " + fault));
        });
        resolved(template.path("Outputs"), faults);
        return faults;
    }

    private JsonNode resolved(JsonNode value, List<String> faults) {
        if (value.has("Ref") || value.has("Fn::GetAtt")) {
            String name = value.has("Ref")
                    ? value.get("Ref").asText()
                    : value.get("Fn::GetAtt").path(0).asText();
            boolean known = template.path("Resources").has(name)
                    || value.has("Ref") && template.path("Parameters").has(name);
            if (!known) {
                faults.add("a reference to '" + name + "', which isn't there");
            }
            return LATER;
        }
        if (value instanceof ObjectNode object) {
            ObjectNode copy = object.objectNode();
            object.properties().forEach(field -> copy.set(field.getKey(), resolved(field.getValue(), faults)));
            return copy;
        }
        if (value instanceof ArrayNode list) {
            ArrayNode copy = list.arrayNode();
            list.forEach(element -> copy.add(resolved(element, faults)));
            return copy;
        }
        return value;
    }
}
