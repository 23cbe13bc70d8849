package org.kennwilliamson.roster.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import org.kennwilliamson.roster.platform.config.Setting;
import org.kennwilliamson.roster.platform.config.SettingsValidator;
import org.kennwilliamson.roster.platform.config.Variables;

/**
 * The variables that a file of {@code deploy} gives a container of Roster's.
 *
 * @param plain those whose value is written there
 * @param referred the names of those whose value is somewhere else
 */
public record ContainerVariables(Map<String, String> plain, Set<String> referred) {

    private static final Set<String> NAMES =
            Stream.of(Setting.values()).map(Setting::name).collect(Collectors.toSet());

    /** Of a list of names and values, and one of names alone, which may be the same. */
    public static ContainerVariables of(JsonNode environment, JsonNode references) {
        Map<String, String> plain = new TreeMap<>();
        Set<String> referred = new TreeSet<>();
        environment.forEach(variable -> {
            if (variable.has("value")) {
                plain.put(variable.get("name").asText(), variable.get("value").asText());
            }
        });
        references.forEach(variable -> {
            if (variable.has("valueFrom")) {
                referred.add(variable.get("name").asText());
            }
        });
        return new ContainerVariables(plain, referred);
    }

    /** What Roster would refuse, or would not read, and which secret is no secret. */
    public List<String> faults() {
        List<String> faults = new ArrayList<>(SettingsValidator.faults(variables()));
        Stream.concat(plain.keySet().stream(), referred.stream())
                .filter(name -> !NAMES.contains(name))
                .forEach(name -> faults.add(name + " is no variable of Roster's"));
        plain.keySet().stream()
                .filter(name -> NAMES.contains(name) && Setting.valueOf(name).isSecret())
                .forEach(name -> faults.add(name + " is a secret, and stands there for everybody"));
        return faults;
    }

    /** How long Roster may take to end once it is told to. */
    public Duration wayDown() {
        return variables().duration(Setting.SHUTDOWN_DELAY).plus(variables().duration(Setting.SHUTDOWN_TIMEOUT));
    }

    private Variables variables() {
        return new Variables(plain::get);
    }
}
