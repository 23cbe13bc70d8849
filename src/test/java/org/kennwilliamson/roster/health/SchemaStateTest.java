package org.kennwilliamson.roster.health;

import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.platform.database.SchemaReady;

import static org.assertj.core.api.Assertions.assertThat;

class SchemaStateTest {

    private final SchemaState state = new SchemaState();

    @Test
    void whatIsNeededIsKnownOnceItIsThere() {
        assertThat(state.needed()).isEmpty();

        state.onSchemaReady(new SchemaReady("20250829025210"));

        assertThat(state.needed()).contains("20250829025210");
    }
}
