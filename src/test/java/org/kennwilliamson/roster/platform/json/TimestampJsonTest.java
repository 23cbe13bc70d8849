package org.kennwilliamson.roster.platform.json;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Random;

import jakarta.inject.Inject;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

/** Times in answers are those of ISO 8601, as the JDK writes them. */
@QuarkusTest
class TimestampJsonTest {

    @Inject
    ObjectMapper mapper;

    @Test
    void timesOfAnswersAreWrittenByIt() throws JsonMappingException {
        assertThat(mapper.getSerializerProviderInstance()
                        .findValueSerializer(OffsetDateTime.class)
                        .getClass()
                        .getName())
                .startsWith(TimestampJson.class.getName());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-05-04T09:30:00Z",
                "2026-11-28T10:00:50.05162Z",
                "2026-11-28T10:00:50.1Z",
                "1999-12-31T23:59:59.999999Z",
                "2026-11-28T10:00:50.000001Z",
                "2026-11-28T10:00:50.123456789Z",
                "2026-11-28T10:00:50.05+01:30",
                "+294276-12-31T23:59:59.999999Z",
                "-4712-01-01T00:00:00Z",
                "0099-03-01T00:00:00Z"
            })
    void aTimeIsWrittenAsItIs(String time) throws JsonProcessingException {
        assertThat(mapper.writeValueAsString(OffsetDateTime.parse(time))).isEqualTo('"' + time + '"');
    }

    @Test
    void anyOtherIsWrittenAsTheJdkWritesIt() throws JsonProcessingException {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            OffsetDateTime time = OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, UTC)
                    .plusSeconds(random.nextInt())
                    .plusNanos(random.nextInt(1_000_000) * (i % 2 == 0 ? 1_000L : 1_000_000L));
            assertThat(mapper.writeValueAsString(time))
                    .isEqualTo('"' + DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time) + '"');
        }
    }
}
