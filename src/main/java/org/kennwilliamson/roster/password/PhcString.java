package org.kennwilliamson.roster.password;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The form that most libraries write a hash in, {@code $id$v=19$m=65536,t=3,p=4$salt$hash}: the version may be missing,
 * and the parameters, of which each is a number, may come in any order.
 *
 * @see <a href="https://github.com/P-H-C/phc-string-format/blob/master/phc-sf-spec.md">PHC string format</a>
 */
record PhcString(String id, Integer version, Map<String, Integer> parameters, Base64Text salt, Base64Text hash) {

    private static final String NUMBER = "\\d{1,9}";

    private static final Pattern FORM = Pattern.compile(
            "\\$(?<id>[a-z0-9-]{1,32})(\\$v=(?<version>%1$s))?\\$(?<parameters>[a-z]+=%1$s(,[a-z]+=%1$s)*)\\$(?<salt>%2$s)\\$(?<hash>%2$s)"
                    .formatted(NUMBER, Base64Text.REGEX));

    /** The parts of a hash in this form; none if it has another one, or the same parameter twice. */
    static Optional<PhcString> of(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches() ? parameters(form.group("parameters")).map(all -> of(form, all)) : Optional.empty();
    }

    /** Whether it has these parameters and no others. */
    boolean has(Set<String> names) {
        return parameters.keySet().equals(names);
    }

    /** A parameter that it has. */
    int number(String name) {
        return parameters.get(name);
    }

    private static PhcString of(Matcher form, Map<String, Integer> parameters) {
        String version = form.group("version");
        return new PhcString(
                form.group("id"),
                version == null ? null : Integer.valueOf(version),
                parameters,
                new Base64Text(form.group("salt")),
                new Base64Text(form.group("hash")));
    }

    private static Optional<Map<String, Integer>> parameters(String text) {
        Map<String, Integer> parameters = new HashMap<>();
        for (String parameter : text.split(",")) {
            String[] parts = parameter.split("=");
            if (parameters.put(parts[0], Integer.valueOf(parts[1])) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(parameters);
    }
}
