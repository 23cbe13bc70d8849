package org.kennwilliamson.roster.platform.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What stands about settings anywhere else is what the catalogue says. */
class SettingTest {

    /** A row of a table: the variable, its default, what it means, whether it is a secret. */
    private static final Pattern ROW =
            Pattern.compile("^\\| `([A-Z_]+)` \\| ([^|]+) \\| ([^|]+) \\| ?([a-z]*) ?\\|$", Pattern.MULTILINE);

    private static final Pattern EXAMPLE = Pattern.compile("^#?([A-Z_]+)=(.*)$", Pattern.MULTILINE);
    private static final Pattern COMPOSE = Pattern.compile("^      ([A-Z_]+):", Pattern.MULTILINE);
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([A-Z_]+):?([^}]*)}");

    /** Of containers, their start script and {@code bin/run}: Roster reads none of them, nor those of Quarkus. */
    private static final Set<String> OTHERS = Set.of(
            "POSTGRES_PASSWORD",
            "ROSTER_OWNER_PASSWORD",
            "ROSTER_SERVICE_PASSWORD",
            "ROSTER_BACKUP_PASSWORD",
            "ROSTER_IMAGE",
            "ROSTER_DOCKERFILE",
            "ROSTER_MEMORY",
            "PUBLISH_ADDRESS",
            "KEYS_DIR",
            "POSTGRES_PORT",
            "EMBEDDED_DIR",
            "JAVA_OPTS",
            "JAVA_COMMAND_OPTS",
            "MALLOC_ARENA_MAX");

    /** What an image of Roster's sets, or a container has only inside. */
    private static final Set<String> SET_BY_THE_IMAGE =
            Set.of("HOST", "PORT", "MANAGEMENT_PORT", "BACKUP_DIR", "PG_BIN_DIR");

    @Test
    void theDocumentHasEachSettingOnceWithItsDefaultAndWhetherItIsASecret() throws IOException {
        Map<String, String> documented = new TreeMap<>();
        Matcher row = ROW.matcher(Files.readString(Path.of("docs", "configuration.md")));
        while (row.find()) {
            if (!OTHERS.contains(row.group(1)) && !row.group(1).startsWith("QUARKUS_")) {
                assertThat(documented).as("documented once").doesNotContainKey(row.group(1));
                documented.put(row.group(1), standard(row.group(2)) + " " + row.group(4));
            }
        }

        assertThat(documented)
                .isEqualTo(settings(
                        setting -> setting.standard().orElse("none") + (setting.isSecret() ? " secret" : " ")));
    }

    @Test
    void theExampleFileHasEachSettingOnceWithItsDefault() throws IOException {
        Map<String, String> shown = new TreeMap<>();
        Matcher line = EXAMPLE.matcher(Files.readString(Path.of(".env.example")));
        while (line.find()) {
            if (!OTHERS.contains(line.group(1))) {
                assertThat(shown).as("shown once").doesNotContainKey(line.group(1));
                shown.put(line.group(1), line.group(2).replace("\"", ""));
            }
        }

        assertThat(shown).isEqualTo(settings(setting -> setting.standard().orElse("")));
    }

    @Test
    void theServicesFileHasSettingsOnceAndTheirDefaultsAsComments() throws IOException {
        Path service = Path.of("deploy", "systemd");
        Map<String, String> values = new TreeMap<>();
        Matcher line = EXAMPLE.matcher(Files.readString(service.resolve("roster.env")));
        while (line.find()) {
            Setting setting = Setting.valueOf(line.group(1));
            assertThat(values.put(setting.name(), line.group(2)))
                    .as("shown once")
                    .isNull();
            if (line.group().startsWith("#")) {
                assertThat(line.group(2))
                        .as(setting.name())
                        .isEqualTo(setting.standard().orElse(""));
            }
        }

        assertThat(values).containsKeys("DATABASE_URL", "MIGRATION_DATABASE_URL", "BACKUP_DATABASE_URL");
        String directory = values.get("BACKUP_DIR").replace("/var/lib/", "");
        assertThat(service.resolve("roster.service")).content().contains("\nStateDirectory=roster " + directory + "\n");
    }

    @Test
    void composePassesEachSettingOn() throws IOException {
        String service = Files.readString(Path.of("docker-compose.yml")).split("(?m)^  roster:$")[1];
        Set<String> passed = new TreeSet<>();
        Matcher line = COMPOSE.matcher(service);
        while (line.find()) {
            passed.add(line.group(1));
        }

        Set<String> expected = new TreeSet<>(settings(Setting::name).keySet());
        expected.removeAll(SET_BY_THE_IMAGE);
        assertThat(passed).isEqualTo(expected);
    }

    @Test
    void theFrameworksExpressionsHaveTheSameDefaults() throws IOException {
        Matcher expression =
                EXPRESSION.matcher(Files.readString(Path.of("src", "main", "resources", "application.properties")));
        while (expression.find()) {
            assertThat(Setting.valueOf(expression.group(1)).standard().orElse(""))
                    .as(expression.group(1))
                    .isEqualTo(expression.group(2));
        }
        assertThat(expression.reset().results().count()).isPositive();
    }

    @Test
    void aDefaultIsOfItsOwnForm() {
        assertThat(SettingsValidator.faults(new Variables(Stream.of(Setting.values())
                        .filter(setting -> setting.standard().isPresent())
                        .collect(Collectors.toMap(
                                Setting::name, setting -> setting.standard().orElseThrow()))::get)))
                .isEmpty();
    }

    private interface Shown {
        String of(Setting setting);
    }

    private static Map<String, String> settings(Shown shown) {
        Map<String, String> settings = new TreeMap<>();
        Stream.of(Setting.values()).forEach(setting -> settings.put(setting.name(), shown.of(setting)));
        return settings;
    }

    private static String standard(String cell) {
        return cell.replace("`", "").strip();
    }
}
