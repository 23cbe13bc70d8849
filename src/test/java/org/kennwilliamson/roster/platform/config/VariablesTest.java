package org.kennwilliamson.roster.platform.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A setting is what stands in its variable, for the service as for a command. */
class VariablesTest {

    @ParameterizedTest
    @ValueSource(strings = {"a$$b", "${x}", "${PORT}", "$", "a%24b", "back\\slash", "with, comma", "${x:fallback}"})
    void aValueIsReadVerbatimByServiceAndCommandAlike(String value) {
        Stream.of(command(Map.of("ADMIN_PASSWORD", value)), service(Map.of("ADMIN_PASSWORD", value)))
                .forEach(variables ->
                        assertThat(variables.find(Setting.ADMIN_PASSWORD)).hasValue(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n"})
    void aBlankVariableIsNotSet(String value) {
        Stream.of(command(Map.of("PORT", value)), service(Map.of("PORT", value)))
                .forEach(variables -> {
                    assertThat(variables.isSet(Setting.PORT)).isFalse();
                    assertThat(variables.number(Setting.PORT)).isEqualTo(8080);
                });
    }

    @Test
    void spaceAroundAValueDoesNotCount() {
        assertThat(command(Map.of("AUTH_ACCESS_TTL", " 5m ")).duration(Setting.AUTH_ACCESS_TTL))
                .isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void aListLeavesOutWhatIsEmpty() {
        assertThat(command(Map.of("TRUSTED_PROXIES", "10.0.0.0/8, ,::1,")).list(Setting.TRUSTED_PROXIES))
                .containsExactly("10.0.0.0/8", "::1");
    }

    @Test
    void aDirectoryHasItsDefault() {
        assertThat(command(Map.of()).path(Setting.BACKUP_DIR)).hasValue(Path.of("backups"));
        assertThat(command(Map.of()).path(Setting.PG_BIN_DIR)).isEmpty();
    }

    @Test
    void anInvalidValueIsOneLineThatNamesTheVariableAndItsForm() {
        assertThatThrownBy(() -> command(Map.of("BACKUP_VERIFY", "maybe")).text(Setting.BACKUP_VERIFY))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("BACKUP_VERIFY must be restore, decrypt or off, but is 'maybe'");
    }

    @ParameterizedTest
    @EnumSource
    void theMessageOfAnInvalidSecretDoesNotShowIt(Setting setting) {
        assertThat(setting.invalid("se-cret").getMessage().contains("se-cret")).isEqualTo(!setting.isSecret());
    }

    private static Variables command(Map<String, String> variables) {
        return new Variables(variables::get);
    }

    private static Variables service(Map<String, String> variables) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(variables, "variables", 300))
                .build();
        return new VariablesProducer().variables(config);
    }
}
