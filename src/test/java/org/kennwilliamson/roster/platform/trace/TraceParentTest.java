package org.kennwilliamson.roster.platform.trace;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The examples are those of W3C Trace Context. */
class TraceParentTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String VALID = "00-" + TRACE + "-00f067aa0ba902b7-01";

    @Test
    void aCallersTraceGoesOn() {
        assertThat(TraceParent.of(List.of(VALID))).hasValueSatisfying(parent -> {
            assertThat(parent.trace()).hasToString(TRACE);
            assertThat(parent.span()).isEqualTo(0x00f067aa0ba902b7L);
            assertThat(parent.sampled()).isTrue();
        });
        assertThat(TraceParent.of(List.of(VALID.replaceFirst("01$", "00"))))
                .hasValueSatisfying(parent -> assertThat(parent.sampled()).isFalse());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cc-" + TRACE + "-00f067aa0ba902b7-01", "cc-" + TRACE + "-00f067aa0ba902b7-01-what-comes"})
    void aLaterVersionIsReadAsFarAsItIsKnown(String header) {
        assertThat(TraceParent.of(List.of(header))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ff-" + TRACE + "-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-" + TRACE + "-0000000000000000-01",
                "00-" + TRACE + "-00f067aa0ba902b7-01-what-comes",
                "00-" + TRACE + "-00f067aa0ba902b7-1",
                "cc-" + TRACE + "-00f067aa0ba902b7-01.what-comes",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-" + TRACE + "00f067aa0ba902b7-01",
                "00-" + TRACE + "-00f067aa0ba902b7-01\n",
            })
    void whatIsInvalidIsIgnored(String header) {
        assertThat(TraceParent.of(List.of(header))).isEmpty();
    }

    @Test
    void twoAreNone() {
        assertThat(TraceParent.of(List.of())).isEmpty();
        assertThat(TraceParent.of(List.of(VALID, VALID))).isEmpty();
    }
}
