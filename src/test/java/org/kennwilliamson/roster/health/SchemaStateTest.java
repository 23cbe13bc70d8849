package org.kennwilliamson.roster.health;

import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.platform.database.SchemaReady;

import static org.assertj.core.api.Assertions.assertThat;

class SchemaStateTest {

    private final SchemaState state = new SchemaState();

    @Test
    void whileItStartsNoSchemaSuits() {
        assertThat(state.needed()).isEmpty();
        assertThat(state.suits(Optional.of("20250829025210"))).isFalse();
        assertThat(state.suits(Optional.empty())).isFalse();
    }

    @Test
    void theNeededSchemaSuitsAndSoDoesANewerOne() {
        state.onSchemaReady(new SchemaReady("20250829025210"));

        assertThat(state.needed()).contains("20250829025210");
        assertThat(state.suits(Optional.of("20250829025210"))).isTrue();
        assertThat(state.suits(Optional.of("20250829025211"))).isTrue();
    }

    @Test
    void anOlderSchemaOrNoneDoesNotSuit() {
        state.onSchemaReady(new SchemaReady("20250829025210"));

        assertThat(state.suits(Optional.of("20250829025209"))).isFalse();
        assertThat(state.suits(Optional.of("9"))).as("numbers, not words").isFalse();
        assertThat(state.suits(Optional.empty())).isFalse();
    }
}
