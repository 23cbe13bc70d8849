package org.kennwilliamson.roster.http;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;

/** Tells a field that is null from one that isn't there, which Jackson's own types don't. */
final class ChangeDeserializer extends StdDeserializer<Change<?>> implements ContextualDeserializer {

    private static final long serialVersionUID = 1L;

    private final JavaType valueType;

    ChangeDeserializer() {
        this(null);
    }

    private ChangeDeserializer(JavaType valueType) {
        super(Change.class);
        this.valueType = valueType;
    }

    @Override
    public JsonDeserializer<?> createContextual(DeserializationContext context, BeanProperty property) {
        return new ChangeDeserializer(context.getContextualType().containedType(0));
    }

    @Override
    public Change<?> deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        return Change.to(context.<Object>readValue(parser, valueType));
    }

    @Override
    public Change<?> getNullValue(DeserializationContext context) {
        return Change.to(null);
    }

    @Override
    public Object getAbsentValue(DeserializationContext context) {
        return Change.NONE;
    }
}
