package org.kennwilliamson.roster.testing;

import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.annotations.SerializedName;

/**
 * What Kubernetes knows of its objects: the models of its Java client, which are generated from the API that Kubernetes
 * publishes. They have each field's name and type, and which fields are required.
 */
public final class KubernetesModels {

    private static final String MODELS = "io.kubernetes.client.openapi.models.";

    private static final Map<String, String> KINDS = Map.of(
            "v1 Namespace", "V1Namespace",
            "v1 ServiceAccount", "V1ServiceAccount",
            "v1 PersistentVolumeClaim", "V1PersistentVolumeClaim",
            "v1 Service", "V1Service",
            "apps/v1 Deployment", "V1Deployment",
            "batch/v1 Job", "V1Job",
            "policy/v1 PodDisruptionBudget", "V1PodDisruptionBudget",
            "networking.k8s.io/v1 NetworkPolicy", "V1NetworkPolicy");

    private KubernetesModels() {}

    /** What is wrong with an object; empty if nothing is. */
    public static Optional<String> fault(JsonNode object) {
        String kind =
                object.path("apiVersion").asText() + " " + object.path("kind").asText();
        if (!KINDS.containsKey(kind)) {
            return Optional.of("there is no '" + kind + "'");
        }
        try {
            return ofModel(object, Class.forName(MODELS + KINDS.get(kind)), kind);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static Optional<String> of(JsonNode value, Type type, String path) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == Map.class
                    ? ofMap(value, arguments[1], path)
                    : ofList(value, arguments[0], path);
        }
        return type.getTypeName().startsWith(MODELS)
                ? ofModel(value, (Class<?>) type, path)
                : ofScalar(value, (Class<?>) type, path);
    }

    private static Optional<String> ofModel(JsonNode value, Class<?> model, String path)
            throws ReflectiveOperationException {
        if (!value.isObject()) {
            return Optional.of(path + " must be an object, but is " + value);
        }
        Map<String, Type> known = new HashMap<>();
        for (Field field : model.getDeclaredFields()) {
            SerializedName name = field.getAnnotation(SerializedName.class);
            if (name != null) {
                known.put(name.value(), field.getGenericType());
            }
        }
        for (Object required :
                (Collection<?>) model.getField("openapiRequiredFields").get(null)) {
            if (!value.has(required.toString())) {
                return Optional.of(path + " needs '" + required + "'");
            }
        }
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            Type type = known.get(entry.getKey());
            Optional<String> fault = type == null
                    ? Optional.of(path + " has no '" + entry.getKey() + "', but " + new TreeSet<>(known.keySet()))
                    : of(entry.getValue(), type, path + "." + entry.getKey());
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> ofMap(JsonNode value, Type element, String path)
            throws ReflectiveOperationException {
        if (!value.isObject()) {
            return Optional.of(path + " must be an object, but is " + value);
        }
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            Optional<String> fault = of(entry.getValue(), element, path + "." + entry.getKey());
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> ofList(JsonNode value, Type element, String path)
            throws ReflectiveOperationException {
        if (!value.isArray()) {
            return Optional.of(path + " must be a list, but is " + value);
        }
        for (int i = 0; i < value.size(); i++) {
            Optional<String> fault = of(value.get(i), element, path + "[" + i + "]");
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> ofScalar(JsonNode value, Class<?> type, String path) {
        boolean right =
                switch (type.getSimpleName()) {
                    case "String" -> value.isTextual();
                    case "Integer", "Long" -> value.isIntegralNumber();
                    case "Boolean" -> value.isBoolean();
                    case "IntOrString", "Quantity" -> value.isTextual() || value.isIntegralNumber();
                    default -> throw new AssertionError(path + " is a " + type + ", of which nothing is known here");
                };
        return right
                ? Optional.empty()
                : Optional.of(path + " must be a " + type.getSimpleName() + ", but is " + value);
    }
}
