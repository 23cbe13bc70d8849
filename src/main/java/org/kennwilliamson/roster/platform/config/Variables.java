package org.kennwilliamson.roster.platform.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.quarkus.runtime.configuration.DurationConverter;

/**
 * The one reader of settings, for the service and for commands. It reads a value verbatim: a dollar sign or a brace is a
 * part of it. Space around a value doesn't count, and a variable that is blank isn't set: Docker Compose passes on what
 * nobody has set like that.
 */
public final class Variables {

    private final UnaryOperator<String> source;

    /** @param source gives a variable's value, or null */
    public Variables(UnaryOperator<String> source) {
        this.source = source;
    }

    /** Those of this process; a Java property of the same name takes precedence, as in the service. */
    public static Variables ofProcess() {
        return new Variables(name -> System.getProperty(name, System.getenv(name)));
    }

    /** The same, but with one value in place of another. */
    public Variables with(Setting setting, String value) {
        return new Variables(name -> name.equals(setting.name()) ? value : source.apply(name));
    }

    /** What somebody set it to; empty if nobody did. */
    public Optional<String> set(Setting setting) {
        return variable(setting.name());
    }

    /** Whether somebody set it. */
    public boolean isSet(Setting setting) {
        return set(setting).isPresent();
    }

    /**
     * What holds: what it is set to, or its default.
     *
     * @throws InvalidSettingException if it is set to something that is not of its form
     */
    public Optional<String> find(Setting setting) {
        Optional<String> value = set(setting);
        value.filter(text -> !setting.form().accepts().test(text)).ifPresent(text -> {
            throw setting.invalid(text);
        });
        return value.or(setting::standard);
    }

    /** As {@link #find}, for a setting that has a default. */
    public String text(Setting setting) {
        return find(setting).orElseThrow();
    }

    /** As {@link #text}, of a number. */
    public int number(Setting setting) {
        return Integer.parseInt(text(setting));
    }

    /** As {@link #text}, of a duration. */
    public Duration duration(Setting setting) {
        return DurationConverter.parseDuration(text(setting));
    }

    /** As {@link #text}, of a choice. */
    public <T> T choice(Setting setting, Map<String, T> choices) {
        return choices.get(text(setting));
    }

    /** As {@link #find}, of a file or directory. */
    public Optional<Path> path(Setting setting) {
        return find(setting).map(Path::of);
    }

    /** As {@link #find}, of values that are separated by commas; an empty one among them doesn't count. */
    public List<String> list(Setting setting) {
        return find(setting).stream()
                .flatMap(text -> Stream.of(text.split(",")))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    /** Where the operating system looks for programs. */
    public String searchPath() {
        return variable("PATH").orElse("");
    }

    /**
     * Has the service's framework read the same values: it takes a blank variable for one that is set, and the space
     * around a value for a part of it. It gets no secrets.
     */
    public void showFramework() {
        for (Setting setting : Setting.values()) {
            String raw = source.apply(setting.name());
            if (raw != null && !setting.isSecret()) {
                find(setting)
                        .filter(value -> !value.equals(raw))
                        .ifPresent(value -> System.setProperty(setting.name(), value));
            }
        }
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(source.apply(name)).map(String::strip).filter(value -> !value.isEmpty());
    }
}
