package org.kennwilliamson.roster.platform.json;

import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import io.quarkus.jackson.ObjectMapperCustomizer;

/**
 * Writes times as {@link DateTimeFormatter#ISO_OFFSET_DATE_TIME} does, but without it as far as they are what the database
 * gives: in UTC, of a year with four digits, in microseconds. A page of users has a hundred of them.
 */
@Singleton
public class TimestampJson implements ObjectMapperCustomizer {

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.registerModule(new SimpleModule("timestamps").addSerializer(new Serializer()));
    }

    /** After the framework's own, since Jackson takes what was registered last. */
    @Override
    public int priority() {
        return MINIMUM_PRIORITY;
    }

    private static final class Serializer extends StdScalarSerializer<OffsetDateTime> {

        private static final long serialVersionUID = 1;

        private static final int SECONDS_END = "2026-05-04T09:30:00".length();
        private static final int MICROS = 6;
        private static final int NANOS_PER_MICRO = 1_000;

        Serializer() {
            super(OffsetDateTime.class);
        }

        @Override
        public void serialize(OffsetDateTime time, JsonGenerator json, SerializerProvider provider) throws IOException {
            if (isPlain(time)) {
                char[] text = new char[SECONDS_END + 1 + MICROS + 1];
                json.writeString(text, 0, write(time, text));
            } else {
                json.writeString(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time));
            }
        }

        private static boolean isPlain(OffsetDateTime time) {
            return time.getOffset().equals(ZoneOffset.UTC)
                    && time.getYear() >= 1_000
                    && time.getYear() <= 9_999
                    && time.getNano() % NANOS_PER_MICRO == 0;
        }

        /** How many characters that are. */
        private static int write(OffsetDateTime time, char[] text) {
            number(time.getYear(), text, 0, 4);
            text[4] = '-';
            number(time.getMonthValue(), text, 5, 2);
            text[7] = '-';
            number(time.getDayOfMonth(), text, 8, 2);
            text[10] = 'T';
            number(time.getHour(), text, 11, 2);
            text[13] = ':';
            number(time.getMinute(), text, 14, 2);
            text[16] = ':';
            number(time.getSecond(), text, 17, 2);
            int end = fraction(time.getNano() / NANOS_PER_MICRO, text);
            text[end] = 'Z';
            return end + 1;
        }

        /** Without zeros at its end, and nothing if it is zero. */
        private static int fraction(int micros, char[] text) {
            if (micros == 0) {
                return SECONDS_END;
            }
            text[SECONDS_END] = '.';
            number(micros, text, SECONDS_END + 1, MICROS);
            int end = SECONDS_END + 1 + MICROS;
            while (text[end - 1] == '0') {
                end--;
            }
            return end;
        }

        private static void number(int number, char[] text, int start, int digits) {
            int rest = number;
            for (int i = start + digits - 1; i >= start; i--) {
                text[i] = (char) ('0' + rest % 10);
                rest /= 10;
            }
        }
    }
}
